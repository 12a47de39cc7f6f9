"""Backups of a SQLite database: a copy made by SQLite itself, opened and checked, the oldest ones dropped."""

import asyncio
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url

from bot.house import House
from bot.settings import Settings
from db import migration

log = structlog.get_logger()

NIGHT = time(2)
"""When the day's backup is due, local time: nobody writes then."""
DAILY = "daily"
LOOK = timedelta(minutes=10)
"""How often is looked whether a backup is due: a machine that slept at two makes it when it wakes."""
AGAIN = timedelta(hours=1)
"""After a failure: a full disk is not emptied by trying every minute."""
NAME = re.compile(r"sapakop-(\d{8}-\d{6})-([a-z-]+)\.db")


class BadBackupError(Exception):
    """A file is not a sound database of ours; says why."""


def database_file(settings: Settings) -> Path | None:
    """The SQLite file; None on PostgreSQL. Raises SQLAlchemy's `ArgumentError` for an address that is none."""
    name = None if settings.postgresql else make_url(settings.url).database
    return Path(name) if name else None


def folder(house: House) -> Path:
    """Where backups lie: `backups/` in the data directory, for the owner only."""
    path = house.settings.make_data_dir() / "backups"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


async def make_backup(house: House, now: datetime, why: str = DAILY) -> Path:
    """Copy the database while it is in use, check the copy, and drop the oldest of its kind beyond SAPAKOP_BACKUPS.

    Raises `BadBackupError`, and whatever SQLite raises (a full disk); a copy that is not sound is not left behind.
    """
    target = folder(house) / f"sapakop-{now.astimezone(house.settings.zone):%Y%m%d-%H%M%S}-{why}.db"
    half = target.with_suffix(".part")
    try:
        await house.database.read(copy_to, half)
        await asyncio.to_thread(check, half)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    rotate(folder(house), house.settings.backups, why)
    return target


def copy_to(connection: Connection, target: Path) -> None:
    """VACUUM INTO: a whole, compact copy of one moment, for the owner only."""
    target.unlink(missing_ok=True)
    connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)


def check(file: Path, called: str = "") -> str:
    """Open a copy and read it through; returns its revision. Raise `BadBackupError`, which calls it `called`."""
    name = called or file.name
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadBackupError(f"{name} is not a database of Sapakop ({error})") from None
    if verdict != "ok" or revision is None:
        raise BadBackupError(f"{name} is damaged: {' '.join(str(verdict).split())[:200]}")
    return str(revision[0])


def is_known(revision: str) -> bool:
    """Is this a revision of this program? One that is not was made by a newer one."""
    script = ScriptDirectory.from_config(migration.config())
    return any(one.revision == revision for one in script.walk_revisions())


def copies(where: Path, why: str) -> Sequence[Path]:
    """The copies of one kind, oldest first."""
    found = ((NAME.fullmatch(file.name), file) for file in where.glob("sapakop-*.db"))
    return sorted((file for name, file in found if name and name[2] == why), key=lambda file: file.name)


def rotate(where: Path, keep: int, why: str) -> None:
    """Keep the newest `keep` copies of a kind: those made by hand never push the nightly ones out."""
    for old in copies(where, why)[:-keep]:
        old.unlink()


def made_at(file: Path, zone: ZoneInfo) -> datetime:
    """When a copy was made, by its name."""
    name = NAME.fullmatch(file.name)
    assert name is not None
    return datetime.strptime(name[1], "%Y%m%d-%H%M%S").replace(tzinfo=zone)


def newest(where: Path, zone: ZoneInfo, why: str | None = None) -> tuple[datetime, Path] | None:
    """The newest copy, of a kind or of any."""
    files = copies(where, why) if why else [file for file in where.glob("sapakop-*.db") if NAME.fullmatch(file.name)]
    return max(((made_at(file, zone), file) for file in files), default=None)


def is_due(house: House, now: datetime) -> bool:
    """Has no daily copy been made since the last two o'clock in the night?"""
    zone = house.settings.zone
    today = datetime.combine(now.astimezone(zone).date(), NIGHT, zone)
    due = today if now >= today else datetime.combine(today.date() - timedelta(days=1), NIGHT, zone)
    last = newest(folder(house), zone, DAILY)
    return last is None or last[0] < due


async def nightly(house: House) -> None:
    """Make the day's backup, once a day, for ever; ends at once on PostgreSQL, which has its own tools."""
    while not house.settings.postgresql:
        pause = LOOK
        try:
            if is_due(house, house.now()):
                made = await make_backup(house, house.now())
                log.info("backup_made", file=made.name)
        except Exception as error:
            log.error("backup_failed", error=type(error).__name__)
            pause = AGAIN
        await asyncio.sleep(pause.total_seconds())
