"""The page in a real browser: large and clear enough, and it keeps still."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Route, expect

from tests.bot.web.browser import DESK, PHONE, Opened, fill_in, newest, picture, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SMALL = """() => [...document.querySelectorAll("body *")]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    || one.matches("input, textarea"))
  .filter((one) => !one.closest(".unseen, script, style") && parseFloat(getComputedStyle(one).fontSize) < 16)
  .map((one) => one.outerHTML)"""
NARROW = """() => [...document.querySelectorAll("button, input, textarea, a")]
  .filter((one) => one.offsetParent && (one.offsetHeight < 44 || one.offsetWidth < 44)).map((one) => one.outerHTML)"""
WIDE = "() => document.documentElement.scrollWidth > innerWidth || log.scrollWidth > log.clientWidth"
PALE = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => channels(color).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (one) => {
    const color = getComputedStyle(one).backgroundColor;
    return (channels(color)[3] ?? 1) === 1 ? color : behind(one.parentElement);
  };
  return [...document.querySelectorAll("h1, p, .text, time, label, .choice, #send, textarea")]
    .filter((one) => one.offsetParent && !one.closest(".unseen"))
    .map((one) => {
      const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), one.outerHTML];
    })
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_everything_is_large_and_clear_enough(visit: Opened, scheme: str, size: Any, tmp_path: Path) -> None:
    page = await visit(color_scheme=scheme, **size)
    await fill_in(page)
    await picture(page, f"chat-{scheme}-{size['viewport']['width']}", tmp_path)
    assert await page.evaluate(SMALL) == []
    assert await page.evaluate(NARROW) == []
    assert await page.evaluate(PALE) == []
    assert await page.evaluate(WIDE) is False


WHERE = "() => [log, composer, document.querySelector('.theirs')].map((one) => one.getBoundingClientRect().height)"


async def test_nothing_jumps_while_people_read(visit: Opened) -> None:
    page = await visit()
    await newest(page, "Selamat datang")
    before = await page.evaluate(WHERE)
    held = asyncio.Event()

    async def hold(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await page.route("**/chat/messages", hold, times=1)
    await say(page, "daftarkan koperasi")
    await expect(page.get_by_text("Sapakop sedang mengetik…")).to_be_visible()
    assert await page.evaluate(WHERE) == before
    sending = await page.locator(".mine").bounding_box()
    held.set()
    await newest(page, "1/3.")
    await expect(page.get_by_text("Sapakop sedang mengetik…")).to_be_hidden()
    sent = await page.locator(".mine").bounding_box()
    assert sending is not None
    assert sent is not None
    assert sent["height"] == sending["height"]
    await page.context.set_offline(True)
    await expect(page.get_by_role("status")).to_contain_text("Sambungan terputus")
    assert await page.evaluate(WHERE) == before
