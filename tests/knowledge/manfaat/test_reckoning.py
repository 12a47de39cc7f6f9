from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import plain
from knowledge.book import Book
from knowledge.facts import Fact, Facts
from knowledge.manfaat import Event, Person, School, reckon
from knowledge.manfaat.hari_tua import account
from knowledge.manfaat.pensiun import counted

BOOK = Book.load()
TODAY = BOOK.on(date(2026, 11, 23))
WAGES = st.integers(1, 1_000_000_000)
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
PERSONS = st.builds(
    Person,
    event=st.sampled_from(get_args(Event)),
    segment=st.sampled_from(("PU", "BPU")),
    wage=st.none() | WAGES,
    months=st.none() | st.integers(0, 720),
    children=st.lists(st.sampled_from(get_args(School)), max_size=6).map(tuple),
    programs=st.none() | st.sampled_from((("jkk", "jkm"), ("jkk", "jkm", "jht"), ("jkk", "jkm", "jht", "jp"))),
)


@given(PERSONS, DAYS)
def test_on_no_day_and_for_nobody_anything_is_negative_or_breaks(person: Person, day: date) -> None:
    benefit = reckon(person, BOOK.on(day))
    assert all(step.amount is None or step.amount >= 0 for step in benefit.steps)
    assert all(step.amount is None for step in benefit.steps if step.unknown)
    assert all(plain(step.label) for step in benefit.steps)


@given(PERSONS)
def test_the_sums_are_sums_of_the_steps(person: Person) -> None:
    benefit = reckon(person, TODAY)
    kinds = {step.pays for step in benefit.steps}
    assert sum(map(benefit.total, kinds)) == sum(step.amount or 0 for step in benefit.steps)


@given(PERSONS)
def test_every_step_with_a_number_says_on_what_it_rests(person: Person) -> None:
    for step in reckon(person, TODAY).steps:
        assert step.facts
        assert step.amount is None or all(one in TODAY for one in step.facts)


@given(PERSONS, WAGES, WAGES)
def test_a_higher_wage_never_pays_less(person: Person, one: int, other: int) -> None:
    low, high = (reckon(replace(person, wage=wage), TODAY) for wage in sorted((one, other)))
    for before, after in zip(low.steps, high.steps, strict=True):
        assert (before.name, before.amount or 0) <= (after.name, after.amount or 0)


@given(PERSONS)
def test_scholarships_never_exceed_what_two_children_may_get(person: Person) -> None:
    steps = [step for step in reckon(person, TODAY).steps if step.name.startswith("beasiswa-")]
    assert sum(step.amount or 0 for step in steps) <= TODAY.amount("beasiswa-total")
    assert len([step for step in steps if step.amount]) <= TODAY.amount("beasiswa-anak")


@given(PERSONS.map(lambda person: replace(person, event="pensiun", segment="PU")))
def test_a_pension_stays_within_the_limits_that_are_known(person: Person) -> None:
    pension = reckon(person, TODAY).amount("pensiun")
    assert pension is None or (411_400 <= pension <= 4_932_300)
    assert (pension is None) == (person.wage is None)


@given(st.integers(0, 10_000_000), st.integers(0, 720))
def test_an_account_grows_with_time_and_never_below_what_was_paid_in(monthly: int, months: int) -> None:
    rate = TODAY.rate("jht-hasil")
    now, later = account(monthly, months, rate), account(monthly, months + 1, rate)
    assert now.paid == monthly * months
    assert 0 <= now.growth <= later.growth


@given(PERSONS)
def test_a_person_comes_back_from_what_was_kept(person: Person) -> None:
    assert Person.from_json(person.to_json()) == person


@pytest.mark.parametrize("segment", ["PU", "BPU"])
def test_death_pays_in_full_from_three_months_on(segment: str) -> None:
    totals = [reckon(Person("meninggal", segment, None, months), TODAY).total() for months in range(6)]  # type: ignore[arg-type]
    before = 10_000_000 if segment == "BPU" else 0
    assert totals == [before] * 3 + [42_000_000] * 3


def test_before_the_rule_of_three_months_death_paid_in_full_at_once() -> None:
    assert reckon(Person("meninggal", "BPU", None, 0), BOOK.on(date(2025, 2, 23))).total() == 42_000_000


def test_what_the_branch_has_to_confirm_is_not_sure() -> None:
    assert reckon(Person("meninggal_kerja", "PU", 3_000_000), TODAY).is_sure
    assert reckon(Person("meninggal", "BPU", None, 2), TODAY).is_sure
    assert not reckon(Person("meninggal", "PU", None, 2), TODAY).is_sure
    assert not reckon(Person("hari_tua", "PU", 3_000_000, 24), TODAY).is_sure


