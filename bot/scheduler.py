"""The scheduler: jobs are rows; each kind is one function, and every process may run any of them."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from bot import jobs
from bot.house import House
from db import jobs as rows

log = structlog.get_logger()

IDLE = 5.0
LATER = timedelta(minutes=1)
MOST = 30
"""A job that failed waits as many minutes as it has failed times, but no more than these."""

RUN: Mapping[str, Callable[[Connection, House, Row[Any], datetime], datetime | None]] = {
    "silence": jobs.silence,
    "reminder": jobs.reminder,
    "digests": jobs.digests,
    "digest": jobs.digest,
    "sweep": jobs.sweep,
    "request": jobs.request,
    "tombstone": jobs.tombstone,
}
"""Each job in one transaction; what it returns is when it is due again, None: done."""


class Scheduler:
    """Runs what is due until `stop`. `arrived` is called when a job may have put messages into the outbox."""

    def __init__(self, house: House, arrived: Callable[[int | None], None]) -> None:
        self.house = house
        self.arrived = arrived
        self.wakened = asyncio.Event()
        self.stopped = False

    def wake(self) -> None:
        self.wakened.set()

    def stop(self) -> None:
        self.stopped = True
        self.wake()

    async def run(self) -> None:
        """Run jobs until `stop`."""
        while not self.stopped:
            self.wakened.clear()
            try:
                if not await self.run_due():
                    await self.rest()
            except Exception as error:
                log.error("scheduler_failed", error=type(error).__name__)
                await asyncio.sleep(IDLE)

    async def rest(self) -> None:
        due = await self.house.database.read(rows.next_job_at)
        wait = min(IDLE, max(0.02, (due - self.house.now()).total_seconds())) if due else IDLE
        try:
            await asyncio.wait_for(self.wakened.wait(), wait)
        except TimeoutError:
            return

    async def run_due(self) -> bool:
        """Run one job; False when none is due. The day's jobs are planned first, so a missed day is caught up."""
        now = self.house.now()
        job = await self.house.database.run(next_job, self.house, now)
        if job is None:
            return False
        try:
            await self.house.database.run(perform, self.house, job, now)
        except rows.LostLeaseError:
            log.warning("job_lost", kind=job.kind, job=job.id)
        except Exception as error:
            log.error("job_failed", kind=job.kind, job=job.id, error=type(error).__name__)
            await self.house.database.run(rows.release, job, now + LATER * min(job.tries, MOST))
        self.arrived(None)
        return True


def next_job(connection: Connection, house: House, now: datetime) -> Row[Any] | None:
    jobs.plan_day(connection, house, now)
    return rows.claim_job(connection, now)


def perform(connection: Connection, house: House, job: Row[Any], now: datetime) -> None:
    """Run a job and settle it in the same transaction: it happens once. Raise `db.jobs.LostLeaseError` when it was
    somebody else's meanwhile."""
    again = RUN[job.kind](connection, house, job, now)
    if again is None:
        rows.finish(connection, job, now)
    else:
        rows.release(connection, job, again)
