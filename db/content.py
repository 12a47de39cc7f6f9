"""Content: the data files of every version that an answer was given from, packed."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from db.models import content
from db.people import insert_new

THERE = select(content.c.version).where(content.c.version == bindparam("wanted"))
ARCHIVE = select(content.c.archive).where(content.c.version == bindparam("wanted"))


def keep(connection: Connection, version: str, archive: bytes, at: datetime) -> bool:
    """Keep a version, once, whoever uses it first; tells whether it was new."""
    if connection.execute(THERE, {"wanted": version}).first():
        return False
    return insert_new(connection, content, {"version": version, "archive": archive, "at": at})


def fetch(connection: Connection, version: str) -> bytes | None:
    """The archive of a version; None: no answer was given from it."""
    return connection.execute(ARCHIVE, {"wanted": version}).scalar_one_or_none()
