"""A lock that one process of all holds: only one may poll Telegram, however many serve."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress

import asyncpg  # type: ignore[import-untyped]
import structlog

from db.engine import Database

log = structlog.get_logger()

EVERY = 5.0
"""Seconds between two looks: at a lock that somebody else holds, or at the connection that holds ours."""


class Lock:
    """One name. On PostgreSQL an advisory lock of a connection of its own, so it goes when the process does; SQLite has
    one process, which always holds it."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        self.connection: asyncpg.Connection | None = None

    async def held(self) -> bool:
        """Try to take it, or see that it is still ours. Never waits for whoever else has it; never raises."""
        if self.database.sqlite:
            return True
        try:
            async with asyncio.timeout(EVERY):
                if await self.ask():
                    return True
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            pass
        self.release()
        return False

    async def ask(self) -> bool:
        if self.connection is not None:
            return bool(await self.connection.fetchval("SELECT true"))
        _, address = self.database.engine.dialect.create_connect_args(self.database.engine.url)
        self.connection = await asyncpg.connect(**address)
        return bool(await self.connection.fetchval("SELECT pg_try_advisory_lock($1)", self.key))

    def release(self) -> None:
        """Give it back. It hangs on the connection, which closes at once, whatever state it is in."""
        if self.connection is not None:
            self.connection.terminate()
            self.connection = None


async def alone(database: Database, name: str, work: Callable[[], Awaitable[None]], every: float = EVERY) -> None:
    """Do `work` while this process is the one that holds the lock `name`; returns when the work does.

    Waits for its turn; when the lock is lost (the database was restarted) the work is cancelled and the wait begins
    anew.
    """
    lock = Lock(database, name)
    try:
        while True:
            if await lock.held():
                log.info("lock_taken", lock=name)
                if await worked(lock, work, every):
                    return
                log.warning("lock_lost", lock=name)
            await asyncio.sleep(every)
    finally:
        lock.release()


async def worked(lock: Lock, work: Callable[[], Awaitable[None]], every: float) -> bool:
    """Whether the work came to its end before the lock was lost. Raises what the work raises."""
    task = asyncio.ensure_future(work())
    try:
        while not (await asyncio.wait([task], timeout=every))[0]:
            if not await lock.held():
                return False
        await task
        return True
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task
