"""The page in a real browser, mostly on a phone of 360 px: what people do with it."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.bot.web.browser import DESK, Opened, fill_in, newest, picture, say, tap
from tests.bot.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

REFERENCE = re.compile(r"Sudah kami catat: nomor [A-Z]+-\w+")


async def test_a_treasurer_leaves_the_cooperative_as_a_lead(visit: Opened, tmp_path: Path) -> None:
    page = await visit()
    await fill_in(page)
    await picture(page, "chat-summary", tmp_path)
    await tap(page, "Ya, kirim")
    await newest(page, REFERENCE)
    await newest(page, "belum terdaftar sampai petugas memastikannya")
    assert await page.locator(".mine .text").all_text_contents() == [
        "Daftarkan koperasi",
        "cikahuripan",
        "Ya, benar",
        "Ya, boleh",
        "Ibu Siti Aminah, bendahara",
        "0812-3456-7890",
        "Ya, kirim",
    ]
    await picture(page, "chat", tmp_path)


async def test_everything_can_be_done_by_keyboard_alone(visit: Opened) -> None:
    page = await visit(**DESK)
    message = page.get_by_label("Pesan untuk Sapakop")
    await expect(message).to_be_focused()
    await page.keyboard.type("daftarkan koperasi")
    await page.keyboard.press("Enter")
    await newest(page, "1/3.")
    await expect(message).to_be_focused()
    await page.keyboard.type("cikahuripan")
    await page.keyboard.press("Enter")
    await newest(page, "Kecamatan Klapanunggal?")
    await page.keyboard.press("Shift+Tab")
    await expect(page.get_by_role("button", name="Bukan")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await newest(page, "Bolehkah nama, jabatan, dan nomor")
    await expect(message).to_be_focused()
    await page.keyboard.type("ya")
    await page.keyboard.press("Enter")
    await newest(page, "2/3.")
    await page.keyboard.type("Ibu Siti Aminah,")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("bendahara")
    await expect(message).to_have_value("Ibu Siti Aminah,\nbendahara")
    await page.keyboard.press("Enter")
    await newest(page, "3/3.")
    for _ in range(2):
        await page.keyboard.press("Shift+Tab")
    await expect(page.get_by_label("Nomor telepon")).to_be_focused()
    await page.keyboard.type("081234567890")
    await page.keyboard.press("Enter")
    await newest(page, "Sudah betul, Bu Siti?")
    await page.keyboard.type("ya")
    await page.keyboard.press("Enter")
    await newest(page, REFERENCE)


async def test_buttons_of_an_older_turn_are_off_and_a_notice_leaves_them_on(visit: Opened, site: Site) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await say(page, "daftarkan koperasi")
    await newest(page, "1/3.")
    await say(page, "cikahuripan")
    await newest(page, "Kecamatan Klapanunggal?")
    await expect(page.get_by_role("button", name="Berapa iurannya?")).to_be_disabled()
    await site.tell("Kabar.")
    site.service.arrived(None)
    await newest(page, "Kabar.")
    await expect(page.get_by_role("button", name="Ya, benar")).to_be_enabled()


async def test_a_menu_that_was_only_looked_at_gives_its_place_away(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await say(page, "/menu")
    await newest(page, "Silakan pilih")
    await tap(page, "Manfaatnya apa?")
    await expect(page.locator(".theirs")).to_have_count(2)
    await expect(page.locator(".theirs").last).not_to_contain_text("Silakan pilih, atau ketik")
    assert await page.locator(".mine .text").all_text_contents() == ["/menu"]


async def test_words_are_never_read_as_markup(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await say(page, "daftarkan koperasi")
    await newest(page, "1/3.")
    hostile = "<img src=x onerror=alert(1)> <b>desa</b>"
    await say(page, hostile)
    await newest(page, "Kecamatannya apa")
    await say(page, "<script>alert(2)</script>")
    await newest(page, "<img src=x onerror=alert(1)>")
    assert await page.locator("#log img, #log script, #log b").count() == 0


async def test_a_link_with_a_code_starts_with_it(visit: Opened) -> None:
    page = await visit("?start=TIDAK-ADA")
    await expect(page.locator(".theirs")).to_have_count(1)
    assert page.url.endswith("/chat")


async def test_without_javascript_the_page_says_what_is_missing(visit: Opened) -> None:
    page = await visit(java_script_enabled=False)
    await expect(page.locator("noscript p")).to_be_visible()
    await expect(page.get_by_label("Pesan untuk Sapakop")).to_be_disabled()
