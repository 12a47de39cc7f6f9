"""Worked cases from another hand: cases.csv and layers.csv hold the integers, nothing here computes them."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from knowledge.book import Book
from knowledge.facts import UnknownFact
from knowledge.iuran import Bill, Discount, Group, Plan, Program, Scale, Segment, monthly_iuran, not_known
from knowledge.iuran.bpu import base_of
from tests.knowledge.iuran.plans import NOVEMBER, bill_of

Case = Mapping[str, str]
HERE = Path(__file__).parent


def table(name: str) -> list[Case]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES, LAYERS = table("cases.csv"), table("layers.csv")


def billed(case: Case, book: Book) -> Bill:
    wage = int(case["wage"]) if case["wage"] else None
    segment, discount = cast("Segment", case["segment"]), cast("Discount", case["discount"])
    programs = cast("tuple[Program, ...]", tuple(case["programs"].split())) or None
    group = Group("orang", int(case["people"]), segment, wage, discount)
    plan = Plan((group,), cast("Scale", case["scale"]), int(case["risk"]), programs)
    return monthly_iuran(plan, book.on(date.fromisoformat(case["on"])))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_worked_case_comes_out_to_the_rupiah(case: Case, book: Book) -> None:
    bill = billed(case, book)
    assert (bill.employer, bill.worker, bill.total) == tuple(int(case[key]) for key in ("employer", "worker", "total"))
    lines = {line.program: line for line in bill.groups[0].lines}
    assert lines.get("jp", lines["jkk"]).base == int(case["base"])


def test_the_cases_touch_every_scale_class_discount_and_segment() -> None:
    seen = {(key, case[key]) for case in CASES for key in ("scale", "risk", "discount", "segment")}
    assert len(seen) == 4 + 5 + 3 + 2


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer["base"])
def test_a_layer_of_the_table_of_incomes_is_as_printed_with_and_without_discount(layer: Case, book: Book) -> None:
    three: tuple[Program, ...] = ("jkk", "jkm", "jht")
    for income in {int(layer["from"]), int(layer["to"] or layer["from"])}:
        for day, jkk, jkm in (("2026-11-22", "discounted_jkk", "discounted_jkm"), ("2027-01-01", "jkk", "jkm")):
            plan = Plan((Group("petani", 1, "BPU", income),), programs=three)
            lines = monthly_iuran(plan, book.on(date.fromisoformat(day))).groups[0].lines
            assert [line.worker_each for line in lines] == [int(layer[jkk]), int(layer[jkm]), int(layer["jht"])]
            assert [line.full_each for line in lines] == [int(layer["jkk"]), int(layer["jkm"]), int(layer["jht"])]
            assert {line.base for line in lines} == {int(layer["base"])}


def test_there_are_thirty_three_layers_and_the_facts_hold_no_other(book: Book) -> None:
    layers = book.on(NOVEMBER).layers("bpu-tabel-dasar")
    assert layers == tuple((int(layer["from"]), int(layer["base"])) for layer in LAYERS)
    assert len(layers) == 33
    assert base_of(10**12, layers) == layers[-1][1]


def test_the_rate_of_a_line_is_that_of_the_whole_programme(book: Book) -> None:
    paid = bill_of(book, Group("karyawan", 1, "PU", 3_000_000), scale="menengah").groups[0].lines
    assert [(line.program, str(line.rate)) for line in paid] == [
        ("jkk", "0.0024"),
        ("jkm", "0.003"),
        ("jht", "0.057"),
        ("jp", "0.03"),
        ("jkp", "0"),
    ]
    own = bill_of(book, Group("petani", 1, "BPU", None)).groups[0].lines
    assert [(line.program, line.rate and str(line.rate)) for line in own] == [("jkk", "0.01"), ("jkm", None)]


def test_every_line_names_its_article_and_a_discount_its_own(book: Book) -> None:
    bill = bill_of(book, Group("karyawan", 1, "PU", 3_000_000), Group("petani", 1, "BPU", None), scale="menengah")
    sources = [[line.source for line in group.lines] for group in bill.groups]
    assert sources[0] == [
        "PP 44/2015 Pasal 16 ayat (1)",
        "PP 44/2015 Pasal 18 ayat (1)",
        "PP 46/2015 Pasal 16 ayat (1)",
        "PP 45/2015 Pasal 28, Pasal 29",
        "PP 6/2025 Pasal 11",
    ]
    assert sources[1][0] == "PP 44/2015 Lampiran II; PP 50/2025 Pasal 3-5"


@pytest.mark.parametrize(
    "scale, programs, has_jkp",
    [
        ("mikro", None, False),
        ("mikro", ("jkk", "jkm", "jht"), True),
        ("kecil", None, True),
        ("menengah", ("jkk", "jkm", "jht"), False),
        ("menengah", None, True),
        ("besar", None, True),
        ("mikro", ("jkk", "jkm", "jkp"), False),
    ],
)
def test_jkp_stands_as_a_line_of_zeros_only_where_its_condition_is_met(
    book: Book, scale: Scale, programs: tuple[Program, ...] | None, has_jkp: bool
) -> None:
    bill = bill_of(book, Group("karyawan", 2, "PU", 3_000_000), scale=scale, programs=programs)
    lines = [line for line in bill.groups[0].lines if line.program == "jkp"]
    assert len(lines) == has_jkp
    assert [(str(line.rate), line.per_person, line.employer, line.worker) for line in lines] in ([], [("0", 0, 0, 0)])
    assert str(bill.groups[0].lines[0].rate) == "0.0024"


def test_before_jkp_is_in_the_book_it_has_no_line(book: Book) -> None:
    bill = bill_of(book, Group("karyawan", 1, "PU", 3_000_000), scale="kecil", on=date(2025, 2, 6))
    assert "jkp" not in {line.program for line in bill.groups[0].lines}


@pytest.mark.parametrize("day, fact", [("2016-06-15", "jp-batas-upah"), ("2014-01-01", "program-menengah")])
def test_a_rule_that_is_not_known_on_the_day_is_refused_by_name(book: Book, day: str, fact: str) -> None:
    with pytest.raises(UnknownFact) as caught:
        bill_of(book, Group("karyawan", 1, "PU", 3_000_000), scale="menengah", on=date.fromisoformat(day))
    assert caught.value.fact_id == fact
    assert "belum kami ketahui" in not_known(caught.value).message


def test_a_cap_that_is_not_announced_is_a_doubt_only_for_wages_above_it(book: Book) -> None:
    march = date(2027, 3, 1)
    high = bill_of(book, Group("manajer", 1, "PU", 15_000_000), scale="menengah", on=march)
    low = bill_of(book, Group("manajer", 1, "PU", 3_000_000), scale="menengah", on=march)
    assert (high.doubts, low.doubts) == (("jp-batas-upah",), ())
    assert "jp-batas-upah" in low.facts
    assert bill_of(book, Group("manajer", 1, "PU", 15_000_000), scale="menengah").doubts == ()
