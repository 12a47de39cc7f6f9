"""The last word: under which of our messages a reaction still speaks."""

from sqlalchemy import Connection

from db import outbox
from db.engine import Database
from tests.db import seed
from tests.db.test_outbox import NOW, put, rows


def is_last(connection: Connection, *ends: str) -> bool:
    """Is the first of a person's messages his newest, when they ended so?"""
    siti = seed.person(connection, "siti")
    for _ in ends:
        put(connection, siti)
    for place, (row, end) in enumerate(zip(rows(connection), ends, strict=True)):
        outbox.settle(connection, row.id, end, NOW, provider_id=f"m{place}")
    return outbox.is_last_word(connection, "telegram", "m0")


async def test_what_did_not_arrive_is_no_newer_word(database: Database) -> None:
    assert await database.run(is_last, outbox.SENT, outbox.FAILED, outbox.UNKNOWN, outbox.WAITING)


async def test_what_arrived_later_is(database: Database) -> None:
    assert not await database.run(is_last, outbox.SENT, outbox.FAILED, outbox.SENT)
