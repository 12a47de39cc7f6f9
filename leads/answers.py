"""The log of answers: what was said to whom, and what it was made from; asked for by effects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dialogue.state import Json
from dialogue.text import Text
from dialogue.turn import Effect
from knowledge.facts import Fact

NUMBER = re.compile(r"(?:j\W{0,3})?(\d{1,9})", re.IGNORECASE)


def number_text(number: int) -> str:
    """How an answer's number is written: "J-1532"."""
    return f"J-{number}"


def read_number(text: str) -> int | None:
    """The number of an answer: "J-1532", "j 1532", "1532"; None when it is none."""
    found = NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


ANSWERS_KEPT = timedelta(days=400)
"""So long it is known whose an answer was: whoever budgets for a year is still told that a number of it has changed."""


@dataclass(frozen=True)
class GivenAnswer:
    """One answer that was given. version: of the content it was made with. facts: ids that it rests on."""

    number: int
    topic: str
    inputs: Mapping[str, Json]
    facts: tuple[str, ...]
    version: str
    at: datetime


@dataclass(frozen=True)
class RecallAnswer(Effect):
    """This person's newest answer of a topic ("": of any). Answer: `GivenAnswer` or None.

    then: what the step that asks wants to do with it; it comes back with the effect.
    """

    topic: str = ""
    then: str = ""


class Verdict(StrEnum):
    """What making an old answer again came to. sama: word for word. berubah: the content is the same, the program or
    its settings are not. gagal: this program cannot make it any more. dihapus: its inputs were deleted."""

    sama = "sama"
    berubah = "berubah"
    gagal = "gagal"
    dihapus = "dihapus"


@dataclass(frozen=True)
class ProvedAnswer:
    """An answer and all that proves it.

    title: what was asked. rows: the facts as they stood that day, in that version. words: as they are made again now;
    "" when they cannot be. channel: where it was given; "" when its person had everything deleted.
    """

    given: GivenAnswer
    title: Text
    rows: tuple[Fact, ...]
    verdict: Verdict
    words: str
    channel: str = ""


@dataclass(frozen=True)
class ProveAnswer(Effect):
    """BUKTIKAN: this person's answer of that number (0: his newest). Answer: `ProvedAnswer`, None when it is not his.

    page: which page of the proof the step wants to show.
    """

    number: int = 0
    page: int = 1


@dataclass(frozen=True)
class PullAnswer(Effect):
    """Anybody's answer, for officers who may see contacts. Answer: `ProvedAnswer` or None."""

    number: int
    page: int = 1
