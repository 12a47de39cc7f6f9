"""Bring a database up to this program's tables, or say how far it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

CONFIG = Path(__file__).parent / "alembic.ini"
TURNSTILE = 5_341_000
"""The advisory lock of whoever migrates; `db.lock` makes its own from names."""


def config(connection: Connection | None = None) -> Config:
    found = Config(str(CONFIG))
    found.attributes["connection"] = connection
    return found


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that are missing, in the connection's transaction (of `Database.migrate`), one process at a
    time."""
    alone(connection)
    command.upgrade(config(connection), to)


def downgrade(connection: Connection, to: str = "base") -> None:
    alone(connection)
    command.downgrade(config(connection), to)


def alone(connection: Connection) -> None:
    """On PostgreSQL wait until nobody else migrates; on SQLite the transaction itself keeps others out."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(TURNSTILE)))


def current(connection: Connection) -> str | None:
    """The revision that the database has; None: it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision that this program needs."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    assert head is not None
    return head


def is_current(connection: Connection) -> bool:
    return current(connection) == newest()
