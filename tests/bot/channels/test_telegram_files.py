"""Files over real HTTP to a Bot API that refuses like Telegram."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import pytest
from telegram.error import BadRequest, TelegramError

from bot.channels import SendError
from bot.channels.telegram import Telegram
from bot.channels.telegram_markup import CAPTION_UNITS, fits_caption, html
from bot.channels.telegram_request import TelegramRequest, UnansweredError
from bot.documents import SORRY, Made, make
from bot.message import Button, Message, Span
from bot.render import plain
from knowledge.book import Book
from tests.bot.documents.sample import iuran_file
from tests.fakes.telegram import FakeTelegram, over_http

SITI = 501
MENU = (Button("Ubah", "iuran", "ubah", 3), Button("Menu", ">menu", "", 3))
PDF = Made("iuran.pdf", "application/pdf", b"%PDF-1.7 isi")
LONG = "Rincian & dasar. " * 70

Both = tuple[FakeTelegram, Telegram]


@pytest.fixture
async def both() -> AsyncIterator[Both]:
    async with over_http() as (fake, channel):
        fake.user_says(SITI, "/start")
        yield fake, channel


def said(words: str, **marks: Any) -> Message:
    return Message((Span(words, strong=True), Span(" <sebulan> & lagi")), MENU, file=iuran_file(), **marks)


async def refusal(channel: Telegram, words: str = "Ini rinciannya.", made: Made = PDF) -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send(str(SITI), said(words), made=made)
    return caught.value


def methods(fake: FakeTelegram) -> list[str]:
    return [method for method, _ in fake.calls]


@pytest.mark.parametrize("form, method", [("pdf", "sendDocument"), ("xlsx", "sendDocument"), ("png", "sendPhoto")])
async def test_a_file_arrives_whole_with_its_words_and_buttons(both: Both, book: Book, form: str, method: str) -> None:
    fake, channel = both
    made = await make(iuran_file(form), book)
    number = await channel.send(str(SITI), said("Ini rinciannya."), made=made)
    (bubble,) = fake.sent(SITI)
    assert (number, methods(fake)) == (str(bubble.id), [method])
    assert (bubble.file, bubble.content) == (made.name, made.content)
    assert (bubble.text, bubble.bold) == ("Ini rinciannya. <sebulan> & lagi", ["Ini rinciannya."])
    assert bubble.labels == ["Ubah", "Menu"]


async def test_words_too_long_for_a_caption_go_first_and_lose_nothing(both: Both) -> None:
    fake, channel = both
    number = await channel.send(str(SITI), said(LONG), made=PDF)
    first, second = fake.sent(SITI)
    assert (number, first.text, first.labels) == (str(first.id), f"{LONG} <sebulan> & lagi", ["Ubah", "Menu"])
    assert (second.text, second.file, second.labels) == ("", "iuran.pdf", [])


@pytest.mark.parametrize("words", ["a" * CAPTION_UNITS, "&" * CAPTION_UNITS, "😀" * (CAPTION_UNITS // 2)])
async def test_a_caption_is_measured_as_telegram_measures_it(both: Both, words: str) -> None:
    fake, channel = both
    assert fits_caption(html([Span(words)]))
    assert not fits_caption(html([Span(words), Span("<b>")]))
    await channel.send(str(SITI), Message((Span(words),)), made=PDF)
    assert [(bubble.text, bubble.file) for bubble in fake.sent(SITI)] == [(words, "iuran.pdf")]


async def test_a_tap_is_answered_and_the_tapped_menu_stays(both: Both) -> None:
    fake, channel = both
    menu = await channel.send(str(SITI), Message((Span("Menu"),), MENU, browse=True))
    query = fake.user_taps(SITI, "Ubah")["callback_query"]
    await channel.send(str(SITI), said("Ini.", browse=True), replaces=menu, tap=query["id"], made=PDF)
    assert fake.answered == [query["id"]]
    assert [(bubble.text[:4], bubble.edits) for bubble in fake.sent(SITI)] == [("Menu", 0), ("Ini.", 0)]


async def test_a_menu_after_a_file_is_sent_anew_because_a_file_has_no_text_to_edit(both: Both) -> None:
    fake, channel = both
    number = await channel.send(str(SITI), said("Ini."), made=PDF)
    await channel.send(str(SITI), Message((Span("Menu"),), MENU, browse=True), replaces=number)
    assert [bubble.text[:4] for bubble in fake.sent(SITI)] == ["Ini.", "Menu"]


@pytest.mark.parametrize("words", ["Ini rinciannya.", LONG], ids=["short", "long"])
async def test_a_file_that_telegram_does_not_take_costs_nobody_the_words(both: Both, words: str) -> None:
    fake, channel = both
    await channel.send(str(SITI), said(words), made=Made("iuran.png", "image/png", b"no picture"))
    shown = fake.sent(SITI)
    told = "\n\n".join(bubble.text for bubble in shown)
    assert told == f"{words} <sebulan> & lagi\n\n{plain(SORRY)}"
    assert [label for bubble in shown for label in bubble.labels] == ["Ubah", "Menu"]


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_an_upload_without_an_answer_leaves_the_message_in_doubt(both: Both, drop: str) -> None:
    both[0].fail("sendDocument", drop=drop)
    error = await refusal(both[1])
    assert (error.unknown, error.permanent) == (True, False)
    assert len(both[0].sent(SITI)) == (1 if drop == "after" else 0)


async def test_a_pause_that_telegram_asks_for_is_passed_on(both: Both) -> None:
    both[0].fail("sendDocument", status=429, retry_after=7)
    error = await refusal(both[1])
    assert (error.retry_after, error.unknown) == (7, False)


async def test_whoever_blocked_the_bot_is_gone_for_files_too(both: Both) -> None:
    both[0].user_blocks(SITI)
    error = await refusal(both[1])
    assert (error.permanent, error.gone) == (True, True)


async def test_words_that_arrived_before_a_file_that_did_not_may_not_come_twice(both: Both) -> None:
    """Not known as unsent: the outbox then repeats only what may be repeated."""
    both[0].fail("sendDocument", status=429, retry_after=7)
    error = await refusal(both[1], LONG)
    assert (error.unknown, error.retry_after) == (True, 7)
    assert [bubble.file for bubble in both[0].sent(SITI)] == [""]


@asynccontextmanager
async def slow_server(pause: float) -> AsyncIterator[str]:
    """Reads one upload in four bites with a pause before each, answers, and lets go."""

    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            for bite in (length // 4, length // 4, length // 4, length - 3 * (length // 4)):
                await asyncio.sleep(pause)
                await reader.readexactly(bite)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(SENT), SENT))
        await ended.wait()
        writer.close()
        await asyncio.sleep(0)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**16)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        ended.set()
        server.close()
        await asyncio.sleep(4 * pause + 0.05)


SENT = b'{"ok": true, "result": {"message_id": 7, "date": 0, "chat": {"id": 501, "type": "private"}}}'
BIG = b"%PDF" * 2_500_000


async def test_an_upload_may_take_longer_than_an_answer() -> None:
    async with slow_server(0.1) as url, aiohttp.ClientSession() as session:
        channel = Telegram("777:secret", TelegramRequest(session, connect=0.1, read=0.2, upload=5.0), url)
        assert await channel.send(str(SITI), said("Ini."), made=Made("a.pdf", "application/pdf", BIG)) == "7"


async def test_an_upload_that_stands_still_is_given_up_as_a_whole() -> None:
    async with slow_server(0.3) as url, aiohttp.ClientSession() as session, asyncio.timeout(0.9):
        channel = Telegram("777:secret", TelegramRequest(session, connect=0.1, read=0.2, upload=0.2), url)
        with pytest.raises(UnansweredError):
            await channel.bot.send_document(SITI, BIG)


@pytest.mark.parametrize(
    "method, content, problem",
    [
        ("send_photo", b"%PDF-1.7", "IMAGE_PROCESS_FAILED"),
        ("send_photo", b"\x89PNG\r\n\x1a\n0000IHDR" + b"\0\0\4\0" + b"\0\0\x60\0", "PHOTO_INVALID_DIMENSIONS"),
        ("send_photo", b"\x89PNG\r\n\x1a\n0000IHDR" + b"\0\0\4\0" + b"\0\0\1\0" + b"0" * 10_500_000, "Too Large"),
        ("send_document", b"", "non-empty"),
    ],
    ids=["no picture", "a thread", "too large", "empty"],
)
async def test_the_fake_refuses_files_that_telegram_refuses(
    both: Both, method: str, content: bytes, problem: str
) -> None:
    with pytest.raises(TelegramError, match=f"(?i){problem}"):
        await getattr(both[1].bot, method)(SITI, content, filename="x")
    assert both[0].sent(SITI) == []


async def test_the_fake_refuses_a_caption_that_is_too_long(both: Both) -> None:
    with pytest.raises(BadRequest, match="too long"):
        await both[1].bot.send_document(SITI, b"isi", filename="x", caption="a" * 1025)
