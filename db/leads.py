"""Leads: drafts, requests, and their history that is only ever added to. The rules are in `leads`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from db.models import cooperative, fitted, history, lead, staff
from leads.ledger import Change
from leads.pipeline import FOR_GOOD, OPEN, CoopState, LeadState, Move, Reason
from leads.reference import reference
from leads.row import LeadRow, Wish

Rows = Sequence[LeadRow]


def full() -> Select[Any]:
    """A lead with its holder and its cooperative."""
    columns = (staff.c.name.label("holder"), cooperative.c.state.label("coop_state"))
    query = select(lead, *columns).outerjoin(staff, staff.c.id == lead.c.claimed_by)
    return query.outerjoin(cooperative, cooperative.c.village_code == lead.c.village_code)


OWN = (
    full()
    .where(lead.c.person_id == bindparam("person_id"), lead.c.ref.is_not(None))
    .order_by(lead.c.sent_at.desc(), lead.c.id.desc())
    .limit(20)
)


def lead_row(row: Row[Any]) -> LeadRow:
    """A row of `full()` as the rules see it."""
    wish = row.extra.get("waktu")
    return LeadRow(
        lead_id=row.id,
        ref=row.ref or "",
        village=row.village,
        state=LeadState(row.state),
        kecamatan=row.kecamatan or "",
        kecamatan_code=row.kecamatan_code or "",
        village_code=row.village_code,
        coop_state=CoopState(row.coop_state) if row.coop_state else None,
        reason=Reason(row.reason) if row.reason else None,
        person_id=row.person_id,
        contact=called(row),
        jabatan=row.jabatan or "",
        wish=Wish(wish) if wish in list(Wish) else None,
        sent_at=row.sent_at,
        claimed_by=row.claimed_by,
        claimed_by_name=row.holder or "",
        claim_until=row.claim_until,
        postponed_until=row.postponed_until,
        last_news_at=row.news_at,
        reminded_at=row.reminded_at,
        registered_on=row.registered_on,
        outside=bool(row.outside),
        mismatch=row.unmatched,
        question=row.extra.get("kendala") or "",
        joined_to=row.joined_to,
    )


def called(row: Row[Any]) -> str:
    """Bu Siti, Pak Dedi, or the name alone."""
    if not row.name:
        return ""
    short = {"Ibu": "Bu ", "Bapak": "Pak "}.get(row.salutation or "", "")
    return f"{short}{row.name.split()[0]}" if short else str(row.name)


def read_leads(connection: Connection, *where: ColumnElement[bool], lock: bool = False) -> Rows:
    """The leads that fit, oldest first."""
    if lock:
        connection.execute(select(lead.c.id).where(*where).order_by(lead.c.id).with_for_update(key_share=True))
    query = full().where(*where).order_by(lead.c.sent_at, lead.c.id)
    return [lead_row(row) for row in connection.execute(query)]


def find_lead(connection: Connection, ref: str, *, lock: bool = False) -> LeadRow | None:
    return next(iter(read_leads(connection, lead.c.ref == ref, lock=lock)), None)


def get_lead(connection: Connection, lead_id: int) -> LeadRow:
    return read_leads(connection, lead.c.id == lead_id)[0]


def raw_lead(connection: Connection, lead_id: int) -> Row[Any]:
    """All columns, with what only staff may see."""
    return connection.execute(select(lead).where(lead.c.id == lead_id)).one()


def save_draft(connection: Connection, person_id: int, values: Mapping[str, Any], at: datetime) -> int:
    """Keep the person's one draft; returns its id."""
    values = fitted(lead, values)
    own = (lead.c.person_id == person_id, lead.c.state == LeadState.draft)
    found = connection.execute(select(lead.c.id).where(*own).with_for_update(key_share=True)).scalar_one_or_none()
    if found is not None:
        connection.execute(update(lead).where(lead.c.id == found).values(**values, changed_at=at, news_at=at))
        return int(found)
    blank: dict[str, Any] = {"village": "", "extra": {}, "state": LeadState.draft, "created_at": at, "news_at": at}
    result = connection.execute(insert(lead).values(**{**blank, **values}, person_id=person_id, changed_at=at))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def wipe_draft(connection: Connection, person_id: int) -> None:
    connection.execute(delete(lead).where(lead.c.person_id == person_id, lead.c.state == LeadState.draft))


