"""The page in a real browser when the line, the page or the cookies go away."""

import pytest
from playwright.async_api import Route, expect
from sqlalchemy import Connection, func, select

from db.models import outbox
from tests.bot.web.browser import Opened, newest, say, tap
from tests.bot.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def waiting(connection: Connection, person_id: int) -> int:
    where = (outbox.c.person_id == person_id, outbox.c.status == "waiting")
    return int(connection.execute(select(func.count()).select_from(outbox).where(*where)).scalar_one())


async def test_what_was_said_meanwhile_is_there_when_the_person_comes_back(visit: Opened, site: Site) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await say(page, "daftarkan koperasi")
    await newest(page, "1/3.")
    await page.goto("about:blank")
    await site.tell("Kabar baik dari petugas.")
    async with page.expect_response("**/chat/seen"):
        await page.goto("/chat")
        await newest(page, "Kabar baik dari petugas.")
    said = await page.locator(".bubble .text").all_text_contents()
    assert [words[:11] for words in said] == ["Selamat dat", "daftarkan k", "Siap. Hanya", "Kabar baik "]
    assert await site.house.database.read(waiting, await site.newest_person()) == 0


async def test_a_reload_shows_the_same_talk_once(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await say(page, "daftarkan koperasi")
    await newest(page, "1/3.")
    before = await page.locator(".bubble .text").all_text_contents()
    await page.reload()
    await newest(page, "1/3.")
    await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
    assert await page.locator(".bubble .text").all_text_contents() == before


async def test_a_line_that_drops_loses_and_doubles_nothing(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await page.context.set_offline(True)
    await say(page, "daftarkan koperasi")
    await expect(page.get_by_role("status")).to_contain_text("Sambungan terputus")
    await expect(page.locator(".mine .state")).to_have_text("Belum terkirim")
    await page.context.set_offline(False)
    await newest(page, "1/3.")
    await expect(page.get_by_role("status")).to_have_text("")
    await expect(page.locator(".theirs")).to_have_count(2)


async def test_a_message_that_has_not_arrived_is_sent_after_a_reload(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await page.route("**/chat/messages", lambda route: route.abort())
    await say(page, "daftarkan koperasi")
    await expect(page.locator(".mine .state")).to_have_text("Belum terkirim")
    await page.unroute_all()
    await page.reload()
    await newest(page, "1/3.")
    await expect(page.locator(".mine .text")).to_have_text("daftarkan koperasi")


async def test_an_answer_that_got_lost_on_the_way_back_is_no_second_turn(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")

    async def swallow(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await page.route("**/chat/messages", swallow, times=1)
    await say(page, "daftarkan koperasi")
    await expect(page.locator(".mine .state time")).to_have_count(1)
    await expect(page.locator(".theirs")).to_have_count(2)


async def test_cookies_that_are_gone_start_anew_and_lose_no_words(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await page.context.clear_cookies()
    await say(page, "daftarkan koperasi")
    await newest(page, "1/3.")


async def test_a_line_that_comes_back_brings_no_bubble_twice(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await page.route("**/chat/seen", lambda route: route.abort())
    await say(page, "/menu")
    await newest(page, "Silakan pilih")
    await tap(page, "Manfaatnya apa?")
    await expect(page.locator(".theirs").last).not_to_contain_text("Silakan pilih, atau ketik")
    async with page.expect_request("**/chat/events*"):
        await page.evaluate("connect()")
    await say(page, "daftarkan koperasi")
    await newest(page, "1/3.")
    await expect(page.locator(".theirs")).to_have_count(3)
