"""Export: every request that was sent, with all that staff may see of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from db.leads import full
from db.models import lead


def sent_leads(connection: Connection) -> Sequence[Row[Any]]:
    """All requests with a reference number, oldest first: the columns of `lead`, `holder` and `coop_state`."""
    return connection.execute(full().where(lead.c.ref.is_not(None)).order_by(lead.c.sent_at, lead.c.id)).all()
