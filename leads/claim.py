"""A claim: one officer at a time holds a lead, as long as there is news of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogue.text import Text
from leads.calendar import WorkingDays
from leads.pipeline import REGISTERED, LeadState, Move, NotAllowed, move
from leads.roles import Action, Officer, may
from leads.row import LeadRow

CLAIM_DAYS = 5
"""Working days without any news after which a claim lapses: one working week, long enough for a short illness or a
training, short enough that nobody who asked for help waits for a second one."""


@dataclass(frozen=True)
class Claim:
    """Who holds a lead; from `until` on, nobody does unless there was news."""

    holder_id: int
    holder_name: str
    until: datetime


@dataclass(frozen=True)
class Claimed:
    """It is the officer's. moves: the steps to write into the history, in order; none when it was his before."""

    claim: Claim
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Taken:
    """Somebody else holds it."""

    by: str


def claim(row: LeadRow, officer: Officer, now: datetime, calendar: WorkingDays) -> Claimed | Taken:
    """May this officer have the lead? Raise `NotAllowed` when his role may not, or it is a draft or finished.

    A second tap of the holder changes nothing; of a postponed lead it ends the postponement. A lapsed claim may be
    taken over at once, without waiting for the clock that sends it back to the queue.
    """
    if not may(officer.role, Action.claim):
        raise NotAllowed(Text("Hanya petugas cabang yang bisa mengambil permintaan."))
    if (
        row.state is LeadState.dipegang
        and row.claimed_by == officer.staff_id
        and row.claim_until
        and not _lapsed(row, now)
    ):
        return Claimed(Claim(officer.staff_id, officer.name, row.claim_until), ())
    if _held_by_other(row, officer, now):
        return Taken(row.claimed_by_name)
    until = claim_until(calendar.day(now), None, calendar)
    return Claimed(Claim(officer.staff_id, officer.name, until), tuple(_moves(row, now)))


def claim_until(news: date, appointment: date | None, calendar: WorkingDays) -> datetime:
    """The moment a claim lapses: the start of the fifth working day after the last news, or after an appointment that
    lies later. Counting starts again with every note, call or change of state."""
    last = max(news, appointment or news)
    return calendar.start(calendar.add(last, CLAIM_DAYS))


def expired(rows: Iterable[LeadRow], now: datetime) -> Sequence[LeadRow]:
    """The held leads whose claim has lapsed. They go back to the queue: `move(dipegang, baru)`."""
    return [row for row in rows if row.state is LeadState.dipegang and _lapsed(row, now)]


def returning(rows: Iterable[LeadRow], now: datetime) -> Sequence[LeadRow]:
    """The postponed leads whose day has come. They go back to their officer: `move(ditunda, dipegang)`."""
    return [
        row for row in rows if row.state is LeadState.ditunda and row.postponed_until and row.postponed_until <= now
    ]


def _lapsed(row: LeadRow, now: datetime) -> bool:
    # Once registered, the officer only waits for the payment: the lead stays with the one the cooperative knows.
    return row.coop_state not in REGISTERED and row.claim_until is not None and row.claim_until <= now


def _held_by_other(row: LeadRow, officer: Officer, now: datetime) -> bool:
    held = row.state is LeadState.ditunda or (row.state is LeadState.dipegang and not _lapsed(row, now))
    return held and row.claimed_by != officer.staff_id


def _moves(row: LeadRow, now: datetime) -> Iterable[Move]:
    if row.state is LeadState.dipegang:
        yield move(LeadState.dipegang, LeadState.baru)
        yield move(LeadState.baru, LeadState.dipegang)
    else:
        yield move(row.state, LeadState.dipegang)
