from datetime import date

import pytest

from bot.render import plain
from knowledge.book import Book
from leads.calendar import WorkingDays
from leads.checklist import Mark, Progress, Road, deadlines
from leads.pipeline import CoopState

C = CoopState
CALENDAR = WorkingDays()
TODAY = date(2026, 11, 26)


def found(book: Book, progress: Progress, today: date = TODAY) -> dict[str, date]:
    return {plain(one.what): one.due for one in deadlines(progress, book.on(today), CALENDAR, today)}


def registered(road: Road = Road.pu, on: date = date(2026, 11, 20), state: C = C.terdaftar, **more: object) -> Progress:
    paid = date(2026, 12, 10) if state in (C.iuran_pertama, C.aktif) else None
    days = more.get("days", {})
    marks = more.get("marks", {})
    assert isinstance(days, dict)
    assert isinstance(marks, dict)
    return Progress(road=road, coop_state=state, registered_on=on, paid_on=paid, days=days, marks=marks)


def test_workers_are_registered_within_thirty_calendar_days(book: Book) -> None:
    progress = Progress(road=Road.pu, days={"mulai": date(2026, 11, 2)})
    assert found(book, progress) == {"mendaftarkan pekerja": date(2026, 12, 2)}
    (late,) = deadlines(progress, book.on(TODAY), CALENDAR, date(2026, 12, 3))
    assert late.late(date(2026, 12, 3))
    assert not late.late(date(2026, 12, 2))


def test_members_who_pay_for_themselves_have_no_thirty_days(book: Book) -> None:
    assert found(book, Progress(road=Road.bpu, days={"mulai": date(2026, 11, 2)})) == {}


@pytest.mark.parametrize(
    "on, due",
    [
        (date(2026, 11, 20), date(2026, 12, 15)),  # a Tuesday
        (date(2026, 10, 5), date(2026, 11, 16)),  # the 15th is a Sunday
        (date(2026, 12, 31), date(2027, 1, 15)),
        (date(2027, 1, 31), date(2027, 2, 15)),
    ],
)
def test_the_first_contribution_is_due_on_the_fifteenth_of_the_next_month_or_the_working_day_after(
    book: Book, on: date, due: date
) -> None:
    assert found(book, registered(on=on), on) == {"membayar iuran pertama": due}


@pytest.mark.parametrize("today, due", [(date(2027, 1, 10), date(2027, 1, 15)), (date(2027, 1, 16), date(2027, 2, 15))])
def test_who_has_paid_is_told_of_the_next_payment(book: Book, today: date, due: date) -> None:
    progress = registered(state=C.aktif, marks={"kartu": Mark.ada})
    assert found(book, progress, today) == {"membayar iuran berikutnya": due}


def test_what_the_first_payment_was_for_is_not_asked_for_again(book: Book) -> None:
    """Registered in November and paid on 10 December, before its day: next is December's, due in January."""
    marks = {"kartu": Mark.ada}
    progress = registered(state=C.iuran_pertama, marks=marks)
    assert found(book, progress, date(2026, 12, 10)) == {"membayar iuran berikutnya": date(2027, 1, 15)}
    members = registered(Road.bpu, state=C.iuran_pertama, marks=marks)
    assert found(book, members, date(2026, 12, 10)) == {"membayar iuran berikutnya": date(2027, 1, 15)}


def test_members_pay_by_the_fifteenth_of_the_month_itself(book: Book) -> None:
    assert found(book, registered(Road.bpu), date(2026, 11, 10)) == {"membayar iuran pertama": date(2026, 11, 15)}
    assert found(book, registered(Road.bpu), date(2026, 11, 16)) == {"membayar iuran pertama": date(2026, 12, 15)}


def test_on_both_roads_it_is_said_which_payment_is_the_members(book: Book) -> None:
    assert set(found(book, registered(Road.both))) == {"membayar iuran pertama", "membayar iuran pertama (BPU)"}


def test_a_change_of_people_is_reported_within_seven_working_days(book: Book) -> None:
    changed = {"berubah": date(2026, 12, 21)}
    due = found(book, registered(days=changed), date(2026, 12, 21))["melaporkan perubahan orang"]
    assert due == date(2027, 1, 4), "Christmas, cuti bersama and New Year are no working days"
    assert CALENDAR.between(changed["berubah"], due) == 7
    reported = registered(days=changed, marks={"berubah": Mark.ada})
    assert "melaporkan perubahan orang" not in found(book, reported)


def test_cards_come_within_seven_days_until_they_have_come(book: Book) -> None:
    paid = registered(state=C.iuran_pertama)
    assert found(book, paid)["kartu peserta terbit"] == date(2026, 12, 17)
    there = registered(state=C.iuran_pertama, marks={"kartu": Mark.ada})
    assert "kartu peserta terbit" not in found(book, there)


def test_the_soonest_stands_first_and_each_names_its_rule(book: Book) -> None:
    progress = registered(state=C.iuran_pertama, days={"berubah": date(2026, 11, 25)})
    dues = deadlines(progress, book.on(TODAY), CALENDAR, TODAY)
    assert [one.due for one in dues] == sorted(one.due for one in dues)
    assert all(fact in book.on(TODAY) for one in dues for fact in one.facts)
