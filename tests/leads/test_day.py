from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.day import read_day

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    "text, day",
    [
        ("24-11-2026", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("24 November 2026", date(2026, 11, 24)),
        ("tgl 3 des", date(2026, 12, 3)),
        ("5 januari", date(2027, 1, 5)),
        ("20 agustus", date(2026, 8, 20)),
        ("hari ini", TODAY),
        ("Kemarin", date(2026, 11, 25)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "31-02-2026", "24 nopan", "besok pagi", "bulan depan", "0812-3456-7890"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_without_today_a_day_needs_its_year() -> None:
    assert read_day("24 november") is None
    assert read_day("24 november 2026") == date(2026, 11, 24)


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    assert read_day(text, TODAY) is None or isinstance(read_day(text, TODAY), date)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_three_ways(day: date) -> None:
    assert read_day(f"{day:%d-%m-%Y}") == read_day(f"{day:%d/%m/%Y}") == read_day(day.isoformat()) == day