def send_draft(connection: Connection, lead_id: int, at: datetime) -> LeadRow:
    """The draft becomes a request with a reference number."""
    values = {"ref": reference(lead_id), "sent_at": at, "news_at": None}
    connection.execute(update(lead).where(lead.c.id == lead_id).values(**values))
    apply(connection, lead_id, Move(LeadState.draft, LeadState.baru), at)
    return get_lead(connection, lead_id)


def rivals(connection: Connection, row: LeadRow) -> Rows:
    """The open requests of the same cooperative, under its lock: two that come at once see each other."""
    if row.village_code is None:
        return ()
    code = cooperative.c.village_code
    connection.execute(select(code).where(code == row.village_code).with_for_update(key_share=True))
    return read_leads(connection, lead.c.village_code == row.village_code, lead.c.state.in_(OPEN), lock=True)


def apply(
    connection: Connection, /, lead_id: int, move: Move, at: datetime, *, staff_id: int | None = None, **values: Any
) -> None:
    """Write a move that the rules allowed, and its line of history."""
    known: dict[str, Any] = {"state": move.to_state, "reason": move.reason, "changed_at": at, **values}
    if move.to_state is LeadState.baru:
        known |= {
            "claimed_by": None,
            "claim_until": None,
            "postponed_until": None,
            "closed_at": None,
            "joined_to": None,
        }
    if move.to_state is LeadState.selesai:
        known |= {"closed_at": at, "claim_until": None}
    if staff_id is not None:
        known["news_at"] = at
    connection.execute(update(lead).where(lead.c.id == lead_id).values(**known))
    line = {"lead_id": lead_id, "at": at, "kind": "lead", "from_state": move.from_state, "to_state": move.to_state}
    connection.execute(insert(history).values(**line, reason=move.reason, staff_id=staff_id))


def write_note(connection: Connection, lead_id: int, kind: str, words: str, at: datetime, staff_id: int | None) -> None:
    """Add a note (of staff) or a request (of the person) to a lead."""
    connection.execute(insert(history).values(lead_id=lead_id, at=at, kind=kind, note=words, staff_id=staff_id))
    if staff_id is not None:
        connection.execute(update(lead).where(lead.c.id == lead_id).values(news_at=at))


def change_lead(connection: Connection, /, lead_id: int, **values: Any) -> None:
    """Columns that are no state: a claim's end, a later answer."""
    connection.execute(update(lead).where(lead.c.id == lead_id).values(**values))


def worked_on(connection: Connection, row: LeadRow, *, lock: bool = False) -> LeadRow:
    """The request that is worked on: the one that this was joined to, or itself."""
    while row.reason is Reason.digabung and row.joined_to is not None:
        row = read_leads(connection, lead.c.id == row.joined_to, lock=lock)[0]
    return row


def joined_to(connection: Connection, lead_id: int) -> Rows:
    """The other contacts' requests that were joined to this one."""
    return read_leads(connection, lead.c.joined_to == lead_id, lead.c.reason == Reason.digabung)


def leads_of(connection: Connection, person_id: int) -> Rows:
    """A person's own requests, newest first, without the draft."""
    return [lead_row(row) for row in connection.execute(OWN, {"person_id": person_id})]


def own_requests(connection: Connection, person_id: int) -> Rows:
    """A person's requests, newest first, without those that he had deleted or that were never his."""
    return [row for row in leads_of(connection, person_id) if row.reason not in FOR_GOOD]


