from datetime import date

import pytest

from bot.render import plain
from knowledge.book import Book
from knowledge.iuran import Group, coming, prices_ahead
from tests.knowledge.iuran.plans import bill_of

FARMER = Group("petani", 1, "BPU", None)
NEW_YEAR = date(2027, 1, 1)


def test_the_cheapest_package_of_a_farmer_doubles_on_new_year(book: Book) -> None:
    before, after = (bill_of(book, FARMER, on=day) for day in (date(2026, 12, 31), NEW_YEAR))
    assert (before.total, after.total) == (8_400, 16_800)
    (ahead,) = prices_ahead(before, book)
    assert (ahead.on, ahead.total) == (NEW_YEAR, 16_800)
    assert plain(coming(before, ahead)) == "Mulai 1 Januari 2027: Rp16.800 sebulan."


@pytest.mark.parametrize("day, days", [("2026-04-01", 1), ("2026-11-02", 1), ("2026-12-31", 1), ("2027-01-01", 0)])
def test_a_change_is_told_as_soon_as_a_yearly_sum_reaches_it(book: Book, day: str, days: int) -> None:
    assert len(prices_ahead(bill_of(book, FARMER, on=date.fromisoformat(day)), book)) == days


def test_a_discount_that_begins_is_told_too(book: Book) -> None:
    first, second = prices_ahead(bill_of(book, FARMER, on=date(2026, 3, 1)), book)
    assert (first.on, first.total) == (date(2026, 4, 1), 8_400)
    assert (second.on, second.total) == (NEW_YEAR, 16_800)


def test_whoever_drives_keeps_the_discount_until_the_end_of_march(book: Book) -> None:
    driver = Group("ojek", 1, "BPU", None, "transportasi")
    (told_early,) = prices_ahead(bill_of(book, driver, on=date(2026, 12, 31)), book)
    assert told_early.on == date(2027, 4, 1)
    (ahead,) = prices_ahead(bill_of(book, driver, on=date(2027, 3, 1)), book)
    assert (ahead.on, ahead.total) == (date(2027, 4, 1), 16_800)


def test_who_has_no_discount_is_told_of_no_change(book: Book) -> None:
    groups = (Group("anggota", 20, "BPU", None, "tidak"), Group("karyawan", 2, "PU", 3_000_000))
    assert prices_ahead(bill_of(book, *groups, on=date(2026, 12, 31)), book) == ()


def test_a_cap_that_is_going_to_change_is_told_to_those_above_it_without_a_number(book: Book) -> None:
    bill = bill_of(book, Group("manajer", 1, "PU", 15_000_000), scale="menengah", on=date(2027, 2, 1))
    (ahead,) = prices_ahead(bill, book)
    assert "angkanya belum diumumkan" in plain(coming(bill, ahead))
    below = bill_of(book, Group("manajer", 1, "PU", 3_000_000), scale="menengah", on=date(2027, 2, 1))
    assert prices_ahead(below, book) == ()
