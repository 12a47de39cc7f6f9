"""Two rows that turn out to be one person: the one with nothing of its own goes into the other."""

from typing import Any

import structlog
from sqlalchemy import Connection, Row, select, update

from db.models import answer, checklist, consent, lead, outbox, person, staff

log = structlog.get_logger()

OWNED = (lead, consent, staff, answer, checklist)
"""What makes a row more than a talk."""


def one_of(connection: Connection, row: Row[Any], earlier: Row[Any]) -> int:
    """Who stays, under the newer id; both stay as they are when both have something of their own.

    row, earlier: the persons under the newer and the older id of the same human, locked.
    """
    if row.wiped_at or earlier.wiped_at:
        return int(row.id)
    if is_empty(connection, row):
        join(connection, row, earlier, row.external_id)
        return int(earlier.id)
    if is_empty(connection, earlier):
        join(connection, earlier, row, row.external_id)
    else:
        log.warning("person_twice", person=row.id, other=earlier.id)
    return int(row.id)


def is_empty(connection: Connection, row: Row[Any]) -> bool:
    """Whether it is a talk and no more."""
    return not any(
        connection.execute(select(table.c.person_id).where(table.c.person_id == row.id).limit(1)).first()
        for table in OWNED
    )


def join(connection: Connection, gone: Row[Any], kept: Row[Any], external_id: str) -> None:
    """All messages of the one go to the other, so that they are deleted with his; a STOP holds, whoever said it."""
    later = gone.last_event_at and (kept.last_event_at is None or kept.last_event_at < gone.last_event_at)
    talk = {"state": gone.state, "last_event_at": gone.last_event_at} if later else {}
    stop = {"stopped_at": gone.stopped_at, "may_phone": gone.may_phone} if gone.stopped_at else {}
    heard = max((at for at in (gone.heard_at, kept.heard_at) if at), default=None)
    connection.execute(update(outbox).where(outbox.c.person_id == gone.id).values(person_id=kept.id))
    change(connection, gone.id, external_id=f"former:{gone.id}", state=None)
    change(connection, kept.id, external_id=external_id, heard_at=heard, **talk, **stop)


def change(connection: Connection, person_id: int, **values: Any) -> None:
    connection.execute(update(person).where(person.c.id == person_id).values(**values))
