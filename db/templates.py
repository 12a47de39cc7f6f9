"""Templates: what WhatsApp lets us send outside the window, as we last heard of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
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
    """Keep what is known now; what is not told ("") stays as it was. News older than what we know changes nothing; the
    webhook tells whole seconds, so these are what is compared.

    reason: why it was refused; it goes with the status and is forgotten with it.
    """
    told: dict[str, Any] = {"changed_at": at}
    told |= {"status": status, "reason": reason or None} if status else {}
    told |= {"category": category} if category else {}
    known = fitted(template, {"name": name, "language": language})
    values = fitted(template, {"status": "", "category": "", **told})
    if insert_new(connection, template, {**known, **values}):
        return
    after = at.replace(microsecond=0) + timedelta(seconds=1)
    where = (template.c.name == known["name"], template.c.language == known["language"], template.c.changed_at < after)
    connection.execute(update(template).where(*where).values(**fitted(template, told)))


def begin(
    connection: Connection, name: str, language: str, *, at: datetime, status: str, category: str, gone: str
) -> None:
    """Keep a template that has just been handed in, unless more is known of it already: Meta may have decided before
    its own answer came. gone: the status of one that was there before and is handed in again."""
    known = fitted(template, {"name": name, "language": language})
    told = fitted(template, {"status": status, "category": category, "reason": None, "changed_at": at})
    if not insert_new(connection, template, {**known, **told}):
        where = (template.c.name == known["name"], template.c.language == known["language"], template.c.status == gone)
        connection.execute(update(template).where(*where).values(**told))


def all_templates(connection: Connection) -> Sequence[Row[Any]]:
    """Every template we have heard of, by name."""
    return connection.execute(select(template).order_by(template.c.name, template.c.language)).all()
