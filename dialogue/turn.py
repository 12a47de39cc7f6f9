"""What a step says, and what a turn is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dialogue.state import Answers, Json, State
from dialogue.text import Text


@dataclass(frozen=True)
class Choice:
    """An answer to the step that says it. `value` is short ASCII (at most 28 bytes)."""

    value: str
    label: Text


@dataclass(frozen=True)
class Link:
    """Opens another topic, with an argument. `standing`: it does not belong to a turn (a notice, a digest), and stays
    good as long as what it points at; the topic checks that itself."""

    topic: str
    label: Text
    argument: str = ""
    standing: bool = False


class Effect:
    """Plain data: something that a step needs or wants done. `bot.effects` performs it in the turn's transaction."""


@dataclass(frozen=True)
class Outcome:
    """The answer to an effect, brought back to the topic that asked."""

    topic: str
    effect: Effect
    value: Any


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the bubble. It is made when it is sent, from `inputs` alone.

    document: what it is ("iuran"). inputs: what it is made from; what a `Proof` of the same answer holds.
    """

    document: str
    format: Literal["pdf", "png", "xlsx"]
    inputs: Mapping[str, Json]


@dataclass(frozen=True)
class Proof:
    """What an answer was made from: its topic makes the same answer again from it (`Topic.rebuilds`). No free text.

    said, facts: the answer's own words and what they rest on, once something else stands in the same bubble.
    """

    topic: str
    inputs: Mapping[str, Json]
    said: Text | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Say:
    """What a step says. Only a form waits for an answer.

    browse: a menu that is only looked at. ask_contact: a phone is being asked for.
    alone: the question of a form that waits does not follow; the form sleeps until the person takes it up again, and
    the way back is offered. So it is beside a menu. grave: not even the way back is offered, and what is written next
    is not held for the form (an accident).
    forget: everything the person has told is dropped first: forms, held words, answers before consent.
    cite: ids of the facts that the text rests on. proof: the text is an answer, to be logged under a number.
    """

    text: Text | None = None
    choices: tuple[Choice | Link, ...] = ()
    effects: tuple[Effect, ...] = ()
    browse: bool = False
    ask_contact: bool = False
    alone: bool = False
    grave: bool = False
    forget: bool = False
    cite: tuple[str, ...] = ()
    proof: Proof | None = None
    attach: Attachment | None = None


@dataclass(frozen=True)
class Begin:
    """Starts a form: of the topic that says it, or of `topic`. `say` stands before its first question."""

    answers: Answers = field(default_factory=dict)
    say: Say = field(default_factory=Say)
    topic: str = ""


@dataclass(frozen=True)
class Wait(Effect):
    """Bring a `silence` event after so many seconds, unless the person writes on."""

    seconds: float


@dataclass(frozen=True)
class Remind(Effect):
    """Remind the person once, at a kind hour, that the form of this topic still waits. It takes its own words."""

    topic: str


@dataclass(frozen=True)
class Asked:
    """An effect and the topic that its outcome goes back to."""

    topic: str
    effect: Effect


@dataclass(frozen=True)
class Turn:
    """The result of one event: the next state, at most one bubble, and the effects in order.

    defect: what is wrong with the content when the bubble is only an apology: to be logged, and an error in tests.
    """

    state: State
    say: Say | None = None
    effects: tuple[Asked, ...] = ()
    defect: str = ""


class DefectError(Exception):
    """The content asks for what cannot be: a form that does not exist, a choice nobody can answer, a turn without end.

    Its text names topics and steps, never a person's words. `take_turn` turns it into an apology.
    """
