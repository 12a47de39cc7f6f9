from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.calendar import ZONE, WorkingDays

CALENDAR = WorkingDays()
LUNCH = WorkingDays(hours=((time(8), time(12)), (time(13), time(15, 30))))
# SKB 3 Menteri for 2026: 17 national holidays and 8 days of cuti bersama.
FREE_2026 = """01-01 01-16 02-16 02-17 03-18 03-19 03-20 03-21 03-22 03-23 03-24 04-03 04-05 05-01 05-14 05-15 05-27
05-28 05-31 06-01 06-16 08-17 08-25 12-24 12-25""".split()
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 11, 19), datetime(2026, 12, 3), timezones=st.just(ZONE))  # noqa: DTZ001


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def by_hand(day: date) -> bool:
    return day.weekday() < 5 and f"{day:%m-%d}" not in FREE_2026


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_working_days_of_2026_are_those_of_the_joint_decree(day: date) -> None:
    assert CALENDAR.is_working_day(day) == by_hand(day)


@given(DAYS, st.integers(1, 40))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, n: int) -> None:
    end = CALENDAR.add(day, n)
    walked = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(map(CALENDAR.is_working_day, walked)) == n == CALENDAR.between(day, end)
    assert CALENDAR.is_working_day(end)


@given(DAYS, st.integers(1, 40))
def test_going_back_is_counted_the_same_way(day: date, n: int) -> None:
    start = CALENDAR.add(day, -n)
    walked = [start + timedelta(days=step) for step in range((day - start).days)]
    assert sum(map(CALENDAR.is_working_day, walked)) == n


@given(DAYS)
def test_no_working_day_lies_between_a_day_and_the_next_working_day(day: date) -> None:
    assert CALENDAR.between(day, CALENDAR.next_working_day(day)) == 1
    assert CALENDAR.add(day, 0) == day
    assert CALENDAR.previous_working_day(CALENDAR.next_working_day(day)) <= day


@given(MOMENTS, MOMENTS, st.sampled_from([CALENDAR, LUNCH]))
def test_working_minutes_are_those_that_the_clock_on_the_wall_counts(
    a: datetime, b: datetime, here: WorkingDays
) -> None:
    start, end = sorted(moment.replace(second=0, microsecond=0) for moment in (a, b))
    wall = sum(here.office_open(start + timedelta(minutes=n)) for n in range(int((end - start).total_seconds()) // 60))
    assert here.working_minutes(start, end) == wall
    assert here.working_minutes(end, start) == 0 or start == end


@given(MOMENTS, st.sampled_from([CALENDAR, LUNCH]))
def test_the_office_opens_at_the_next_opening_and_not_before(moment: datetime, here: WorkingDays) -> None:
    opening = here.next_opening(moment)
    assert here.office_open(opening)
    assert here.working_minutes(moment, opening) == 0


@pytest.mark.parametrize(
    "moment,is_open",
    [
        ("2026-11-23T07:59", False),
        ("2026-11-23T08:00", True),
        ("2026-11-23T15:29", True),
        ("2026-11-23T15:30", False),
        ("2026-11-22T10:00", False),  # a Sunday
        ("2026-12-24T10:00", False),  # cuti bersama
    ],
)
def test_office_hours_are_those_of_a_working_day(moment: str, is_open: bool) -> None:
    assert CALENDAR.office_open(wib(moment)) is is_open


def test_the_office_is_closed_over_lunch_where_it_has_one() -> None:
    noon = wib("2026-11-23T12:30")
    assert CALENDAR.office_open(noon)
    assert not LUNCH.office_open(noon)
    assert LUNCH.next_opening(noon) == wib("2026-11-23T13:00")


def test_hours_are_local_wherever_the_server_stands() -> None:
    assert CALENDAR.office_open(datetime(2026, 11, 23, 1, tzinfo=UTC))
    assert CALENDAR.day(datetime(2026, 11, 22, 17, tzinfo=UTC)) == date(2026, 11, 23)
    assert CALENDAR.start(date(2026, 11, 23)) == datetime(2026, 11, 22, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "came,deadline",
    [
        ("2026-11-23T06:00", "2026-11-24"),  # Monday, before the office opens
        ("2026-11-23T23:59", "2026-11-24"),
        ("2026-11-20T14:00", "2026-11-23"),  # a Friday
        ("2026-11-21T19:12", "2026-11-23"),  # a Saturday
        ("2026-11-22T20:40", "2026-11-23"),
        ("2026-12-23T09:00", "2026-12-28"),  # before cuti bersama, Natal and a weekend
    ],
)
def test_an_officer_calls_by_the_next_working_day(came: str, deadline: str) -> None:
    assert CALENDAR.contact_deadline(wib(came)) == date.fromisoformat(deadline)


def test_the_branch_decides_for_single_days() -> None:
    saturday, monday, natal = date(2026, 11, 21), date(2026, 11, 23), date(2026, 12, 25)
    local = WorkingDays({saturday: True, monday: "Pilkada", natal: False})
    assert [local.is_working_day(day) for day in (saturday, monday, natal)] == [True, False, False]
    assert [local.holiday(day) for day in (saturday, monday, natal)] == [None, "Pilkada", "Hari Raya Natal"]
    assert local.add(date(2026, 11, 20), 1) == saturday


def test_holidays_are_named_without_the_words_of_the_library() -> None:
    assert CALENDAR.holiday(date(2027, 3, 10)) == "Hari Raya Idul Fitri"
    assert CALENDAR.holiday(date(2026, 12, 24)) == "Cuti Bersama Hari Raya Natal"
    assert CALENDAR.holiday(date(2026, 11, 22)) is None


def test_two_holidays_on_one_day_are_both_named() -> None:
    assert CALENDAR.holiday(date(2021, 5, 13)) == "Hari Raya Idul Fitri, Kenaikan Yesus Kristus"


def test_a_year_without_a_decree_is_not_known() -> None:
    assert CALENDAR.known(2026)
    assert not CALENDAR.known(2035)


def test_a_deadline_counts_from_the_local_day() -> None:
    just_monday = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert CALENDAR.contact_deadline(just_monday) == date(2026, 11, 24)
