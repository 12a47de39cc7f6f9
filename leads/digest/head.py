"""The digest of the head of the branch: decisions first, then the whole registry by state."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogue.text import Number, Text, joined
from leads.calendar import WorkingDays
from leads.contact import read_contact, short_name
from leads.digest.balance import Snapshot, balance, following
from leads.digest.dates import greeting, near
from leads.digest.lines import row_text
from leads.digest.officer import DIGEST_AT, LATE
from leads.digest.sheet import Digest, numbered
from leads.ledger import Change, Unbalanced
from leads.pipeline import OPEN, REGISTERED, CoopState, LeadState, label
from leads.roles import Officer
from leads.row import LeadRow


@dataclass(frozen=True)
class Coverage:
    """The cooperatives of one kecamatan by state."""

    kecamatan: str
    states: Mapping[CoopState, int]


def head_digest(
    head: Officer,
    rows: Sequence[LeadRow],
    changes: Sequence[Change],
    day: date,
    previous: Snapshot | None,
    calendar: WorkingDays,
    coverage: Sequence[Coverage],
    registry: int,
    reminders: Sequence[Text] = (),
    late: bool = False,
    *,
    at: datetime | None = None,
    protected: int | None = None,
) -> Digest:
    """The head's digest of one day; `rows` and `changes` as in `digest`, of the whole branch.

    coverage: every kecamatan. registry: how many rows the registry has; raise `Unbalanced` unless the states sum to it.
    protected: people whose first contribution is paid; None: not told.
    """
    states = Counter[CoopState]()
    for one in coverage:
        states.update(one.states)
    if states.total() != registry:
        raise Unbalanced(f"{states.total()} cooperatives by state, {registry} in the registry")
    at = at or datetime.combine(day, DIGEST_AT, calendar.zone)
    top = joined(
        greeting(short_name(read_contact(head.name)), at, calendar),
        Text("Seluruh cabang: {count} koperasi", count=Number(registry)),
        LATE if late else None,
        by="\n",
    )
    sections = numbered({"keputusan": decisions(rows, day, calendar)})
    notes = _notes(states, previous, coverage, protected, reminders)
    quiet = Text("Tidak ada yang menunggu keputusan hari ini.")
    counts = {state.value: count for state, count in states.items()}
    book = balance(rows, changes, previous)
    snapshot = following(previous, day, book, changes, counts)
    return Digest(head.code, top, sections, quiet, tuple(notes), book, snapshot, previous)


def decisions(rows: Iterable[LeadRow], day: date, calendar: WorkingDays) -> list[tuple[LeadRow, Text]]:
    """The open leads that only the head can move on, each once, the oldest first."""
    ordered = sorted((row for row in rows if row.state in OPEN), key=lambda row: row.lead_id)
    found = ((row, _wanted(row, day, calendar)) for row in ordered)
    return [(row, row_text(row, why)) for row, why in found if why]


def _wanted(row: LeadRow, day: date, calendar: WorkingDays) -> Text | None:
    if row.outside:
        return Text("Di luar wilayah: diserahkan ke mana?")
    due = calendar.contact_deadline(row.sent_at) if row.state is LeadState.baru and row.sent_at else day
    if due < day:
        return Text("Dijanjikan dihubungi paling lambat {day}, belum ada yang mengambil.", day=near(due, day))
    if row.mismatch:
        return Text("Nama desanya belum cocok dengan daftar: koperasi mana?")
    return None


def _notes(
    states: Counter[CoopState],
    previous: Snapshot | None,
    coverage: Sequence[Coverage],
    protected: int | None,
    reminders: Sequence[Text],
) -> Iterable[Text]:
    before = Counter(previous.states if previous and previous.states else {one.value: n for one, n in states.items()})
    parts = [_state(one, states[one], before[one.value]) for one in CoopState if states[one] or before[one.value]]
    yield Text("{total} koperasi: {parts}.", total=Number(states.total()), parts=joined(*parts, by=", "))
    if protected is not None:
        yield Text("Orang terlindungi (iuran pertama sudah dibayar): {count}.", count=Number(protected))
    none = [one.kecamatan for one in coverage if not any(one.states.get(state) for state in REGISTERED)]
    if none:
        names = ", ".join(none)
        yield Text("Belum ada yang terdaftar di {count} kecamatan: {names}.", count=Number(len(none)), names=names)
    yield from (Text("Ingat: {reminder}", reminder=reminder) for reminder in reminders)


def _state(state: CoopState, count: int, before: int) -> Text:
    name, now, change = label(state), Number(count), count - before
    if change > 0:
        return Text("{state} {count} (+{change})", state=name, count=now, change=Number(change))
    if change < 0:
        return Text("{state} {count} (−{change})", state=name, count=now, change=Number(-change))
    return Text("{state} {count}", state=name, count=now)
