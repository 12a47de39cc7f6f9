"""Forgetting: everything personal of one person goes, the counts stay."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from db import leads as lead_rows
from db import outbox as messages
from db import people as person_rows
from db.models import history, lead, outbox, pace, person, seen, staff
from leads.joining import heir, split
from leads.phone import read_phones
from leads.pipeline import OPEN, LeadState, Reason, move
from leads.row import LeadRow

Closed = list[tuple[str, str]]
"""Reference and kecamatan code of the open leads that were closed by it."""

NOBODY = {"salutation": None, "name": None, "jabatan": None, "phone": None}


def forget_person(connection: Connection, person_id: int, at: datetime) -> Closed:
    """HAPUS DATA: leads are closed and emptied, notes and messages wiped, the person is a number from now on."""
    closed = cut_off(connection, person_id, at, Reason.dihapus)
    connection.execute(update(person).where(person.c.id == person_id).values(may_phone=None, wiped_at=at))
    connection.execute(update(staff).where(staff.c.person_id == person_id).values(left_at=at))
    return closed


def cut_off(connection: Connection, person_id: int, at: datetime, reason: Reason = Reason.bukan_saya) -> Closed:
    """BUKAN SAYA: this person has nothing to do with those leads; name and phone go, and so does the consent."""
    closed = end_leads(connection, person_id, reason, at)
    connection.execute(update(person).where(person.c.id == person_id).values(**NOBODY, state=None))
    if person_rows.consented(connection, person_id):
        person_rows.record_consent(connection, person_id, "lead", False, at)
    return closed


def end_leads(connection: Connection, person_id: int, reason: Reason, at: datetime) -> Closed:
    """Close what is open, split the other contacts off, empty every lead of the person and all that was said of it."""
    rows = lead_rows.read_leads(connection, lead.c.person_id == person_id, lock=True)
    words = words_of(connection, person_id, rows)
    lead_rows.wipe_draft(connection, person_id)
    rows = [row for row in rows if row.state is not LeadState.draft]
    still_open = [row for row in rows if row.state in OPEN]
    for row in still_open:
        lead_rows.apply(connection, row.lead_id, move(row.state, LeadState.selesai, reason=reason), at)
        inherit(connection, row, at)
    messages.drop_open(connection, person_id, "forgotten")
    empty_messages(connection, outbox.c.person_id == person_id)
    empty_messages(connection, naming(words))
    empty_leads(connection, rows)
    return [(row.ref, row.kecamatan_code) for row in still_open]


def inherit(connection: Connection, gone: LeadRow, at: datetime) -> None:
    """The first other contact carries the cooperative's request on; the rest is joined to him."""
    ended = lead_rows.get_lead(connection, gone.lead_id)
    others = lead_rows.joined_to(connection, gone.lead_id)
    next_one = heir(ended, others)
    if next_one is None:
        return
    lead_rows.apply(connection, next_one.lead_id, split(next_one), at)
    for other in others:
        if other.lead_id != next_one.lead_id:
            lead_rows.change_lead(connection, other.lead_id, joined_to=next_one.lead_id)


def words_of(connection: Connection, person_id: int, rows: Sequence[LeadRow]) -> set[str]:
    """What messages to others know this person by: references, the whole name, the phone as staff see it, and of an
    unfinished form, which has no reference, how he is called."""
    known: list[Row[Any]] = [person_rows.get_person(connection, person_id)]
    known += [lead_rows.raw_lead(connection, row.lead_id) for row in rows]
    phones = {form for row in known if row.phone for form in (row.phone, read_phones(row.phone)[0].national)}
    names = {row.name for row in known if row.name}
    return phones | names | {row.ref or row.contact for row in rows if row.ref or row.contact}


def naming(words: Iterable[str]) -> ColumnElement[bool]:
    """Messages in which one of these words stands, as JSON writes it."""
    written = (json.dumps(word, ensure_ascii=False)[1:-1] for word in words)
    return or_(outbox.c.id.is_(None), *(outbox.c.message.contains(word, autoescape=True) for word in written))


def empty_messages(connection: Connection, which: ColumnElement[bool]) -> None:
    """Messages keep their place and their fate, and nothing of what they said; those on their way out wait for
    `bury`."""
    connection.execute(
        update(outbox).where(which, outbox.c.status.not_in(messages.OPEN)).values(message=messages.EMPTY)
    )


def empty_leads(connection: Connection, rows: Sequence[LeadRow]) -> None:
    """Take everything personal out of these leads, and out of their notes."""
    ids = [row.lead_id for row in rows]
    connection.execute(update(lead).where(lead.c.id.in_(ids)).values(**NOBODY, extra={}))
    connection.execute(update(lead).where(lead.c.id.in_(ids), lead.c.unmatched).values(village="", outside=None))
    connection.execute(update(history).where(history.c.lead_id.in_(ids), history.c.note.is_not(None)).values(note=""))


def bury(connection: Connection, person_id: int) -> None:
    """Cut the last tie: the channel's id of a person who had everything deleted; and empty what was still on its way
    when he did."""
    gone = connection.execute(select(person).where(person.c.id == person_id, person.c.wiped_at.is_not(None))).first()
    if gone is None:
        return
    refs = connection.execute(select(lead.c.ref).where(lead.c.person_id == person_id, lead.c.ref.is_not(None)))
    earlier = outbox.c.created_at < gone.wiped_at
    empty_messages(connection, (outbox.c.person_id == person_id) | (earlier & naming(refs.scalars())))
    values = {"external_id": f"wiped:{person_id}", "state": None}
    connection.execute(update(person).where(person.c.id == person_id).values(**values))


def start_over(connection: Connection, gone: Row[Any], at: datetime) -> Row[Any]:
    """Somebody who had everything deleted writes again: a new person; what is on its way to him goes along."""
    bury(connection, gone.id)
    fresh = person_rows.lock_person(connection, gone.channel, gone.external_id, at)
    on_its_way = (outbox.c.person_id == gone.id, outbox.c.status.in_(messages.OPEN))
    connection.execute(update(outbox).where(*on_its_way).values(person_id=fresh.id))
    return fresh


def prune(connection: Connection, before: datetime) -> None:
    """Messages and updates of before this moment are no longer needed, whatever became of them."""
    connection.execute(delete(outbox).where(outbox.c.created_at < before, outbox.c.status != messages.SENDING))
    connection.execute(delete(seen).where(seen.c.at < before))
    connection.execute(delete(pace).where(pace.c.free_at < before.timestamp()))


def empty_closed(connection: Connection, before: datetime) -> None:
    """Retention: leads that were finished, and drafts that were left, before this moment keep nothing personal, nor do
    their persons when that was their last."""
    rows = lead_rows.closed_before(connection, before)
    empty_leads(connection, rows)
    lead_rows.wipe_idle_drafts(connection, before)
    for person_id in {row.person_id for row in rows}:
        others = select(lead.c.id).where(lead.c.person_id == person_id, lead.c.name.is_not(None))
        if connection.execute(others.limit(1)).first() is None:
            connection.execute(update(person).where(person.c.id == person_id).values(**NOBODY))
