"""What the web reads of the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from bot.channels.web import NAME
from db import leads, outbox
from db.models import outbox as messages
from db.models import person, seen

KEPT = 20
"""Messages that a returning person finds although they have been seen."""
PAGE = 50


def find_person(connection: Connection, visitor: str) -> int | None:
    """The person behind a visitor; None before the first message."""
    where = (person.c.channel == NAME, person.c.external_id == visitor)
    return connection.execute(select(person.c.id).where(*where)).scalar_one_or_none()


def shown(person_id: int) -> ColumnElement[bool]:
    """A person's messages that still have words."""
    own = messages.c.person_id == person_id
    return and_(own, messages.c.status != outbox.DROPPED, messages.c.message != outbox.EMPTY)


def shown_from(connection: Connection, person_id: int) -> int:
    """The message after which a person who opens the page is shown everything."""
    newest = select(messages.c.id).where(shown(person_id)).order_by(messages.c.id.desc()).offset(KEPT).limit(1)
    return connection.execute(newest).scalar_one_or_none() or 0


def fetch(
    connection: Connection, visitor: str, after: int | None, given: Collection[int] = ()
) -> tuple[int | None, Sequence[Row[Any]]]:
    """The person and what there is to show, in order: at most a page of it.

    Everything after the last message that the page has (None: it has none), and whatever it has not confirmed, but for
    what it was given already: on PostgreSQL a message may be committed after one with a higher id.
    """
    person_id = find_person(connection, visitor)
    if person_id is None:
        return None, ()
    start = shown_from(connection, person_id) if after is None else after
    unseen = and_(messages.c.status == outbox.WAITING, messages.c.id.not_in(given))
    where = (shown(person_id), or_(messages.c.id > start, unseen))
    return person_id, connection.execute(select(messages).where(*where).order_by(messages.c.id).limit(PAGE)).all()


def find_message(connection: Connection, visitor: str, message_id: int) -> str | None:
    """One message of the visitor's own, as long as it has words."""
    person_id = find_person(connection, visitor)
    if person_id is None:
        return None
    query = select(messages.c.message).where(shown(person_id), messages.c.id == message_id)
    return connection.execute(query).scalar_one_or_none()


def has_messages(connection: Connection, visitor: str) -> bool:
    """Whether there is anything to show to whoever opens the page."""
    return bool(fetch(connection, visitor, None)[1])


def news_since(connection: Connection, last: int | None) -> tuple[int, set[int]]:
    """The newest message on the web, and whose messages came after `last` (None: nobody's)."""
    newest = connection.execute(select(func.max(messages.c.id))).scalar_one() or 0
    if last is None:
        return newest, set()
    where = (messages.c.id > last, messages.c.channel == NAME)
    return newest, set(connection.execute(select(messages.c.person_id).where(*where).distinct()).scalars())


def mark_seen(connection: Connection, visitor: str, up_to: int, now: datetime) -> None:
    person_id = find_person(connection, visitor)
    if person_id is not None:
        outbox.mark_read(connection, person_id, up_to, now)


def count_updates(connection: Connection) -> dict[str, int]:
    """Updates that are remembered, by channel."""
    query = select(seen.c.channel, func.count().label("number")).group_by(seen.c.channel)
    return {row.channel: row.number for row in connection.execute(query)}


def count_messages(connection: Connection) -> dict[tuple[str, str], int]:
    """Messages by channel and status."""
    query = select(messages.c.channel, messages.c.status, func.count()).group_by(messages.c.channel, messages.c.status)
    return {(channel, status): count for channel, status, count in connection.execute(query)}


def oldest_waiting(connection: Connection) -> dict[str, datetime]:
    """When the message was due that waits longest, by channel."""
    query = select(messages.c.channel, func.min(messages.c.due_at).label("due"))
    waiting = query.where(messages.c.status == outbox.WAITING).group_by(messages.c.channel)
    return {row.channel: row.due for row in connection.execute(waiting)}


count_leads = leads.count_by_state
