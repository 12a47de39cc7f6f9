"""The window: who may be told anything, and who only what the channel has approved."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from db import outbox, people
from db.engine import Database
from tests.db import seed
from tests.db.test_outbox import NOW, put

DAY = timedelta(days=1)
A_MOMENT = timedelta(seconds=1)


def told_outside(connection: Connection, heard: datetime | None, window: timedelta | None) -> list[bool]:
    """Of the one message that waits for somebody whose last word was then: is his window closed?"""
    siti = seed.person(connection, "siti")
    people.change_person(connection, siti, heard_at=heard)
    put(connection, siti)
    claimed = outbox.claim_batch(
        connection, "telegram", NOW, per_second=25.0, interval=1.0, burst=3, lease=90.0, window=window
    )
    return [bool(row.outside) for row in claimed]


@pytest.mark.parametrize(
    "heard, outside",
    [(None, True), (NOW - DAY - A_MOMENT, True), (NOW - DAY, True), (NOW - DAY + A_MOMENT, False), (NOW, False)],
)
async def test_a_window_is_closed_a_day_after_the_last_word_and_for_whoever_never_wrote(
    database: Database, heard: datetime | None, outside: bool
) -> None:
    assert await database.run(told_outside, heard, DAY) == [outside]


async def test_a_channel_without_a_window_may_always_write(database: Database) -> None:
    assert await database.run(told_outside, None, None) == [False]
