"""The application as a whole: addresses, and how it ends."""

import asyncio
import os
import signal

import aiohttp
import pytest

from tests.bot.web.conftest import Site, Start, until
from tests.bot.web.guest import Guest

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_bare_address_leads_to_the_chat(site: Site) -> None:
    async with aiohttp.ClientSession(site.url) as session, session.get("/") as answer:
        assert (answer.status, answer.url.path) == (200, "/chat")


async def test_a_wrong_address_is_told_kindly_to_people_and_to_programs(site: Site) -> None:
    async with aiohttp.ClientSession(site.url) as session:
        async with session.get("/salah", headers={"Accept": "text/html"}) as answer:
            assert (answer.status, answer.content_type) == (404, "text/html")
            assert 'href="/chat"' in await answer.text()
        async with session.get("/salah") as answer:
            assert await answer.json() == {
                "status": 404,
                "message": "Halaman ini tidak ada. Obrolan dengan Sapakop ada di /chat.",
            }


@pytest.mark.parametrize("path", ["/schema", "/docs", "/openapi.json", "/chat/static/../application.py"])
async def test_nothing_else_is_served(site: Site, path: str) -> None:
    async with aiohttp.ClientSession(site.url) as session, session.get(path) as answer:
        assert answer.status == 404


async def test_a_branch_name_is_never_read_as_markup(start: Start) -> None:
    site = await start(branch_name="Cabang <b>'Bogor'</b>", branch_phone="(0251) 1234567")
    async with Guest(site.url) as siti:
        page = await siti.open()
    assert "<b>" not in page
    assert "(0251) 1234567 atau 175" in page


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_open_streams_and_the_server(start: Start, number: signal.Signals) -> None:
    site = await start()
    async with asyncio.timeout(4), Guest(site.url) as siti:
        await siti.open()
        async with siti.stream() as bubbles:
            await bubbles.until_ready()
            os.kill(os.getpid(), number)
            assert await bubbles.event() is None
            await site.ended


async def test_a_page_that_is_closed_is_forgotten(site: Site, siti: Guest) -> None:
    await siti.say("/menu")
    async with siti.stream() as bubbles:
        await bubbles.until_ready()
        assert site.service.listeners
    await until(lambda: not site.service.listeners)
