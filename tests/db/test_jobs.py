"""Jobs are rows: planned once, held by one, taken over from the dead, done once."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select

from db import jobs
from db.engine import Database
from db.models import job
from tests.db import seed

NOW = seed.MONDAY
SECOND = timedelta(seconds=1)


def get(connection: Connection, key: str) -> Row[Any]:
    return connection.execute(select(job).where(job.c.key == key)).one()


async def claimed(database: Database, now: datetime = NOW) -> Row[Any]:
    found = await database.run(jobs.claim_job, now)
    assert found is not None
    return found


async def test_a_job_is_planned_once_however_many_plan_it(database: Database) -> None:
    planned = await asyncio.gather(*(database.run(jobs.plan, "digests", "digests:d", NOW) for _ in range(8)))
    assert sorted(planned) == [False] * 7 + [True]


async def test_a_job_is_held_by_one_of_those_who_want_it(database: Database) -> None:
    for number in range(3):
        await database.run(jobs.plan, "sweep", f"sweep:{number}", NOW)
    found = await asyncio.gather(*(database.run(jobs.claim_job, NOW) for _ in range(9)))
    assert sorted(row.key for row in found if row) == ["sweep:0", "sweep:1", "sweep:2"]


async def test_nothing_is_held_before_its_time(database: Database) -> None:
    await database.run(jobs.plan, "silence", "silence:1", NOW + 2 * SECOND)
    assert await database.run(jobs.claim_job, NOW) is None
    assert await database.read(jobs.next_job_at) == NOW + 2 * SECOND
    row = await claimed(database, NOW + 2 * SECOND)
    assert row.tries == 1
    assert row.lease_until == NOW + 122 * SECOND


async def test_the_oldest_job_comes_first_and_a_kind_can_be_asked_for(database: Database) -> None:
    await database.run(jobs.plan, "sweep", "late", NOW)
    await database.run(jobs.plan, "silence", "early", NOW - SECOND)
    first = await database.read(jobs.first_open)
    assert first is not None
    assert first.key == "early"
    found = await database.run(jobs.claim_job, NOW, 120.0, "sweep")
    assert found is not None
    assert found.key == "late"


async def test_the_job_of_a_dead_process_is_taken_over_after_its_lease(database: Database) -> None:
    await database.run(jobs.plan, "sweep", "sweep", NOW)
    dead = await claimed(database)
    assert await database.run(jobs.claim_job, NOW + 120 * SECOND) is None
    assert await database.read(jobs.next_job_at) == NOW + 120 * SECOND, "nobody looks in vain before"
    heir = await claimed(database, NOW + 121 * SECOND)
    assert (heir.id, heir.tries) == (dead.id, 2)


async def test_whoever_comes_back_from_the_dead_cannot_finish_what_his_heir_holds(database: Database) -> None:
    await database.run(jobs.plan, "sweep", "sweep", NOW)
    dead = await claimed(database)
    heir = await claimed(database, NOW + 121 * SECOND)
    for settle in (jobs.finish, jobs.release):
        with pytest.raises(jobs.LostLeaseError):
            await database.run(settle, dead, NOW)
    await database.run(jobs.finish, heir, NOW)
    with pytest.raises(jobs.LostLeaseError):
        await database.run(jobs.finish, heir, NOW)
    assert await database.run(jobs.claim_job, NOW + timedelta(days=1)) is None


async def test_a_job_that_was_moved_while_it_was_held_stays_where_it_was_moved(database: Database) -> None:
    """Somebody writes on while the end of his silence is being dealt with: that end did not happen."""
    await database.run(jobs.replan, "silence", "silence:1", NOW)
    held = await claimed(database)
    await database.run(jobs.replan, "silence", "silence:1", NOW + 2 * SECOND)
    with pytest.raises(jobs.LostLeaseError):
        await database.run(jobs.finish, held, NOW)
    assert (await claimed(database, NOW + 2 * SECOND)).id == held.id


async def test_a_job_goes_on_later_from_where_it_was(database: Database) -> None:
    await database.run(jobs.plan, "sweep", "sweep", NOW)
    await database.run(jobs.release, await claimed(database), NOW + 60 * SECOND, "page 2")
    assert await database.run(jobs.claim_job, NOW + 59 * SECOND) is None
    again = await claimed(database, NOW + 60 * SECOND)
    assert again.cursor == "page 2"
    await database.run(jobs.release, again, NOW + 90 * SECOND)
    assert (await database.read(get, "sweep")).cursor == "page 2"


async def test_a_job_that_is_done_can_be_planned_anew(database: Database) -> None:
    await database.run(jobs.replan, "silence", "silence:1", NOW)
    await database.run(jobs.finish, await claimed(database), NOW)
    assert await database.read(jobs.next_job_at) is None
    assert not await database.run(jobs.plan, "silence", "silence:1", NOW)
    assert await database.run(jobs.claim_job, NOW) is None
    await database.run(jobs.replan, "silence", "silence:1", NOW)
    assert (await claimed(database)).key == "silence:1"


async def test_the_only_process_takes_up_at_once_what_its_forerunner_held(database: Database) -> None:
    await database.run(jobs.plan, "sweep", "sweep", NOW)
    await claimed(database)
    await database.run(jobs.give_up_leases)
    assert (await claimed(database)).key == "sweep"


async def test_jobs_that_are_long_done_are_forgotten(database: Database) -> None:
    await database.run(jobs.plan, "digests", "old", NOW)
    await database.run(jobs.finish, await claimed(database), NOW)
    await database.run(jobs.plan, "digests", "open", NOW)
    await database.run(jobs.forget_done, NOW + SECOND)
    assert await database.read(lambda c: list(c.execute(select(job.c.key)).scalars())) == ["open"]
