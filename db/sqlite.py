"""SQLite: one thread that writes, connections that read, and a connection that may change the tables."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

T = TypeVar("T")
Unit = tuple[Callable[[Connection], Any], Future[Any]]

BATCH = 64
"""Units that may share one commit: more would make the first wait longer than a commit is worth."""


class Writer:
    """The one thread that writes to SQLite: each unit is a savepoint, those that wait share a commit."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.units: queue.SimpleQueue[Unit | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.work, name="writer", daemon=True)
        self.thread.start()

    def put(self, unit: Callable[[Connection], T]) -> Future[T]:
        future: Future[T] = Future()
        self.units.put((unit, future))
        return future

    def close(self) -> None:
        self.units.put(None)
        self.thread.join()
        self.engine.dispose()

    def work(self) -> None:
        while (first := self.units.get()) is not None:
            batch = [first]
            while len(batch) < BATCH and not self.units.empty():
                following = self.units.get()
                if following is None:
                    self.commit(batch)
                    return
                batch.append(following)
            self.commit(batch)

    def commit(self, batch: list[Unit]) -> None:
        """Run the units of one batch; nobody hears of success before the commit."""
        # A unit whose caller has gone is left out; from here on no future can be cancelled any more.
        batch = [(unit, future) for unit, future in batch if future.set_running_or_notify_cancel()]
        done: list[tuple[Future[Any], Any]] = []
        try:
            with self.engine.begin() as connection:
                for unit, future in batch:
                    try:
                        with connection.begin_nested():
                            value = unit(connection)
                        done.append((future, value))
                    except Exception as error:
                        check_transaction(connection, error)
                        future.set_exception(error)
        except Exception as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for future, value in done:
            future.set_result(value)


class LostTransactionError(Exception):
    """SQLite took the whole transaction back (a full disk, no memory): no unit of the batch is stored."""


def check_transaction(connection: Connection, error: Exception) -> None:
    """A failure costs its own unit only, unless SQLite rolled everything back: then COMMIT would be a silent no-op."""
    if not connection.connection.in_transaction:
        raise LostTransactionError from error


def sqlite_reader(url: URL) -> AsyncEngine:
    """Reading connections of their own: in WAL they neither wait for the writer nor hold it up."""
    engine = create_async_engine(url.set(drivername="sqlite+aiosqlite"))
    event.listen(engine.sync_engine, "connect", prepare)
    return engine


def rebuild(url: URL, change: Callable[[Connection], None]) -> None:
    """Change the tables of a SQLite file. Foreign keys are off meanwhile and checked at the end: Alembic changes a
    table by building it anew, and the old one cannot be dropped while rows point at it."""
    engine = sqlite_engine(url, foreign_keys=False)
    try:
        with engine.begin() as connection:
            change(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                raise BrokenKeysError(f"the change leaves rows of {broken[0]} that point at nothing in {broken[2]}")
    finally:
        engine.dispose()


class BrokenKeysError(Exception):
    """A migration would leave rows that point at nothing; it was not carried out."""


def sqlite_engine(url: str | URL, *, foreign_keys: bool = True) -> Engine:
    """A synchronous engine on a SQLite file whose transactions begin IMMEDIATE."""
    parsed = make_url(url).set(drivername="sqlite")
    if parsed.database:
        Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        Path(parsed.database).touch(mode=0o600)
    engine = create_engine(parsed)
    event.listen(engine, "connect", prepare)
    if not foreign_keys:
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def migration_engine(url: str) -> Engine:
    """A synchronous engine for Alembic's own command line, on SQLite. PostgreSQL goes through `Database.migrate`."""
    return sqlite_engine(url, foreign_keys=False)


def prepare(connection: Any, record: object) -> None:
    """Settings of each SQLite connection; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
