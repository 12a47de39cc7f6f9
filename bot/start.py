"""Starting up: the data directory, the tables, the registry, the logs."""

import logging
import sys

import structlog

from bot.backup import make_backup
from bot.house import House
from db import migration, registry


class StaleDatabaseError(Exception):
    """The database has not the tables of this program."""


def configure_logs(level: str) -> None:
    """Fixed event names and ids, one JSON object a line, on stderr; HTTP clients stay quiet."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


async def prepare(house: House, *, backup: bool = True) -> None:
    """Bring the tables and the registry up: SQLite migrates itself after a backup, PostgreSQL says what to run."""
    if house.settings.postgresql:
        if not await house.database.read(migration.is_current):
            raise StaleDatabaseError("the database has other tables than this program; run: sapakop db upgrade")
    else:
        await migrate_sqlite(house, backup=backup)
    await house.database.run(registry.fill, house.book.villages.all)


async def migrate_sqlite(house: House, *, backup: bool) -> None:
    """Migrate a file in place; one that holds anything is copied first."""
    found = await house.database.read(migration.current)
    if found == migration.newest():
        return
    if found is not None and backup:
        await make_backup(house, house.now(), why="before-upgrade")
    await house.database.migrate(migration.upgrade)