def notes(connection: Connection, lead_ids: Sequence[int], limit: int = 5) -> Sequence[str]:
    """The last notes and requests of a lead and of those joined to it, oldest first."""
    where = (history.c.lead_id.in_(lead_ids), history.c.note != "")
    query = select(history.c.note).where(*where).order_by(history.c.id.desc()).limit(limit)
    return list(reversed(connection.execute(query).scalars().all()))


def in_territory(kecamatan: Sequence[str], staff_id: int | None) -> ColumnElement[bool]:
    """The leads of a territory and what its officer holds elsewhere; an unknown kecamatan belongs to every officer."""
    if not kecamatan:
        return lead.c.id.is_not(None)
    here = lead.c.kecamatan_code.in_(kecamatan)
    return or_(here, lead.c.kecamatan_code.is_(None), lead.c.claimed_by == (staff_id or 0))


def territory(
    connection: Connection, kecamatan: Sequence[str], states: Sequence[LeadState], staff_id: int | None = None
) -> Rows:
    return read_leads(connection, in_territory(kecamatan, staff_id), lead.c.state.in_(states))


def changes(
    connection: Connection, kecamatan: Sequence[str], until: datetime, staff_id: int | None = None
) -> Sequence[Change]:
    """All changes of state of the territory's leads up to a moment, oldest first."""
    query = select(history).join(lead, lead.c.id == history.c.lead_id).where(history.c.kind == "lead")
    query = query.where(in_territory(kecamatan, staff_id), history.c.at <= until).order_by(history.c.id)
    return [
        Change(
            row.id,
            row.lead_id,
            row.at,
            LeadState(row.from_state) if row.from_state else None,
            LeadState(row.to_state),
            Reason(row.reason) if row.reason else None,
        )
        for row in connection.execute(query)
    ]


def expiring(connection: Connection, now: datetime) -> Rows:
    where = and_(lead.c.state == LeadState.dipegang, lead.c.claim_until <= now)
    return read_leads(connection, where, lock=True)


def returning(connection: Connection, now: datetime) -> Rows:
    where = and_(lead.c.state == LeadState.ditunda, lead.c.postponed_until <= now)
    return read_leads(connection, where, lock=True)


def count_by_state(connection: Connection) -> dict[str, int]:
    query = select(lead.c.state, func.count()).group_by(lead.c.state)
    return {row[0]: row[1] for row in connection.execute(query)}


def waiting_since(connection: Connection, before: datetime) -> Rows:
    """The leads that have waited since before a moment, locked: nobody takes one while he is apologised for."""
    where = and_(lead.c.state == LeadState.baru, lead.c.sent_at < before)
    return read_leads(connection, where, lock=True)


def closed_before(connection: Connection, before: datetime, limit: int = 100) -> Rows:
    """Finished leads that still hold something personal. One that was joined is not finished before its first is."""
    held = or_(lead.c.name.is_not(None), lead.c.phone.is_not(None))
    first = lead.alias("first")
    still_open = exists().where(first.c.id == lead.c.joined_to, first.c.state.in_(OPEN))
    where = and_(lead.c.state == LeadState.selesai, lead.c.closed_at < before, held, ~still_open)
    return read_leads(connection, where)[:limit]


def wipe_idle_drafts(connection: Connection, before: datetime) -> None:
    """Drafts that nobody has gone on with since this moment."""
    connection.execute(delete(lead).where(lead.c.state == LeadState.draft, lead.c.changed_at < before))


def everything_of(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """All columns of a person's draft and requests, oldest first."""
    return connection.execute(select(lead).where(lead.c.person_id == person_id).order_by(lead.c.id)).all()


def own_words(connection: Connection, lead_id: int) -> Sequence[str]:
    """What the person wrote to the officers on this lead; notes of staff are not his."""
    where = (
        history.c.lead_id == lead_id,
        history.c.kind == "request",
        history.c.note.is_not(None),
        history.c.note != "",
    )
    return list(connection.execute(select(history.c.note).where(*where).order_by(history.c.id)).scalars())
