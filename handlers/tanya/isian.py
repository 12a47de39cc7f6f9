"""Isian: amounts, headcounts and offices that a question tells are not asked again by the calculators."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dialogue.text import Text, joined
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Link, Outcome, Say
from handlers.tanya.jawaban import TOPICS
from knowledge.entry import Entry
from leads.questions import KeptQuestion, RecallQuestion, number_in
from leads.view import View

Reader: TypeAlias = Callable[[str, View], Opened | None]
FROM = "dari"
"""What a link to a calculator brings: "dari:NUMBER", the question that it is to be filled from."""
MOST = 2


@dataclass(frozen=True)
class Calculator:
    """intents: whose answers lead to it. read: what it makes of a question; None where that tells it nothing."""

    intents: frozenset[str]
    read: Reader


CALCULATORS: dict[str, Calculator] = {}
"""By topic; each topic enters itself."""


def reads_questions(topic: Topic[View], intents: Sequence[str]) -> Callable[[Reader], Reader]:
    """The reader of a calculator. Where a question is kept no longer, or tells nothing, the form begins as usual."""

    def register(read: Reader) -> Reader:
        CALCULATORS[topic.name] = Calculator(frozenset(intents), read)

        def recalled(outcome: Outcome, view: View) -> Opened:
            kept: KeptQuestion | None = outcome.value
            return (read(kept.text, view) if kept else None) or Begin()

        topic.outcome(RecallQuestion)(recalled)
        return read

    return register


def recalling(argument: str) -> Say | None:
    """What a calculator says when it is opened from a question; None when it is not."""
    number = number_in(argument) if argument.startswith(f"{FROM}:") else None
    return None if number is None else Say(effects=(RecallQuestion(number),))


def filled(entry: Entry, said: str, number: int, view: View) -> tuple[Link, ...]:
    """Links to the calculators that an answer leads to and that its question tells something."""
    names = [name for name in fitting(entry) if CALCULATORS[name].read(said, view) is not None]
    return tuple(Link(name, TOPICS[name], f"{FROM}:{number}") for name in names[:MOST])


def fitting(entry: Entry) -> Iterator[str]:
    for name, calculator in CALCULATORS.items():
        if name in entry.next or entry.intents[0] in calculator.intents:
            yield name


def taken(parts: Sequence[Text]) -> Say:
    """What was taken over, so that a mistake in reading is seen."""
    return Say(Text("Saya ambil dari pertanyaan tadi: {what}.", what=joined(*parts, by="; ")))
