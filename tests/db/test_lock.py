"""One process of all holds a lock, loses it with its connection, and never keeps it beyond its life."""

import asyncio
import sys

from sqlalchemy import text

from db.engine import Database
from db.lock import Lock, alone
from tests.databases import execute
from tests.patience import until

KILL = text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())"
)
HOLD = """
import asyncio, sys
from db.engine import Database
from db.lock import Lock
async def hold():
    lock = Lock(Database(sys.argv[1]), "poller")
    print(await lock.held(), flush=True)
    await asyncio.sleep(60)
asyncio.run(hold())
"""


async def test_on_sqlite_the_only_process_holds_every_lock(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    assert await Lock(database, "poller").held()
    assert await Lock(database, "poller").held()
    await database.close()


async def test_of_several_processes_one_holds_the_lock(postgresql_url: str) -> None:
    databases = [Database(postgresql_url) for _ in range(4)]
    locks = [Lock(database, "poller") for database in databases]
    held = await asyncio.gather(*(lock.held() for lock in locks))
    assert sorted(held) == [False, False, False, True]
    holder = locks[held.index(True)]
    assert await holder.held()
    other = Lock(databases[0], "something else")
    assert await other.held()
    holder.release()
    others = [lock for lock in locks if lock is not holder]
    await until(others[0].held)
    assert not await holder.held()
    for lock in (*locks, other):
        lock.release()
    for database in databases:
        await database.close()


async def test_a_lock_goes_with_the_process_that_is_killed(postgresql_url: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD, postgresql_url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"True\n"
    database = Database(postgresql_url)
    lock = Lock(database, "poller")
    assert not await lock.held()
    process.kill()
    await process.wait()
    await until(lock.held)
    lock.release()
    await database.close()


async def test_whoever_loses_the_lock_stops_at_once_and_waits_for_it_anew(postgresql_url: str) -> None:
    first, second = Database(postgresql_url), Database(postgresql_url)
    working: list[str] = []
    begun: list[str] = []

    async def work(name: str) -> None:
        begun.append(name)
        working.append(name)
        try:
            await asyncio.sleep(60)
        finally:
            working.remove(name)

    tasks = [asyncio.create_task(alone(first, "poller", lambda: work("first"), 0.05))]
    await until(lambda: working == ["first"])
    tasks.append(asyncio.create_task(alone(second, "poller", lambda: work("second"), 0.05)))
    await asyncio.sleep(0.3)
    assert begun == ["first"]
    for turn in range(2, 5):
        await first.run(execute, KILL)
        await until(lambda turn=turn: len(begun) >= turn and len(working) == 1)  # type: ignore[misc]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert working == []
    lock = Lock(second, "poller")
    await until(lock.held)
    lock.release()
    await first.close()
    await second.close()


async def test_work_that_ends_ends_the_waiting_too_and_gives_the_lock_back(database: Database) -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    async with asyncio.timeout(5):
        await alone(database, "poller", work, 0.05)
        await alone(database, "poller", work, 0.05)
    assert done == [1, 1]
