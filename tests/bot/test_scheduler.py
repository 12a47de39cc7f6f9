"""The scheduler: each job once, whoever runs it and whoever dies; digests once a person and day."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select

from bot import jobs, reports, scheduler
from bot.house import House
from bot.message import Inbound, Message
from bot.scheduler import Scheduler
from db import jobs as rows
from db import people, staff
from db.engine import Database
from db.models import digest, job, outbox
from db.models import staff as staff_table
from dialogue.state import State
from knowledge.book import Book
from tests import talking
from tests.patience import until
from tests.talking import Chat, Clock

BOUND = datetime.fromisoformat("2026-11-20T10:00:00+07:00")
MORNING = datetime.fromisoformat("2026-11-23T07:30:00+07:00")
"""A Monday."""


def nothing(person_id: int | None) -> None:
    """Nobody waits for news."""


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book, Clock(MORNING))


async def bind(house: House, *names: str, role: str = "petugas", at: datetime = BOUND) -> None:
    def enlist(connection: Connection) -> None:
        for name in names:
            person = people.lock_person(connection, "telegram", name.lower(), at)
            staff.enlist(connection, person.id, name, role, (), at)

    await house.database.run(enlist)


async def run_all(house: House) -> None:
    runner = Scheduler(house, nothing)
    while await runner.run_due():
        pass


def at(house: House, when: str) -> None:
    assert isinstance(house.now, Clock)
    house.now.now = datetime.fromisoformat(when)


def kept(connection: Connection) -> list[tuple[str, date]]:
    query = select(staff_table.c.name, digest.c.day).join(digest).order_by(digest.c.day, staff_table.c.name)
    return [(row.name, row.day) for row in connection.execute(query)]


def bubbles(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(outbox).where(outbox.c.kind == "digest").order_by(outbox.c.id)).all()


async def sent_digests(house: House) -> list[str]:
    return [Message.from_json(row.message).plain for row in await house.database.read(bubbles)]


async def test_every_officer_gets_his_digest_in_the_morning_of_a_working_day(house: House) -> None:
    await bind(house, "Rina", "Budi")
    at(house, "2026-11-23T07:29:59+07:00")
    await run_all(house)
    assert await sent_digests(house) == []
    at(house, "2026-11-23T07:30:00+07:00")
    await run_all(house)
    assert await house.database.read(kept) == [("Budi", date(2026, 11, 23)), ("Rina", date(2026, 11, 23))]
    assert len(await sent_digests(house)) == 2


@pytest.mark.parametrize("day", ["2026-11-22", "2026-12-25"])
async def test_there_is_no_digest_on_a_sunday_or_a_holiday(house: House, day: str) -> None:
    await bind(house, "Rina")
    at(house, f"{day}T09:00:00+07:00")
    await run_all(house)
    assert await sent_digests(house) == []


async def test_a_digest_is_sent_once_however_many_run_at_once(house: House) -> None:
    await bind(house, *(f"Petugas{number}" for number in range(5)))
    await asyncio.gather(*(run_all(house) for _ in range(6)))
    assert len(await house.database.read(kept)) == len(await sent_digests(house)) == 5
    await asyncio.gather(*(run_all(house) for _ in range(6)))
    assert len(await sent_digests(house)) == 5


async def test_a_digest_put_together_twice_at_once_is_sent_once(house: House) -> None:
    """Whatever the jobs do: the key of the person and the day has the last word."""
    await bind(house, "Rina")
    day = date(2026, 11, 23)
    made = await asyncio.gather(*(house.database.run(reports.send_digest, house, 1, day, MORNING) for _ in range(8)))
    assert sorted(made) == [False] * 7 + [True]
    assert len(await sent_digests(house)) == 1


async def test_after_a_stop_the_digest_comes_late_once_and_says_so(house: House) -> None:
    await bind(house, "Rina")
    at(house, "2026-11-23T10:12:00+07:00")
    await run_all(house)
    await run_all(house)
    (words,) = await sent_digests(house)
    assert "terlambat" in words.lower()
    at(house, "2026-11-24T07:30:00+07:00")
    await run_all(house)
    assert "terlambat" not in (await sent_digests(house))[1].lower()


async def test_after_a_stop_of_days_only_the_newest_digest_comes(house: House) -> None:
    await bind(house, "Rina")
    at(house, "2026-11-23T07:00:00+07:00")
    await run_all(house)
    at(house, "2026-11-26T11:00:00+07:00")
    await run_all(house)
    assert await house.database.read(kept) == [("Rina", date(2026, 11, 26))]
    assert len(await sent_digests(house)) == 1


async def test_a_digest_whose_job_was_planned_before_the_stop_is_not_sent_days_later(house: House) -> None:
    await bind(house, "Rina")

    def plan(connection: Connection) -> None:
        rows.plan(connection, "digest", "digest:1:2026-11-20", MORNING - timedelta(days=3))

    await house.database.run(plan)
    await run_all(house)
    assert await house.database.read(kept) == [("Rina", date(2026, 11, 23))]


async def test_whoever_is_bound_after_half_past_seven_begins_tomorrow(house: House) -> None:
    await bind(house, "Rina", at=MORNING + timedelta(minutes=1))
    at(house, "2026-11-23T08:00:00+07:00")
    await run_all(house)
    assert await sent_digests(house) == []


@pytest.mark.parametrize("column", ["blocked_at", "stopped_at"])
async def test_whoever_wants_nothing_gets_no_digest(house: House, column: str) -> None:
    await bind(house, "Rina", "Budi")
    await house.database.run(lambda c: people.change_person(c, 1, **{column: BOUND}))
    await run_all(house)
    assert await house.database.read(kept) == [("Budi", date(2026, 11, 23))]


async def test_whoever_leaves_between_planning_and_sending_gets_no_digest(house: House) -> None:
    await bind(house, "Rina")

    def leave(connection: Connection) -> None:
        rows.plan(connection, "digest", "digest:1:2026-11-23", MORNING)
        connection.execute(staff_table.update().values(left_at=BOUND))

    await house.database.run(leave)
    await run_all(house)
    assert await sent_digests(house) == []


async def test_the_digest_of_one_that_fails_holds_up_nobody_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await bind(house, "Rina", "Budi")
    send = reports.send_digest

    def fail(connection: Connection, of: House, staff_id: int, day: date, when: datetime) -> bool:
        if staff_id == 1 and of.now() < MORNING + timedelta(minutes=3):
            send(connection, of, staff_id, day, when)
            raise ValueError("defect")
        return send(connection, of, staff_id, day, when)

    monkeypatch.setattr("bot.jobs.send_digest", fail)
    await run_all(house)
    assert await house.database.read(kept) == [("Budi", date(2026, 11, 23))]
    for _ in range(4):
        assert isinstance(house.now, Clock)
        house.now.forward(minutes=2)
        await run_all(house)
    assert len(await house.database.read(kept)) == len(await sent_digests(house)) == 2


async def test_a_job_whose_process_died_is_done_by_another_after_the_lease(house: House) -> None:
    await bind(house, "Rina")
    await house.database.run(lambda c: jobs.digests(c, house, planned(c, house), MORNING))
    dead = await house.database.run(scheduler.next_job, house, MORNING)
    assert dead is not None
    await run_all(house)
    taken = [
        row.key
        for row in await house.database.read(lambda c: c.execute(select(job).where(job.c.done_at.is_not(None))).all())
    ]
    assert dead.key not in taken
    assert isinstance(house.now, Clock)
    house.now.forward(seconds=121)
    await run_all(house)
    assert len(await sent_digests(house)) == 1
    with pytest.raises(rows.LostLeaseError):
        await house.database.run(scheduler.perform, house, dead, MORNING)
    assert len(await sent_digests(house)) == 1


def planned(connection: Connection, house: House) -> Row[Any]:
    jobs.plan_day(connection, house, house.now())
    return connection.execute(select(job).where(job.c.kind == "digests")).one()


async def test_a_job_that_two_hold_at_once_is_done_once(house: House) -> None:
    """The first was only slow: his lease lapsed, another took the job, and now both come to the end of it."""
    await bind(house, "Rina")
    await house.database.run(lambda c: jobs.digests(c, house, planned(c, house), MORNING))

    async def hold(when: datetime) -> Row[Any]:
        found = await house.database.run(rows.claim_job, when, 120.0, "digest")
        assert found is not None
        return found

    slow, heir = await hold(MORNING), await hold(MORNING + timedelta(seconds=121))
    done = await asyncio.gather(
        *(house.database.run(scheduler.perform, house, held, MORNING) for held in (slow, heir)), return_exceptions=True
    )
    assert [type(one) for one in done] == [rows.LostLeaseError, type(None)]
    assert len(await sent_digests(house)) == 1


async def test_a_fragment_that_grows_while_its_silence_is_dealt_with_is_not_cut_off(house: House) -> None:
    chat = Chat(house, "siti")
    await chat.send(talking.update("siti", "blorp", house.now()))
    assert isinstance(house.now, Clock)
    house.now.forward(seconds=3)
    held = await house.database.run(rows.claim_job, house.now(), 120.0, "silence")
    assert held is not None
    await chat.send(talking.update("siti", "zxcv", house.now()))
    with pytest.raises(rows.LostLeaseError):
        await house.database.run(scheduler.perform, house, held, house.now())
    person = await house.database.read(people.get_person, chat.stored[0].person_id)
    assert State.from_json(person.state).fragment == "blorp zxcv"
    assert await chat.bubbles() == []
    house.now.forward(seconds=2)
    await run_all(house)
    assert len(await chat.bubbles()) == 1


async def test_a_silence_after_a_block_or_a_deletion_is_no_event(house: House) -> None:
    chat = Chat(house, "siti")
    await chat.send(talking.update("siti", "blorp", house.now()))
    await chat.send(Inbound("telegram", "b", "siti", None, blocked=True))
    assert isinstance(house.now, Clock)
    house.now.forward(seconds=3)
    await run_all(house)
    assert await chat.bubbles() == []
    assert (await house.database.read(people.get_person, 1)).blocked_at is not None


async def test_the_scheduler_runs_what_is_due_and_stops_when_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "IDLE", 0.05)
    await bind(house, "Rina")
    at(house, "2026-11-23T07:29:59.900000+07:00")
    news: list[int | None] = []
    runner = Scheduler(house, news.append)
    loop = asyncio.create_task(runner.run())
    await until(lambda: len(news) >= 1)
    at(house, "2026-11-23T07:30:00+07:00")

    async def arrived() -> bool:
        return len(await sent_digests(house)) == 1

    await until(arrived)
    runner.stop()
    await asyncio.wait_for(loop, 5)


async def test_a_database_that_fails_for_a_moment_does_not_stop_the_scheduler(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "IDLE", 0.02)
    tries = 0

    def fail(connection: Connection, of: House, now: datetime) -> None:
        nonlocal tries
        tries += 1
        raise OSError("no space")

    monkeypatch.setattr(jobs, "plan_day", fail)
    runner = Scheduler(house, nothing)
    loop = asyncio.create_task(runner.run())
    await until(lambda: tries > 2)
    runner.stop()
    await asyncio.wait_for(loop, 5)


@pytest.fixture
async def two_houses(postgresql_url: str, book: Book) -> AsyncIterator[list[House]]:
    houses = [talking.house_on(Database(postgresql_url), book, Clock(MORNING)) for _ in range(2)]
    yield houses
    for house in houses:
        await house.database.close()


async def test_two_processes_share_the_work_of_the_morning(two_houses: list[House]) -> None:
    await bind(two_houses[0], *(f"Petugas{number}" for number in range(10)))
    await asyncio.gather(*(run_all(house) for house in two_houses for _ in range(3)))
    assert len(await sent_digests(two_houses[0])) == 10
    assert len(set(await two_houses[0].database.read(kept))) == 10
