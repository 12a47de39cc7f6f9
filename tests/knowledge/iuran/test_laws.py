"""What holds of any bill, searched for by hypothesis; and how long one takes."""

import json
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.book import Book
from knowledge.facts import UnknownFact
from knowledge.iuran import Bill, Discount, Group, Plan, Program, Scale, monthly_iuran
from knowledge.iuran.bpu import base_of
from knowledge.iuran.rounding import whole
from tests.knowledge.iuran.plans import NOVEMBER, bill_of

SCALES: tuple[Scale, ...] = ("mikro", "kecil", "menengah", "besar")
DISCOUNTS: tuple[Discount, ...] = ("umum", "transportasi", "tidak")
CHOSEN: tuple[tuple[Program, ...] | None, ...] = (None, ("jkk", "jkm", "jht"), ("jkk", "jkm", "jht", "jp"))
PEOPLE, WAGES = st.integers(1, 100_000), st.integers(0, 10**9)
PAID = st.builds(Group, st.just("karyawan"), PEOPLE, st.just("PU"), WAGES)
OWN = st.builds(Group, st.just("petani"), PEOPLE, st.just("BPU"), st.none() | WAGES, st.sampled_from(DISCOUNTS))
PLANS = st.builds(
    Plan,
    st.lists(PAID | OWN, min_size=1, max_size=6).map(tuple),
    st.sampled_from(SCALES),
    st.integers(1, 5),
    st.sampled_from(CHOSEN),
)
KNOWN_DAYS = st.dates(date(2025, 3, 1), date(2030, 12, 31))


@given(PLANS, KNOWN_DAYS)
def test_sums_equal_their_parts_and_nothing_is_negative(book: Book, plan: Plan, day: date) -> None:
    bill = monthly_iuran(plan, book.on(day))
    lines = [line for group in bill.groups for line in group.lines]
    assert bill.total == bill.employer + bill.worker == sum(group.total for group in bill.groups)
    assert bill.employer == sum(line.employer_each * line.people for line in lines)
    assert bill.worker == sum(line.worker_each * line.people for line in lines)
    assert all(line.per_person == line.employer_each + line.worker_each <= line.full_each for line in lines)
    assert all(min(line.employer_each, line.worker_each, line.base) >= 0 for line in lines)


@given(PLANS, KNOWN_DAYS)
def test_who_is_not_paid_costs_the_cooperative_nothing_and_caps_hold(book: Book, plan: Plan, day: date) -> None:
    facts = book.on(day)
    for one in monthly_iuran(plan, facts).groups:
        if one.group.segment == "BPU":
            assert one.employer == 0
            assert {line.program for line in one.lines} <= {"jkk", "jkm", "jht"}
            assert all(1_000_000 <= line.base <= 20_700_000 for line in one.lines)
        for line in one.lines:
            if line.program == "jp":
                assert line.base == min(one.group.wage or 0, facts.amount("jp-batas-upah"))


@given(WAGES, WAGES, st.sampled_from(SCALES), st.integers(1, 5), KNOWN_DAYS)
def test_a_higher_wage_never_costs_less(book: Book, one: int, two: int, scale: Scale, risk: int, day: date) -> None:
    low, high = sorted((one, two))
    bills = [bill_of(book, Group("karyawan", 1, "PU", wage), scale=scale, risk=risk, on=day) for wage in (low, high)]
    assert bills[0].employer <= bills[1].employer
    assert bills[0].worker <= bills[1].worker


@given(WAGES, WAGES, st.sampled_from(DISCOUNTS), KNOWN_DAYS)
def test_a_higher_income_costs_less_in_no_layer_and_the_same_within_one(
    book: Book, one: int, two: int, discount: Discount, day: date
) -> None:
    low, high = sorted((one, two))
    layers = book.on(day).layers("bpu-tabel-dasar")
    totals = [bill_of(book, Group("petani", 1, "BPU", income, discount), on=day).total for income in (low, high)]
    assert totals[0] <= totals[1]
    assert (totals[0] == totals[1]) == (base_of(low, layers) == base_of(high, layers))


@given(st.decimals(0, 10**9, places=6))
def test_half_a_rupiah_and_more_is_rounded_up_and_less_is_not(amount: Decimal) -> None:
    assert -Decimal("0.5") < whole(amount) - amount <= Decimal("0.5")


def test_half_a_rupiah_is_never_rounded_to_even() -> None:
    assert [whole(Decimal(text)) for text in ("0.5", "1.5", "2.5", "2.4999")] == [1, 2, 3, 2]


@given(PLANS, KNOWN_DAYS)
def test_a_larger_scale_only_adds_programmes(book: Book, plan: Plan, day: date) -> None:
    bills = [monthly_iuran(replace(plan, scale=scale, programs=None), book.on(day)) for scale in SCALES]
    for smaller, larger in pairwise(bills):
        for before, after in zip(lines_of(smaller), lines_of(larger), strict=True):
            assert before.items() <= after.items()


def lines_of(bill: Bill) -> list[dict[str, int]]:
    return [{line.program: line.per_person for line in group.lines} for group in bill.groups]


@given(PLANS)
def test_a_plan_comes_back_from_its_json(plan: Plan) -> None:
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_every_day_from_2015_to_2030_has_a_bill_or_a_refusal_that_names_what_is_not_known(book: Book) -> None:
    plan = Plan((Group("karyawan", 1, "PU", 3_000_000), Group("petani", 1, "BPU", None)), "menengah")
    unknown = set()
    day = date(2015, 1, 1)
    while day <= date(2030, 12, 31):
        try:
            assert monthly_iuran(plan, book.on(day)).total > 0
        except UnknownFact as error:
            unknown.add((error.fact_id, error.day.year))
        day += timedelta(days=1)
    assert ("jp-batas-upah", 2017) in unknown
    assert {year for _, year in unknown} == {2015, 2016, 2017, 2018, 2019, 2021, 2022}


def test_a_bill_of_ten_groups_takes_less_than_five_milliseconds(book: Book) -> None:
    groups = [Group("karyawan", 3, "PU", 3_000_000 + n) for n in range(5)]
    groups += [Group("petani", 40, "BPU", 2_000_000 * n) for n in range(5)]
    took = []
    for _ in range(5):
        before = time.perf_counter()
        bill_of(book, *groups, scale="besar", on=NOVEMBER)
        took.append(time.perf_counter() - before)
    assert min(took) < 0.005
