"""Files in a real browser, on a phone of 360 px: a picture is seen, and what is offered can be had."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import Connection

from bot.message import Button, File, Message, Span
from db import outbox
from tests.bot.documents.pdf_words import pages
from tests.bot.documents.sample import iuran_file
from tests.bot.web.browser import Opened, newest, picture, say, tap
from tests.bot.web.conftest import Site
from tests.bot.web.test_browser_looks import NARROW, PALE, SMALL, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WORDS = "Seluruhnya Rp444.000 sebulan: koperasi Rp108.000, peserta Rp336.000. Ini rinciannya untuk rapat anggota."
BUTTONS = (Button("Ubah hitungan", "iuran", "ubah", 0), Button("Daftarkan koperasi", ">daftar", "", 0))

HIGH = "() => document.documentElement.scrollHeight > innerHeight"
"""Only the log scrolls; head and composer stay."""


def put(connection: Connection, person_id: int, message: str, site: Site) -> None:
    outbox.put(connection, person_id=person_id, channel="web", kind="reply", message=message, at=site.house.now())


async def give(site: Site, page: Page, *files: File) -> None:
    """Messages with files to whoever has opened this page."""
    await newest(page, "Selamat datang")
    person = await site.newest_person()
    for file in files:
        message = Message((Span(WORDS),), BUTTONS, file=file).to_json()
        await site.house.database.run(put, person, message, site)
    site.service.arrived(person)


async def test_the_pdf_is_downloaded_by_its_button(visit: Opened, site: Site, tmp_path: Path) -> None:
    page = await visit()
    await give(site, page, iuran_file())
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Unduh PDF").click()
    got = await download.value
    assert got.suggested_filename == "iuran-koperasi-2026-11-26.pdf"
    await got.save_as(tmp_path / "iuran.pdf")
    (paper,) = pages((tmp_path / "iuran.pdf").read_bytes())
    assert "Rp444.000" in paper
    assert page.url.endswith("/chat")


async def test_a_treasurer_takes_the_reckoning_to_the_meeting(visit: Opened, tmp_path: Path) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    await say(page, "hitung 5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani")
    await newest(page, "sebulan: koperasi Rp")
    await tap(page, "PDF")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Unduh PDF").click()
    got = await download.value
    assert re.fullmatch(r"iuran-koperasi-\d{4}-\d\d-\d\d\.pdf", got.suggested_filename)
    await got.save_as(tmp_path / "iuran.pdf")
    (paper,) = pages((tmp_path / "iuran.pdf").read_bytes())
    assert "Pengurus, 5 orang" in paper
    assert "Petani, 40 orang" in paper
    await picture(page, "chat-iuran-pdf", tmp_path)


async def test_a_picture_is_seen_and_can_be_kept(visit: Opened, site: Site, tmp_path: Path) -> None:
    page = await visit()
    await give(site, page, iuran_file("png"))
    shown = page.get_by_role("img", name="Gambar iuran-koperasi-2026-11-26.png")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("(one) => one.decode().then(() => [one.naturalWidth, one.complete])") == [1080, True]
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Simpan gambar").click()
    assert (await download.value).suggested_filename == "iuran-koperasi-2026-11-26.png"
    await picture(page, "chat-iuran-picture", tmp_path)
    async with page.expect_popup() as opened:
        await shown.click()
    assert await (await opened.value).evaluate("document.images[0].naturalWidth") == 1080


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_files_are_large_and_clear_enough(visit: Opened, site: Site, scheme: str, tmp_path: Path) -> None:
    page = await visit(color_scheme=scheme)
    await give(site, page, iuran_file("png"), iuran_file("xlsx"), iuran_file())
    await expect(page.get_by_role("link", name="Unduh Excel")).to_be_visible()
    await expect(page.get_by_role("link", name="Unduh PDF")).to_be_in_viewport()
    await picture(page, f"chat-iuran-{scheme}", tmp_path)
    assert await page.evaluate(SMALL) == []
    assert await page.evaluate(NARROW) == []
    assert await page.evaluate(PALE) == []
    assert await page.evaluate(WIDE) is False
    assert await page.evaluate(HIGH) is False


async def test_a_picture_that_does_not_come_leaves_words_and_link(visit: Opened, site: Site) -> None:
    page = await visit()
    await page.route("**/chat/files/*", lambda route: route.abort())
    await give(site, page, iuran_file("png"))
    await newest(page, "Ini rinciannya untuk rapat anggota.")
    await expect(page.locator(".picture")).to_be_hidden()
    await expect(page.get_by_role("link", name="Simpan gambar")).to_be_visible()
