"""Persons: who wrote, where their talk stands, what they consented to.

Rows are locked FOR NO KEY UPDATE (`key_share`) everywhere in `db`: whoever adds a message, a note or a lead that points
at a locked row need not wait, and two who hold a row each and write of the other's do not block each other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Row, Table, bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from db.doubles import one_of
from db.models import consent, fitted, person, seen

# The statements of every single turn are built once: building them costs more than running them.
ADDRESSED = (
    select(person)
    .where(person.c.channel == bindparam("channel"), person.c.external_id == bindparam("external_id"))
    .with_for_update(key_share=True)
)
OWN = select(person).where(person.c.id == bindparam("person_id"))
LAST_WORD = (
    select(consent.c.given)
    .where(consent.c.person_id == bindparam("person_id"), consent.c.purpose == bindparam("purpose"))
    .order_by(consent.c.id.desc())
    .limit(1)
)
SAVE = (
    update(person)
    .where(person.c.id == bindparam("person_id"))
    .values(state=bindparam("new_state"), last_event_at=bindparam("at"), heard_at=bindparam("heard"))
)
SEEN = select(seen.c.person_id).where(
    seen.c.channel == bindparam("channel"), seen.c.provider_id == bindparam("provider_id")
)
NUMBER = (
    update(seen)
    .where(seen.c.channel == bindparam("on"), seen.c.provider_id == bindparam("known_as"))
    .values(turn=bindparam("number"))
)


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; tells whether it was new."""
    return connection.execute(insertion(connection.dialect.name, table), dict(values)).rowcount == 1


@cache
def insertion(dialect: str, table: Table) -> Insert:
    return (sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)).on_conflict_do_nothing()


def lock_person(connection: Connection, channel: str, external_id: str, at: datetime, formerly: str = "") -> Row[Any]:
    """The person's row, made when new, locked until the transaction ends.

    formerly: another id by which the channel called him; who was known by that one is known by this one now.
    """
    address = {"channel": channel, "external_id": external_id}
    row = connection.execute(ADDRESSED, address).one_or_none()
    if formerly and formerly != external_id:
        row = renamed(connection, row, {"channel": channel, "external_id": formerly}, external_id)
    if row is None:
        insert_new(connection, person, {**address, "created_at": at})
        row = connection.execute(ADDRESSED, address).one()
    return row


def renamed(
    connection: Connection, row: Row[Any] | None, former: Mapping[str, str], external_id: str
) -> Row[Any] | None:
    """The person, locked, under his new id, by which `row` goes already; None when he has no row by either."""
    earlier = connection.execute(ADDRESSED, former).one_or_none()
    if earlier is None:
        return row
    if row is not None:
        return get_person(connection, one_of(connection, row, earlier))
    change_person(connection, earlier.id, external_id=external_id)
    return get_person(connection, earlier.id)


def seen_of(connection: Connection, channel: str, provider_id: str) -> int | None:
    """Whose update it was when it was here before; `mark_seen` alone is sure of it."""
    return connection.execute(SEEN, {"channel": channel, "provider_id": provider_id}).scalar_one_or_none()


def mark_seen(connection: Connection, channel: str, provider_id: str, person_id: int, kind: str, at: datetime) -> bool:
    """Remember an update; False when it was here before."""
    values = {"channel": channel, "provider_id": provider_id, "person_id": person_id, "kind": kind, "at": at}
    return insert_new(connection, seen, values)


def mark_turn(connection: Connection, channel: str, provider_id: str, turn: int) -> None:
    connection.execute(NUMBER, {"on": channel, "known_as": provider_id, "number": turn})


def save_state(connection: Connection, person_id: int, state: str, at: datetime, heard: datetime | None) -> None:
    """heard: when the person himself last said something."""
    connection.execute(SAVE, {"person_id": person_id, "new_state": state, "at": at, "heard": heard})


def change_person(connection: Connection, /, person_id: int, **values: Any) -> None:
    connection.execute(update(person).where(person.c.id == person_id).values(**fitted(person, values)))


def get_person(connection: Connection, person_id: int) -> Row[Any]:
    return connection.execute(OWN, {"person_id": person_id}).one()


def record_consent(connection: Connection, person_id: int, purpose: str, given: bool, at: datetime) -> None:
    """Append to the consent ledger, the only truth about consent."""
    connection.execute(insert(consent).values(person_id=person_id, purpose=purpose, given=given, at=at))


def consented(connection: Connection, person_id: int, purpose: str = "lead") -> bool:
    """The last word of the ledger."""
    found = connection.execute(LAST_WORD, {"person_id": person_id, "purpose": purpose})
    return bool(found.scalar_one_or_none())


def idle_since(connection: Connection, before: datetime, limit: int = 100) -> Sequence[Row[Any]]:
    """Persons who have not written since this moment and whose talk still remembers answers or choices, locked."""
    remembers = or_(~person.c.state.contains('"frames": []'), ~person.c.state.contains('"offers": []'))
    query = select(person).where(person.c.last_event_at < before, remembers).order_by(person.c.id).limit(limit)
    return connection.execute(query.with_for_update(key_share=True, skip_locked=True)).all()


def waiting_for_consent(connection: Connection) -> Sequence[Row[Any]]:
    """Persons whose talk holds personal answers without consent (the state says so itself), locked; whoever is in the
    middle of a turn is left out."""
    query = select(person).where(person.c.state.contains('"unconsented_at": "')).order_by(person.c.id)
    return connection.execute(query.with_for_update(key_share=True, skip_locked=True)).all()
