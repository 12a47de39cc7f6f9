"""The running service: what comes in is stored, what is stored is sent, what is due is done."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.house import House
from bot.inbox import Stored, store
from bot.message import Inbound
from bot.scheduler import Scheduler
from bot.sender import GRACE, IDLE, Sender
from db import jobs, outbox

log = structlog.get_logger()


class Service:
    """Everything that runs beside the web server. `arrived` tells whoever shows a person's messages live."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.senders = {name: Sender(house, channel) for name, channel in house.channels.items()}
        self.scheduler = Scheduler(house, self.arrived)
        self.listeners: dict[int, set[asyncio.Event]] = {}
        self.tasks: list[asyncio.Task[None]] = []
        self.work: asyncio.Task[None] | None = None

    async def receive(self, inbound: Inbound) -> Stored:
        """Store one update; when this returns it is committed. Raises what the database raises."""
        stored = await self.house.database.run(store, self.house, inbound)
        self.arrived(stored.person_id)
        return stored

    def arrived(self, person_id: int | None = None) -> None:
        """Something may be waiting to be sent or shown."""
        for sender in self.senders.values():
            sender.wake()
        self.scheduler.wake()
        heard = self.listeners.get(person_id, set()) if person_id is not None else set().union(*self.listeners.values())
        for listener in heard:
            listener.set()

    def listen(self, person_id: int) -> asyncio.Event:
        """An event that is set when there is news for this person; `unlisten` when done."""
        event = asyncio.Event()
        self.listeners.setdefault(person_id, set()).add(event)
        return event

    def unlisten(self, person_id: int, event: asyncio.Event) -> None:
        self.listeners.get(person_id, set()).discard(event)
        if not self.listeners.get(person_id):
            self.listeners.pop(person_id, None)

    @property
    def workers(self) -> Sequence[Sender | Scheduler]:
        return (*self.senders.values(), self.scheduler)

    def start(self, *more: Coroutine[Any, Any, None]) -> None:
        """Start the senders, the scheduler, and what else has to run (a poller)."""
        self.work = asyncio.create_task(self.run_workers())
        self.tasks = [asyncio.create_task(loop) for loop in more]
        for task in (self.work, *self.tasks):
            task.add_done_callback(ended)

    async def run_workers(self) -> None:
        await self.take_over()
        await asyncio.gather(*(worker.run() for worker in self.workers))

    async def take_over(self) -> None:
        """On SQLite this is the only process: what the last one held when it ended is free at once."""
        held = self.house.database.sqlite
        while held:
            try:
                await self.house.database.run(recover, tuple(self.senders), self.house.now())
                held = False
            except Exception as error:
                log.error("take_over_failed", error=type(error).__name__)
                await asyncio.sleep(IDLE)

    async def stop(self) -> None:
        """Take in nothing more, let what is on its way arrive, close. Whatever is not committed will come again."""
        for task in self.tasks:
            task.cancel()
        for worker in self.workers:
            worker.stop()
        tasks = [*self.tasks, *([self.work] if self.work else [])]
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE)
        await asyncio.gather(*(sender.land() for sender in self.senders.values()))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.house.database.close()


def ended(task: asyncio.Task[None]) -> None:
    """A loop that fails is never silent."""
    if not task.cancelled() and (error := task.exception()):
        log.critical("service_loop_failed", error=type(error).__name__)


def recover(connection: Connection, channels: Sequence[str], now: datetime) -> None:
    """Give up the leases of a process that has ended."""
    for channel in channels:
        outbox.give_up_leases(connection, channel, now, all_of_them=True)
    jobs.give_up_leases(connection)
