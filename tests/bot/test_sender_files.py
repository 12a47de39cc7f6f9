"""The sender makes files when they are sent: not before, not twice, and never at the price of the words."""

from typing import Any

import pytest
from sqlalchemy import Connection

from bot.house import House
from bot.message import File, Message, Span
from bot.sender import Sender
from db import outbox, people
from db.engine import Database
from db.outbox import EMPTY
from knowledge.book import Book
from tests import talking
from tests.bot.documents.sample import iuran_file
from tests.bot.test_sender import fates, flush
from tests.fakes.channel import FakeChannel
from tests.fakes.telegram import over_http
from tests.talking import MONDAY

BROKEN = File("iuran", "pdf", {"plan": "lama"})
LONG = "Rincian. " * 200


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book)


def put(
    connection: Connection, /, file: File | None, words: str = "Ini rinciannya.", who: str = "501", kind: str = "reply"
) -> None:
    message = Message((Span(words),), file=file).to_json()
    row = people.lock_person(connection, "telegram", who, MONDAY)
    repeatable = kind == "reply"
    known: dict[str, Any] = {"person_id": row.id, "channel": "telegram", "kind": kind}
    outbox.put(connection, **known, message=message, at=MONDAY, repeatable=repeatable)


async def test_a_file_is_handed_to_the_channel_made(house: House) -> None:
    channel = FakeChannel()
    await house.database.run(put, iuran_file("xlsx"))
    await house.database.run(put, None, "Menu")
    await flush(Sender(house, channel))
    made = [one.made for one in channel.tried]
    assert made[0] is not None
    assert (made[0].name, made[0].content[:2], made[1]) == ("iuran-koperasi-2026-11-26.xlsx", b"PK", None)


async def test_a_second_try_does_not_make_the_file_again(house: House) -> None:
    async with over_http() as (telegram, channel):
        telegram.user_says(501, "/start")
        telegram.fail("sendDocument", times=2, status=502)
        sender = Sender(house, channel)
        await house.database.run(put, iuran_file())
        await flush(sender, seconds=30)
        (bubble,) = telegram.sent(501)
    assert bubble.content.startswith(b"%PDF")
    assert len(sender.shelf.files) == 1
    assert await fates(house) == [("sent", None)]


@pytest.mark.parametrize("broken", [BROKEN, File("manfaat", "pdf", {}), File("", "", {})], ids=["inputs", "kind", "no"])
async def test_a_file_that_cannot_be_made_costs_nobody_the_words(house: House, broken: File) -> None:
    channel = FakeChannel()
    await house.database.run(put, broken)
    await flush(Sender(house, channel), seconds=3600)
    (tried,) = channel.tried
    assert tried.words.startswith("Ini rinciannya.\n\nMaaf, berkasnya tidak bisa dibuat.")
    assert (tried.made, await fates(house)) == (None, [("sent", None)])


async def test_a_reply_whose_upload_was_not_answered_goes_again_and_a_digest_does_not(house: House) -> None:
    async with over_http() as (telegram, channel):
        for person in (501, 502):
            telegram.user_says(person, "/start")
        telegram.fail("sendDocument", times=2, drop="after")
        await house.database.run(put, iuran_file())
        await house.database.run(put, iuran_file(), who="502", kind="digest")
        await flush(Sender(house, channel), seconds=600)
        assert [len(telegram.sent(person)) for person in (501, 502)] == [2, 1]
    assert await fates(house) == [("sent", None), ("unknown", "unanswered")]


async def test_a_long_digest_whose_file_failed_is_not_told_twice(house: House) -> None:
    async with over_http() as (telegram, channel):
        telegram.user_says(501, "/start")
        telegram.fail("sendDocument", status=502)
        await house.database.run(put, iuran_file(), LONG, kind="digest")
        await flush(Sender(house, channel), seconds=600)
        assert [bubble.text for bubble in telegram.sent(501)] == [LONG.strip()]
    assert await fates(house) == [("unknown", "server_error")]


def test_a_message_that_was_emptied_has_no_file() -> None:
    assert Message.from_json(EMPTY).file is None
