"""What a broadcast on WhatsApp may cost: people whose 24 hours are over, times a rate that staff fill in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from bot import cost
from bot.cost import Estimate
from bot.house import House
from bot.render import plain
from db import people
from db import templates as rows
from db.engine import Database
from knowledge.book import Book
from knowledge.facts import Fact
from tests import talking
from tests.talking import MONDAY, Clock, content

SINCE = date(2026, 10, 1)


def priced(book: Book, fact: str, rupiah: int) -> Book:
    row = Fact(fact, rupiah, "rupiah", SINCE, None, None, None, "kartu tarif Meta", "high")
    return replace(book, facts=(*(one for one in book.facts if one.id != fact), row))


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book, Clock())


async def crowd(house: House) -> list[int]:
    """Two whose window is closed, one who wrote an hour ago, one who is on Telegram."""

    def meet(connection: Connection) -> list[int]:
        ids = []
        for number, (channel, heard) in enumerate(
            [("whatsapp", None), ("whatsapp", 24), ("whatsapp", 1), ("telegram", None)]
        ):
            row = people.lock_person(connection, channel, str(number), MONDAY)
            at = None if heard is None else MONDAY - timedelta(hours=heard)
            people.change_person(connection, row.id, heard_at=at)
            ids.append(row.id)
        return ids

    return await house.database.run(meet)


async def estimated(house: House, ids: list[int], purpose: str = "tugas", **later: float) -> Estimate:
    return await house.database.read(cost.estimate, house, ids, purpose, MONDAY + timedelta(**later))


async def approve(house: House, category: str = "UTILITY") -> None:
    def note(connection: Connection) -> None:
        rows.note(connection, "sapakop_tugas", "id", at=MONDAY, status="APPROVED", category=category)

    await house.database.run(note)


async def test_only_those_on_whatsapp_whose_day_is_over_cost_anything(house: House) -> None:
    ids = await crowd(house)
    found = await estimated(house, ids)
    assert (found.people, found.outside, found.rate) == (3, 2, None)
    assert (await estimated(house, ids, hours=23)).outside == 3
    assert (await estimated(house, [])).people == 0


async def test_until_the_rate_is_filled_in_no_amount_is_said(house: House) -> None:
    await approve(house)
    found = await estimated(house, await crowd(house))
    assert found.total is None
    said = plain(cost.words(found))
    assert "2 pesan templat berbayar" in said
    assert "isi fakta whatsapp-tarif-utilitas" in said
    assert "Rp" not in said


async def test_with_a_rate_the_estimate_is_a_sum(house: House, book: Book) -> None:
    await approve(house)
    house.content = replace(content(book), book=priced(book, "whatsapp-tarif-utilitas", 357))
    found = await estimated(house, await crowd(house))
    assert plain(cost.words(found)) == ("3 penerima di WhatsApp, 2 di luar 24 jam: 2 × Rp357 = kira-kira Rp714.")


async def test_a_template_that_meta_moved_costs_what_its_category_costs(house: House, book: Book) -> None:
    await approve(house, "MARKETING")
    house.content = replace(content(book), book=priced(book, "whatsapp-tarif-pemasaran", 600))
    assert (await estimated(house, await crowd(house))).total == 1200


async def test_what_meta_does_not_let_us_send_costs_nothing_and_is_said(house: House) -> None:
    found = await estimated(house, await crowd(house))
    assert found.total == 0
    assert "2 di luar 24 jam tidak akan menerimanya" in plain(cost.words(found))


@pytest.mark.parametrize(
    "people, said",
    [(0, "tidak ada penerima di WhatsApp."), (4, "4 penerima di WhatsApp, semuanya dalam 24 jam: tanpa biaya.")],
)
def test_nobody_outside_costs_nothing(people: int, said: str) -> None:
    found = Estimate(people, 0, None, cost.UTILITY, approved=True)
    assert found.total == 0
    assert plain(cost.words(found)) == said


def test_the_rates_are_facts_and_nobody_has_guessed_them(book: Book) -> None:
    facts = book.on(MONDAY.date())
    assert all(facts.is_unknown(fact) for fact in (cost.UTILITY, *cost.RATES.values()))
