"""What a person does in the browser, and what a test waits for."""

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False}
PICTURES = os.environ.get("SAPAKOP_TEST_PICTURES")

Opened = Callable[..., Awaitable[Page]]


async def newest(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until the newest bubble of the bot says this."""
    await expect(page.locator(".theirs").last).to_contain_text(words)


async def say(page: Page, words: str) -> None:
    await page.get_by_label("Pesan untuk Sapakop").fill(words)
    await page.keyboard.press("Enter")


async def tap(page: Page, label: str) -> None:
    await page.locator(".theirs").last.get_by_role("button", name=label, exact=True).click()


async def picture(page: Page, name: str, tmp_path: Path) -> None:
    """Into SAPAKOP_TEST_PICTURES when it is set, else into the test's own folder."""
    file = Path(PICTURES or tmp_path) / f"{name}.png"
    await page.screenshot(path=file)
    assert file.stat().st_size > 5_000


async def fill_in(page: Page) -> None:
    """The lead form up to its summary."""
    await newest(page, "Selamat datang")
    await tap(page, "Daftarkan koperasi")
    await newest(page, "1/3.")
    await say(page, "cikahuripan")
    await newest(page, "Kecamatan Klapanunggal?")
    await tap(page, "Ya, benar")
    await newest(page, "Bolehkah nama, jabatan, dan nomor")
    await tap(page, "Ya, boleh")
    await newest(page, "2/3.")
    await say(page, "Ibu Siti Aminah, bendahara")
    await newest(page, "3/3.")
    await page.get_by_label("Nomor telepon").fill("0812-3456-7890")
    await tap(page, "Kirim nomor")
    await newest(page, "Sudah betul, Bu Siti?")
