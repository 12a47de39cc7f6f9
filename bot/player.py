"""Plays a script: each input through a surface (terminal, Telegram, web) into the real inbox, on a clock of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, Row, select, update

from bot import jobs
from bot.house import House
from bot.inbox import store
from bot.message import Inbound
from bot.scheduler import perform
from bot.script import Input, Script, WrongScriptError, block
from db import jobs as job_rows
from db import outbox
from db import people as person_rows
from db import staff as staff_rows
from db.models import outbox as messages
from db.models import person

TICK, DAY = timedelta(microseconds=1), timedelta(days=1)
SWEEP_AT = time(8)
"""In a talk that waits time is swept once a day, when the office opens."""


@dataclass(frozen=True)
class Shown:
    """A bubble as the person sees it: plain words (with the name of its file) and the labels of its choices."""

    text: str
    labels: tuple[str, ...]


class Surface(Protocol):
    """How a person on one channel does things and sees things."""

    channel: str

    def address(self, who: str) -> str:
        """The channel's id of a person of the talk."""
        ...

    def inbound(self, who: str, step: Input, at: datetime) -> Inbound:
        """What the channel makes of an input. Raises WrongScriptError for a tap on a label that was never shown."""
        ...

    def show(self, who: str, row: Row[Any]) -> Shown:
        """What the person sees of a row of the outbox, through the channel's own form of it."""
        ...


@dataclass
class Clock:
    """A clock that moves only when it is told to."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Player:
    """One talk on one database. `house.now` has to be `clock`."""

    house: House
    surface: Surface
    clock: Clock
    seen: dict[str, int] = field(default_factory=dict)
    last: int = 0

    async def play(self, script: Script) -> list[str]:
        """The whole talk as it went, in the grammar, with the script's own lines where they are."""
        await self.house.database.run(self.bind, script)
        inputs = {step.line: step for step in script.inputs}
        transcript: list[str] = []
        for number, line in enumerate(script.lines, start=1):
            if number in inputs:
                transcript.append(line)
                transcript += await self.do(inputs[number], script)
            elif not line or (line.startswith(("#", "@")) and "<" not in line.split(" ")[0]):
                transcript.append(line)
        return transcript

    def bind(self, connection: Connection, script: Script) -> None:
        """Bind the talk's staff."""
        codes = {name.lower(): code for code, name in self.house.book.villages.kecamatan}
        for staff in script.staff:
            unknown = [name for name in staff.kecamatan if name.lower() not in codes]
            if unknown:
                raise WrongScriptError(f"no kecamatan {unknown[0]!r}")
            person = person_rows.lock_person(
                connection, self.surface.channel, self.surface.address(staff.who), self.clock.now
            )
            territory = [codes[name.lower()] for name in staff.kecamatan]
            staff_rows.enlist(connection, person.id, staff.name, staff.role, territory, self.clock.now)

    async def do(self, step: Input, script: Script) -> list[str]:
        """One input and what everybody sees of it. No two inputs come at the same moment."""
        self.clock.now += TICK
        if step.verb == "wait":
            await self.wait(self.clock.now + step.wait)
        news = await self.house.database.run(self.happen, step)
        everybody = dict.fromkeys((step.who, *(s.who for s in script.inputs), *(s.who for s in script.staff)))
        shown = [(who, self.surface.show(who, row)) for who in everybody for row in news if self.is_for(who, row)]
        return [line for who, seen in shown for line in block(who, seen.text, seen.labels)]

    def is_for(self, who: str, row: Row[Any]) -> bool:
        return bool(row.external_id == self.surface.address(who))

    def happen(self, connection: Connection, step: Input) -> Sequence[Row[Any]]:
        """What an input brings anybody; the wait for a second half ends at once when no more is written."""
        if step.verb != "wait":
            store(connection, self.house, self.surface.inbound(step.who, step, self.clock.now))
            now = self.clock.now
            while not step.at_once and self.run_next(connection, now, only="silence"):
                self.clock.now = now
        return self.news(connection)

    def news(self, connection: Connection) -> Sequence[Row[Any]]:
        """What has arrived for anybody since the last look."""
        new = (messages.c.id > self.last, messages.c.status != outbox.DROPPED, messages.c.message != outbox.EMPTY)
        query = select(messages, person.c.external_id).join(person, person.c.id == messages.c.person_id).where(*new)
        rows = connection.execute(query.order_by(messages.c.id)).all()
        if rows:
            shown = (messages.c.id <= rows[-1].id, messages.c.status == outbox.WAITING)
            connection.execute(update(messages).where(*shown).values(status=outbox.SENT))
            self.last = rows[-1].id
        return rows

    async def wait(self, until: datetime) -> None:
        """Let the time pass, each job at its own hour."""
        while await self.house.database.run(self.run_next, until):
            pass
        self.clock.now = until

    def run_next(self, connection: Connection, until: datetime, only: str | None = None) -> bool:
        """Run the next job that is due by then (of a kind: in any case), at its hour; False when there is none.

        The sweep comes less often than in service: what it does by the day shows just as well.
        """
        if only is None:
            jobs.plan_day(connection, self.house, self.clock.now)
            jobs.plan_day(connection, self.house, self.clock.now + DAY)
        job = job_rows.first_open(connection, only)
        if job is None or (only is None and job.due_at > until):
            return False
        self.clock.now = max(self.clock.now, job.due_at)
        held = job_rows.claim_job(connection, self.clock.now, kind=only)
        if held is None:
            return False
        perform(connection, self.house, held, self.clock.now)
        if held.kind == "sweep":
            job_rows.replan(connection, "sweep", "sweep", self.next_sweep())
        return True

    def next_sweep(self) -> datetime:
        zone = self.house.settings.zone
        today = datetime.combine(self.clock.now.astimezone(zone).date(), SWEEP_AT, zone)
        return today if today > self.clock.now else today + DAY

    async def arrived(self, who: str) -> list[Shown]:
        """The bubbles since the last look, as the person sees them."""
        return [self.surface.show(who, row) for row in await self.house.database.run(self.fetch, who)]

    def fetch(self, connection: Connection, who: str) -> Sequence[Row[Any]]:
        channel, address = self.surface.channel, self.surface.address(who)
        person = person_rows.lock_person(connection, channel, address, self.clock.now)
        rows = outbox.messages_after(connection, person.id, self.seen.get(who, 0))
        if rows:
            self.seen[who] = rows[-1].id
            outbox.mark_read(connection, person.id, rows[-1].id, self.clock.now)
        return rows
