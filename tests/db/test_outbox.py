"""The outbox: order for each person, the pace of a channel, and what becomes of messages whose sender died."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select

from db import outbox
from db.engine import Database
from db.models import outbox as table
from tests.db import seed

NOW = seed.MONDAY
SECOND = timedelta(seconds=1)


def put(connection: Connection, /, person_id: int, words: str = "{}", **values: Any) -> bool:
    known: dict[str, Any] = {"channel": "telegram", "kind": "reply", "at": NOW, "repeatable": True}
    return outbox.put(connection, person_id=person_id, message=words, **{**known, **values})


def fill(connection: Connection, persons: int, each: int = 1) -> None:
    """Messages "0", "1" … to every person, in turns."""
    ids = [seed.person(connection, f"p{number}") for number in range(persons)]
    for number in range(each):
        for person_id in ids:
            put(connection, person_id, str(number))


def claim(
    connection: Connection, now: datetime = NOW, *, rate: float = 25.0, interval: float = 1.0, most: int = 50
) -> Sequence[Row[Any]]:
    return outbox.claim_batch(
        connection, "telegram", now, per_second=rate, interval=interval, burst=3, lease=90.0, most=most
    )


def rows(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(table).order_by(table.c.id)).all()


def statuses(connection: Connection) -> list[str]:
    return [row.status for row in rows(connection)]


def settle_all(connection: Connection, claimed: Sequence[Row[Any]], now: datetime) -> None:
    for row in claimed:
        outbox.settle(connection, row.id, outbox.SENT, now, provider_id="m")


async def test_a_message_with_a_key_exists_once(database: Database) -> None:
    siti = await database.run(seed.person)
    made = await asyncio.gather(*(database.run(put, siti, key="digest:1:2026-11-23") for _ in range(8)))
    assert sorted(made) == [False] * 7 + [True]
    assert [await database.run(put, siti) for _ in range(2)] == [True, True]
    assert len(await database.read(rows)) == 3


async def test_a_second_message_waits_until_the_first_is_settled(database: Database) -> None:
    await database.run(fill, persons=2, each=3)
    order: list[tuple[int, str]] = []
    for step in range(3):
        claimed = await database.run(claim, NOW + step * SECOND)
        assert len(claimed) == 2
        assert await database.run(claim, NOW + step * SECOND) == []
        order += [(row.person_id, row.message) for row in claimed]
        await database.run(settle_all, claimed, NOW)
    assert [message for _, message in order] == ["0", "0", "1", "1", "2", "2"]


async def test_a_first_message_that_is_tried_again_keeps_its_place(database: Database) -> None:
    siti = await database.run(seed.person)
    for words in ("first", "second"):
        await database.run(put, siti, words)
    (first,) = await database.run(claim)
    await database.run(outbox.retry, first.id, NOW + 5 * SECOND, "server_error")
    assert await database.run(claim, NOW + SECOND) == []
    (again,) = await database.run(claim, NOW + 5 * SECOND)
    assert (again.message, again.attempts, again.error) == ("first", 1, "server_error")


async def test_a_message_that_failed_for_good_makes_way(database: Database) -> None:
    siti = await database.run(seed.person)
    for words in ("first", "second"):
        await database.run(put, siti, words)
    (first,) = await database.run(claim)
    await database.run(outbox.settle, first.id, outbox.FAILED, NOW, error="refused")
    assert [row.message for row in await database.run(claim)] == ["second"]


async def test_a_channel_is_never_faster_than_its_rate_in_any_window(database: Database) -> None:
    """A whole second's rate and the slack: what Telegram takes (30 a second) is never passed."""
    await database.run(fill, persons=60)
    sent: list[datetime] = []
    now = NOW
    for step in range(400):
        now = NOW + step * timedelta(milliseconds=37)
        claimed = await database.run(claim, now)
        sent += [now] * len(claimed)
        await database.run(settle_all, claimed, now)
        if len(sent) == 60:
            break
    assert len(sent) == 60
    for window in (0.2, 1.0, 3.0):
        most = max(sum(start <= at < start + timedelta(seconds=window) for at in sent) for start in set(sent))
        assert most <= 25 * (window + 0.2)
    assert now - NOW < timedelta(seconds=2.5)


async def test_one_person_gets_a_short_burst_and_then_one_an_interval(database: Database) -> None:
    await database.run(fill, persons=1, each=8)
    sent: list[float] = []
    for step in range(100):
        now = NOW + step * timedelta(milliseconds=100)
        claimed = await database.run(claim, now)
        sent += [(now - NOW).total_seconds()] * len(claimed)
        await database.run(settle_all, claimed, now)
    assert len(sent) == 8
    assert sent[2] <= 0.2
    assert all(later - earlier >= 0.9 for earlier, later in pairwise(sent[3:]))


async def test_whoever_has_used_up_his_burst_holds_up_nobody_else(database: Database) -> None:
    await database.run(fill, persons=1, each=5)
    for _ in range(3):
        await database.run(settle_all, await database.run(claim), NOW)
    await database.run(fill, persons=3)
    claimed = await database.run(claim, NOW, rate=1000.0)
    assert len({row.person_id for row in claimed}) == len(claimed) == 2


async def test_a_pause_that_the_platform_asks_for_is_kept_by_the_whole_channel(database: Database) -> None:
    await database.run(fill, persons=3)
    await database.run(outbox.hold_channel, "telegram", NOW + 7 * SECOND, 25.0)
    for seconds in (0.0, 3.0, 6.99):
        assert await database.run(claim, NOW + seconds * SECOND) == []
    assert await database.run(claim, NOW + 7.2 * SECOND) != []


