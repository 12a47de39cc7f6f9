"""Ending: whoever was told a price hears once, before it ends, what follows it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Connection

from bot import ending, jobs
from bot.ending import Told
from bot.house import House
from bot.render import plain
from bot.reports import officer_digest, officer_of
from db import outbox, people, staff
from db.engine import Database
from knowledge.book import Book
from tests import talking
from tests.talking import FORM, Chat, Clock

ASKED = "berapa iuran bpu sebulan?"
CHANGE = "• Rp8.400 berlaku sampai 31 Desember 2026. Mulai 1 Januari 2027: Rp16.800."


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book, Clock())


def move(house: House, to: str) -> None:
    assert isinstance(house.now, Clock)
    house.now.now = datetime.fromisoformat(to)


async def found(house: House, days: int = 60) -> list[Told]:
    return await house.database.read(ending.find, house, house.now(), days)


async def opens(chat: Chat, entry: str) -> None:
    """An entry, by a button that stands."""
    await chat.send(talking.update(chat.who, entry, chat.house.now(), kind="choice", step=">tanya", turn=0))


async def send(house: House) -> int:
    def all_of_them(connection: Connection) -> int:
        some = ending.untold(connection, house, ending.find(connection, house, house.now()))
        return ending.send(connection, some, house.now())

    return await house.database.run(all_of_them)


async def test_whoever_was_told_a_price_that_ends_is_listed_with_it_and_what_follows(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(ASKED, "[Selengkapnya]")
    (one,) = await found(house)
    assert (one.channel, one.ref, one.place, one.number) == ("telegram", "", "", 2)
    assert plain(one.title) == house.book.entries["iuran-bpu"].title
    (package,) = [each for each in one.endings if each.fact.id == "bpu-paket-umum"]
    assert package.day == date(2026, 12, 31)
    assert package.following is not None
    assert (package.fact.value, package.following.value) == (8400, 16800)


async def test_a_request_is_named_and_nothing_that_is_personal(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(*FORM, "[Ya, kirim]", "[Sore]", ASKED)
    (one,) = await found(house)
    assert (one.ref[:2], one.place) == ("K-", "Cikahuripan")
    assert "Siti" not in repr(one)
    assert "3456" not in repr(one)


async def test_an_answer_that_rests_on_nothing_that_ends_lists_nobody(house: House) -> None:
    await Chat(house, "siti").says("kapan mulai terlindungi?")
    assert await found(house) == []


async def test_nobody_is_listed_long_before_the_end_nor_after_it(house: House) -> None:
    await Chat(house, "siti").says(ASKED)
    assert await found(house, days=38) != []
    assert await found(house, days=37) == []
    move(house, "2027-01-02T09:00:00+07:00")
    assert "bpu-paket-umum" not in {each.fact.id for one in await found(house) for each in one.endings}


async def test_a_price_that_was_told_before_this_row_began_is_not_this_row(house: House) -> None:
    move(house, "2026-02-02T09:00:00+07:00")
    await Chat(house, "siti").says(ASKED)
    move(house, "2026-11-23T09:00:00+07:00")
    assert "bpu-paket-umum" not in {each.fact.id for one in await found(house) for each in one.endings}


async def test_each_is_told_once_old_and_new_with_their_days(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(ASKED)
    await Chat(house, "dedi").says(ASKED)
    assert await send(house) == 2
    told = (await siti.bubbles())[-1]
    assert told.startswith("Bapak/Ibu pernah bertanya soal “")
    assert CHANGE in told.splitlines()
    assert len(told.splitlines()) == len(set(told.splitlines()))
    assert await send(house) == 0
    assert "Rp8.400" in await siti.says("[Lihat jawaban sekarang]")


async def test_another_number_that_is_told_later_is_another_notice_and_says_only_that(house: House) -> None:
    siti = Chat(house, "siti")
    await opens(siti, "pengurus-tanpa-gaji")
    assert await send(house) == 1
    assert (await siti.bubbles())[-1].count("•") == 1
    await opens(siti, "pengurus-tanpa-gaji")
    assert await send(house) == 0
    await opens(siti, "more:pengurus-tanpa-gaji")
    assert await send(house) == 1
    later = (await siti.bubbles())[-1]
    assert "Rp28.400" in later
    assert later.count("•") == 1


async def asks_for_an_example(siti: Chat) -> None:
    await opens(siti, "bpu-contoh")


async def asks_for_a_bill(siti: Chat) -> None:
    await siti.says("hitung iuran 40 anggota petani")


@pytest.mark.parametrize("asks", [asks_for_an_example, asks_for_a_bill])
async def test_a_sum_without_a_number_that_follows_is_told_to_be_another_one_from_that_day_on(
    house: House, asks: Callable[[Chat], Awaitable[None]]
) -> None:
    siti = Chat(house, "siti")
    await asks(siti)
    (one,) = await found(house)
    assert not any(map(ending.changes, one.endings))
    assert await send(house) == 1
    line = "• Aturan yang dipakai berakhir 31 Desember 2026. Mulai 1 Januari 2027 hasilnya lain."
    assert (await siti.bubbles())[-1].splitlines().count(line) == 1
    assert await send(house) == 0


@pytest.mark.parametrize("word", ["stop", "hapus data"])
async def test_whoever_said_stop_or_had_everything_deleted_is_neither_listed_nor_told(house: House, word: str) -> None:
    siti = Chat(house, "siti")
    await siti.says(ASKED, word, {"stop": "[Jangan]", "hapus data": "[Ya, hapus semua]"}[word])
    assert await found(house) == []
    assert await send(house) == 0


async def test_whoever_said_stop_after_the_list_was_made_is_not_told(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(ASKED)
    waiting = await house.database.read(lambda c: ending.untold(c, house, ending.find(c, house, house.now())))
    await siti.says("stop")
    assert await house.database.run(ending.send, waiting, house.now()) == 0


async def test_whoever_blocked_the_bot_is_not_told(house: House) -> None:
    await Chat(house, "siti").says(ASKED)

    def block(connection: Connection) -> None:
        person = people.lock_person(connection, "telegram", "siti", house.now())
        people.change_person(connection, person.id, blocked_at=house.now())

    await house.database.run(block)
    assert await found(house) == []


async def test_only_a_sure_number_that_is_another_one_is_told(house: House) -> None:
    await Chat(house, "siti").says(ASKED)
    (one,) = await found(house)
    (package,) = [each for each in one.endings if each.fact.id == "bpu-paket-umum"]
    assert ending.changes(package)
    assert package.following is not None
    for after in (
        None,
        replace(package.following, confidence="medium"),
        replace(package.following, value=package.fact.value),
        replace(package.following, value=None, unit=None),
        replace(package.following, unknown=True),
    ):
        assert not ending.changes(replace(package, following=after))
    date_of_end = [each for each in one.endings if each.fact.unit == "hari kalender"]
    assert not any(map(ending.changes, date_of_end))


async def test_the_key_outlives_the_message_so_that_a_short_retention_sends_nothing_twice(
    database: Database, book: Book
) -> None:
    house = talking.house_on(database, book, Clock(), retention_days=7)
    move(house, "2026-11-02T09:00:00+07:00")
    siti = Chat(house, "siti")
    await siti.says(ASKED)
    assert await send(house) == 1
    move(house, "2026-11-23T09:00:00+07:00")
    await house.database.run(jobs.purge, house, house.now())
    assert await siti.bubbles() == [""]
    assert await send(house) == 0
    move(house, "2027-02-02T09:00:00+07:00")
    await house.database.run(jobs.purge, house, house.now())
    assert await siti.bubbles() == []


def enlist(connection: Connection, house: House, role: str) -> int:
    person = people.lock_person(connection, "telegram", role, house.now())
    return staff.enlist(connection, person.id, f"Ibu {role.title()}", role, (), house.now())


@pytest.mark.parametrize("role, reminded", [("kepala", True), ("admin", True), ("petugas", False), ("dinas", False)])
async def test_the_head_is_reminded_in_the_morning_until_they_are_told(house: House, role: str, reminded: bool) -> None:
    await Chat(house, "siti").says(ASKED)
    await Chat(house, "dedi").says(ASKED)
    staff_id = await house.database.run(enlist, house, role)
    line = "Ingat: 2 orang pernah diberi angka yang berakhir 31 Desember 2026 dan belum dikabari"

    async def morning() -> str:
        def made(connection: Connection) -> str:
            return plain(officer_digest(connection, house, officer_of(connection, staff_id), house.now()).text())

        return await house.database.read(made)

    assert (line in await morning()) is reminded
    await send(house)
    assert line not in await morning()


async def test_a_notice_is_unasked_and_waits_like_one(house: House) -> None:
    await Chat(house, "siti").says(ASKED)
    await send(house)
    rows = await house.database.read(talking.messages, "siti")
    assert (rows[-1].kind, rows[-1].status, rows[-1].key[:7]) == ("notice", outbox.WAITING, "ending:")
    assert len(rows[-1].key) <= 120
