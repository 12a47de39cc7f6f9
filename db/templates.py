"""Templates: what WhatsApp lets us send outside the window, as we last heard of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from db.models import fitted, template
from db.people import insert_new


def note(
    connection: Connection,
    name: str,
    language: str,
    *,
    at: datetime,
    status: str = "",
    category: str = "",
    reason: str = "",
) -> None:
    """Keep what is known now; what is not told ("") stays as it was. News older than what we know changes nothing.

    reason: why it was refused; it goes with the status and is forgotten with it.
    """
    told: dict[str, Any] = {"changed_at": at}
    told |= {"status": status, "reason": reason or None} if status else {}
    told |= {"category": category} if category else {}
    known = fitted(template, {"name": name, "language": language})
    values = fitted(template, {"status": "", "category": "", **told})
    if insert_new(connection, template, {**known, **values}):
        return
    where = (template.c.name == known["name"], template.c.language == known["language"], template.c.changed_at <= at)
    connection.execute(update(template).where(*where).values(**fitted(template, told)))


def all_templates(connection: Connection) -> Sequence[Row[Any]]:
    """Every template we have heard of, by name."""
    return connection.execute(select(template).order_by(template.c.name, template.c.language)).all()
