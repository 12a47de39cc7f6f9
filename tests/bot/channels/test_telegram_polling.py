"""The polling loop over real HTTP: nothing is confirmed before it is stored, and trouble is told in words."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram_polling import TROUBLES, Backoff, Poller
from bot.message import Inbound
from dialogue.text import Text
from tests.fakes.telegram import FakeTelegram, over_http

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SITI, DEDI = 501, 502


@dataclass
class Inbox:
    """Stores what it is given; `breaks` tells which texts cannot be stored, and how often."""

    breaks: dict[str, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    troubles: list[Text | None] = field(default_factory=list)
    parked: list[str] = field(default_factory=list)

    async def receive(self, inbound: Inbound) -> None:
        await asyncio.sleep(0)
        text = inbound.event.text if inbound.event else "-"
        if self.breaks.get(text, 0) > 0:
            self.breaks[text] -= 1
            raise RuntimeError("the disk is full of " + text)
        self.seen.append(text)

    async def park(self, inbound: Inbound) -> None:
        assert inbound.event is not None
        self.parked.append(inbound.event.text)


@dataclass
class World:
    fake: FakeTelegram
    inbox: Inbox
    poller: Poller


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with over_http() as (fake, channel):
        inbox = Inbox()
        poller = Poller(
            channel,
            inbox.receive,
            stop=asyncio.Event(),
            clock=lambda: NOW,
            alarm=inbox.troubles.append,
            backoff=Backoff(0.005, 0.02),
        )
        yield World(fake, inbox, poller)


@asynccontextmanager
async def running(poller: Poller) -> AsyncIterator[None]:
    """The loop, until the block is left; it has to stop at once."""
    task = asyncio.create_task(poller.run())
    try:
        yield
    finally:
        poller.stop.set()
        await asyncio.wait_for(task, 2)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def asked(fake: FakeTelegram) -> list[int | None]:
    return [fields.get("offset") for method, fields in fake.calls if method == "getUpdates"]


async def test_updates_come_in_order_and_are_confirmed_afterwards(world: World) -> None:
    last = [world.fake.user_says(SITI, text) for text in ("satu", "dua", "tiga")][-1]["update_id"]
    async with running(world.poller):
        await until(lambda: len(asked(world.fake)) > 1)
        assert world.inbox.seen == ["satu", "dua", "tiga"]
        assert asked(world.fake)[:2] == [None, last + 1]
        world.fake.user_says(SITI, "empat")
        await until(lambda: world.inbox.seen[-1] == "empat")


async def test_only_what_the_bot_understands_is_asked_for(world: World) -> None:
    async with running(world.poller):
        await until(lambda: bool(asked(world.fake)))
    assert world.fake.allowed == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_nothing_is_confirmed_before_it_is_stored(world: World) -> None:
    world.fake.user_says(SITI, "satu")
    stored = asyncio.Event()
    world.poller.receive = lambda inbound: waiting(stored)
    async with running(world.poller):
        await until(lambda: bool(asked(world.fake)))
        await asyncio.sleep(0.05)
        assert (len(asked(world.fake)), len(world.fake.updates)) == (1, 1)
        stored.set()
        await until(lambda: not world.fake.updates)


async def waiting(event: asyncio.Event) -> None:
    await event.wait()


async def test_an_update_that_was_stored_but_not_confirmed_comes_again_after_a_restart(world: World) -> None:
    number = world.fake.user_says(SITI, "satu")["update_id"]
    numbers: list[str] = []

    async def receive(inbound: Inbound) -> None:
        numbers.append(inbound.provider_id)
        world.poller.stop.set()

    world.poller.receive = receive
    await world.poller.run()
    world.poller.stop.clear()
    world.poller.offset = None
    await world.poller.run()
    assert numbers == [str(number)] * 2


async def test_a_failed_update_is_tried_again_before_the_next_of_the_same_person(world: World) -> None:
    world.inbox.breaks = {"satu": 2}
    for chat, text in ((SITI, "satu"), (SITI, "dua"), (DEDI, "lain")):
        world.fake.user_says(chat, text)
    async with running(world.poller):
        await until(lambda: not world.fake.updates)
    assert world.inbox.seen == ["lain", "satu", "dua"]


async def test_a_stuck_update_is_told_and_stops_nobody_else(world: World) -> None:
    world.inbox.breaks = {"satu": 10**9}
    stuck = world.fake.user_says(SITI, "satu")["update_id"]
    async with running(world.poller):
        await until(lambda: bool(world.inbox.troubles))
        world.fake.user_says(DEDI, "dua")
        await until(lambda: world.inbox.seen == ["dua"])
        assert world.inbox.troubles == [TROUBLES["telegram_update_stuck"]]
        assert world.fake.updates[0]["update_id"] == stuck
        world.inbox.breaks = {}
        await until(lambda: world.inbox.troubles[-1] is None)
    assert world.inbox.seen == ["dua", "satu"]


async def test_an_update_that_fails_for_ever_is_parked_and_then_confirmed(world: World) -> None:
    world.poller.park = world.inbox.park
    world.inbox.breaks = {"satu": 10**9}
    world.fake.user_says(SITI, "satu")
    world.fake.user_says(SITI, "dua")
    async with running(world.poller):
        await until(lambda: world.inbox.seen == ["dua"])
    assert (world.inbox.parked, 10**9 - world.inbox.breaks["satu"]) == (["satu"], 5)


async def test_an_update_that_cannot_be_read_is_passed_over(world: World) -> None:
    world.fake.push("message", {"date": "gestern"})
    world.fake.user_says(SITI, "dua")
    with capture_logs() as logs:
        async with running(world.poller):
            await until(lambda: world.inbox.seen == ["dua"])
    assert [line["event"] for line in logs] == ["telegram_update_unreadable"]


async def test_ids_may_start_anew_after_a_quiet_week(world: World) -> None:
    world.fake.count = 10**9
    world.poller.long_poll = 0
    world.fake.user_says(SITI, "satu")
    async with running(world.poller):
        await until(lambda: any(asked(world.fake)) and asked(world.fake)[-1] is None)
        assert world.inbox.seen == ["satu"]
        world.fake.count = 5
        world.fake.user_says(SITI, "dua")
        await until(lambda: world.inbox.seen == ["satu", "dua"])


@pytest.mark.parametrize(
    "fault",
    [{"status": 502}, {"drop": "before"}, {"drop": "after"}, {"body": "[]"}, {"body": '{"ok":true,"result":7}'}],
    ids=str,
)
async def test_trouble_on_the_way_is_told_when_it_lasts_and_when_it_is_over(
    world: World, fault: dict[str, str]
) -> None:
    world.fake.fail("getUpdates", times=4, **fault)
    world.fake.user_says(SITI, "satu")
    async with running(world.poller):
        await until(lambda: world.inbox.seen == ["satu"] and len(world.inbox.troubles) == 2)
    assert world.inbox.troubles == [TROUBLES["telegram_unreachable"], None]


async def test_a_short_trouble_is_told_to_nobody(world: World) -> None:
    world.fake.fail("getUpdates", times=2, status=500)
    world.fake.user_says(SITI, "satu")
    async with running(world.poller):
        await until(lambda: not world.fake.updates)
    assert (world.inbox.seen, world.inbox.troubles) == (["satu"], [])


async def test_a_pause_that_telegram_asks_for_is_kept(world: World) -> None:
    world.fake.fail("getUpdates", status=429, retry_after=1)
    async with running(world.poller):
        await until(lambda: world.poller.bad_rounds == 1)
        await asyncio.sleep(0.1)
        assert len(asked(world.fake)) == 0


async def test_a_webhook_that_is_still_set_is_told_in_words(world: World) -> None:
    world.fake.set_webhook({"url": "https://sapakop.example/telegram"})
    world.fake.user_says(SITI, "satu")
    async with running(world.poller):
        await until(lambda: bool(world.inbox.troubles))
        assert world.inbox.troubles == [TROUBLES["telegram_webhook_set"]]
        world.fake.delete_webhook({})
        await until(lambda: world.inbox.seen == ["satu"])
    assert world.inbox.troubles[-1] is None


async def test_two_programs_with_one_token_are_told_in_words(world: World) -> None:
    other = Poller(world.poller.channel, world.inbox.receive, asyncio.Event(), lambda: NOW, world.inbox.troubles.append)
    other.backoff = world.poller.backoff
    async with running(world.poller), running(other):
        await until(lambda: TROUBLES["telegram_other_poller"] in world.inbox.troubles)


async def test_a_bad_token_is_told_in_words(world: World) -> None:
    world.fake.token = "777:another"
    with capture_logs() as logs:
        async with running(world.poller):
            await until(lambda: bool(world.inbox.troubles))
    assert world.inbox.troubles == [TROUBLES["telegram_bad_token"]]
    assert {line["event"] for line in logs} == {"telegram_bad_token"}


def test_pauses_grow_to_a_limit_and_differ_by_chance() -> None:
    backoff = Backoff(1.0, 60.0)
    for times, most in ((1, 1), (2, 2), (4, 8), (7, 60), (10_000, 60)):
        assert all(most / 2 <= backoff.pause(times) <= most for _ in range(20))
    assert len({backoff.pause(7) for _ in range(20)}) > 1
