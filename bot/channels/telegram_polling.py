"""Our own polling loop: the next offset is asked for only after what came before has been committed."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram import Telegram
from bot.channels.telegram_request import TooFastError, UnansweredError
from bot.channels.telegram_updates import ALLOWED, parse
from bot.message import Inbound
from dialogue.text import Text

log = structlog.get_logger()

STUCK_SECONDS = 5.0
TRIES = 5
TROUBLES = {
    "telegram_other_poller": Text("Ada program lain yang memakai token Telegram yang sama. Matikan salah satunya."),
    "telegram_webhook_set": Text(
        "Telegram masih mengantar pesan lewat webhook, jadi pesan tidak bisa dijemput. Hapus webhook itu, atau isi "
        "SAPAKOP_PUBLIC_URL."
    ),
    "telegram_bad_token": Text("Telegram menolak token bot. Periksa SAPAKOP_TELEGRAM_TOKEN."),
    "telegram_unreachable": Text("Telegram sedang tidak bisa dihubungi. Pesan yang masuk tidak hilang; dicoba terus."),
    "telegram_update_stuck": Text(
        "Satu pesan Telegram berulang kali gagal disimpan. Pesan itu tidak hilang dan dicoba terus; periksa log."
    ),
}
PATIENCE = {"telegram_other_poller": 2, "telegram_unreachable": 3, "telegram_update_stuck": TRIES}
"""Rounds with trouble before somebody is told; a restart that overlaps with the old program is no trouble yet."""

Answer = TypeVar("Answer")
Receive = Callable[[Inbound], Awaitable[None]]
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Backoff:
    """Pauses in seconds: doubling from `first` to `most`, each shortened by chance to between a half and all of it."""

    first: float = 1.0
    most: float = 60.0

    def pause(self, times: int) -> float:
        return min(self.most, self.first * 2.0 ** min(times - 1, 16)) * random.uniform(0.5, 1.0)


def silent(trouble: Text | None) -> None:
    """Tell nobody."""


@dataclass
class Poller:
    """Fetches updates until `stop` is set.

    receive: stores one update and returns after the commit. When it raises, the update stays unconfirmed and is tried
        again with growing pauses; later updates of the same person wait for it, other people's go on.
    park: where an update goes that has failed TRIES times; it is confirmed once `park` has returned. Without it the
        update is tried for ever and somebody is told, because confirming it would lose it. (Telegram shows 100
        unconfirmed updates at once: a stuck one blocks everybody only when 99 newer ones stand behind it.)
    alarm: told in words what is wrong, and None when it is over.

    No offset is stored: Telegram keeps it. After a restart, updates that were committed but not yet confirmed come
    again, and the inbox knows them by their ids.
    """

    channel: Telegram
    receive: Receive
    stop: asyncio.Event
    clock: Callable[[], datetime]
    alarm: Callable[[Text | None], None] = silent
    park: Receive | None = None
    backoff: Backoff = field(default_factory=Backoff)
    long_poll: int = 25
    offset: int | None = None
    done: set[int] = field(default_factory=set)
    failed: Counter[int] = field(default_factory=Counter)
    bad_rounds: int = 0
    told: str | None = None

    async def run(self) -> None:
        while not self.stop.is_set():
            await self.round()

    async def round(self) -> None:
        try:
            batch = await self.unless_stopped(self.fetch())
        except TelegramError as error:
            await self.rest(trouble_of(error), error.seconds if isinstance(error, TooFastError) else 0.0)
        else:
            if batch is not None and not await self.take(batch):
                await self.rest("telegram_update_stuck", 0.0)
            elif batch is not None:
                self.recover()

    async def fetch(self) -> Sequence[Raw]:
        """The unconfirmed updates from `offset` on, raw: the library refuses and logs a whole batch for one bad one."""
        if not self.channel.username:
            await self.channel.connect()
        query: dict[str, object] = {"timeout": self.long_poll, "allowed_updates": json.dumps(ALLOWED)}
        if self.offset is not None:
            query["offset"] = self.offset
        request = self.channel.request
        url = f"{self.channel.bot.base_url}/getUpdates?{urlencode(query)}"
        answer: Any = await request.post(url, read_timeout=self.long_poll + request.read)
        if not isinstance(answer, list) or not all(isinstance(raw, dict) and "update_id" in raw for raw in answer):
            raise UnansweredError("not a list of updates")
        return answer

    async def take(self, batch: Sequence[Raw]) -> bool:
        """Hand over what is new, each person's in order; confirm up to the first that is not done. All done?"""
        lanes: dict[str, list[tuple[int, Inbound]]] = {}
        for raw in batch:
            number = raw["update_id"]
            inbound = None if number in self.done else parse(raw, now=self.clock(), username=self.channel.username)
            if inbound is None:
                self.done.add(number)
            else:
                lanes.setdefault(inbound.external_id, []).append((number, inbound))
        await asyncio.gather(*(self.walk(lane) for lane in lanes.values()))
        return self.confirm([raw["update_id"] for raw in batch])

    async def walk(self, lane: Sequence[tuple[int, Inbound]]) -> None:
        for number, inbound in lane:
            try:
                await self.hand_over(number, inbound)
            except Exception as error:
                self.failed[number] += 1
                log.error(
                    "telegram_update_failed", update_id=number, error=type(error).__name__, times=self.failed[number]
                )
                return
            self.done.add(number)

    async def hand_over(self, number: int, inbound: Inbound) -> None:
        if self.park is None or self.failed[number] < TRIES:
            await self.receive(inbound)
        else:
            await self.park(inbound)
            log.error("telegram_update_parked", update_id=number)

    def confirm(self, numbers: Sequence[int]) -> bool:
        """Move the offset. After an empty answer none is sent: ids start anew at random after a quiet week."""
        left = [number for number in numbers if number not in self.done]
        self.offset = left[0] if left else numbers[-1] + 1 if numbers else None
        self.done.intersection_update(numbers if left else ())
        if not left:
            self.failed.clear()
        return not left

    def recover(self) -> None:
        self.bad_rounds = 0
        if self.told is not None:
            self.told = None
            self.alarm(None)

    async def rest(self, trouble: str, at_least: float) -> None:
        """Log, tell somebody once when it lasts, and pause."""
        self.bad_rounds += 1
        log.warning(trouble, times=self.bad_rounds)
        if self.bad_rounds >= PATIENCE.get(trouble, 1) and self.told != trouble:
            self.told = trouble
            self.alarm(TROUBLES[trouble])
        pause = self.backoff.pause(self.bad_rounds)
        if trouble == "telegram_update_stuck":
            pause = min(pause, STUCK_SECONDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stop.wait(), max(pause, at_least))

    async def unless_stopped(self, call: Coroutine[Any, Any, Answer]) -> Answer | None:
        """The answer of a call, given up as soon as we are to stop."""
        tasks = asyncio.create_task(call), asyncio.create_task(self.stop.wait())
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return tasks[0].result() if tasks[0].done() else None
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def trouble_of(error: TelegramError) -> str:
    """The name of what is wrong, a key of TROUBLES."""
    if isinstance(error, Conflict):
        return "telegram_webhook_set" if "webhook" in str(error).lower() else "telegram_other_poller"
    return "telegram_bad_token" if isinstance(error, InvalidToken) else "telegram_unreachable"
