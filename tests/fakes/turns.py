"""Turn after turn without bot and database, and stricter than the bot, which is kind.

Every turn is checked as the bot relies on it: the state reloads to itself, there is one bubble at most, nothing that
waits for consent stands in a form, outcomes come to an end, and a defect of the content is an error.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, Self, TypeVar

from bot.channels.telegram_markup import bubble, fits
from bot.message import Button, Message
from bot.render import message
from dialogue.event import Event, Kind
from dialogue.form import Form
from dialogue.router import take_turn
from dialogue.state import Frame, State
from dialogue.talk import Topics
from dialogue.turn import Asked, Effect, Outcome, Remind, Say, Turn, Wait
from dialogue.view import View

MONDAY_MORNING = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
ROUNDS = 3
V = TypeVar("V", bound=View)
V_co = TypeVar("V_co", bound=View, covariant=True)


class Person(Protocol[V_co]):
    """Whoever talks: what is known of him before a turn, and what comes of the effects of his turns."""

    def view(self, at: datetime) -> V_co: ...

    def perform(self, effect: Effect, at: datetime) -> Any: ...


class TalkOf(Generic[V]):
    """One person's talk. `last` is the newest bubble in plain words, `labels` its choices."""

    def __init__(
        self, topics: Topics[V], person: Person[V], opens: str = "", *, at: datetime = MONDAY_MORNING, state: str = ""
    ) -> None:
        self.topics = topics
        self.person = person
        self.now = at
        self.state = State.from_json(state)
        self.messages: list[Message] = []
        self.effects: list[Effect] = []
        if opens:
            self.tap(f">{opens}", "", 0)

    @property
    def last(self) -> str:
        return self.messages[-1].plain if self.messages else ""

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button.label for button in self.messages[-1].buttons)

    @property
    def answers(self) -> Mapping[str, Any]:
        """Of the form on top."""
        return self.state.top.answers if self.state.top else {}

    def says(self, *texts: str) -> Self:
        """One message after the other, each with the time to be answered."""
        for text in texts:
            if self.writes(text).waiting:
                self.now += timedelta(seconds=2)
                self.sends("silence")
        return self

    def writes(self, text: str) -> Self:
        """A message, and on at once: what is not understood waits."""
        return self.sends("text", text)

    def commands(self, text: str) -> Self:
        return self.sends("command", text)

    def shares(self, phone: str) -> Self:
        return self.sends("contact", phone)

    def taps(self, label: str) -> Self:
        """A button of the newest bubble that has it, however old."""
        return self.tap_button(
            next(button for old in self.messages[::-1] for button in old.buttons if button.label == label)
        )

    def tap_button(self, button: Button) -> Self:
        return self.tap(button.step, button.value, button.turn)

    def tap(self, step: str, value: str, turn: int) -> Self:
        return self.take(Event("choice", self.now, value, step, turn))

    def sends(self, kind: Kind, text: str = "") -> Self:
        return self.take(Event(kind, self.now, text))

    def waits(self, **time: float) -> Self:
        """Time passes: `waits(hours=13)`."""
        self.now += timedelta(**time)
        return self

    def take(self, event: Event) -> Self:
        """One event, its effects and their outcomes."""
        self.waiting = False
        turn = self.checked(take_turn(self.topics, self.state, event, self.person.view(self.now)))
        for _ in range(ROUNDS):
            outcomes = self.outcomes(turn)
            for outcome in outcomes:
                then = self.checked(take_turn(self.topics, turn.state, outcome, self.person.view(self.now)))
                turn = then if then.say else replace(then, say=turn.say)
            if not outcomes:
                break
        else:
            raise AssertionError(f"outcomes without end: {turn.effects}")
        self.state = turn.state
        self.keep(turn.say)
        return self

    def outcomes(self, turn: Turn) -> list[Outcome]:
        """Perform the effects of a turn; those whose topic wants to know come back."""
        found = [self.performed(asked) for asked in turn.effects]
        return [outcome for outcome in found if outcome]

    def performed(self, asked: Asked) -> Outcome | None:
        self.effects.append(asked.effect)
        if isinstance(asked.effect, Wait):
            self.waiting = True
        if isinstance(asked.effect, (Wait, Remind)):
            return None
        value = self.person.perform(asked.effect, self.now)
        wants = type(asked.effect) in self.topics.topics[asked.topic].outcomes if asked.topic else False
        return Outcome(asked.topic, asked.effect, value) if wants else None

    def checked(self, turn: Turn) -> Turn:
        """The turn, when it keeps what every turn promises."""
        assert not turn.defect, turn.defect
        assert State.from_json(turn.state.to_json()) == turn.state
        topics = [frame.topic for frame in turn.state.frames]
        assert len(topics) == len(set(topics)), "a form stands twice in the stack"
        assert len(turn.state.fragment) <= 4096
        view = self.person.view(self.now)
        assert not any(holds_secrets(self.form(frame), frame, view) for frame in turn.state.frames)
        return turn

    def form(self, frame: Frame) -> Form[V]:
        form = self.topics.topics[frame.topic].form
        assert form is not None
        return form

    def keep(self, say: Say | None) -> None:
        """The bubble, within the limits of every channel."""
        if say is None or say.text is None:
            return
        found = message(say, self.state)
        for button in found.buttons:
            fits(button)
        bubble(found)
        self.messages.append(found)


def holds_secrets(form: Form[V], frame: Frame, view: V) -> bool:
    """Does a form keep an answer that wanted consent first?"""
    personal = {slot.name for slot in form.slots if slot.personal}
    return form.needs_consent(frame.answers, view) and not personal.isdisjoint(frame.answers)
