"""Questions through the inbox: whoever asks is in no row, and only the one who was shown it may judge it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot import jobs
from bot.house import House
from bot.render import plain
from db.engine import Database
from db.models import person, question
from knowledge.book import Book
from knowledge.search import Found, Scored
from tests import talking
from tests.databases import execute
from tests.talking import Chat, Clock, update

SURE, UNSURE = "klo bendahara ga digaji bs ikut bpjs tk gk min, byr brp", "iuran gimana ya ini"
NEAR = ("pengurus-tanpa-gaji", "iuran-bpu", "bpu-lapis", "siapa-bayar")


class Known:
    def find(self, text: str) -> Found:
        entries = tuple(Scored(one, 0.5) for one in NEAR)
        return Found("suggest" if UNSURE in text else "answer", 1.0, entries)


@pytest.fixture
def house(database: Database, book: Book, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(House, "search", Known())
    return talking.house_on(database, book, Clock())


async def rows(house: House) -> Sequence[Row[Any]]:
    return await house.database.read(lambda c: c.execute(select(question).order_by(question.c.id)).all())


async def taps(chat: Chat, value: str, topic: str = "tanya") -> str:
    """A tap that anybody could make up: it stands outside of any turn."""
    made_up = update(chat.who, value, chat.house.now(), kind="choice", step=f">{topic}", turn=0)
    await chat.send(made_up)
    return (await chat.bubbles())[-1]


async def offered(chat: Chat) -> str:
    """The nearest three; nobody writes a second half."""
    await chat.send(update(chat.who, UNSURE, chat.house.now()))
    await chat.send(update(chat.who, "", chat.house.now(), kind="silence"))
    return (await chat.bubbles())[-1]


async def test_a_question_is_kept_masked_with_the_day_and_the_version(house: House) -> None:
    await Chat(house, "siti").says(f"saya Wawan 081234567890, {SURE}")
    (row,) = await rows(house)
    assert row.text == f"saya <nama> <nomor>, {SURE}"
    assert (row.outcome, row.entries, row.verdict) == ("answer", list(NEAR), None)
    assert (str(row.day), row.version) == ("2026-11-23", house.book.version)


async def test_the_whole_way_from_a_wrong_answer_to_a_human(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(SURE)
    assert (await siti.says("bukan itu")).startswith("Maaf, jawabannya kurang pas.")
    assert [row.verdict for row in await rows(house)] == ["wrong"]
    assert "saya teruskan ke petugas" in await siti.says("[Bukan ini]")
    assert [row.verdict for row in await rows(house)] == ["wrong"]


async def test_what_is_chosen_after_a_wrong_answer_is_remembered(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(SURE, "[Bukan ini]")
    title = house.book.entries["bpu-lapis"].title
    await siti.says(f"[{title}]")
    assert [(row.verdict, row.chosen) for row in await rows(house)] == [("chosen", "bpu-lapis")]


async def test_the_price_is_made_from_the_question(house: House) -> None:
    told = await Chat(house, "siti").says(SURE, "[Berapa iurannya?]")
    assert told.startswith("Saya ambil dari pertanyaan tadi: 1 bendahara tanpa upah.")


async def test_nobody_judges_or_hears_of_a_question_that_he_was_not_shown(house: House) -> None:
    siti, budi = Chat(house, "siti"), Chat(house, "budi")
    await siti.says(SURE)
    await budi.says("menu")
    await taps(budi, "bukan:1")
    await taps(budi, "pilih:1:iuran-bpu")
    assert "bendahara" not in await taps(budi, "dari:1", "iuran")
    assert [row.verdict for row in await rows(house)] == [None]
    assert (await siti.says("[Bukan ini]")).startswith("Maaf, jawabannya kurang pas.")


async def test_a_question_that_was_pruned_meanwhile_is_answered_all_the_same(house: House) -> None:
    siti = Chat(house, "siti")
    assert (await offered(siti)).startswith("Maaf, saya belum yakin maksudnya.")
    await house.database.run(execute, question.delete())
    entry = house.book.entries["iuran-bpu"]
    assert await siti.says(f"[{entry.title}]") == plain(entry.opening(house.book.on(house.calendar.day(house.now()))))


async def test_a_tap_that_comes_twice_judges_once(house: House) -> None:
    siti = Chat(house, "siti")
    await offered(siti)
    key = await siti.key("Bukan ini")
    tap = update("siti", key.label, house.now(), kind="choice", text=key.value, step=key.step, turn=key.turn)
    assert [(await siti.send(tap)).new for _ in range(2)] == [True, False]
    assert [row.verdict for row in await rows(house)] == ["refused"]


async def test_the_nightly_forgetting_deletes_what_has_served(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(SURE)
    await offered(siti)
    assert isinstance(house.now, Clock)
    house.now.now += timedelta(days=3)
    await house.database.run(jobs.purge, house, house.now())
    assert [row.outcome for row in await rows(house)] == ["suggest"]


async def test_deleting_everything_leaves_no_tie_to_a_question(house: House) -> None:
    siti = Chat(house, "siti")
    await offered(siti)
    await siti.says("hapus data saya", "[Ya, hapus semua]")
    states = await house.database.read(lambda c: c.execute(select(person.c.state)).scalars().all())
    assert not any("pilih:1" in (state or "") for state in states)
    assert not any("pilih:1" in row.message for row in await house.database.read(talking.messages, "siti"))
    assert len(await rows(house)) == 1
