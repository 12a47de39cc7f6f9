"""Figures, for those who may see them."""

from datetime import timedelta
from uuid import uuid4

import aiohttp
import pytest

from tests.bot.web.conftest import Site, Start
from tests.bot.web.guest import Guest

pytestmark = pytest.mark.asyncio(loop_scope="module")
TOKEN = "angka-saja"


async def figures(site: Site, **headers: str) -> tuple[int, str]:
    async with aiohttp.ClientSession(site.url) as session, session.get("/metrics", headers=headers) as answer:
        return answer.status, await answer.text()


async def test_what_is_stored_is_counted_and_nothing_is_told_of_anybody(start: Start) -> None:
    site = await start()
    async with Guest(site.url) as siti:
        await siti.open()
        await siti.say("/daftar")
        await siti.say("cikahuripan")
    now = site.house.now
    site.house.now = lambda: now() + timedelta(minutes=1)
    status, text = await figures(site)
    assert status == 200
    assert 'sapakop_updates_stored{channel="web"} 2.0' in text
    assert 'sapakop_outbox_messages{channel="web",status="waiting"} 2.0' in text
    assert 'sapakop_outbox_oldest_waiting_seconds{channel="web"} 6' in text
    assert "ikahuripan" not in text
    assert siti.cookie("sapakop").partition(".")[0] not in text


async def test_leads_are_counted_by_state(site: Site, siti: Guest) -> None:
    for words in ("/daftar", "cikahuripan", "ya", "ya", "Ibu Siti, bendahara", "081234567890", "ya"):
        assert (await siti.post("/chat/messages", {"id": str(uuid4()), "text": words}))[0] == 202
    assert 'sapakop_leads{state="baru"} 1.0' in (await figures(site))[1]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=203.0.113.9"},
        {"Host": "sapakop.example"},
        {"Host": "sapakop.example:8080"},
        {"Authorization": "Bearer tebakan", "X-Forwarded-For": "203.0.113.9"},
    ],
)
async def test_who_is_not_on_this_machine_needs_the_token(start: Start, headers: dict[str, str]) -> None:
    site = await start(metrics_token=TOKEN)
    assert (await figures(site, **headers))[0] == 401
    assert (await figures(site, **{**headers, "Authorization": f"Bearer {TOKEN}"}))[0] == 200


async def test_without_a_token_an_empty_one_opens_nothing(site: Site) -> None:
    assert (await figures(site, **{"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer "}))[0] == 401
