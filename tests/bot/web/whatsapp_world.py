"""Meta, people's phones, and a service between them: everything over HTTP on loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import Connection, Row, select

from bot.channels.whatsapp_library import create
from bot.channels.whatsapp_request import WhatsAppRequest
from bot.channels.whatsapp_templates import templates
from bot.commands.serve import connect_whatsapp
from bot.house import House
from bot.message import Message
from bot.service import Service
from bot.settings import load_settings
from bot.web.application import application, server
from db import outbox as messages
from db import people, staff
from db.engine import Database
from db.models import lead, outbox, person
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_people import WABA, Who
from tests.fakes.whatsapp_phones import Bubble
from tests.patience import until
from tests.talking import MONDAY

SITI = Who("6281234567890")
HIDDEN = Who(user_id="ID.13491208655302741918")
RINA = Who("6281399990000", "ID.13491208655302741920", "Rina")
FORM = ("/daftar", "Cikahuripan", "[Ya, benar]", "[Ya, boleh]", "Ibu Siti Aminah, bendahara")


@dataclass
class Ahead:
    """A clock that runs as ours does, from the Monday on which the tests talk, and that can be set forward."""

    by: timedelta = field(default_factory=lambda: MONDAY - datetime.now(UTC))

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.by

    def forward(self, **time: float) -> None:
        self.by += timedelta(**time)


@dataclass
class World:
    """Meta, people's phones, and a service between them."""

    whatsapp: FakeWhatsApp
    clock: Ahead
    house: House
    service: Service
    session: aiohttp.ClientSession

    def forward(self, **time: float) -> None:
        """Let the time pass; whoever waits for it looks at the clock again."""
        self.clock.forward(**time)
        self.service.arrived()

    async def says(self, who: Who, *lines: str) -> Bubble:
        """Words and [Labels], each when the answer to the one before has come; the last bubble."""
        for line in lines:
            before = len(self.whatsapp.join(who).bubbles)
            self.does(who, line)
            assert set(await self.whatsapp.deliver()) == {200}
            await self.gets(who, before + 1)
        return self.whatsapp.sent(who)[-1]

    def does(self, who: Who, line: str) -> None:
        if line.startswith("["):
            self.whatsapp.user_taps(who, line.strip("[]"))
        else:
            self.whatsapp.user_says(who, line)

    async def gets(self, who: Who, many: int) -> Sequence[Bubble]:
        """Wait until so many bubbles are on the phone, all of them settled."""
        await until(lambda: len(self.whatsapp.join(who).bubbles) >= many)
        await self.settled()
        return self.whatsapp.sent(who)

    async def settled(self) -> None:
        async def is_quiet() -> bool:
            return not any(row.status in messages.OPEN for row in await self.rows())

        await until(is_quiet)

    async def rows(self) -> Sequence[Row[Any]]:
        return await self.house.database.read(lambda c: c.execute(select(outbox).order_by(outbox.c.id)).all())

    async def fates(self) -> list[tuple[str, str | None, str | None]]:
        """Status, error and delivery of every message."""
        return [(row.status, row.error, row.delivery) for row in await self.rows()]

    async def ids(self) -> list[str]:
        query = select(person.c.external_id).order_by(person.c.id)
        return list(await self.house.database.read(lambda c: c.execute(query).scalars().all()))

    async def leads(self) -> list[tuple[Any, ...]]:
        query = select(lead.c.state, lead.c.name, lead.c.phone, lead.c.village)
        return [tuple(row) for row in await self.house.database.read(lambda c: c.execute(query).all())]

    async def enlist(self, who: Who) -> None:
        """Make somebody an officer for the whole regency, who has just written."""
        self.whatsapp.user_says(who, "halo")
        self.whatsapp.queue.clear()
        await self.house.database.run(enlist, who, self.clock())

    async def approve(self, purpose: str) -> None:
        template = templates()[purpose]
        request = WhatsAppRequest(self.session, self.whatsapp.token, self.whatsapp.url)
        await create(request, WABA, template)
        self.whatsapp.decide(template.name)
        assert await self.whatsapp.deliver() == [200]
        approved = self.house.channels["whatsapp"].approved  # type: ignore[attr-defined]
        await until(lambda: approved(template.name))

    async def tell(self, who: Who, message: Message) -> None:
        """A notice; it is not safe to repeat."""
        await self.house.database.run(tell, who, message, self.clock())
        self.service.arrived()


def enlist(connection: Connection, who: Who, at: datetime) -> None:
    row = people.lock_person(connection, "whatsapp", who.id, at)
    people.change_person(connection, row.id, heard_at=at)
    staff.enlist(connection, row.id, f"Ibu {who.name}", "petugas", (), at)


def tell(connection: Connection, who: Who, message: Message, at: datetime) -> None:
    row = people.lock_person(connection, "whatsapp", who.id, at)
    known: dict[str, Any] = {"person_id": row.id, "channel": "whatsapp", "kind": "notice", "at": at}
    messages.put(connection, message=message.to_json(), **known)


@asynccontextmanager
async def living(model: House, folder: Path, whatsapp: FakeWhatsApp, *, busy: bool = True) -> AsyncIterator[World]:
    """A service with WhatsApp as `sapakop serve` connects it. Not busy: nothing goes out."""
    clock = whatsapp.now
    assert isinstance(clock, Ahead)
    known = load_settings(data_dir=folder, _env_file=None, **whatsapp.settings())
    house = replace(model, settings=known, database=Database(known.url), channels={}, now=clock)
    bound = socket.create_server(("127.0.0.1", 0))
    whatsapp.webhook = f"http://127.0.0.1:{bound.getsockname()[1]}/whatsapp"
    async with aiohttp.ClientSession() as session:
        beside = await connect_whatsapp(house, session)
        service = Service(house)
        if busy:
            service.start(*beside)
        else:
            for loop in beside:
                loop.close()
        web = server(application(service), known)
        task = asyncio.create_task(web.serve([bound]))
        await until(lambda: web.started or task.done())
        try:
            yield World(whatsapp, clock, house, service, session)
        finally:
            web.should_exit = True
            await task
            await service.stop()
