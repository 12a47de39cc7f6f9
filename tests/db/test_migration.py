"""The tables are made by migrations, on both databases alike, and a later one may rebuild what is there."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select

from db import migration
from db.engine import Database
from db.models import consent, metadata, person
from db.people import lock_person, record_consent
from db.sqlite import BrokenKeysError
from tests.databases import execute

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
OPTIONS = {"compare_type": True, "compare_server_default": True}


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts=OPTIONS), metadata))


def add_siti(connection: Connection) -> int:
    row = lock_person(connection, "telegram", "501", NOON)
    record_consent(connection, row.id, "lead", True, NOON)
    return int(row.id)


def operations(connection: Connection) -> Operations:
    return Operations(MigrationContext.configure(connection))


async def test_the_migrations_go_up_and_down_and_up_again(empty_url: str) -> None:
    database = Database(empty_url)
    for change, expected in (
        (migration.upgrade, set(metadata.tables)),
        (migration.downgrade, set()),
        (migration.upgrade, set(metadata.tables)),
    ):
        await database.migrate(change)
        assert await database.read(tables) == expected
    assert await database.read(migration.is_current)
    await database.close()


async def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    assert await database.read(differences) == []


async def test_a_difference_between_models_and_tables_would_be_seen(database: Database) -> None:
    await database.run(lambda c: operations(c).drop_index("ix_seen_at", "seen"))
    assert len(await database.read(differences)) == 1


async def test_an_empty_database_has_no_revision(empty_url: str) -> None:
    database = Database(empty_url)
    assert await database.read(migration.current) is None
    assert not await database.read(migration.is_current)
    await database.migrate(migration.upgrade)
    assert await database.read(migration.current) == migration.newest()
    await database.close()


async def test_two_processes_that_migrate_at_once_do_it_once(postgresql_url: str) -> None:
    first, second = Database(postgresql_url), Database(postgresql_url)
    await first.migrate(migration.downgrade)
    await asyncio.gather(first.migrate(migration.upgrade), second.migrate(migration.upgrade))
    assert await second.read(migration.is_current)
    await first.close()
    await second.close()


async def test_a_migration_that_fails_leaves_the_tables_as_they_were(database: Database) -> None:
    def half(connection: Connection) -> None:
        operations(connection).drop_table("digest")
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        await database.migrate(half)
    assert "digest" in await database.read(tables)


async def test_a_table_that_others_point_at_can_be_rebuilt_with_its_rows(database: Database) -> None:
    """Alembic changes a SQLite table by copying it: with foreign keys on, the old one could not be dropped."""
    siti = await database.run(add_siti)

    def widen(connection: Connection) -> None:
        how: Literal["always", "never"] = "always" if database.sqlite else "never"
        with operations(connection).batch_alter_table("person", recreate=how) as batch:
            batch.alter_column("name", type_=sa.String(200))
            batch.add_column(sa.Column("nickname", sa.String(40)))

    await database.migrate(widen)
    rows = await database.read(lambda c: c.execute(select(person.c.id, consent.c.given).join(consent)).all())
    assert [tuple(row) for row in rows] == [(siti, True)]
    assert "nickname" in await database.read(lambda c: {column["name"] for column in inspect(c).get_columns("person")})
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await database.run(record_consent, 99, "lead", True, NOON)


async def test_a_migration_of_sqlite_that_would_orphan_rows_is_refused(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await database.run(add_siti)
    with pytest.raises(BrokenKeysError, match="consent"):
        await database.migrate(lambda connection: execute(connection, person.delete()))
    assert len(await database.read(lambda c: c.execute(select(person)).all())) == 1
    await database.close()


RELEASED = Path(migration.__file__).parent / "migrations" / "versions"


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.py")), ids=lambda file: file.stem)
def test_every_migration_can_be_taken_back(file: Path) -> None:
    source = file.read_text()
    _, _, down = source.partition("def downgrade() -> None:")
    assert "op." in down


def test_the_revisions_are_one_line() -> None:
    script = ScriptDirectory.from_config(migration.config())
    assert len(script.get_heads()) == 1
    assert len(list(script.walk_revisions())) == len(list(RELEASED.glob("*.py")))
