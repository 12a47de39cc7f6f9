"""A talk with a small village shop: `Shop("pesan").says("beras").last`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.render import plain
from dialogue import interrupts
from dialogue.event import Event
from dialogue.state import Json
from dialogue.talk import Talk, Topics
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Effect, Link, Say, Turn
from dialogue.view import View
from tests.fakes.topics import Consented, Draft, Erase, Rate, Sell, Wiped, hapus, kesan, menu, pesan, tanya, tolong
from tests.fakes.turns import MONDAY_MORNING, TalkOf


def question(talk: Talk[View], text: str) -> Turn | None:
    return talk.open("tanya") if "jam buka" in text.lower() else None


def emergency(talk: Talk[View], text: str) -> Turn | None:
    return talk.open("tolong") if "kecelakaan" in text.lower() else None


def unsure(text: str, times: int, view: View) -> Say:
    if times == 1:
        return Say(Text("Belum yakin. Maksudnya ini?"), (Link("tanya", Text("Jam buka"), "jam"),))
    return Say(Text("Belum bisa. Saya panggilkan orang?"), (Link("tolong", Text("Ya, panggilkan")),))


def other(event: Event, view: View) -> Say:
    return Say(Text("Mohon diketik dengan kata-kata."))


def shop(*extra: Topic[View]) -> Topics[View]:
    """The topics of the shop, and perhaps more."""
    topics = (menu, pesan, kesan, hapus, tolong, tanya, *extra)
    return Topics(
        topics={topic.name: topic for topic in topics},
        interrupts=(
            emergency,
            interrupts.cancel,
            interrupts.menu,
            interrupts.later,
            interrupts.resume,
            interrupts.back,
            interrupts.correct,
            interrupts.why,
            question,
        ),
        commands={"menu": "menu", "pesan": "pesan", "kesan": "kesan"},
        kinds=dict.fromkeys(("voice", "photo", "document", "sticker", "location", "contact", "other"), other),
        unsure=unsure,
    )


@dataclass
class Customer:
    """Whoever talks to the shop; what was kept of him, in order."""

    consented: bool = False
    orders: int = 0
    drafts: list[dict[str, Json]] = field(default_factory=list)

    def view(self, at: datetime) -> View:
        return View(at, self.consented, plain)

    def perform(self, effect: Effect, at: datetime) -> Any:
        match effect:
            case Consented(given):
                self.consented = given
            case Draft(answers):
                assert self.consented, "a draft before consent"
                self.drafts.append(answers)
            case Sell():
                self.orders += 1
                return f"P-{self.orders}"
            case Erase():
                self.consented = False
                return "H-1"
            case Rate() | Wiped():
                return None
            case _:
                raise AssertionError(f"nobody performs {effect}")
        return None


class Shop(TalkOf[View]):
    """A talk with the shop: `Shop("pesan").says("beras")`."""

    def __init__(self, opens: str = "", *extra: Topic[View], **more: Any) -> None:
        self.customer = Customer()
        super().__init__(shop(*extra), self.customer, opens, **{"at": MONDAY_MORNING, **more})