async def test_a_shorter_pause_does_not_shorten_a_longer_one(database: Database) -> None:
    await database.run(fill, persons=1)
    await database.run(outbox.hold_channel, "telegram", NOW + 9 * SECOND, 25.0)
    await database.run(outbox.hold_channel, "telegram", NOW + SECOND, 25.0)
    assert await database.run(claim, NOW + 5 * SECOND) == []


async def test_a_slow_channel_still_sends_one_at_a_time(database: Database) -> None:
    await database.run(fill, persons=5)
    counts = [len(await database.run(claim, NOW + n * SECOND, rate=0.5)) for n in range(5)]
    assert counts == [1, 0, 1, 0, 1]


async def test_a_message_is_leased_by_one_of_many_senders(database: Database) -> None:
    await database.run(fill, persons=30)
    batches = await asyncio.gather(*(database.run(claim, NOW, rate=1000.0) for _ in range(8)))
    ids = [row.id for batch in batches for row in batch]
    assert len(ids) == len(set(ids)) == 30


async def test_nobody_takes_more_than_he_can_carry(database: Database) -> None:
    await database.run(fill, persons=10)
    assert len(await database.run(claim, NOW, rate=1000.0, most=4)) == 4


async def test_what_a_dead_sender_held_goes_again_only_when_that_is_safe(database: Database) -> None:
    siti, budi = await database.run(seed.person, "siti"), await database.run(seed.person, "budi")
    await database.run(put, siti, "reply")
    await database.run(put, budi, "digest", repeatable=False)
    await database.run(claim)
    assert await database.run(outbox.give_up_leases, "telegram", NOW + 89 * SECOND) == 0
    assert await database.run(outbox.give_up_leases, "web", NOW + 91 * SECOND) == 0
    assert await database.run(outbox.give_up_leases, "telegram", NOW + 91 * SECOND) == 2
    assert await database.read(statuses) == ["waiting", "unknown"]


async def test_the_only_process_need_not_wait_for_the_leases_of_its_forerunner(database: Database) -> None:
    await database.run(fill, persons=1)
    await database.run(claim)
    assert await database.run(outbox.give_up_leases, "telegram", NOW, all_of_them=True) == 1
    assert await database.read(statuses) == ["waiting"]


async def test_nothing_is_sent_to_whoever_blocked_us(database: Database) -> None:
    siti, budi = await database.run(seed.person, "siti"), await database.run(seed.person, "budi")
    for person_id in (siti, budi):
        for kind in ("reply", "notice", "digest"):
            await database.run(put, person_id, kind=kind)
    await database.run(outbox.drop_open, siti, "blocked")
    found = Counter((row.person_id, row.status) for row in await database.read(rows))
    assert found == {(siti, "dropped"): 3, (budi, "waiting"): 3}


async def test_stop_drops_what_nobody_asked_for_and_keeps_the_answers(database: Database) -> None:
    siti = await database.run(seed.person)
    for kind in ("notice", "reply", "digest"):
        await database.run(put, siti, kind=kind)
    await database.run(outbox.drop_open, siti, "stopped", outbox.UNASKED)
    assert await database.read(statuses) == ["dropped", "waiting", "dropped"]


async def test_the_next_look_is_when_something_may_be_sent(database: Database) -> None:
    due = outbox.next_due
    assert await database.read(due, "telegram", 25.0) is None
    siti = await database.run(seed.person)
    await database.run(put, siti, at=NOW + 30 * SECOND)
    assert await database.read(due, "telegram", 25.0) == NOW + 30 * SECOND
    assert await database.read(due, "web", 25.0) is None
    await database.run(put, siti, at=NOW)
    assert await database.read(due, "telegram", 25.0) == NOW + 30 * SECOND, "it stands behind the first"
    await database.run(outbox.hold_channel, "telegram", NOW + 60 * SECOND, 25.0)
    found = await database.read(due, "telegram", 25.0)
    assert found is not None
    assert abs((found - NOW).total_seconds() - 60.04) < 0.01


async def test_nothing_is_due_while_the_only_message_before_it_is_on_its_way(database: Database) -> None:
    siti = await database.run(seed.person)
    for words in ("first", "second"):
        await database.run(put, siti, words)
    await database.run(claim)
    assert await database.read(outbox.next_due, "telegram", 25.0) is None


async def test_a_channel_that_fetches_sees_its_messages_in_order_and_once(database: Database) -> None:
    siti = await database.run(seed.person)
    for words in ("a", "b", "c"):
        await database.run(put, siti, words, channel="web")
    await database.run(put, await database.run(seed.person, "other"), "x", channel="web")
    first = await database.read(outbox.messages_after, siti, 0)
    assert [row.message for row in first] == ["a", "b", "c"]
    await database.run(outbox.mark_read, siti, first[1].id, NOW)
    assert [row.message for row in await database.read(outbox.messages_after, siti, first[1].id)] == ["c"]
    assert await database.read(outbox.has_open, siti)
    await database.run(outbox.mark_read, siti, first[2].id, NOW)
    assert not await database.read(outbox.has_open, siti)
    assert await database.read(outbox.unsent) == {"sent": 3, "waiting": 1}


@pytest.mark.parametrize("status", [outbox.SENT, outbox.FAILED, outbox.UNKNOWN])
async def test_what_is_settled_is_never_claimed_again(database: Database, status: str) -> None:
    await database.run(fill, persons=1)
    (row,) = await database.run(claim)
    await database.run(outbox.settle, row.id, status, NOW, provider_id="9")
    assert await database.run(claim, NOW + timedelta(days=1)) == []
    (kept,) = await database.read(rows)
    assert (kept.status, kept.lease_until, kept.provider_id) == (status, None, "9")
    assert (kept.sent_at == NOW) is (status == outbox.SENT)
