"""The house: everything that one process is made of, put together once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.channels import Channel
from bot.settings import Settings, WrongSettingsError
from db.engine import Database
from dialogue.talk import Topics
from handlers import TOPICS
from knowledge.book import Book
from knowledge.search import Search
from leads.calendar import WorkingDays
from leads.view import View


@dataclass
class House:
    """What a turn, a job and a channel need. `now` is the only clock."""

    settings: Settings
    database: Database
    book: Book
    search: Search
    calendar: WorkingDays
    topics: Topics[View] = TOPICS
    channels: dict[str, Channel] = field(default_factory=dict)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def build(settings: Settings, now: Callable[[], datetime] | None = None) -> House:
    """Put a house together: loads the book, opens the database; no channel yet.

    Raises `ContentError`, and `WrongSettingsError` for a regency without villages.
    """
    book = Book.load(settings.knowledge_dir)
    if not any(village.code.startswith(f"{settings.regency}.") for village in book.villages.all):
        raise WrongSettingsError(f"SAPAKOP_REGENCY: no village of {settings.regency} in the knowledge's villages.csv")
    house = House(settings, Database(settings.url), book, Search(book), WorkingDays(book.days_off, zone=settings.zone))
    if now:
        house.now = now
    return house
