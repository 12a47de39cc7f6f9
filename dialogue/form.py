"""Forms are slots: what is asked, how an answer is read, and why it is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias

from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.turn import Choice, Effect, Say
from dialogue.view import V

CONSENT, SUMMARY, CHANGE = "izin", "ringkasan", "ubah"
"""Steps of the engine's own, beside a form's slots."""


@dataclass(frozen=True)
class Reply:
    """What came to a slot.

    text: the words, "" for a shared contact. choice: the value of the tapped choice, or None. phone: of a shared
    contact, or "". hold: what the slot's follow-up question had to remember. answers: so far.
    """

    text: str
    choice: str | None = None
    phone: str = ""
    hold: Json = None
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """The reply was understood: values for this slot and perhaps for others.

    say: stands before the next question. Before consent a slot may fill no name but those of slots: the engine would
    not know that it is personal.
    """

    values: Mapping[str, Json]
    say: Text | None = None


@dataclass(frozen=True)
class Again:
    """The slot asks on (which of two villages?): `ask` gets `hold`, and so does the next reply."""

    hold: Json


Read: TypeAlias = Filled | Again | None
"""None: the reply was not understood."""


@dataclass(frozen=True)
class Slot(Generic[V]):
    """One question.

    ask: the prompt for these answers, or the follow-up question for what `read` held.
    read: see `Read`; it must be total for any text.
    why: why it is asked. rephrase, example: shown after the first and second reply that was not understood.
    label: what it is called in "ubah" and "mulai lagi dari". personal: needs consent. numeric: digits are its value.
    optional: "lewati" leaves it out. applies: whether it is asked at all.
    """

    name: str
    label: Text
    ask: Callable[[Answers, Json, V], Say]
    read: Callable[[Reply, V], Read]
    why: Text
    rephrase: Text
    example: Text
    personal: bool = False
    numeric: bool = False
    optional: bool = False
    applies: Callable[[Answers, V], bool] = lambda answers, view: True


@dataclass(frozen=True)
class Consent(Generic[V]):
    """Asked before the first personal slot.

    again: shorter, for whoever has just read it in full. refused: what a "Tidak" is answered with. given, withheld:
    what is to be recorded. why: why it is asked.
    """

    ask: Callable[[V], Text]
    refused: Callable[[V], Text]
    given: Callable[[V], tuple[Effect, ...]]
    withheld: Callable[[V], tuple[Effect, ...]]
    why: Text
    again: Callable[[V], Text] | None = None


CANCELLED = Text("Baik, tidak jadi. Isian tadi sudah dihapus dan tidak dikirim.")


def no_effects(answers: Answers, view: V) -> tuple[Effect, ...]:
    return ()


@dataclass(frozen=True)
class Form(Generic[V]):
    """Slots in order.

    fill: what a whole sentence already tells, slot by slot. summary: the text that is confirmed before `done`; None:
    no confirmation. draft: kept after each slot once there is consent. wipe: what "batal" undoes; cancelled: what it is
    answered with. What a step of the form is given holds no answer of a slot that does not apply any more.
    """

    slots: tuple[Slot[V], ...]
    consent: Consent[V] | None = None
    fill: Callable[[str, V], Mapping[str, Json]] = lambda text, view: {}
    summary: Callable[[Answers, V], Text] | None = None
    draft: Callable[[Answers, V], tuple[Effect, ...]] = no_effects
    wipe: Callable[[Answers, V], tuple[Effect, ...]] = no_effects
    cancelled: Text = CANCELLED

    def slot(self, name: str) -> Slot[V] | None:
        return next((slot for slot in self.slots if slot.name == name), None)

    def relevant(self, answers: Answers, view: V) -> Answers:
        """Without the answers of slots that do not apply."""
        gone = {slot.name for slot in self.slots if not slot.applies(answers, view)}
        return {name: value for name, value in answers.items() if name not in gone}

    def needs_consent(self, answers: Answers, view: V) -> bool:
        return self.consent is not None and not view.consented and answers.get(CONSENT) != "ya"

    def next_slot(self, answers: Answers, view: V) -> Slot[V] | None:
        """The first slot that applies and has no answer."""
        return next((slot for slot in self.slots if slot.name not in answers and slot.applies(answers, view)), None)


YES_NO = (Choice("ya", Text("Ya, boleh")), Choice("tidak", Text("Tidak")))
CONFIRM = (Choice("ya", Text("Ya, kirim")), Choice("ubah", Text("Ubah")), Choice("batal", Text("Batal")))
SKIP = Choice("lewati", Text("Lewati"))
