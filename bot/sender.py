"""The sender: takes due messages from the outbox, in order for each person, and settles what became of each."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from bot.channels import Channel, SendError
from bot.documents import Made, Shelf, UnmadeError, without_file
from bot.house import House
from bot.message import Message
from db import outbox
from db import people as person_rows
from db.refs import ref_of

log = structlog.get_logger()

LEASE = 90.0
"""Seconds after which a message whose sender is silent is no longer his; longer than any channel's time-out."""
FLYING = 50
"""Messages on their way at once: one that hangs holds up nobody but its own person."""
KEEP_TRYING, TRIES = timedelta(hours=24), 8
"""A message that could not be sent for so long and so often is given up: an outage of hours, or a program that stood
still for days, costs nobody an answer."""
DEFECTS = 3
"""Tries of a message that our own code fails on, so that it does not stand before its person's others for a day."""
IDLE = 5.0
"""Seconds after which the outbox is looked at although nobody woke the sender (another process may have written)."""
GRACE = 10.0
"""Seconds that messages on their way have to arrive when the program stops."""


class Sender:
    """One channel's sender. `wake` it after a commit."""

    def __init__(self, house: House, channel: Channel) -> None:
        self.house = house
        self.channel = channel
        self.wakened = asyncio.Event()
        self.flying: set[asyncio.Task[None]] = set()
        self.stopped = False
        self.shelf = Shelf()

    def wake(self) -> None:
        self.wakened.set()

    async def run(self) -> None:
        """Send until `stop`."""
        while not self.stopped:
            self.wakened.clear()
            try:
                if not await self.send_due():
                    await self.rest()
            except Exception as error:
                log.error("sender_failed", channel=self.channel.name, error=type(error).__name__)
                await asyncio.sleep(IDLE)

    def stop(self) -> None:
        """Take nothing more; `land` waits for what is on its way."""
        self.stopped = True
        self.wake()

    async def land(self, within: float = GRACE) -> None:
        """Wait for what is on its way; what has not arrived by then is left to its lease."""
        if self.flying:
            await asyncio.wait(self.flying, timeout=within)
        for flight in self.flying:
            flight.cancel()

    async def rest(self) -> None:
        """Sleep until somebody writes, a message arrives, or the next one is due."""
        due = None
        if len(self.flying) < FLYING:
            due = await self.house.database.read(outbox.next_due, self.channel.name, self.channel.per_second)
        wait = min(IDLE, max(0.02, (due - self.house.now()).total_seconds())) if due else IDLE
        try:
            await asyncio.wait_for(self.wakened.wait(), wait)
        except TimeoutError:
            return

    async def send_due(self) -> int:
        """Start sending what may be sent now; returns how many messages that were."""
        room = FLYING - len(self.flying)
        if room <= 0 or self.stopped:
            return 0
        rows = await self.house.database.run(claim, self.channel, self.house.now(), room)
        for row in rows:
            flight = asyncio.create_task(self.send(row))
            self.flying.add(flight)
            flight.add_done_callback(self.landed)
        return len(rows)

    def landed(self, flight: asyncio.Task[None]) -> None:
        self.flying.discard(flight)
        self.wake()
        if not flight.cancelled() and (error := flight.exception()):
            log.error("message_not_settled", channel=self.channel.name, error=type(error).__name__)

    async def send(self, row: Row[Any]) -> None:
        """One message to one person, and what became of it."""
        try:
            message, made = await self.complete(Message.from_json(row.message))
            provider_id = await self.channel.send(
                row.external_id,
                message,
                replaces=row.replaces,
                tap=row.tap,
                made=made,
                outside=row.outside,
                ref=ref_of(row.id, row.created_at, row.attempts + 1),
            )
        except SendError as error:
            failure = error
        except Exception as error:
            failure = SendError(type(error).__name__, unknown=True, permanent=row.attempts + 1 >= DEFECTS)
        else:
            await self.house.database.run(sent, row.id, provider_id, self.house.now())
            return
        log.warning("send_failed", channel=self.channel.name, message=row.id, reason=failure.reason)
        await self.house.database.run(failed, row, failure, self.channel, self.house.now())

    async def complete(self, message: Message) -> tuple[Message, Made | None]:
        """A message with its file, made now; where it cannot be made, its words arrive and say so."""
        if message.file is None:
            return message, None
        try:
            return message, await self.shelf.take(message.file, self.house.book)
        except UnmadeError:
            return without_file(message), None


def claim(connection: Connection, channel: Channel, now: datetime, most: int = FLYING) -> Sequence[Row[Any]]:
    """Give up dead leases, then lease what is due."""
    outbox.give_up_leases(connection, channel.name, now)
    return outbox.claim_batch(
        connection,
        channel.name,
        now,
        per_second=channel.per_second,
        interval=channel.person_interval,
        burst=channel.burst,
        window=channel.window,
        lease=LEASE,
        most=most,
    )


def sent(connection: Connection, message_id: int, provider_id: str, now: datetime) -> None:
    outbox.settle(connection, message_id, outbox.SENT, now, provider_id=provider_id, error=None)


def failed(connection: Connection, row: Row[Any], error: SendError, channel: Channel, now: datetime) -> None:
    """What a failure means: never again, later, or nobody knows."""
    if error.gone:
        person_rows.change_person(connection, row.person_id, blocked_at=now)
        outbox.drop_open(connection, row.person_id, error.reason)
    tired = row.attempts >= TRIES and now - row.created_at > KEEP_TRYING
    if error.permanent or error.gone or tired:
        outbox.settle(connection, row.id, outbox.FAILED, now, error=error.reason)
    elif error.unknown and not row.repeatable:
        outbox.settle(connection, row.id, outbox.UNKNOWN, now, error=error.reason)
    else:
        wait = ladder(row.attempts, error) if error.retry_after is None else error.retry_after
        outbox.retry(connection, row.id, now + timedelta(seconds=wait), error.reason, begun(row.message, error.done))
        if error.retry_after is not None and not error.person_only:
            outbox.hold_channel(connection, channel.name, now + timedelta(seconds=wait), channel.per_second)


def begun(message: str, done: int) -> str | None:
    """The stored message of which so many parts have gone; None: it stays as it is."""
    return replace(Message.from_json(message), done=done).to_json() if done else None


def ladder(attempts: int, error: SendError) -> float:
    """Seconds before the next try after so many: longer each time, and soon much longer for who was sent too much."""
    return min(300.0, (4.0 if error.person_only else 2.0) ** min(attempts, 9))
