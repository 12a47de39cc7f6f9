"""Alembic's entry: on a connection that it is given, or on SAPAKOP_DATABASE_URL."""

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from db.models import metadata
from db.sqlite import migration_engine


def render(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Write our own column type into migrations by its name."""
    if kind == "type" and item.__module__ == "db.models":
        autogen.imports.add("from db.moment import Moment\n")
        return f"{type(item).__name__}()"
    return False


def migrate(connection: Connection) -> None:
    """SQLite alters tables by copying them (batch mode); both take the same migrations."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = migration_engine(os.environ["SAPAKOP_DATABASE_URL"])
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
