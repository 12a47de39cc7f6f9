"""A house that writes to people on WhatsApp: messages into the outbox, and out of it to the fake Graph API."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_library import create
from bot.channels.whatsapp_templates import templates
from bot.house import House
from bot.message import Message, Span
from bot.sender import Sender
from db import outbox, people
from tests.bot.test_sender import flush
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_people import WABA, Who
from tests.talking import MONDAY, Clock

SITI = Who("6281234567890")
RINA = Who(user_id="ID.13491208655302741918", name="Rina")
DEDI = Who("6281399990000", "ID.13491208655302741920", "Dedi")
DAY = timedelta(days=1)


@dataclass
class Post:
    """Who writes to whom, through what."""

    house: House
    whatsapp: FakeWhatsApp
    channel: WhatsApp

    async def write(self, *lines: str, who: Who = SITI, **values: Any) -> None:
        for line in lines:
            await self.put(Message((Span(line),)), who=who, **values)

    async def put(self, message: Message, who: Who = SITI, **values: Any) -> None:
        await self.house.database.run(put, who, message, **{"at": self.house.now(), **values})

    async def flush(self, seconds: float = 0.0) -> None:
        await flush(Sender(self.house, self.channel), seconds)

    async def approve(self, purpose: str) -> None:
        """The template of a purpose is handed in, and Meta takes it."""
        template = templates()[purpose]
        await create(self.channel.request, WABA, template)
        self.whatsapp.decide(template.name)

    def is_silent(self) -> None:
        """Nobody writes for as long as a window is open."""
        assert isinstance(self.house.now, Clock)
        self.house.now.now += DAY

    async def hears(self, who: Who) -> None:
        """The person writes, now."""
        self.whatsapp.user_says(who, "halo")
        await self.house.database.run(hear, who, self.house.now())


def hear(connection: Connection, who: Who, at: Any) -> None:
    row = people.lock_person(connection, "whatsapp", who.id, MONDAY)
    people.change_person(connection, row.id, heard_at=at)


def put(connection: Connection, /, who: Who, message: Message, **values: Any) -> None:
    known: dict[str, Any] = {"kind": "reply", "repeatable": True}
    row = people.lock_person(connection, "whatsapp", who.id, MONDAY)
    outbox.put(connection, person_id=row.id, channel="whatsapp", message=message.to_json(), **{**known, **values})
