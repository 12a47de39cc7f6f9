"""The state of one person's talk: versioned JSON, a stack of forms that wait for an answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""What `json.dumps` takes: a value that a state can keep."""
Answers: TypeAlias = Mapping[str, Json]

VERSION = 1


@dataclass(frozen=True)
class Frame:
    """One form in progress.

    step: what is being asked: the name of a slot, or one of the engine's own steps (`CONSENT`, `SUMMARY`, `CHANGE`).
    answers: slot name → value, the newest last; names that are no slot say what the form is about.
    tries: answers in a row that were not understood.
    returned: the question has come back once already after something else was said.
    hold: what the follow-up question of a slot has to remember.
    """

    topic: str
    step: str = ""
    answers: Answers = field(default_factory=dict)
    tries: int = 0
    returned: bool = False
    hold: Json = None

    def given(self, values: Answers) -> "Frame":
        """With these answers as the newest; a follow-up question of one of them is over."""
        if not values:
            return self
        kept = {name: value for name, value in self.answers.items() if name not in values}
        hold = None if self.step in values else self.hold
        return replace(self, answers={**kept, **values}, tries=0, hold=hold)

    def without(self, *names: str) -> "Frame":
        return replace(self, answers={name: value for name, value in self.answers.items() if name not in names})


@dataclass(frozen=True)
class Offer:
    """A choice of the last bubble, as it was seen."""

    step: str
    value: str
    label: str


@dataclass(frozen=True)
class State:
    """What the talk remembers between two events.

    turn: number of the last bubble. frames: the last one is on top. offers: the choices of the last bubble.
    fragment: words not understood yet that wait for a second half, since `fragment_at`.
    unsure: questions in a row without an answer.
    unconsented: topic → personal answers given before consent; `unconsented_at`: since when something personal waits.
    asleep: the form on top waits to be taken up again; held: what was written meanwhile, given to it then.
    aside: the form sleeps beside something graver (an accident): words are not held for it, nor is it brought up.
    """

    turn: int = 0
    frames: tuple[Frame, ...] = ()
    offers: tuple[Offer, ...] = ()
    fragment: str = ""
    fragment_at: str | None = None
    unsure: int = 0
    unconsented: Mapping[str, Answers] = field(default_factory=dict)
    unconsented_at: str | None = None
    asleep: bool = False
    aside: bool = False
    held: str = ""
    last_at: str | None = None

    @property
    def top(self) -> Frame | None:
        return self.frames[-1] if self.frames else None

    def with_top(self, frame: Frame) -> "State":
        return replace(self, frames=(*self.frames[:-1], frame))

    def without_top(self) -> "State":
        """Without the form on top; what slept, wakes."""
        return replace(self, frames=self.frames[:-1], asleep=False, aside=False).without_held()

    def with_unconsented(self, topic: str, answers: Answers, at: datetime) -> "State":
        """With personal answers that wait for consent; the first of them starts the clock."""
        if not answers:
            return self
        waiting = {**self.unconsented, topic: {**self.unconsented.get(topic, {}), **answers}}
        return replace(self, unconsented=waiting, unconsented_at=self.unconsented_at or at.isoformat())

    def without_unconsented(self) -> "State":
        return replace(self, unconsented={}, unconsented_at=None, held="")

    def without_unconsented_of(self, topic: str) -> "State":
        waiting = {name: answers for name, answers in self.unconsented.items() if name != topic}
        return replace(self, unconsented=waiting, unconsented_at=self.unconsented_at if waiting or self.held else None)

    def with_held(self, words: str, consented: bool, at: datetime) -> "State":
        """With words for the form that sleeps; without consent they wait no longer than personal answers do."""
        since = self.unconsented_at if consented else self.unconsented_at or at.isoformat()
        return replace(self, held=words, unconsented_at=since)

    def without_held(self) -> "State":
        return replace(self, held="", unconsented_at=self.unconsented_at if self.unconsented else None)

    def forgotten(self) -> "State":
        """Without anything that the person has told."""
        return State(turn=self.turn, last_at=self.last_at)

    def quiet_since(self, at: datetime) -> float:
        """Seconds between the last event and `at`; 0 when there was none."""
        return (at - datetime.fromisoformat(self.last_at)).total_seconds() if self.last_at else 0.0

    def to_json(self) -> str:
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | None) -> "State":
        """The state that was stored; an older version is brought up by `UPGRADES`, step by step.

        Names that this version does not know (a newer one was rolled back) are left out.
        """
        if not text:
            return cls()
        data = json.loads(text)
        for version in range(data["version"], VERSION):
            data = UPGRADES[version](data)
        data["frames"] = tuple(Frame(**known(Frame, frame)) for frame in data["frames"])
        data["offers"] = tuple(Offer(**known(Offer, offer)) for offer in data["offers"])
        return cls(**known(cls, data))


def known(kind: type[State] | type[Frame] | type[Offer], data: Mapping[str, Json]) -> dict[str, Json]:
    """The part of the data that this version has a place for."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


def from_version_0(data: dict[str, Json]) -> dict[str, Json]:
    """Version 0 knew one form, kept under "form", and no choices."""
    form = data.get("form")
    return {**data, "frames": [form] if form else [], "offers": []}


UPGRADES: Mapping[int, Callable[[dict[str, Json]], dict[str, Json]]] = {0: from_version_0}
