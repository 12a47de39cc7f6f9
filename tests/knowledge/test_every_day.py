"""Every day from 2015 to 2030 has exactly one rate, or the word that nobody knows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.book import Book
from knowledge.facts import Facts, UnknownFact
from knowledge.iuran import Group, Plan, monthly_iuran
from knowledge.reading.checks import turning_days

FIRST, LAST = date(2015, 1, 1), date(2030, 12, 31)
MONEY = (
    *(f"iuran-jkk-{risk}" for risk in range(1, 6)),
    "iuran-jkm",
    *(f"iuran-{program}-{who}" for program in ("jht", "jp") for who in ("koperasi", "pekerja", "total")),
    "jp-batas-upah",
    *("bpu-jkk-tarif", "bpu-jkm", "bpu-jht-tarif", "bpu-tabel-dasar", "bpu-dasar-terendah", "bpu-dasar-tertinggi"),
    *("bpu-jkk-terendah", "bpu-jht-terendah", "bpu-paket-normal", "bpu-paket-normal-jht"),
    *("bpu-paket-umum", "bpu-paket-umum-jht", "bpu-paket-transportasi"),
    *("program-mikro", "program-kecil", "program-menengah", "program-bpu"),
)
WHILE = frozenset(
    {"bpu-diskon", "bpu-diskon-umum-sampai", "bpu-diskon-transportasi-sampai", "iuran-jkp-tanpa-tambahan"}
)
"""Rules that a bill uses only while they hold: a discount that is over is no discount."""
DISCOUNTS = {"bpu-paket-umum": "bpu-diskon-umum-sampai", "bpu-paket-transportasi": "bpu-diskon-transportasi-sampai"}
DAYS = st.dates(FIRST, LAST)


def rows_on(book: Book, fact_id: str, day: date) -> int:
    return sum(fact.id == fact_id and fact.holds_on(day) for fact in book.facts)


def rests_on(plan: Plan, facts: Facts) -> set[str]:
    """The facts of the bill, or the one for want of which there is none."""
    try:
        return set(monthly_iuran(plan, facts).facts)
    except UnknownFact as missing:
        return {missing.fact_id}


def turns(book: Book) -> list[date]:
    """Each day on which any rule turns, and the day before it."""
    turning = [day for day in turning_days(book.facts, FIRST) if day <= LAST]
    return sorted({FIRST, LAST, *turning, *(day - timedelta(days=1) for day in turning if day > FIRST)})


@given(DAYS, st.sampled_from(MONEY))
def test_any_day_has_exactly_one_row_of_each_rate(book: Book, day: date, fact_id: str) -> None:
    facts = book.on(day)
    assert rows_on(book, fact_id, day) == 1
    assert (fact_id in facts) is not facts.is_unknown(fact_id)


def test_so_has_every_day_on_which_a_rule_turns(book: Book) -> None:
    for day in turns(book):
        assert {fact_id: rows_on(book, fact_id, day) for fact_id in MONEY} == dict.fromkeys(MONEY, 1), day


@given(DAYS, st.integers(1, 5))
def test_a_bill_rests_on_nothing_else_or_names_what_nobody_knows(book: Book, day: date, risk: int) -> None:
    facts = book.on(day)
    groups = [Group(kind, 1, "BPU", 3_000_000, discount=kind) for kind in ("umum", "transportasi", "tidak")]
    plan = Plan((Group("pekerja", 2, "PU", 20_000_000), *groups), "besar", risk, ("jkk", "jkm", "jht", "jp"))
    ids = rests_on(plan, facts)
    assert ids <= {*MONEY, *WHILE}
    assert all(fact_id in facts or facts.is_unknown(fact_id) for fact_id in ids)


@given(DAYS, st.sampled_from(sorted(DISCOUNTS)))
def test_a_package_is_the_normal_one_less_the_discount_of_the_day(book: Book, day: date, package: str) -> None:
    facts = book.on(day)
    if facts.is_unknown(package):
        assert day < date(2015, 7, 1)
        return
    off = facts.rate("bpu-diskon") if DISCOUNTS[package] in facts else Decimal(0)
    assert facts.amount(package) == facts.amount("bpu-paket-normal") * (1 - off)


@pytest.mark.parametrize(
    "day, cap",
    [
        (date(2015, 6, 30), None),
        (date(2015, 7, 1), 7_000_000),
        (date(2016, 2, 29), 7_000_000),
        (date(2016, 3, 1), None),
        (date(2019, 2, 28), None),
        (date(2019, 3, 1), 8_512_400),
        (date(2020, 3, 1), 8_939_700),
        (date(2021, 3, 1), None),
        (date(2022, 3, 1), 9_077_600),
        (date(2023, 3, 1), 9_559_600),
        (date(2024, 3, 1), 10_042_300),
        (date(2025, 2, 28), 10_042_300),
        (date(2025, 3, 1), 10_547_400),
        (date(2026, 3, 1), 11_086_300),
        (date(2030, 12, 31), 11_086_300),
    ],
    ids=str,
)
def test_the_wage_cap_of_a_year_that_nobody_could_check_is_unknown(book: Book, day: date, cap: int | None) -> None:
    facts = book.on(day)
    assert facts.is_unknown("jp-batas-upah") is (cap is None)
    if cap is None:
        with pytest.raises(UnknownFact):
            facts.amount("jp-batas-upah")
    else:
        assert facts.amount("jp-batas-upah") == cap
