"""What a handler knows of a person before the turn: role, own leads, what the bot knows today."""

from dataclasses import dataclass, field
from datetime import date

from dialogue.text import Raw, Text
from dialogue.view import View as EngineView
from knowledge.book import Book
from knowledge.entry import HELPLINE
from knowledge.facts import Facts
from knowledge.search import Search
from leads.calendar import ZONE, WorkingDays
from leads.joining import Part
from leads.roles import Officer


@dataclass(frozen=True)
class Branch:
    """The office behind the bot. What is not known is None and is never invented: people are sent to the helpline."""

    name: str = "BPJS Ketenagakerjaan"
    address: str | None = None
    phone: str | None = None
    retention_days: int = 90

    def contact(self, facts: Facts) -> Text:
        """Where a person can call: the branch where its number is known, and the helpline of the day."""
        helpline = facts[HELPLINE].spoken
        if self.phone:
            return Text("{phone} atau {helpline}", phone=Raw(self.phone), helpline=helpline)
        return Text("{helpline}", helpline=helpline)


@dataclass(frozen=True)
class View(EngineView):
    """Everything that a step may look at."""

    book: Book
    search: Search
    branch: Branch
    calendar: WorkingDays
    channel: str = "terminal"
    salutation: str | None = None
    name: str | None = None
    jabatan: str | None = None
    phone: str | None = None
    stopped: bool = False
    officer: Officer | None = None
    leads: tuple[Part, ...] = field(default=())

    @property
    def today(self) -> date:
        return self.at.astimezone(ZONE).date()

    @property
    def contact(self) -> Text:
        """Where this person can call."""
        return self.branch.contact(self.facts)

    @property
    def facts(self) -> Facts:
        """The rule book as of the day of the event."""
        return self.book.on(self.today)

    @property
    def addressed(self) -> str:
        """How the person is spoken to: Bu Siti, else Bapak/Ibu."""
        if not self.name:
            return "Bapak/Ibu"
        short = {"Ibu": "Bu", "Bapak": "Pak"}.get(self.salutation or "", "Bapak/Ibu")
        return f"{short} {self.name.split()[0]}"