def test_a_pension_is_monthly_only_when_fifteen_years_are_reached() -> None:
    person = Person("pensiun", "PU", 3_000_000, 180)
    soon, then = (reckon(person, BOOK.on(day)).step("pensiun") for day in (date(2030, 6, 30), date(2030, 7, 1)))
    assert soon
    assert then
    assert (soon.pays, then.pays) == ("otherwise", "monthly")
    assert then.amount == 450_000


def test_nobody_has_paid_for_a_pension_since_before_the_programme_began() -> None:
    assert counted(Person("pensiun", "PU", 3_000_000, 300), TODAY) == 136


@pytest.mark.parametrize(
    "day, known", [(date(2026, 1, 31), True), (date(2027, 1, 31), True), (date(2027, 2, 1), False)]
)
def test_limits_of_pensions_that_nobody_knows_yet_are_said_to_be_unknown(day: date, known: bool) -> None:
    benefit = reckon(Person("pensiun", "PU", 2_000_000, 60), BOOK.on(day))
    assert (benefit.step("batas") is None) is known
    assert benefit.is_complete is known
    assert benefit.amount("pensiun") == ({2026: 399_700, 2027: 411_400}[day.year] if known else 300_000)


@pytest.mark.parametrize("day, age", [(date(2027, 12, 31), "59"), (date(2028, 1, 1), "60"), (date(2030, 12, 31), "60")])
def test_the_age_of_retirement_is_that_of_the_year(day: date, age: str) -> None:
    step = reckon(Person("pensiun", "PU", 2_000_000, 60), BOOK.on(day)).step("syarat")
    assert step
    assert f"usia {age} tahun" in plain(step.label)


def test_before_a_rule_holds_its_number_is_unknown() -> None:
    benefit = reckon(Person("meninggal_kerja", "PU", 3_000_000), BOOK.on(date(2019, 12, 1)))
    assert not benefit.is_complete
    assert benefit.total() == 0


@pytest.mark.parametrize("event", get_args(Event))
def test_every_day_either_knows_all_numbers_or_says_which_it_does_not(event: Event) -> None:
    person = Person(event, "PU", 3_000_000, 60, ("sd",), ("jkk", "jkm", "jht", "jp", "jkp"))
    day = date(2015, 1, 1)
    while day < date(2031, 1, 1):
        for step in reckon(person, BOOK.on(day)).steps:
            assert step.unknown is (step.confidence == "low")
            assert step.unknown or step.pays == "rule" or step.amount is not None
        day += timedelta(days=61)


def test_a_number_of_low_confidence_is_not_said() -> None:
    def doubted(fact: Fact) -> Fact:
        return replace(fact, confidence="low") if fact.id == "jkk-pemakaman" else fact

    facts = replace(BOOK, facts=tuple(map(doubted, BOOK.facts))).on(date(2026, 11, 23))
    step = reckon(Person("meninggal_kerja", "PU", 3_000_000), facts).step("pemakaman")
    assert step
    assert (step.amount, step.unknown) == (None, True)


def test_the_parts_of_the_book_agree_with_its_totals() -> None:
    amount = TODAY.amount
    assert amount("jkk-berkala-bulan") * amount("jkk-berkala-sebulan") == amount("jkk-berkala")
    assert amount("jkm-santunan") + amount("jkm-berkala") + amount("jkm-pemakaman") == amount("jkm-total")
    assert amount("jkk-meninggal-terendah") == amount("jkm-santunan")
    levels = ("sd", "smp", "sma", "kuliah")
    child = sum(amount(f"beasiswa-{level}") * amount(f"beasiswa-{level}-tahun") for level in levels)
    assert child == amount("beasiswa-per-anak") == amount("beasiswa-total") // amount("beasiswa-anak")
    assert amount("jkp-tertinggi") == TODAY.rate("jkp-tunai") * amount("jkp-batas-upah")


def test_a_younger_child_never_gets_less_than_an_older_one() -> None:
    def one(level: School) -> int:
        return reckon(Person("meninggal_kerja", "BPU", None, None, (level,)), TODAY).total("upto")

    amounts = [one(level) for level in get_args(School)]
    assert all(younger >= older for younger, older in pairwise(amounts))


@pytest.mark.parametrize(
    "limit, amount, paid",
    [("beasiswa-total", 100_000_000, [87_000_000, 13_000_000]), ("beasiswa-per-anak", 50_000_000, [50_000_000] * 2)],
)
def test_no_child_and_not_all_of_them_get_more_than_the_limits_of_the_day(
    limit: str, amount: int, paid: list[int]
) -> None:
    rows = (replace(fact, value=amount) if fact.id == limit else fact for fact in BOOK.facts)
    facts = Facts(rows, TODAY.day, TODAY.checked)
    benefit = reckon(Person("meninggal_kerja", "PU", None, None, ("sd", "sd")), facts)
    assert [step.amount for step in benefit.steps if step.name.startswith("beasiswa-")] == paid
