"""Digests put together from the rows: on demand, in the morning, and as a preview."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.channels.whatsapp_errors import NOTHING_WAITS
from bot.ending import reminders as untold
from bot.house import House
from bot.message import Message
from bot.notices import TASK, reachable
from bot.refusals import refusals
from bot.render import notice
from bot.templates import reminders as of_templates
from db import digests as digest_rows
from db import leads as lead_rows
from db import outbox, registry
from db import people as person_rows
from db import staff as staff_rows
from dialogue.text import Number, Text
from handlers.staff.tugas import row_links
from leads import digest as digests
from leads.digest import Coverage, Digest, Snapshot, Territory
from leads.pipeline import CoopState, LeadState
from leads.roles import Action, Officer, Role, may

EVERY_STATE = tuple(LeadState)
DAY = timedelta(days=1)
LATE = 15 * 60.0
"""Seconds after its hour from which a digest says that it is late."""


def officer_of(connection: Connection, staff_id: int) -> Officer:
    row = staff_rows.get_staff(connection, staff_id)
    return Officer(row.id, row.code, row.name, Role(row.role), tuple(row.kecamatan))


def officer_digest(
    connection: Connection, house: House, officer: Officer, at: datetime, *, day: date | None = None, late: bool = False
) -> Digest:
    """The digest that is one person's by his role, as of a moment; changes nothing.

    petugas: his territory. kepala, admin: the branch, decisions first. dinas: the numbers alone, nothing personal.
    """
    day = day or house.calendar.day(at)
    rows = lead_rows.territory(connection, officer.kecamatan, EVERY_STATE, officer.staff_id)
    changes = lead_rows.changes(connection, officer.kecamatan, at, officer.staff_id)
    previous = digest_rows.previous(connection, officer.staff_id, day)
    known = (rows, changes, day, previous, house.calendar)
    reminders = house.book.remind(day)
    if may(officer.role, Action.head_digest):
        reminders = (*reminders, *untold(connection, house, at), *of_whatsapp(connection, house, previous, at))
    if officer.role is Role.petugas:
        return digests.digest(officer, *known, reminders, late, at=at, territory=territory(connection, officer))
    covered = coverage(connection, officer)
    all_of_them = registry.count(connection, officer.kecamatan)
    made = digests.head_digest(officer, *known, covered, all_of_them, reminders, late, at=at)
    return made if may(officer.role, Action.see_contacts) else replace(made, sections={})


def of_whatsapp(connection: Connection, house: House, previous: Snapshot | None, at: datetime) -> Iterator[Text]:
    """What the head hears of WhatsApp: what it refused, and templates that changed, since the digest before and for a
    day at least."""
    since = at - DAY
    if previous is not None:
        since = min(since, datetime.combine(previous.day, house.settings.digest_at, house.settings.zone))
    yield from refusals(connection, since)
    yield from of_templates(connection, since)


def coverage(connection: Connection, officer: Officer) -> tuple[Coverage, ...]:
    """The cooperatives of the territory by kecamatan and state."""
    states: dict[str, Counter[CoopState]] = {}
    for row in registry.in_kecamatan(connection, officer.kecamatan):
        states.setdefault(row.kecamatan, Counter())[CoopState(row.state)] += 1
    return tuple(Coverage(name, dict(counts)) for name, counts in states.items())


def territory(connection: Connection, officer: Officer) -> Territory:
    """What the officer looks after, from the registry."""
    cooperatives = registry.in_kecamatan(connection, officer.kecamatan)
    names = tuple(dict.fromkeys(row.kecamatan for row in cooperatives)) if officer.kecamatan else ()
    untouched = sum(row.state == CoopState.belum_disapa for row in cooperatives)
    return Territory(len(cooperatives), names, untouched)


def morning(made: Digest, person: Row[Any]) -> Message:
    """A digest as it is sent; where only a template may be, it tells how many leads wait, and is none when none do."""
    purpose = TASK if made.waiting else NOTHING_WAITS.reason
    return notice(made.text(), row_links(made), person.language, purpose=purpose, values=(Number(made.waiting),))


def send_digest(connection: Connection, house: House, staff_id: int, day: date, at: datetime) -> bool:
    """Put the morning digest into the outbox, once a person and day; False when that has been done, or when the officer
    is not to be reached or has left."""
    row = staff_rows.get_staff(connection, staff_id)
    person = person_rows.get_person(connection, row.person_id)
    if row.left_at or not reachable(person):
        return False
    officer = officer_of(connection, staff_id)
    due = datetime.combine(day, house.settings.digest_at, house.settings.zone)
    late = (at - due).total_seconds() > LATE
    made = officer_digest(connection, house, officer, at, day=day, late=late)
    if not digest_rows.keep(connection, staff_id, made.snapshot):
        return False
    return outbox.put(
        connection,
        person_id=person.id,
        channel=person.channel,
        kind="digest",
        message=morning(made, person).to_json(),
        at=at,
        key=f"digest:{staff_id}:{day}",
    )
