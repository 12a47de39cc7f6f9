"""Marks of somebody who never left a request do not stay for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot import jobs
from bot.house import House
from db.engine import Database
from db.models import checklist
from knowledge.book import Book
from tests import talking
from tests.talking import Chat, Clock


@pytest.fixture
async def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book)


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(checklist)).scalar_one()


async def test_the_marks_of_whoever_stays_away_go_with_the_rest_of_what_he_told(house: House) -> None:
    await Chat(house, "siti").says("langkah kami", "[Belum ada]", "[Sudah]")
    assert await house.database.read(count) == 2
    assert isinstance(house.now, Clock)
    kept = timedelta(days=house.settings.retention_days)
    house.now.forward(days=kept.days - 1)
    await house.database.run(jobs.purge, house, house.now())
    assert await house.database.read(count) == 2
    house.now.forward(days=2)
    await house.database.run(jobs.purge, house, house.now())
    assert await house.database.read(count) == 0
