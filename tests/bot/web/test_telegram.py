"""The webhook over HTTP."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import Connection, select

from db.models import outbox, seen
from tests.bot.web.conftest import Site, Start

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECRET = "rahasia-kita"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
CHAT = {"id": 42, "type": "private", "first_name": "Siti"}
SENDER = {"id": 42, "is_bot": False, "first_name": "Siti"}
UPDATE = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 1795000000, "chat": CHAT, "from": SENDER, "text": "menu"},
}


@pytest_asyncio.fixture(loop_scope="module")
async def site(start: Start) -> Site:
    return await start(telegram_secret=SECRET)


@pytest_asyncio.fixture(loop_scope="module")
async def telegram(site: Site) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(site.url, headers={HEADER: SECRET}) as session:
        yield session


def kept(connection: Connection) -> tuple[int, int]:
    return len(connection.execute(select(seen)).all()), len(connection.execute(select(outbox)).all())


async def bring(telegram: aiohttp.ClientSession, body: Any, **more: Any) -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with telegram.post("/telegram", data=content, **more) as answer:
        return answer.status


async def test_an_update_is_stored_when_it_is_acknowledged(site: Site, telegram: aiohttp.ClientSession) -> None:
    assert await bring(telegram, UPDATE) == 200
    assert await site.house.database.read(kept) == (1, 1)


async def test_an_update_that_is_brought_twice_is_one_turn(site: Site, telegram: aiohttp.ClientSession) -> None:
    assert [await bring(telegram, UPDATE), await bring(telegram, UPDATE)] == [200, 200]
    assert await site.house.database.read(kept) == (1, 1)


async def test_a_delivery_without_the_secret_is_refused(site: Site) -> None:
    async with aiohttp.ClientSession(site.url) as stranger:
        assert await bring(stranger, UPDATE) == 401
        assert await bring(stranger, UPDATE, headers={HEADER: "tebakan"}) == 403
        assert await bring(stranger, UPDATE, headers={HEADER: ""}) == 403
    assert await site.house.database.read(kept) == (0, 0)


async def test_without_a_secret_of_our_own_nobody_gets_in(start: Start) -> None:
    site = await start()
    async with aiohttp.ClientSession(site.url) as stranger:
        assert await bring(stranger, UPDATE, headers={HEADER: ""}) == 403


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b"7", b"[" * 200_000])
async def test_what_is_no_update_leaves_no_trace(site: Site, telegram: aiohttp.ClientSession, body: bytes) -> None:
    assert await bring(telegram, body) == 400
    assert await site.house.database.read(kept) == (0, 0)


async def test_a_body_too_big_for_an_update_is_refused(telegram: aiohttp.ClientSession) -> None:
    assert await bring(telegram, b" " * 300_000) == 413


@pytest.mark.parametrize("update", [{}, {"update_id": 8}, {"update_id": 8, "baru": {}}, {"update_id": 8, "message": 1}])
async def test_an_update_that_asks_nothing_of_us_is_acknowledged(
    site: Site, telegram: aiohttp.ClientSession, update: dict[str, Any]
) -> None:
    assert await bring(telegram, update) == 200
    assert await site.house.database.read(kept) == (0, 0)


async def test_an_update_that_could_not_be_stored_is_brought_again(site: Site, telegram: aiohttp.ClientSession) -> None:
    await site.house.database.run(lambda connection: connection.exec_driver_sql("ALTER TABLE seen RENAME TO hilang"))
    assert await bring(telegram, UPDATE) == 500
    await site.house.database.run(lambda connection: connection.exec_driver_sql("ALTER TABLE hilang RENAME TO seen"))
    assert await bring(telegram, UPDATE) == 200
    assert await site.house.database.read(kept) == (1, 1)
