"""The house: everything that one process is made of, put together once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.channels import Channel
from bot.content import Content, read_content
from bot.settings import Settings
from db.engine import Database
from dialogue.talk import Topics
from handlers import TOPICS
from knowledge.book import Book
from knowledge.search import Search
from leads.calendar import WorkingDays
from leads.view import View


@dataclass
class House:
    """What a turn, a job and a channel need. `now` is the only clock.

    content: may be replaced by a newer one while the service runs; a unit that has to see one only works on a copy of
    the house. shelf: content of old answers, by its version.
    """

    settings: Settings
    database: Database
    content: Content
    topics: Topics[View] = TOPICS
    channels: dict[str, Channel] = field(default_factory=dict)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    shelf: dict[str, Content] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        return self.content.book

    @property
    def search(self) -> Search:
        return self.content.search

    @property
    def calendar(self) -> WorkingDays:
        return self.content.calendar


def build(settings: Settings, now: Callable[[], datetime] | None = None) -> House:
    """Put a house together: loads the book, opens the database; no channel yet.

    Raises `ContentError`, and `WrongSettingsError` for a regency without villages.
    """
    house = House(settings, Database(settings.url), read_content(settings))
    if now:
        house.now = now
    return house
