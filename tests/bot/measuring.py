"""`python -m tests.bot.measuring [UPDATES]`: how many new updates a second are stored, with their turns and bubbles.

50 persons, 50 updates at a time, disks waited for (SQLite: synchronous=FULL; PostgreSQL: fsync and synchronous_commit).
"""

import asyncio
import sys
import tempfile
import time

from bot.inbox import store
from bot.message import Inbound
from db.engine import Database
from knowledge.book import Book
from tests import talking
from tests.bot.test_inbox_doubles import updates
from tests.databases import Postgres, fill


async def measure(url: str, book: Book, count: int) -> tuple[float, float]:
    """Units a second, and milliseconds of our own CPU for each."""
    await fill(url, book)
    house = talking.house_on(Database(url), book)
    gate = asyncio.Semaphore(50)

    async def bring(inbound: Inbound) -> None:
        async with gate:
            await house.database.run(store, house, inbound)

    jobs = updates(count + 100, 50)
    await asyncio.gather(*(bring(inbound) for inbound in jobs[:100]))
    began, busy = time.perf_counter(), time.process_time()
    await asyncio.gather(*(bring(inbound) for inbound in jobs[100:]))
    took, used = time.perf_counter() - began, time.process_time() - busy
    await house.database.close()
    return count / took, used / count * 1000


def main(count: int) -> None:
    book = Book.load()
    with tempfile.TemporaryDirectory() as folder:
        report("SQLite", *asyncio.run(measure(f"sqlite:///{folder}/sapakop.db", book, count)))
    server = Postgres(folder=tempfile.gettempdir())
    server.execute("ALTER SYSTEM RESET fsync", "SELECT pg_reload_conf()", "CREATE DATABASE measured")
    report("PostgreSQL", *asyncio.run(measure(server.url("measured"), book, count)))
    server.close()


def report(name: str, per_second: float, cpu: float) -> None:
    sys.stdout.write(f"{name}: {per_second:.0f} updates a second, {cpu:.2f} ms CPU each\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
