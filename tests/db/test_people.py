"""Persons: one row each, locked while somebody works on it; what was seen; what was consented to."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select, text
from structlog.testing import capture_logs

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


async def twice(database: Database, *, first: str = "62811", then: str = "ID.1") -> tuple[int, int]:
    """Somebody of whom nobody knew that he is one person: his rows, the older one first."""
    rows = [await database.run(people.lock_person, "whatsapp", name, seed.MONDAY) for name in (first, then)]
    return rows[0].id, rows[1].id


async def called(database: Database) -> dict[int, str]:
    rows = await database.read(lambda c: c.execute(select(person.c.id, person.c.external_id)).all())
    return {row.id: row.external_id for row in rows}


async def met(database: Database) -> int:
    row = await database.run(people.lock_person, "whatsapp", "ID.1", seed.MONDAY, "62811")
    return int(row.id)


async def test_a_row_with_nothing_of_its_own_goes_into_the_one_that_the_person_had_before(database: Database) -> None:
    siti, again = await twice(database)
    await database.run(seed.draft, siti)
    await database.run(people.save_state, siti, "old", seed.MONDAY, seed.MONDAY)
    await database.run(people.save_state, again, "new", seed.MONDAY + HOUR, seed.MONDAY + HOUR)
    await database.run(people.change_person, again, stopped_at=seed.MONDAY, may_phone=True)
    await database.run(outbox.put, person_id=again, channel="whatsapp", kind="reply", message="{}", at=seed.MONDAY)
    assert await met(database) == siti
    assert await called(database) == {siti: "ID.1", again: f"former:{again}"}
    row = await database.read(people.get_person, siti)
    assert (row.state, row.last_event_at, row.heard_at) == ("new", seed.MONDAY + HOUR, seed.MONDAY + HOUR)
    assert (row.stopped_at, row.may_phone) == (seed.MONDAY, True)
    assert (await database.read(people.get_person, again)).state is None
    assert len(await database.read(outbox.messages_after, siti, 0)) == 1
    assert await met(database) == siti


async def test_the_talk_that_was_led_last_goes_on(database: Database) -> None:
    siti, again = await twice(database)
    await database.run(people.save_state, siti, "old", seed.MONDAY + HOUR, seed.MONDAY + HOUR)
    await database.run(people.save_state, again, "new", seed.MONDAY, seed.MONDAY)
    assert await met(database) == siti
    row = await database.read(people.get_person, siti)
    assert (row.state, row.heard_at) == ("old", seed.MONDAY + HOUR)


@pytest.mark.parametrize("order", [("62811", "ID.1"), ("ID.1", "62811")])
async def test_whoever_has_something_of_his_own_stays_whichever_of_his_ids_came_first(
    database: Database, order: tuple[str, str]
) -> None:
    ids = dict(zip(order, await twice(database, first=order[0], then=order[1]), strict=True))
    await database.run(people.record_consent, ids["ID.1"], "lead", True, seed.MONDAY)
    assert await met(database) == ids["ID.1"]
    assert await called(database) == {ids["ID.1"]: "ID.1", ids["62811"]: f"former:{ids['62811']}"}


async def test_two_rows_that_both_have_something_are_told_of_and_left_alone(database: Database) -> None:
    siti, again = await twice(database)
    await database.run(seed.draft, siti)
    await database.run(people.record_consent, again, "lead", True, seed.MONDAY)
    with capture_logs() as logs:
        assert await met(database) == again
    assert logs == [{"event": "person_twice", "person": again, "other": siti, "log_level": "warning"}]
    assert await called(database) == {siti: "62811", again: "ID.1"}


async def test_who_had_everything_deleted_is_joined_to_nobody(database: Database) -> None:
    siti, again = await twice(database)
    await database.run(people.change_person, siti, wiped_at=seed.MONDAY)
    assert await met(database) == again
    assert await called(database) == {siti: "62811", again: "ID.1"}


async def test_twenty_first_words_under_a_new_id_join_two_rows_once(database: Database) -> None:
    siti, again = await twice(database)
    await database.run(seed.draft, siti)
    assert set(await asyncio.gather(*(met(database) for _ in range(20)))) == {siti}
    assert await called(database) == {siti: "ID.1", again: f"former:{again}"}
