"""Nudges: whether a person who does not write has been told already that something waits."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from db.models import outbox
from db.outbox import OPEN, SENT, UNASKED, UNKNOWN


def was_nudged(connection: Connection, person: Row[Any], purpose: str, window: timedelta, at: datetime) -> bool:
    """Whether his window is closed now and an unasked message with this purpose has gone, or is about to go, since it
    closed. What came before that came whole, and what failed did not come."""
    if person.heard_at is not None and at - person.heard_at < window:
        return False
    gone: ColumnElement[bool] = outbox.c.status.in_((SENT, UNKNOWN))
    if person.heard_at is not None:
        gone = and_(gone, func.coalesce(outbox.c.sent_at, outbox.c.created_at) >= person.heard_at + window)
    same = outbox.c.message.contains(f'"purpose": "{purpose}"', autoescape=True)
    where = (outbox.c.person_id == person.id, outbox.c.kind.in_(UNASKED), same, or_(outbox.c.status.in_(OPEN), gone))
    return connection.execute(select(outbox.c.id).where(*where).limit(1)).first() is not None
