"""The service: what comes in goes out, a start takes over, a stop loses nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.channels import SendError
from bot.house import House
from bot.service import Service
from db import jobs
from db.engine import Database
from db.models import outbox as messages
from knowledge.book import Book
from tests import talking
from tests.fakes.channel import FakeChannel
from tests.patience import until


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
async def house(database_url: str, book: Book, channel: FakeChannel) -> AsyncIterator[House]:
    house = talking.house_on(Database(database_url), book)
    house.channels[channel.name] = channel
    yield house
    await house.database.close()


async def statuses(url: str) -> list[str]:
    database = Database(url)
    found = await database.read(lambda c: list(c.execute(select(messages.c.status).order_by(messages.c.id)).scalars()))
    await database.close()
    return found


async def test_what_comes_in_is_answered(house: House, channel: FakeChannel) -> None:
    service = Service(house)
    service.start()
    news = service.listen(1)
    assert (await service.receive(talking.update("siti", "/menu"))).said
    await until(lambda: len(channel.arrived["siti"]) == 1)
    assert news.is_set()
    service.unlisten(1, news)
    await service.stop()


async def test_a_stop_lets_what_is_on_its_way_arrive_and_leaves_the_rest_for_the_next_start(
    house: House, channel: FakeChannel, database_url: str
) -> None:
    channel.delays["siti"] = 0.3
    service = Service(house)
    service.start()
    for _ in range(2):
        await service.receive(talking.update("siti", "/menu"))
    await until(lambda: len(channel.tried) == 1)
    await service.stop()
    assert await statuses(database_url) == ["sent", "waiting"]
    again = talking.house_on(Database(database_url), house.book)
    again.channels[channel.name] = channel
    service = Service(again)
    service.start()
    await until(lambda: len(channel.arrived["siti"]) == 2)
    await service.stop()
    assert await statuses(database_url) == ["sent", "sent"]


async def test_on_sqlite_a_start_takes_over_at_once_what_the_last_process_held(
    sqlite_url: str, book: Book, channel: FakeChannel
) -> None:
    house = talking.house_on(Database(sqlite_url), book)
    house.channels[channel.name] = channel
    chat = talking.Chat(house, "siti")
    await chat.says("/menu")
    await house.database.run(
        lambda c: c.execute(messages.update().values(status="sending", lease_until=house.now())).rowcount
    )
    await house.database.run(jobs.plan, "sweep", "sweep", house.now())
    assert await house.database.run(jobs.claim_job, house.now())
    service = Service(house)
    service.start()
    await until(lambda: len(channel.arrived["siti"]) == 1)

    async def swept() -> bool:
        row = await house.database.read(jobs.first_open, "sweep")
        return row is not None and row.lease_until is None and row.tries == 2

    await until(swept)
    await service.stop()


async def test_a_loop_that_fails_is_told_and_the_others_go_on(
    house: House, channel: FakeChannel, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken() -> None:
        raise ValueError("defect")

    service = Service(house)
    service.start(broken())
    channel.fail("siti", SendError("server_error"))
    await service.receive(talking.update("siti", "/menu"))
    await service.receive(talking.update("dedi", "/menu"))
    await until(lambda: len(channel.arrived["dedi"]) == 1)
    await service.stop()
    assert "service_loop_failed" in capsys.readouterr().out


async def test_a_service_that_never_started_can_be_stopped(house: House) -> None:
    await asyncio.wait_for(Service(house).stop(), 5)
