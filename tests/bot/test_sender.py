"""The sender: what every kind of failure means, order for each person, nobody held up by anybody else."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select

from bot import sender as sending
from bot.channels import SendError
from bot.house import House
from bot.message import Message, Span
from bot.sender import Sender
from db import outbox, people
from db.engine import Database
from db.models import outbox as table
from db.models import person
from knowledge.book import Book
from tests import talking
from tests.fakes.channel import FakeChannel
from tests.patience import until
from tests.talking import MONDAY, Clock


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book)


def put(connection: Connection, /, who: str, words: str, **values: Any) -> None:
    known: dict[str, Any] = {"kind": "reply", "repeatable": True, "at": MONDAY}
    row = people.lock_person(connection, "telegram", who, MONDAY)
    message = Message((Span(words),)).to_json()
    outbox.put(connection, person_id=row.id, channel="telegram", message=message, **{**known, **values})


def rows(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(table).order_by(table.c.id)).all()


async def fates(house: House) -> list[tuple[str, str | None]]:
    return [(row.status, row.error) for row in await house.database.read(rows)]


async def flush(sender: Sender, seconds: float = 0.0) -> None:
    """Send what is due now, and what becomes due within `seconds`."""
    assert isinstance(sender.house.now, Clock)
    end = sender.house.now() + timedelta(seconds=seconds)
    while True:
        while await sender.send_due():
            await sender.land()
        due = await sender.house.database.read(outbox.next_due, sender.channel.name, sender.channel.per_second)
        if due is None or due > end:
            break
        sender.house.now.now = max(due, sender.house.now() + timedelta(milliseconds=1))
    sender.house.now.now = end


async def test_what_waits_is_sent_and_settled(house: House) -> None:
    channel = FakeChannel()
    await house.database.run(put, "siti", "halo", tap="q1", replaces="88")
    await flush(Sender(house, channel))
    (row,) = await house.database.read(rows)
    assert (row.status, row.provider_id, row.sent_at, row.attempts) == ("sent", "m1", MONDAY, 1)
    assert [(one.words, one.tap, one.replaces) for one in channel.tried] == [("halo", "q1", "88")]


async def test_a_failure_that_may_pass_is_tried_again_later_and_later(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", *(SendError("server_error") for _ in range(4)))
    await house.database.run(put, "siti", "halo")
    sender, waits = Sender(house, channel), []
    for _ in range(4):
        await flush(sender)
        (row,) = await house.database.read(rows)
        waits.append((row.due_at - house.now()).total_seconds())
        assert (row.status, row.error) == ("waiting", "server_error")
        assert isinstance(house.now, Clock)
        house.now.now = row.due_at
    await flush(sender)
    assert waits == [1.0, 2.0, 4.0, 8.0]
    assert await fates(house) == [("sent", None)]
    assert channel.arrived["siti"] == ["halo"]


async def test_a_long_outage_costs_nobody_his_answer(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", *(SendError("unreachable") for _ in range(500)))
    await house.database.run(put, "siti", "halo")
    sender = Sender(house, channel)
    await flush(sender, seconds=3600)
    assert await fates(house) == [("waiting", "unreachable")]
    channel.failures.clear()
    await flush(sender, seconds=301)
    assert channel.arrived["siti"] == ["halo"]


async def test_after_a_day_a_message_is_given_up_and_makes_way(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", *(SendError("unreachable") for _ in range(500)))
    await house.database.run(put, "siti", "old")
    sender = Sender(house, channel)
    assert isinstance(house.now, Clock)
    house.now.forward(hours=48)
    await flush(sender, seconds=200)
    assert await fates(house) == [("waiting", "unreachable")], "the program stood still for two days: it is tried often"
    await flush(sender, seconds=200)
    assert await fates(house) == [("failed", "unreachable")]
    channel.failures.clear()
    await house.database.run(put, "siti", "new", at=house.now())
    await flush(sender, seconds=1)
    assert channel.arrived["siti"] == ["new"]


async def test_a_message_that_the_platform_refuses_is_not_sent_again(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", SendError("refused", permanent=True))
    for words in ("bad", "good"):
        await house.database.run(put, "siti", words)
    await flush(Sender(house, channel), seconds=3600)
    assert await fates(house) == [("failed", "refused"), ("sent", None)]
    assert [one.words for one in channel.tried] == ["bad", "good"]


async def test_whoever_blocked_us_is_marked_and_gets_nothing_more(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", SendError("forbidden", permanent=True, gone=True))
    for words in ("one", "two", "three"):
        await house.database.run(put, "siti", words)
    await house.database.run(put, "dedi", "other")
    await flush(Sender(house, channel), seconds=3600)
    assert await fates(house) == [("failed", "forbidden"), *[("dropped", "forbidden")] * 2, ("sent", None)]
    marked = select(person.c.external_id).where(person.c.blocked_at.is_not(None))
    assert await house.database.read(lambda c: c.execute(marked).scalars().all()) == ["siti"]
    assert [one.words for one in channel.tried] == ["one", "other"]


async def test_a_pause_that_the_platform_asks_for_holds_everybody_and_is_obeyed(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", SendError("too_many_requests", retry_after=7.0))
    await house.database.run(put, "siti", "halo")
    sender = Sender(house, channel)
    await flush(sender)
    await house.database.run(put, "dedi", "halo")
    await flush(sender, seconds=6.9)
    assert len(channel.tried) == 1
    await flush(sender, seconds=0.5)
    assert channel.arrived == {"siti": ["halo"], "dedi": ["halo"]}


async def test_a_pause_is_no_try_that_counts(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", *(SendError("too_many_requests", retry_after=30.0) for _ in range(12)))
    await house.database.run(put, "siti", "halo")
    await flush(Sender(house, channel), seconds=12 * 31)
    assert channel.arrived["siti"] == ["halo"]


async def test_who_was_sent_too_much_waits_alone_and_four_times_longer_each_time(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", *(SendError("pair_limit", person_only=True) for _ in range(4)))
    await house.database.run(put, "siti", "halo")
    await house.database.run(put, "dedi", "halo")
    sender = Sender(house, channel)
    await flush(sender, seconds=1 + 4 + 16 + 63)
    assert channel.arrived == {"dedi": ["halo"]}
    await flush(sender, seconds=2)
    assert channel.arrived["siti"] == ["halo"]


async def test_a_message_that_may_have_arrived_goes_again_only_when_that_is_safe(house: House) -> None:
    channel = FakeChannel()
    for who in ("siti", "rina"):
        channel.fail(who, SendError("unanswered", unknown=True))
    await house.database.run(put, "siti", "reply")
    await house.database.run(put, "rina", "digest", kind="digest", repeatable=False)
    await flush(Sender(house, channel), seconds=60)
    assert channel.arrived == {"siti": ["reply", "reply"], "rina": ["digest"]}
    assert await fates(house) == [("sent", None), ("unknown", "unanswered")]


async def test_a_person_gets_his_messages_in_order_whatever_happens_to_the_first(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", SendError("server_error"), SendError("server_error"))
    for words in ("1", "2", "3"):
        await house.database.run(put, "siti", words)
    await flush(Sender(house, channel), seconds=60)
    assert channel.arrived["siti"] == ["1", "2", "3"]
    assert [one.words for one in channel.tried] == ["1", "1", "1", "2", "3"]


async def test_a_message_that_our_own_code_fails_on_does_not_stand_in_the_way_for_ever(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", *(ValueError("defect") for _ in range(9)))
    await house.database.run(put, "siti", "broken")
    await flush(Sender(house, channel), seconds=60)
    assert await fates(house) == [("failed", "ValueError")]
    assert len(channel.tried) == sending.DEFECTS


async def test_a_row_that_cannot_be_read_fails_alone(house: House) -> None:
    channel = FakeChannel()
    await house.database.run(put, "siti", "x")
    await house.database.run(lambda c: c.execute(table.update().values(message="{broken")).rowcount)
    await house.database.run(put, "dedi", "halo")
    await flush(Sender(house, channel), seconds=60)
    assert channel.arrived == {"dedi": ["halo"]}
    assert [status for status, _ in await fates(house)] == ["failed", "sent"]


async def test_a_message_that_hangs_holds_up_nobody_but_its_own_person(house: House) -> None:
    channel = FakeChannel(delays={"slow": 60.0})
    for who in ("slow", "slow", "siti", "dedi"):
        await house.database.run(put, who, "halo")
    sender = Sender(house, channel)
    loop = asyncio.create_task(sender.run())
    await until(lambda: channel.arrived == {"siti": ["halo"], "dedi": ["halo"]})
    await house.database.run(put, "siti", "lagi")
    sender.wake()
    await until(lambda: channel.arrived["siti"] == ["halo", "lagi"])
    assert [one.external_id for one in channel.tried].count("slow") == 1
    sender.stop()
    await sender.land(within=0.0)
    await loop


async def test_no_more_messages_are_on_their_way_than_can_be_looked_after(house: House) -> None:
    channel = FakeChannel(per_second=100_000.0)
    for number in range(70):
        channel.delays[f"p{number}"] = 0.05
        await house.database.run(put, f"p{number}", "halo")
    sender = Sender(house, channel)
    loop = asyncio.create_task(sender.run())
    await until(lambda: len(channel.arrived) == 70)
    assert channel.most_at_once <= sending.FLYING
    sender.stop()
    await sender.land()
    await loop


async def test_whoever_stops_lets_what_is_on_its_way_arrive(house: House) -> None:
    channel = FakeChannel(delays={"siti": 0.3})
    await house.database.run(put, "siti", "halo")
    await house.database.run(put, "siti", "later")
    sender = Sender(house, channel)
    loop = asyncio.create_task(sender.run())
    await until(lambda: len(channel.tried) == 1)
    sender.stop()
    await sender.land()
    await loop
    assert [status for status, _ in await fates(house)] == ["sent", "waiting"]


async def test_a_database_that_fails_for_a_moment_does_not_stop_the_sender(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "IDLE", 0.05)
    channel, failing = FakeChannel(), True
    claim = sending.claim

    def broken(*args: Any) -> Any:
        if failing:
            raise OSError("no space")
        return claim(*args)

    monkeypatch.setattr(sending, "claim", broken)
    await house.database.run(put, "siti", "halo")
    sender = Sender(house, channel)
    loop = asyncio.create_task(sender.run())
    await asyncio.sleep(0.1)
    failing = False
    await until(lambda: channel.arrived["siti"] == ["halo"])
    sender.stop()
    await loop


async def test_an_idle_sender_rests(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is due but a message that stands behind one on its way: the database is not asked over and over."""
    channel = FakeChannel(delays={"siti": 5.0})
    looks = 0
    claim = sending.claim

    def counted(*args: Any) -> Any:
        nonlocal looks
        looks += 1
        return claim(*args)

    monkeypatch.setattr(sending, "claim", counted)
    for words in ("1", "2"):
        await house.database.run(put, "siti", words)
    sender = Sender(house, channel)
    loop = asyncio.create_task(sender.run())
    await until(lambda: len(channel.tried) == 1)
    await asyncio.sleep(0.5)
    assert looks <= 3
    sender.stop()
    await sender.land(within=0.0)
    await loop


async def test_two_senders_on_one_postgresql_send_everything_once_and_in_order(postgresql_url: str, book: Book) -> None:
    houses = [talking.house_on(Database(postgresql_url), book) for _ in range(2)]
    channel = FakeChannel(delays={f"p{number}": 0.01 for number in range(20)})

    def fill(connection: Connection) -> None:
        for words in range(4):
            for number in range(20):
                put(connection, f"p{number}", str(words))

    await houses[0].database.run(fill)
    senders = [Sender(house, channel) for house in houses]
    loops = [asyncio.create_task(sender.run()) for sender in senders]
    await until(lambda: sum(map(len, channel.arrived.values())) >= 80)
    await asyncio.sleep(0.1)
    assert dict(channel.arrived) == {f"p{number}": ["0", "1", "2", "3"] for number in range(20)}
    for sender, loop in zip(senders, loops, strict=True):
        sender.stop()
        await loop
    assert {status for status, _ in await fates(houses[0])} == {"sent"}
    for house in houses:
        await house.database.close()
