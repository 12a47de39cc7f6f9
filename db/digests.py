"""Digests that were sent: what each left behind for the next."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from db.models import digest
from db.people import insert_new
from leads.digest import Snapshot


def previous(connection: Connection, staff_id: int, day: date) -> Snapshot | None:
    """The last digest of this person before that day."""
    where = (digest.c.staff_id == staff_id, digest.c.day < day)
    row = connection.execute(select(digest).where(*where).order_by(digest.c.day.desc()).limit(1)).one_or_none()
    return snapshot(row) if row else None


def snapshot(row: Row[Any]) -> Snapshot:
    return Snapshot(row.day, row.number, row.saldo, row.last_change, row.states)


def keep(connection: Connection, staff_id: int, left: Snapshot) -> bool:
    """Remember a digest that is being sent; False when this person has had one that day."""
    values = {"number": left.number, "saldo": left.saldo, "last_change": left.last_change, "states": dict(left.states)}
    return insert_new(connection, digest, {"staff_id": staff_id, "day": left.day, **values})
