"""A thousand updates, each delivered twice, at once and shuffled: a thousand turns."""

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import Connection, func, select

from bot.house import House
from bot.inbox import Stored, store
from bot.message import Inbound
from db.engine import Database
from db.models import lead, outbox, person, seen
from dialogue.state import State
from knowledge.book import Book
from tests import talking

SAID = ("/menu", "/privasi", "/daftar", "data saya", "/darurat", "menu", "privasi", "hapus data")
"""Each of them is answered by one bubble, whatever was said before."""


def updates(count: int, persons: int) -> list[Inbound]:
    return [
        talking.update(f"p{number % persons}", SAID[(number // persons) % len(SAID)], number=number)
        for number in range(count)
    ]


def counts(connection: Connection) -> dict[str, int]:
    tables = {"persons": person, "seen": seen, "replies": outbox, "leads": lead}
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()
    }


def turns(connection: Connection) -> dict[int, list[int]]:
    """The numbers of the turns that each person's updates were."""
    found: dict[int, list[int]] = {}
    for row in connection.execute(select(seen.c.person_id, seen.c.turn)):
        found.setdefault(row.person_id, []).append(row.turn)
    return found


async def deliver(house: House, count: int, persons: int, width: int) -> list[Stored]:
    """Every update twice, all of them at once, in any order."""
    jobs = updates(count, persons) * 2
    random.Random(count).shuffle(jobs)
    gate = asyncio.Semaphore(width)

    async def bring(inbound: Inbound) -> Stored:
        async with gate:
            return await house.database.run(store, house, inbound)

    return await asyncio.gather(*(bring(inbound) for inbound in jobs))


async def check(database: Database, stored: list[Stored], count: int, persons: int) -> None:
    assert Counter((one.new, one.said) for one in stored) == {(True, True): count, (False, False): count}
    assert await database.read(counts) == {"persons": persons, "seen": count, "replies": count, "leads": 0}
    each = count // persons
    assert all(sorted(numbers) == list(range(1, each + 1)) for numbers in (await database.read(turns)).values())
    states = await database.read(lambda c: list(c.execute(select(person.c.state)).scalars()))
    assert {State.from_json(state).turn for state in states} == {each}


async def test_a_thousand_updates_delivered_twice_at_once_and_shuffled_are_a_thousand_turns(
    database: Database, book: Book
) -> None:
    stored = await deliver(talking.house_on(database, book), 1000, 50, width=40)
    await check(database, stored, 1000, 50)


async def fill(house: House, who: str, wish: str) -> None:
    """One person fills the form; every update comes twice, the second one while the first is being stored."""
    chat = talking.Chat(house, who)

    async def twice(inbound: Inbound) -> Stored:
        first, second = await asyncio.gather(*(house.database.run(store, house, inbound) for _ in range(2)))
        assert first.new is not second.new
        return first

    chat.send = twice  # type: ignore[method-assign]
    await chat.says(*talking.FORM, "[Ya, kirim]", wish)


async def test_twelve_forms_filled_at_once_with_every_update_twice_are_twelve_leads(
    database: Database, book: Book
) -> None:
    house = talking.house_on(database, book)
    await asyncio.gather(*(fill(house, f"p{number}", "[Sore]") for number in range(12)))
    rows = await database.read(lambda c: c.execute(select(lead)).all())
    assert len({row.person_id for row in rows}) == len({row.ref for row in rows}) == 12
    assert Counter((row.state, row.reason) for row in rows) == {("baru", None): 1, ("selesai", "digabung"): 11}
    (first,) = (row for row in rows if row.state == "baru")
    assert {row.joined_to for row in rows} == {None, first.id}
    assert all(row.extra["waktu"] == "sore" for row in rows)
    assert (await database.read(counts))["seen"] == 12 * 8


@pytest.mark.soak
async def test_ten_thousand_updates_delivered_twice_are_ten_thousand_turns(database: Database, book: Book) -> None:
    stored = await deliver(talking.house_on(database, book), 10_000, 200, width=100)
    await check(database, stored, 10_000, 200)
