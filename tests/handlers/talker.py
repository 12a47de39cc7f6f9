"""A talk with the handlers alone: `Talker().says("iuran").last`. Effects are collected, and performed by nobody but
those of questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from bot.render import plain
from dialogue.event import Event, Kind
from dialogue.router import take_turn
from dialogue.state import State
from dialogue.turn import Effect, Outcome, Say, Turn, Wait
from handlers import TOPICS
from knowledge.book import Book
from knowledge.search import Search
from leads.calendar import WorkingDays
from leads.questions import KeepQuestion
from leads.requests import RecordConsent
from leads.view import Branch, View
from tests.fakes.questions import KINDS, Questions

MONDAY_MORNING = datetime.fromisoformat("2026-11-23T09:00:00+07:00")


@cache
def stranger() -> View:
    """What is known of somebody who has never written."""
    book = Book.load()
    return View(MONDAY_MORNING, False, plain, book, Search(book), Branch(), WorkingDays())


@dataclass
class Talker:
    """known: of the person's view, what differs from a stranger's. answers: what each type of effect is answered with.
    questions: those that he asked, as they are kept.

    last: the last bubble's words. labels: of its choices. asked: all effects so far, but for the engine's own waiting
    and for questions that are kept.
    """

    known: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[type[Effect], Any] = field(default_factory=dict)
    last: str = ""
    labels: tuple[str, ...] = ()
    asked: list[Effect] = field(default_factory=list)
    state: State = field(default_factory=State)
    questions: Questions = field(default_factory=Questions)

    def says(self, *texts: str) -> "Talker":
        for text in texts:
            self.does("text", text)
            self.does("silence")
        return self

    def sends(self, kind: Kind, text: str = "") -> "Talker":
        return self.does(kind, text)

    def opens(self, topic: str, argument: str = "") -> "Talker":
        """By a button that stands outside any turn."""
        return self.happens(Event("choice", MONDAY_MORNING, argument, f">{topic}", 0))

    def taps(self, *labels: str) -> "Talker":
        for label in labels:
            offer = next(offer for offer in self.state.offers if offer.label == label)
            self.happens(Event("choice", MONDAY_MORNING, offer.value, offer.step, self.state.turn))
        return self

    def does(self, kind: Kind, text: str = "") -> "Talker":
        return self.happens(Event(kind, MONDAY_MORNING, text))

    def happens(self, event: Event) -> "Talker":
        view = replace(stranger(), **{"consented": self.has_consent, **self.known})
        turn = take_turn(TOPICS, self.state, event, view)
        self.keep(turn)
        for one in turn.effects:
            if isinstance(one.effect, KINDS) or type(one.effect) in self.answers:
                outcome = Outcome(one.topic, one.effect, self.answered(one.effect))
                self.keep(take_turn(TOPICS, self.state, outcome, view))
        return self

    def answered(self, effect: Effect) -> Any:
        return self.answers[type(effect)] if type(effect) in self.answers else self.questions.perform(effect)

    @property
    def has_consent(self) -> bool:
        return any(effect.given for effect in self.asked if isinstance(effect, RecordConsent))

    def keep(self, turn: Turn) -> None:
        assert not turn.defect, turn.defect
        self.state = turn.state
        self.asked += [one.effect for one in turn.effects if not isinstance(one.effect, Wait | KeepQuestion)]
        if turn.say is not None and turn.say.text is not None:
            self.last, self.labels = plain(turn.say.text), label_texts(turn.say)


def label_texts(say: Say) -> tuple[str, ...]:
    return tuple(plain(choice.label) for choice in say.choices)


def of_type(effects: Iterable[Effect], kind: type[Effect]) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kind)]
