"""Deliveries: what a channel tells of a message after it took it, and the row that it speaks of."""

from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from db.models import outbox, person
from db.outbox import EMPTY, FAILED, SENDING, SENT, UNASKED, UNKNOWN
from db.refs import Ref, kept_id, read_ref


def told_of(connection: Connection, channel: str, provider_id: str, ref: str) -> Row[Any] | None:
    """The message that a status speaks of, locked: by what we sent along with it, else by the provider's id.

    One that has arrived, or failed, under another id is not meant: that status is of an earlier try, unless it says
    that it is of another part of this one.
    """
    provider_id, said = kept_id(provider_id), read_ref(ref)
    lock = select(outbox).where(outbox.c.channel == channel).with_for_update()
    if said is not None:
        row = connection.execute(lock.where(outbox.c.id == said.message_id)).one_or_none()
        if row is not None and said.is_of(row.created_at, row.attempts) and is_meant(row, said, provider_id):
            return row
    return connection.execute(lock.where(outbox.c.provider_id == provider_id).limit(1)).one_or_none()


def is_meant(row: Row[Any], said: Ref, provider_id: str) -> bool:
    """Whether a status with this id can still be news; the id that is kept is the last part's."""
    if row.provider_id in (None, provider_id) or row.status not in (SENT, FAILED):
        return True
    return not said.is_last and said.attempt == row.attempts


def note(connection: Connection, message_id: int, **values: Any) -> None:
    """Keep what the channel told of a message."""
    if "provider_id" in values:
        values["provider_id"] = kept_id(values["provider_id"])
    connection.execute(update(outbox).where(outbox.c.id == message_id).values(**values))


def may_go_again(connection: Connection, row: Row[Any]) -> bool:
    """Whether a message may still be sent: it has words, and nobody has asked us to stop meanwhile; an answer only as
    long as no later one has gone, for it would come as if it were the newest."""
    if row.message == EMPTY:
        return False
    if row.kind == "reply":
        later = and_(outbox.c.person_id == row.person_id, outbox.c.kind == "reply", outbox.c.id > row.id)
        gone = select(outbox.c.id).where(later, outbox.c.status.in_((SENDING, SENT, UNKNOWN)))
        return connection.execute(gone.limit(1)).first() is None
    stopped = select(person.c.stopped_at).where(person.c.id == row.person_id)
    return row.kind not in UNASKED or connection.execute(stopped).scalar_one() is None
