"""Jobs are rows: due, leased by conditional update, done; the same on both databases."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, case, delete, func, or_, select, update

from db.models import job
from db.people import insert_new


class LostLeaseError(Exception):
    """The job was somebody else's meanwhile, or was moved: nothing of what was done for it may stay."""


def plan(connection: Connection, kind: str, key: str, due_at: datetime) -> bool:
    """Plan a job; False when one with this key exists."""
    if connection.execute(select(job.c.id).where(job.c.key == key)).first():
        return False
    return insert_new(connection, job, {"kind": kind, "key": key, "due_at": due_at})


def replan(connection: Connection, kind: str, key: str, due_at: datetime) -> None:
    """Plan a job, or move one that exists to a new time."""
    if not plan(connection, kind, key, due_at):
        values = {"due_at": due_at, "done_at": None, "lease_until": None}
        connection.execute(update(job).where(job.c.key == key).values(**values))


def claim_job(connection: Connection, now: datetime, lease: float = 120.0, kind: str | None = None) -> Row[Any] | None:
    """Lease the oldest job (of a kind) that is due and that nobody holds."""
    free = and_(job.c.done_at.is_(None), job.c.due_at <= now, or_(job.c.lease_until.is_(None), job.c.lease_until < now))
    query = select(job.c.id).where(free).order_by(job.c.due_at, job.c.id).limit(1).with_for_update(skip_locked=True)
    found = connection.execute(query.where(job.c.kind == kind) if kind else query).scalar_one_or_none()
    if found is None:
        return None
    values = {"lease_until": now + timedelta(seconds=lease), "tries": job.c.tries + 1}
    connection.execute(update(job).where(job.c.id == found).values(**values))
    return connection.execute(select(job).where(job.c.id == found)).one()


def finish(connection: Connection, held: Row[Any], now: datetime) -> None:
    """It is done. Raise `LostLeaseError` when it is not `held` by us any more."""
    settle(connection, held, done_at=now)


def release(connection: Connection, held: Row[Any], due_at: datetime, cursor: str | None = None) -> None:
    """Go on with it later, from `cursor`. Raise `LostLeaseError` when it is not `held` by us any more."""
    settle(connection, held, due_at=due_at, cursor=cursor or held.cursor)


def settle(connection: Connection, held: Row[Any], **values: Any) -> None:
    """Give the lease back, in the transaction of what was done for it: two who held it one after the other cannot both
    commit."""
    ours = and_(job.c.id == held.id, job.c.done_at.is_(None), job.c.lease_until == held.lease_until)
    if connection.execute(update(job).where(ours).values(lease_until=None, **values)).rowcount != 1:
        raise LostLeaseError(held.kind)


def give_up_leases(connection: Connection) -> None:
    """Whoever held a job is gone (the only process starts anew)."""
    connection.execute(update(job).where(job.c.done_at.is_(None)).values(lease_until=None))


def next_job_at(connection: Connection) -> datetime | None:
    """When the next job is due that nobody holds, or the next lease lapses."""
    at = case((job.c.lease_until > job.c.due_at, job.c.lease_until), else_=job.c.due_at)
    return connection.execute(select(func.min(at)).where(job.c.done_at.is_(None))).scalar_one_or_none()


def first_open(connection: Connection, kind: str | None = None) -> Row[Any] | None:
    """The job that is due next, held or not."""
    query = select(job).where(job.c.done_at.is_(None)).order_by(job.c.due_at, job.c.id).limit(1)
    return connection.execute(query.where(job.c.kind == kind) if kind else query).one_or_none()


def forget_done(connection: Connection, before: datetime) -> None:
    connection.execute(delete(job).where(job.c.done_at < before))
