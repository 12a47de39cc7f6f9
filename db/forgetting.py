"""Forgetting: everything personal of one person goes, the counts stay."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, Row, and_, delete, false, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from db import answers, checklist
from db import leads as lead_rows
from db import outbox as messages
from db import people as person_rows
from db.models import history, invitation, lead, outbox, pace, person, seen, staff
from leads.joining import heir, split
from leads.phone import read_phones
from leads.pipeline import OPEN, LeadState, Reason, move
from leads.row import LeadRow

NOBODY = {"salutation": None, "name": None, "jabatan": None, "phone": None}
FORMER = "Petugas"
"""What stands instead of the name of an officer who had everything deleted."""
ONCE, ONCE_KEPT = "ending:", timedelta(days=60)
"""How the keys of notices begin that are looked for when the next ones are made, and how long after all others."""
Sign: TypeAlias = tuple[str, ...]
"""Words that together say that a message to staff is about somebody."""


class Closed(NamedTuple):
    """An open lead that was closed by it. kecamatan: its code, or "". holder: the staff id of whoever held it."""

    ref: str
    kecamatan: str
    holder: int | None


def forget_person(connection: Connection, person_id: int, at: datetime) -> list[Closed]:
    """HAPUS DATA: leads are closed and emptied, notes and messages wiped, the person is a number from now on."""
    closed = cut_off(connection, person_id, at, Reason.dihapus)
    connection.execute(update(person).where(person.c.id == person_id).values(may_phone=None, wiped_at=at))
    strike_officer(connection, person_id, at)
    return closed


def strike_officer(connection: Connection, person_id: int, at: datetime) -> None:
    """An officer's name and the code made of it go too, here and in his invitation; his work stays in the history."""
    for staff_id in connection.execute(select(staff.c.id).where(staff.c.person_id == person_id)).scalars().all():
        gone = {"left_at": at, "name": FORMER, "code": f"-{staff_id}"}
        connection.execute(update(staff).where(staff.c.id == staff_id).values(**gone))
        connection.execute(update(invitation).where(invitation.c.used_by == staff_id).values(name=""))


def cut_off(connection: Connection, person_id: int, at: datetime, reason: Reason = Reason.bukan_saya) -> list[Closed]:
    """BUKAN SAYA: this person has nothing to do with those leads; name and phone go, and so does the consent."""
    closed = end_leads(connection, person_id, reason, at)
    answers.cut_off(connection, person_id)
    checklist.forget(connection, person_id)
    connection.execute(update(person).where(person.c.id == person_id).values(**NOBODY, state=None))
    if person_rows.consented(connection, person_id):
        person_rows.record_consent(connection, person_id, "lead", False, at)
    return closed


def end_leads(connection: Connection, person_id: int, reason: Reason, at: datetime) -> list[Closed]:
    """Close what is open, split the other contacts off, empty every lead of the person and all that was said of it."""
    rows = lead_rows.read_leads(connection, lead.c.person_id == person_id, lock=True)
    signs = signs_of(connection, person_id, rows)
    lead_rows.wipe_draft(connection, person_id)
    rows = [row for row in rows if row.state is not LeadState.draft]
    still_open = [row for row in rows if row.state in OPEN]
    for row in still_open:
        lead_rows.apply(connection, row.lead_id, move(row.state, LeadState.selesai, reason=reason), at)
        inherit(connection, row, at)
    messages.drop_open(connection, person_id, "forgotten")
    empty_messages(connection, outbox.c.person_id == person_id)
    empty_messages(connection, about(connection, signs))
    empty_leads(connection, rows)
    return [Closed(row.ref, row.kecamatan_code, row.claimed_by) for row in still_open]


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


def signs_of(connection: Connection, person_id: int, rows: Sequence[LeadRow]) -> set[Sign]:
    """What staff know this person by: references, the phone as it is kept and as it is dialled, and of an unfinished
    form, which has no reference, how he is called together with the village. Never a name alone: "Ani" is in "uraian".
    """
    known: list[Row[Any]] = [person_rows.get_person(connection, person_id)]
    known += [lead_rows.raw_lead(connection, row.lead_id) for row in rows]
    kept = {row.phone for row in known if row.phone}
    dialled = {phone.national for number in kept for phone in read_phones(number)}
    drafts = {(row.contact, row.village) for row in rows if not row.ref and row.contact and row.village}
    return {(word,) for word in kept | dialled | {row.ref for row in rows if row.ref}} | drafts


def about(connection: Connection, signs: Collection[Sign]) -> ColumnElement[bool]:
    """The messages to staff, of now or of former days, in which all words of one of these signs stand."""
    written = [and_(*(outbox.c.message.contains(in_json(word), autoescape=True) for word in sign)) for sign in signs]
    to_staff = outbox.c.person_id.in_(select(staff.c.person_id))
    rows = connection.execute(select(outbox.c.id, outbox.c.message).where(to_staff, or_(false(), *written)))
    patterns = [[re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in sign] for sign in signs]

    def holds(words: str) -> bool:
        return any(all(word.search(words) for word in sign) for sign in patterns)

    return outbox.c.id.in_([row.id for row in rows if holds("\n".join(strings(row.message)))])


def in_json(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)[1:-1]


def strings(message: str) -> Iterator[str]:
    """The words of a message without the names of its parts; of what is no JSON, all of it."""
    try:
        parts = [json.loads(message)]
    except ValueError:
        parts = [message]
    while parts:
        part = parts.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict | list):
            parts.extend(part.values() if isinstance(part, dict) else part)


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
    """Cut the last ties of a person who had everything deleted: the channel's id of him, and what holds that id (a tap
    of Telegram, any message id of WhatsApp, a mark of the web chat as it once was); and empty what was still on its way
    when he did."""
    gone = connection.execute(select(person).where(person.c.id == person_id, person.c.wiped_at.is_not(None))).first()
    if gone is None:
        return
    refs = connection.execute(select(lead.c.ref).where(lead.c.person_id == person_id, lead.c.ref.is_not(None)))
    own, earlier = outbox.c.person_id == person_id, outbox.c.created_at < gone.wiped_at
    empty_messages(connection, own | (earlier & about(connection, [(ref,) for ref in refs.scalars()])))
    ids = {"tap": None, "provider_id": None, "replaces": None}
    connection.execute(update(outbox).where(own, outbox.c.status.not_in(messages.OPEN)).values(**ids))
    marks = seen.c.provider_id.startswith(f"{gone.external_id}:", autoescape=True)
    connection.execute(delete(seen).where(seen.c.person_id == person_id, marks))
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
    """Messages and updates of before this moment are no longer needed, whatever became of them. Of a notice that may
    never come twice the key stays a while longer."""
    over = (outbox.c.created_at < before, outbox.c.status != messages.SENDING)
    once = outbox.c.key.startswith(ONCE)
    gone = or_(outbox.c.key.is_(None), ~once, outbox.c.created_at < before - ONCE_KEPT)
    connection.execute(delete(outbox).where(*over, gone))
    connection.execute(update(outbox).where(*over, once).values(message=messages.EMPTY))
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
