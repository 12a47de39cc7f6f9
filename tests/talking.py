"""Talking to a house without any channel: updates straight into the inbox, bubbles straight out of the outbox."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.content import Content, pack
from bot.house import House
from bot.inbox import Stored, store
from bot.message import Button, Inbound, Message
from bot.settings import Settings
from db.engine import Database
from db.models import outbox, person
from dialogue.event import Event, Kind
from knowledge.book import PACKAGED, Book
from knowledge.search import Search
from leads.calendar import WorkingDays

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00+07:00")
FORM = ("/daftar", "Cikahuripan", "[Ya, benar]", "[Ya, boleh]", "Ibu Siti Aminah, bendahara", "0812-3456-7890")
NUMBERS = itertools.count(1)


@dataclass
class Clock:
    """A clock that moves only when it is told to."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


def house_on(database: Database, book: Book, clock: Clock | None = None, **settings: Any) -> House:
    """A house with the real topics and book on this database."""
    house = House(Settings(_env_file=None, **settings), database, content(book))
    house.now = clock or Clock()
    return house


BUILT: dict[int, Content] = {}


def content(book: Book) -> Content:
    """What takes a while to build from the packaged book and never changes."""
    if id(book) not in BUILT:
        BUILT[id(book)] = Content(book, Search(book), WorkingDays(), pack(PACKAGED))
    return BUILT[id(book)]


def update(external_id: str, said: str, at: datetime = MONDAY, number: int | None = None, **event: Any) -> Inbound:
    """One update: words, or a command that begins with a slash."""
    kind: Kind = "command" if said.startswith("/") else "text"
    known = {"kind": kind, "text": said.removeprefix("/")} | event
    name = f"talk-{next(NUMBERS)}" if number is None else str(number)
    return Inbound("telegram", name, external_id, Event(at=at, **known))


def messages(connection: Connection, external_id: str, channel: str = "telegram") -> Sequence[Row[Any]]:
    """A person's messages in the outbox, oldest first."""
    query = select(outbox).join(person).where(person.c.external_id == external_id, person.c.channel == channel)
    return connection.execute(query.order_by(outbox.c.id)).all()


@dataclass
class Chat:
    """One person on Telegram."""

    house: House
    who: str
    stored: list[Stored] = field(default_factory=list)

    async def says(self, *lines: str) -> str:
        """Words, commands, and [Labels] of buttons; the words of the last bubble."""
        for line in lines:
            if line.startswith("["):
                await self.taps(line.strip("[]"))
            else:
                await self.send(update(self.who, line, self.house.now()))
        return (await self.bubbles())[-1]

    async def taps(self, label: str) -> None:
        key = await self.key(label)
        tapped = update(self.who, label, self.house.now(), kind="choice", text=key.value, step=key.step, turn=key.turn)
        await self.send(tapped)

    async def key(self, label: str) -> Button:
        """The newest button of that label."""
        rows = reversed(await self.house.database.read(messages, self.who))
        return next(key for row in rows for key in Message.from_json(row.message).buttons if key.label == label)

    async def send(self, inbound: Inbound) -> Stored:
        self.stored.append(await self.house.database.run(store, self.house, inbound))
        return self.stored[-1]

    async def bubbles(self) -> list[str]:
        rows = await self.house.database.read(messages, self.who)
        return [Message.from_json(row.message).plain for row in rows]


def tapped(inbound: Inbound, message: str, tap: str) -> Inbound:
    """The same tap, on a message that the provider knows."""
    return replace(inbound, tapped_message=message, tap=tap)
