"""Alive, and ready."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Connection

from bot.web import health
from tests.bot.web.conftest import Site, Start

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def look(site: Site, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession(site.url) as session, session.get(path) as answer:
        return answer.status, await answer.text()


async def test_a_service_that_runs_is_alive_and_ready(site: Site) -> None:
    assert await look(site, "/healthz") == (200, "ok")
    assert await look(site, "/readyz") == (200, '{"database":true,"writer":true,"migrations":true}')


async def test_it_is_not_ready_when_the_database_file_is_gone(start: Start) -> None:
    site = await start(busy=False)
    await asyncio.to_thread(Path(site.house.database.url.database or "").unlink)
    status, body = await look(site, "/readyz")
    assert (status, '"database":false' in body) == (503, True)
    assert (await look(site, "/healthz"))[0] == 200


async def test_it_is_not_ready_when_the_writer_is_gone(start: Start) -> None:
    site = await start(busy=False)
    writer = site.house.database.writer
    assert writer is not None
    writer.close()
    assert await look(site, "/readyz") == (503, '{"database":true,"writer":false,"migrations":true}')


async def test_it_is_not_ready_when_the_writer_hangs(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    site = await start(busy=False)
    monkeypatch.setattr(health, "PATIENCE", 0.1)
    blocker = site.house.database.writer
    assert blocker is not None
    with blocker.engine.begin():
        assert await look(site, "/readyz") == (503, '{"database":true,"writer":false,"migrations":true}')


async def test_it_is_not_ready_with_the_tables_of_another_version(start: Start) -> None:
    site = await start(busy=False)

    def go_back(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'lama'")

    await site.house.database.run(go_back)
    assert await look(site, "/readyz") == (503, '{"database":true,"writer":true,"migrations":false}')
