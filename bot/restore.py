"""Putting a backup in the place of the database; what was there is kept beside it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bot.backup import BadBackupError, check, is_known

LATEST = (
    "SELECT max(at) FROM seen",
    "SELECT max(at) FROM history",
    "SELECT max(changed_at) FROM lead",
    "SELECT max(sent_at) FROM outbox",
)
MAY_HAVE_GONE_OUT = (
    "UPDATE outbox SET status = 'unknown', error = 'restored', lease_until = NULL"
    " WHERE status IN ('waiting', 'sending') AND NOT repeatable"
)


class InUseError(Exception):
    """A program has the database open."""


class NewerError(Exception):
    """The database knows of something later than the backup: `here` and `there` are those moments."""

    def __init__(self, here: str, there: str | None) -> None:
        super().__init__(here, there)
        self.here = here
        self.there = there


def restore(file: Path, database: Path, now: datetime, *, force: bool = False) -> Path | None:
    """Put a copy of `file` in the place of `database`; returns where the one that was there is now, if there was one.

    The file is copied and checked first. Raises `BadBackupError`, `InUseError`, and without `force` `NewerError`; then
    nothing has changed. Messages that may have been sent since the backup was made are marked, not sent again.
    """
    copy = database.with_name(f"{database.name}.part")
    try:
        take_copy(file, copy)
        kept = database.with_name(f"{database.name}.replaced-{now:%Y%m%d-%H%M%S}")
        if not database.exists():
            set_aside(database, kept)
            copy.replace(database)
            return None
        with alone(database) as here:
            if not force:
                compare(latest(here), copy)
            change_over(copy, database, kept)
            return kept
    finally:
        copy.unlink(missing_ok=True)


def take_copy(file: Path, copy: Path) -> None:
    """Copy with SQLite's own means (what still lies in a WAL comes along), check, and make it ready to be used."""
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    wal = file.with_name(f"{file.name}-wal").exists()
    address = f"{file.resolve().as_uri()}?mode=ro" + ("" if wal else "&immutable=1")
    try:
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.DatabaseError as error:
        raise BadBackupError(f"{file.name} is not a database of Sapakop ({error})") from None
    revision = check(copy, file.name)
    if not is_known(revision):
        raise BadBackupError(f"{file.name} is of a newer program (version {revision}): update this program first")
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute(MAY_HAVE_GONE_OUT)
        connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def alone(database: Path) -> Iterator[sqlite3.Connection]:
    """Hold the database for ourselves; raise `InUseError` when anybody else has it open.

    Leaving WAL mode needs every other connection gone, idle ones too, and brings the whole content into the one file.
    A damaged file cannot be asked: then it is taken as nobody's.
    """
    with closing(sqlite3.connect(database, timeout=0.5, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise InUseError from None
        except sqlite3.DatabaseError:
            pass
        yield connection


def compare(here: str | None, copy: Path) -> None:
    """Raise `NewerError` when the database has seen something after the backup was made."""
    with closing(sqlite3.connect(copy)) as connection:
        there = latest(connection)
    if here is not None and here > (there or ""):
        raise NewerError(here, there)


def latest(connection: sqlite3.Connection) -> str | None:
    """The last moment that a database knows of, as ISO text in UTC; None: of none, or it cannot be read."""
    try:
        found = [connection.execute(query).fetchone()[0] for query in LATEST]
    except sqlite3.DatabaseError:
        return None
    return max(filter(None, found), default=None)


def set_aside(database: Path, kept: Path) -> None:
    """Move a WAL that a crash or a damaged file left behind: SQLite would play it into the new file."""
    for suffix in ("-wal", "-shm"):
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + suffix))


def change_over(copy: Path, database: Path, kept: Path) -> None:
    """Keep the old file under another name and put the copy in its place; at every moment one of them has the name."""
    set_aside(database, kept)
    try:
        os.link(database, kept)
    except OSError:
        shutil.copy2(database, kept)
    kept.chmod(0o600)
    copy.replace(database)
