"""The digest of an officer: every lead of the territory in exactly one place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dialogue.text import Number, Text, joined
from leads.calendar import WorkingDays
from leads.contact import read_contact, short_name
from leads.digest.agenda import agenda
from leads.digest.balance import Snapshot, balance, following
from leads.digest.dates import greeting
from leads.digest.queue import draft_line, idle, new_line
from leads.digest.sheet import Digest, Item, SectionKey, numbered
from leads.ledger import Change
from leads.pipeline import LeadState
from leads.roles import Officer
from leads.row import LeadRow

ORDER: tuple[SectionKey, ...] = ("hari_ini", "terlambat", "terdaftar_belum_bayar", "baru", "belum_lengkap")
DIGEST_AT = time(7, 30)
NAMES = 5
LATE = Text("Ringkasan ini terlambat dikirim. Mohon maaf.")


@dataclass(frozen=True)
class Territory:
    """What an officer looks after. names: of his kecamatan; empty: all. koperasi: how many the registry has there.

    untouched: how many of them nobody has spoken to; None: not told.
    """

    koperasi: int
    names: tuple[str, ...] = ()
    untouched: int | None = None


def digest(
    officer: Officer,
    rows: Sequence[LeadRow],
    changes: Sequence[Change],
    day: date,
    previous: Snapshot | None,
    calendar: WorkingDays,
    reminders: Sequence[Text] = (),
    late: bool = False,
    *,
    at: datetime | None = None,
    territory: Territory | None = None,
) -> Digest:
    """The officer's digest of one day.

    rows: the leads of the territory and those that the officer holds elsewhere, drafts too; finished ones may be left
    out. changes: the whole history of these leads and of the finished ones. previous: the last digest that was sent.
    late: it comes after its hour. at: the moment, for greeting and idle forms; without it 07.30 of the day.
    """
    at = at or datetime.combine(day, DIGEST_AT, calendar.zone)
    sections, planned, others = sorted_rows(officer, rows, day, at, calendar)
    book = balance(rows, changes, previous)
    head = joined(
        greeting(short_name(read_contact(officer.name)), at, calendar),
        _place(territory),
        LATE if late else None,
        by="\n",
    )
    calm = Text("Tidak ada yang mendesak hari ini. Semoga harinya lancar.")
    notes = _notes(planned, others, any(sections.values()), territory, reminders)
    snapshot = following(previous, day, book, changes)
    return Digest(officer.code, head, sections, calm, tuple(notes), book, snapshot, previous)


def sorted_rows(
    officer: Officer, rows: Iterable[LeadRow], day: date, at: datetime, calendar: WorkingDays
) -> tuple[dict[SectionKey, tuple[Item, ...]], int, int]:
    """The sections, how many own leads run as planned, and how many colleagues hold."""
    found: dict[SectionKey, list[tuple[LeadRow, Text]]] = {key: [] for key in ORDER}
    planned = others = 0
    for row in sorted(rows, key=_order):
        if row.state is LeadState.baru:
            found["baru"].append((row, new_line(row, day, calendar)))
        elif idle(row, at):
            found["belum_lengkap"].append((row, draft_line(row, day, calendar)))
        elif row.state in (LeadState.dipegang, LeadState.ditunda) and row.claimed_by != officer.staff_id:
            others += 1
        elif row.state in (LeadState.dipegang, LeadState.ditunda):
            why = agenda(row, day, calendar)
            planned += why is None
            if why:
                found[why[0]].append((row, why[1]))
    return numbered(found), planned, others


def _order(row: LeadRow) -> tuple[float, float, int]:
    """Appointments by their hour after what has none; then whoever loses the lead first; then the oldest."""
    moments = (row.appointment_at, row.claim_until if row.state is LeadState.dipegang else row.sent_at)
    first, second = (moment.timestamp() if moment else 0.0 for moment in moments)
    return (first, second, row.lead_id)


def _place(territory: Territory | None) -> Text | None:
    if territory is None:
        return None
    count = Number(territory.koperasi)
    if not territory.names:
        return Text("Seluruh wilayah: {count} koperasi", count=count)
    names, rest = ", ".join(territory.names[:NAMES]), len(territory.names) - NAMES
    if rest > 0:
        return Text("{names} dan {rest} kecamatan lain: {count} koperasi", names=names, rest=Number(rest), count=count)
    return Text("{names}: {count} koperasi", names=names, count=count)


def _notes(
    planned: int, others: int, any_row: bool, territory: Territory | None, reminders: Sequence[Text]
) -> Iterable[Text]:
    if planned and any_row:
        yield Text("{count} koperasi lain berjalan sesuai jadwal.", count=Number(planned))
    elif planned:
        yield Text("{count} koperasi berjalan sesuai jadwal.", count=Number(planned))
    if others:
        yield Text("Dipegang rekan: {count}.", count=Number(others))
    if territory and territory.untouched:
        yield Text("Belum pernah disapa: {count}.", count=Number(territory.untouched))
    yield from (Text("Ingat: {reminder}", reminder=reminder) for reminder in reminders)
