"""Staff: an invitation is good once, and for a while; digests are remembered once a day."""

import asyncio
from datetime import date, timedelta

from sqlalchemy import select

from db import digests, staff
from db.engine import Database
from db.models import digest
from leads.digest import Snapshot
from tests.db import seed

DAY = timedelta(days=1)


async def invite(database: Database, code: str = "K7QM", name: str = "Rina Marlina") -> None:
    await database.run(staff.invite, code, name, "petugas", ["32.01.32"], seed.MONDAY, seed.MONDAY + 7 * DAY)


async def test_an_invitation_is_good_for_one_of_those_who_have_it(database: Database) -> None:
    await invite(database)
    ids = [await database.run(seed.person, f"p{number}") for number in range(5)]
    found = await asyncio.gather(*(database.run(staff.redeem, "K7QM", person, seed.MONDAY) for person in ids))
    bound = [row for row in found if row]
    assert [(row.name, row.code, row.kecamatan) for row in bound] == [("Rina Marlina", "MARLINA", ["32.01.32"])]
    assert await database.read(staff.staff_count) == 1


async def test_an_invitation_ends(database: Database) -> None:
    await invite(database)
    siti = await database.run(seed.person)
    assert await database.run(staff.redeem, "K7QM", siti, seed.MONDAY + 7 * DAY) is None
    assert await database.run(staff.redeem, "ZZZZ", siti, seed.MONDAY) is None
    assert await database.read(staff.officer_of, siti) is None


async def test_two_of_the_same_name_have_different_codes(database: Database) -> None:
    for number in range(3):
        await database.run(seed.officer, "Rina", f"rina{number}")
    officers = await database.read(staff.officers)
    assert [row.code for row in officers] == ["RINA", "RINA2", "RINA3"]
    found = await database.read(staff.by_code, "rina2")
    assert found is not None
    assert found.id == officers[1].id


async def test_whoever_is_bound_again_keeps_his_place(database: Database) -> None:
    await database.run(seed.officer, "Rina", "rina")
    await invite(database, name="Rina M")
    rina = await database.run(seed.person, "rina")
    bound = await database.run(staff.redeem, "K7QM", rina, seed.MONDAY + DAY)
    assert bound is not None
    (officer,) = await database.read(staff.officers)
    assert (officer.id, officer.name, officer.bound_at) == (bound.id, "Rina M", seed.MONDAY + DAY)


async def test_a_kecamatan_has_its_officers_and_those_of_the_whole_regency(database: Database) -> None:
    await database.run(seed.officer, "Rina", "rina")
    await invite(database, name="Dewi")
    await database.run(staff.redeem, "K7QM", await database.run(seed.person, "dewi"), seed.MONDAY)

    async def names(kecamatan: str | None) -> list[str]:
        return [row.name for row in await database.read(staff.officers_for, kecamatan)]

    assert await names("32.01.32") == await names(None) == ["Rina", "Dewi"]
    assert await names("32.01.01") == ["Rina"]


async def test_a_digest_is_remembered_once_a_person_and_day(database: Database) -> None:
    rina, dewi = await database.run(seed.officer, "Rina", "r"), await database.run(seed.officer, "Dewi", "d")
    monday = Snapshot(date(2026, 11, 23), 1, 9, 120, {"baru": 3})
    kept = await asyncio.gather(*(database.run(digests.keep, rina, monday) for _ in range(6)))
    assert sorted(kept) == [False] * 5 + [True]
    assert await database.run(digests.keep, dewi, monday)
    assert await database.run(digests.keep, rina, Snapshot(date(2026, 11, 24), 2, 10, 130, {}))
    assert await database.read(digests.previous, rina, date(2026, 11, 24)) == monday
    assert await database.read(digests.previous, rina, date(2026, 11, 23)) is None
    assert len(await database.read(lambda c: c.execute(select(digest)).all())) == 3
