"""The sender on the real Telegram channel over HTTP, against a server that refuses, breaks off and hangs."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.telegram import Telegram
from bot.house import House
from bot.sender import Sender
from db.engine import Database
from knowledge.book import Book
from tests import talking
from tests.bot.test_sender import fates, flush, put
from tests.fakes.telegram import FakeTelegram, over_http

SITI, RINA = 501, 502


@pytest.fixture
async def wire() -> AsyncIterator[tuple[FakeTelegram, Telegram]]:
    async with over_http(read=0.4) as (telegram, channel):
        for person in (SITI, RINA):
            telegram.user_says(person, "halo")
        yield telegram, channel


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book)


def words(telegram: FakeTelegram, person: int = SITI) -> list[str]:
    return [bubble.text for bubble in telegram.sent(person)]


async def write(house: House, *lines: str, who: int = SITI, **values: Any) -> None:
    for line in lines:
        await house.database.run(put, str(who), line, **values)


async def test_messages_arrive_in_order_and_are_settled_with_their_numbers(
    house: House, wire: tuple[FakeTelegram, Telegram]
) -> None:
    telegram, channel = wire
    await write(house, "satu", "dua", "tiga")
    await flush(Sender(house, channel), seconds=10)
    assert words(telegram) == ["satu", "dua", "tiga"]
    assert await fates(house) == [("sent", None)] * 3


async def test_a_pause_of_telegram_is_obeyed_by_everybody(house: House, wire: tuple[FakeTelegram, Telegram]) -> None:
    telegram, channel = wire
    telegram.fail("sendMessage", status=429, retry_after=9)
    sender = Sender(house, channel)
    await write(house, "satu")
    await flush(sender)
    await write(house, "dua", who=RINA)
    await flush(sender, seconds=8.9)
    assert words(telegram) == words(telegram, RINA) == []
    assert await fates(house) == [("waiting", "too_many_requests"), ("waiting", None)]
    await flush(sender, seconds=1)
    assert (words(telegram), words(telegram, RINA)) == (["satu"], ["dua"])


async def test_whoever_blocked_the_bot_is_marked_and_never_tried_again(
    house: House, wire: tuple[FakeTelegram, Telegram]
) -> None:
    telegram, channel = wire
    telegram.user_blocks(SITI)
    await write(house, "satu", "dua")
    await flush(Sender(house, channel), seconds=600)
    assert await fates(house) == [("failed", "forbidden"), ("dropped", "forbidden")]
    assert sum(method == "sendMessage" for method, _ in telegram.calls) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_in_trouble_is_asked_again_later(
    house: House, wire: tuple[FakeTelegram, Telegram], status: int
) -> None:
    telegram, channel = wire
    telegram.fail("sendMessage", times=3, status=status)
    await write(house, "satu", "dua")
    await flush(Sender(house, channel), seconds=30)
    assert words(telegram) == ["satu", "dua"]


async def test_a_reply_whose_answer_was_lost_goes_again_and_a_digest_is_marked(
    house: House, wire: tuple[FakeTelegram, Telegram]
) -> None:
    """The connection broke after Telegram had taken the message: only what may come twice is sent twice."""
    telegram, channel = wire
    telegram.fail("sendMessage", times=2, drop="after")
    await write(house, "jawaban")
    await write(house, "laporan", who=RINA, kind="digest", repeatable=False)
    await flush(Sender(house, channel), seconds=600)
    assert words(telegram) == ["jawaban", "jawaban"]
    assert words(telegram, RINA) == ["laporan"]
    assert await fates(house) == [("sent", None), ("unknown", "unanswered")]


async def test_a_notice_is_not_resent_blindly_either(house: House, wire: tuple[FakeTelegram, Telegram]) -> None:
    telegram, channel = wire
    telegram.fail("sendMessage", drop="before")
    await write(house, "kabar", kind="notice", repeatable=False)
    await write(house, "jawaban")
    await flush(Sender(house, channel), seconds=600)
    assert await fates(house) == [("unknown", "unanswered"), ("sent", None)]
    assert words(telegram) == ["jawaban"]


async def test_an_answer_that_never_comes_is_given_up_and_the_reply_goes_again(
    house: House, wire: tuple[FakeTelegram, Telegram]
) -> None:
    """A half-open connection: the request went out, and nothing ever comes back."""
    telegram, channel = wire
    telegram.fail("sendMessage", delay=5.0)
    await write(house, "jawaban")
    async with asyncio.timeout(4):
        await flush(Sender(house, channel), seconds=60)
    assert words(telegram) == ["jawaban", "jawaban"]


async def test_a_server_that_is_not_there_costs_nothing_but_time(
    house: House, wire: tuple[FakeTelegram, Telegram]
) -> None:
    """Not even a digest: the request never went out."""
    telegram, channel = wire
    gone = Telegram(telegram.token, channel.request, "http://127.0.0.1:9")
    await write(house, "laporan", kind="digest", repeatable=False)
    await flush(Sender(house, gone), seconds=5)
    assert await fates(house) == [("waiting", "unreachable")]
    await flush(Sender(house, channel), seconds=10)
    assert words(telegram) == ["laporan"]


async def test_a_menu_that_was_edited_in_place_may_be_edited_again(
    house: House, wire: tuple[FakeTelegram, Telegram]
) -> None:
    telegram, channel = wire
    sender, chat = Sender(house, channel), talking.Chat(house, str(SITI))
    await chat.says("/menu")
    await flush(sender, seconds=5)
    (shown,) = telegram.sent(SITI)
    key = await chat.key("Berapa iurannya?")
    telegram.fail("editMessageText", drop="after")
    update = talking.update(str(SITI), "", kind="choice", text=key.value, step=key.step, turn=key.turn)
    await chat.send(talking.tapped(update, str(shown.id), "1"))
    await flush(sender, seconds=30)
    assert [status for status, _ in await fates(house)] == ["sent", "sent"]
    assert len({bubble.id for bubble in telegram.sent(SITI)}) == len(telegram.sent(SITI))
