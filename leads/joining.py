"""Several contacts of one cooperative: the first open lead is worked on, the others are joined to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogue.text import Text
from leads.pipeline import OPEN, CoopState, LeadState, Move, NotAllowed, Reason, move
from leads.row import LeadRow


def first_open(row: LeadRow, rows: Iterable[LeadRow]) -> LeadRow | None:
    """The lead that `row` joins: the first sent open one of the same village, or None.

    Only the registry's code says that two are the same cooperative: names repeat, a village taken as said never joins.
    """
    if row.village_code is None:
        return None
    same = (other for other in rows if other.village_code == row.village_code and other.lead_id != row.lead_id)
    return min((other for other in same if other.state in OPEN), key=_order, default=None)


def join(row: LeadRow) -> tuple[Move, ...]:
    """The steps of a lead that joins another: it comes into the ledger, and goes out as `digabung`."""
    sent = (move(LeadState.draft, LeadState.baru),) if row.state is LeadState.draft else ()
    here = LeadState.baru if sent else row.state
    return (*sent, move(here, LeadState.selesai, reason=Reason.digabung))


def split(row: LeadRow) -> Move:
    """The step of a joined lead that stands alone again; raise `NotAllowed` when it was not joined."""
    if row.reason is not Reason.digabung:
        raise NotAllowed(Text("Permintaan ini tidak digabung ke permintaan lain."))
    return move(row.state, LeadState.baru, was=row.reason)


def heir(gone: LeadRow, rows: Iterable[LeadRow]) -> LeadRow | None:
    """The joined lead to split off when the one it was joined to ends because its person is gone.

    Whoever says "bukan saya" or has his data deleted must not take the cooperative's other contacts with him: the first
    of them is split off, and the rest is joined to it.
    """
    if gone.reason not in (Reason.bukan_saya, Reason.dihapus):
        return None
    return min(_joined(gone, rows), key=_order, default=None)


@dataclass(frozen=True)
class Part:
    """What one contact sees of his request: how the work stands, nothing of any other contact."""

    ref: str
    village: str
    state: LeadState
    coop_state: CoopState | None
    reason: Reason | None
    officer: str
    sent_at: datetime | None
    postponed_until: datetime | None
    contact_by: date | None = None


def part(row: LeadRow, worked_on: LeadRow | None = None, contact_by: date | None = None) -> Part:
    """A contact's own part. worked_on: the lead that his was joined to; its state and officer are the true ones.

    Ref, village and time of sending are always his own.
    """
    lead = worked_on if worked_on is not None and row.reason is Reason.digabung else row
    return Part(
        row.ref,
        row.village,
        lead.state,
        lead.coop_state,
        lead.reason,
        lead.claimed_by_name,
        row.sent_at,
        lead.postponed_until,
        contact_by,
    )


def own_parts(person_id: int, rows: Sequence[LeadRow]) -> tuple[Part, ...]:
    """Every sent lead of one person, newest first; of the others nothing."""
    known = {row.lead_id: row for row in rows}
    mine = [row for row in rows if row.person_id == person_id and row.state is not LeadState.draft]
    return tuple(part(row, _worked_on(row, known)) for row in sorted(mine, key=_order, reverse=True))


def _worked_on(row: LeadRow, known: dict[int, LeadRow]) -> LeadRow:
    """The end of the chain: a lead that was joined to a lead that was joined …"""
    seen: set[int] = set()
    while row.reason is Reason.digabung and row.joined_to in known and row.lead_id not in seen:
        seen.add(row.lead_id)
        row = known[row.joined_to]
    return row


def _joined(lead: LeadRow, rows: Iterable[LeadRow]) -> Iterable[LeadRow]:
    return (row for row in rows if row.joined_to == lead.lead_id and row.reason is Reason.digabung)


def _order(row: LeadRow) -> tuple[float, int]:
    return (row.sent_at.timestamp() if row.sent_at else float("inf"), row.lead_id)
