"""Two taps at once: one officer has the lead, the other is told who."""

import asyncio

import pytest
from sqlalchemy import Connection, select

from bot.house import House
from db import leads, people, staff
from db.engine import Database
from db.models import history, lead
from knowledge.book import Book
from leads.pipeline import LeadState
from tests import talking
from tests.talking import MONDAY, Chat


@pytest.fixture
async def house(database: Database, book: Book) -> House:
    house = talking.house_on(database, book)
    await bind(house, "rina", "Ibu Rina")
    await bind(house, "budi", "Pak Budi")
    return house


async def bind(house: House, who: str, name: str) -> None:
    def enlist(connection: Connection) -> int:
        person = people.lock_person(connection, "telegram", who, MONDAY)
        return staff.enlist(connection, person.id, name, "petugas", ["32.01.32"], MONDAY)

    await house.database.run(enlist)


async def request(house: House, who: str = "siti", name: str = "Ibu Siti Aminah, bendahara") -> str:
    """A lead; its reference."""
    chat = Chat(house, who)
    await chat.says(*(name if line.startswith("Ibu") else line for line in talking.FORM), "[Ya, kirim]")
    rows = await house.database.read(lambda c: c.execute(select(lead.c.ref).order_by(lead.c.id)).scalars().all())
    return str(rows[-1])


async def claim_both(house: House, first: str, second: str) -> dict[str, str]:
    """Both officers claim at once; what each is told."""
    rina, budi = Chat(house, "rina"), Chat(house, "budi")
    await asyncio.gather(rina.says(f"/ambil {first}"), budi.says(f"/ambil {second}"))
    return {"rina": (await rina.bubbles())[-1], "budi": (await budi.bubbles())[-1]}


async def holders(house: House) -> list[str]:
    rows = await house.database.read(leads.territory, (), (LeadState.dipegang,))
    return [row.claimed_by_name for row in rows]


async def moves(house: House) -> list[tuple[str, str]]:
    query = select(history.c.from_state, history.c.to_state).where(history.c.kind == "lead").order_by(history.c.id)
    return [tuple(row) for row in await house.database.read(lambda c: c.execute(query).all())]


@pytest.mark.parametrize("round_number", range(3))
async def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told_who(house: House, round_number: int) -> None:
    ref = await request(house)
    told = await claim_both(house, ref, ref)
    (holder,) = await holders(house)
    winner, loser = ("rina", "budi") if holder == "Ibu Rina" else ("budi", "rina")
    assert holder in told[loser]
    assert holder.split()[-1] not in told[winner] or told[winner] != told[loser]
    assert await moves(house) == [("draft", "baru"), ("baru", "dipegang")]
    (siti,) = [words for words in await Chat(house, "siti").bubbles() if holder in words]
    assert ref in siti, "the applicant hears of one officer, once"


async def test_two_contacts_of_one_cooperative_cannot_be_claimed_by_two_officers(house: House) -> None:
    first = await request(house)
    second = await request(house, "dedi", "Ibu Tuti Rahayu, ketua")
    assert first != second
    told = await claim_both(house, first, second)
    (holder,) = await holders(house)
    assert sum(holder in words for words in told.values()) >= 1
    assert [move for move in await moves(house) if move[1] == "dipegang"] == [("baru", "dipegang")]


async def test_a_second_tap_of_the_holder_changes_nothing(house: House) -> None:
    ref = await request(house)
    rina = Chat(house, "rina")
    await asyncio.gather(*(rina.says(f"/ambil {ref}") for _ in range(3)))
    assert await holders(house) == ["Ibu Rina"]
    assert [move for move in await moves(house) if move[1] == "dipegang"] == [("baru", "dipegang")]


async def test_many_officers_and_many_leads_end_with_one_holder_each(house: House) -> None:
    refs = []
    for number, village in enumerate(("Cikahuripan", "Nambo", "Ligarmukti")):
        chat = Chat(house, f"p{number}")
        await chat.says(*(village if line == "Cikahuripan" else line for line in talking.FORM), "[Ya, kirim]")
        refs = list(await house.database.read(lambda c: c.execute(select(lead.c.ref).order_by(lead.c.id)).scalars()))
    for number in range(4):
        await bind(house, f"o{number}", f"Petugas {number}")
    await asyncio.gather(*(Chat(house, f"o{n}").says(*(f"/ambil {ref}" for ref in refs)) for n in range(4)))
    assert len(await holders(house)) == 3
    assert len([move for move in await moves(house) if move[1] == "dipegang"]) == 3
