"""Deadlines, counted on the calendar: what the law asks for by when, as far as the days are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dialogue.text import Text
from knowledge.facts import Facts
from leads.calendar import WorkingDays
from leads.checklist.items import PAYING, Mark, Road
from leads.checklist.progress import Progress


@dataclass(frozen=True)
class Deadline:
    """what: a noun for a sentence. due: the last day. facts: ids of the rules it is counted by. ours: the branch keeps
    it, not the cooperative."""

    what: Text
    due: date
    facts: tuple[str, ...]
    ours: bool = False

    def late(self, today: date) -> bool:
        return today > self.due


def deadlines(progress: Progress, facts: Facts, calendar: WorkingDays, today: date) -> tuple[Deadline, ...]:
    """Every deadline that still stands, the soonest first."""
    found = [*registering(progress, facts), *paying(progress, facts, calendar, today)]
    found += [*changing(progress, facts, calendar), *card(progress, facts)]
    return tuple(sorted(found, key=lambda one: one.due))


def registering(progress: Progress, facts: Facts) -> Iterator[Deadline]:
    """Workers are registered within 30 calendar days from when they began (PP 45/2015 Pasal 4)."""
    began = progress.days.get("mulai")
    if began and progress.road in (Road.pu, Road.both) and not progress.registered:
        days = facts.amount("daftar-batas-hari")
        yield Deadline(Text("mendaftarkan pekerja"), began + timedelta(days=days), ("daftar-batas-hari",))


def paying(progress: Progress, facts: Facts, calendar: WorkingDays, today: date) -> Iterator[Deadline]:
    """PU: by the 15th of the month after, on a free day the next working day. BPU: by the 15th of the month itself.
    What the first payment was for is not asked for again."""
    first = progress.confirmed_state not in PAYING
    what = Text("membayar iuran pertama") if first else Text("membayar iuran berikutnya")
    since, paid = progress.registered_on, progress.paid_on
    if progress.registered and progress.road is not Road.bpu:
        number = facts.amount("iuran-tanggal-setor")
        if first and since:
            due = next_month(since).replace(day=number)
        else:
            due = pu_day(max(today, next_month(next_month(since))) if since else today, number, calendar)
        yield Deadline(what, on_working_day(due, calendar), ("iuran-tanggal-setor",))
    if progress.registered and progress.road is not Road.pu:
        begins = max(today, next_month(paid)) if paid and not first else today
        due = next_day(begins, facts.amount("bpu-tanggal-bayar"))
        yield Deadline(joined_bpu(what, progress.road), due, ("bpu-tanggal-bayar",))


def joined_bpu(what: Text, road: Road | None) -> Text:
    """On both roads it is said which of the two is meant."""
    return Text("{what} (BPU)", what=what) if road is Road.both else what


def pu_day(begins: date, number: int, calendar: WorkingDays) -> date:
    """The first day of payment from `begins` on, before it is moved off a free day."""
    this = begins.replace(day=number)
    return this if begins <= on_working_day(this, calendar) else next_month(begins).replace(day=number)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def next_day(begins: date, number: int) -> date:
    """The first day of a month with this number, from `begins` on."""
    return begins.replace(day=number) if begins.day <= number else next_month(begins).replace(day=number)


def on_working_day(day: date, calendar: WorkingDays) -> date:
    return day if calendar.is_working_day(day) else calendar.next_working_day(day)


def changing(progress: Progress, facts: Facts, calendar: WorkingDays) -> Iterator[Deadline]:
    """Changes of people are reported within 7 working days (PP 44/2015 Pasal 9)."""
    changed = progress.days.get("berubah")
    if changed and progress.registered and progress.marks.get("berubah") is not Mark.ada:
        days = facts.amount("daftar-perubahan-hari")
        yield Deadline(Text("melaporkan perubahan orang"), calendar.add(changed, days), ("daftar-perubahan-hari",))


def card(progress: Progress, facts: Facts) -> Iterator[Deadline]:
    """Cards come within 7 days of the first payment; said as long as they have not come."""
    awaited = progress.road is not Road.bpu and progress.marks.get("kartu") is not Mark.ada
    if progress.paid_on and progress.confirmed_state in PAYING and awaited:
        days = facts.amount("daftar-kartu-hari")
        yield Deadline(
            Text("kartu peserta terbit"), progress.paid_on + timedelta(days=days), ("daftar-kartu-hari",), ours=True
        )
