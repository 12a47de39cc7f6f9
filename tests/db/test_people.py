"""Persons: one row each, locked while somebody works on it; what was seen; what was consented to."""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection, func, select, text

from db import outbox, people
from db.engine import Database
from db.models import person, seen
from tests.db import seed

HOUR = timedelta(hours=1)


async def test_a_person_is_made_at_the_first_word_and_found_ever_after(database: Database) -> None:
    first = await database.run(people.lock_person, "telegram", "501", seed.MONDAY)
    again = await database.run(people.lock_person, "telegram", "501", seed.MONDAY + HOUR)
    other = await database.run(people.lock_person, "web", "501", seed.MONDAY)
    assert again.id == first.id != other.id
    assert again.created_at == seed.MONDAY


async def test_one_person_is_made_by_twenty_first_words_at_once(database: Database) -> None:
    rows = await asyncio.gather(*(database.run(people.lock_person, "web", "new", seed.MONDAY) for _ in range(20)))
    assert len({row.id for row in rows}) == 1
    assert await database.read(lambda c: c.execute(select(func.count()).select_from(person)).scalar()) == 1


async def test_who_holds_a_person_is_alone_with_him(database: Database) -> None:
    """Read, think, write: without the lock one of the two would overwrite the other."""

    def count_up(connection: Connection) -> None:
        row = people.lock_person(connection, "web", "x", seed.MONDAY)
        if not database.sqlite:
            connection.execute(text("SELECT pg_sleep(0.02)"))
        people.save_state(connection, row.id, str(int(row.state or 0) + 1), seed.MONDAY, None)

    await asyncio.gather(*(database.run(count_up) for _ in range(8)))
    row = await database.run(people.lock_person, "web", "x", seed.MONDAY)
    assert row.state == "8"


async def test_two_who_write_of_each_other_do_not_wait_for_each_other(postgresql_url: str) -> None:
    """An officer's turn tells the applicant while the applicant's turn tells the officer: no deadlock."""
    database, runs = Database(postgresql_url), 0
    ids = {name: await database.run(seed.person, name) for name in ("siti", "rina")}

    def tell(connection: Connection, who: str, whom: str) -> None:
        nonlocal runs
        runs += 1
        people.lock_person(connection, "telegram", who, seed.MONDAY)
        connection.execute(text("SELECT pg_sleep(0.1)"))
        outbox.put(
            connection, person_id=ids[whom], channel="telegram", kind="notice", message="{}", at=seed.MONDAY, key=who
        )

    await asyncio.gather(database.run(tell, "siti", "rina"), database.run(tell, "rina", "siti"))
    assert runs == 2
    await database.close()


async def test_an_update_is_new_once(database: Database) -> None:
    siti = await database.run(seed.person)
    marks = [database.run(people.mark_seen, "telegram", "7", siti, "text", seed.MONDAY) for _ in range(9)]
    assert sorted(await asyncio.gather(*marks)) == [False] * 8 + [True]
    assert await database.run(people.mark_seen, "web", "7", siti, "text", seed.MONDAY)
    await database.run(people.mark_turn, "telegram", "7", 3)
    rows = await database.read(lambda c: c.execute(select(seen.c.channel, seen.c.turn).order_by(seen.c.channel)).all())
    assert [tuple(row) for row in rows] == [("telegram", 3), ("web", None)]


async def test_the_last_word_of_the_ledger_is_the_consent(database: Database) -> None:
    siti, budi = await database.run(seed.person, "siti"), await database.run(seed.person, "budi")
    assert not await database.read(people.consented, siti)
    for given in (True, False, True):
        await database.run(people.record_consent, siti, "lead", given, seed.MONDAY)
        assert await database.read(people.consented, siti) is given
    assert not await database.read(people.consented, budi)
    assert not await database.read(people.consented, siti, "call")


async def test_a_name_longer_than_its_column_is_cut_and_not_refused(database: Database) -> None:
    siti = await database.run(seed.person)
    await database.run(people.change_person, siti, name="S" * 500)
    assert (await database.read(people.get_person, siti)).name == "S" * 120


async def test_whoever_waits_for_consent_is_found(database: Database) -> None:
    siti, budi = await database.run(seed.person, "siti"), await database.run(seed.person, "budi")
    await database.run(people.save_state, siti, '{"unconsented_at": "2026-11-23T10:00:00+07:00"}', seed.MONDAY, None)
    await database.run(people.save_state, budi, '{"unconsented_at": null}', seed.MONDAY, None)
    assert [row.id for row in await database.run(people.waiting_for_consent)] == [siti]


async def test_whoever_is_in_the_middle_of_a_turn_is_not_purged_meanwhile(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    siti = await database.run(seed.person)
    await database.run(people.save_state, siti, '{"unconsented_at": "2026-11-20T10:00:00+07:00"}', seed.MONDAY, None)

    def turn(connection: Connection) -> None:
        people.lock_person(connection, "telegram", "501", seed.MONDAY)
        connection.execute(text("SELECT pg_sleep(0.3)"))

    running = asyncio.ensure_future(database.run(turn))
    await asyncio.sleep(0.1)
    assert await database.run(people.waiting_for_consent) == []
    await running
    await database.close()


async def test_talks_that_rest_and_still_remember_something_are_found(database: Database) -> None:
    states = {
        "frames": '{"frames": [{"topic": "daftar"}], "offers": []}',
        "offers": '{"frames": [], "offers": [{"label": "Cikahuripan"}]}',
        "empty": '{"frames": [], "offers": []}',
    }
    ids = {name: await database.run(seed.person, name) for name in states}
    for name, state in states.items():
        await database.run(people.save_state, ids[name], state, seed.MONDAY, None)
    found = await database.run(people.idle_since, seed.MONDAY + HOUR)
    assert {row.id for row in found} == {ids["frames"], ids["offers"]}
    assert await database.run(people.idle_since, seed.MONDAY) == []
