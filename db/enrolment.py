"""Enrolment: invitations that are still open, and staff who leave."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from db.models import invitation, staff


def open_invitations(connection: Connection, now: datetime) -> Sequence[Row[Any]]:
    """The invitations that can be used, the newest last."""
    where = (invitation.c.used_by.is_(None), invitation.c.expires_at > now)
    return connection.execute(select(invitation).where(*where).order_by(invitation.c.created_at)).all()


def leave(connection: Connection, staff_id: int, at: datetime) -> None:
    """From now on the person is no staff; what he did stays in the history."""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(left_at=at))
