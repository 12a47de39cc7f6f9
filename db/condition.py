"""Condition: what a check-up asks the database."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from db.models import job, outbox, person, seen
from db.outbox import FAILED, closed


def troubled(connection: Connection, since: datetime, *, but: Collection[str] = ()) -> dict[str, int]:
    """Messages made since then that failed, or of which nobody knows whether they were sent. but: reasons of those that
    are left out."""
    known = func.coalesce(outbox.c.error, "").not_in(list(but))
    where = (outbox.c.created_at >= since, outbox.c.status.in_(("failed", "unknown")), known)
    query = select(outbox.c.status, func.count()).where(*where).group_by(outbox.c.status)
    return {row[0]: row[1] for row in connection.execute(query)}


def refused(connection: Connection, channel: str, since: datetime) -> dict[str, int]:
    """How many messages made since then a channel has refused for good, by the reason that is kept on each."""
    where = (outbox.c.channel == channel, outbox.c.status == FAILED, outbox.c.created_at >= since)
    query = select(outbox.c.error, func.count()).where(*where).group_by(outbox.c.error).order_by(outbox.c.error)
    return {row[0] or "": row[1] for row in connection.execute(query)}


def windows(
    connection: Connection, people: Collection[int], channel: str, window: timedelta, at: datetime
) -> tuple[int, int]:
    """How many of these persons are on the channel, and of them how many whose window is closed at a moment."""
    there = (person.c.channel == channel, person.c.id.in_(list(people)))
    count = select(func.count()).where(*there)
    return connection.execute(count).scalar_one(), connection.execute(count.where(closed(window, at))).scalar_one()


def waiting_since(connection: Connection, channels: Sequence[str], now: datetime) -> tuple[int, datetime | None]:
    """How many messages of these channels are due and not sent, and since when the oldest is due."""
    where = (outbox.c.channel.in_(channels), outbox.c.status.in_(("waiting", "sending")), outbox.c.due_at <= now)
    row = connection.execute(select(func.count(), func.min(outbox.c.due_at)).where(*where)).one()
    return int(row[0]), row[1]


def overdue_jobs(connection: Connection, before: datetime) -> Sequence[Row[Any]]:
    """Jobs that were due before this moment, are not done, and that nobody is doing."""
    free = or_(job.c.lease_until.is_(None), job.c.lease_until < before)
    where = and_(job.c.done_at.is_(None), job.c.due_at < before, free)
    return connection.execute(select(job).where(where).order_by(job.c.due_at)).all()


def last_update(connection: Connection) -> datetime | None:
    """When the newest update came in."""
    return connection.execute(select(func.max(seen.c.at))).scalar_one_or_none()
