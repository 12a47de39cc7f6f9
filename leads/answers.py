"""The log of answers: what was said to whom, and what it was made from; asked for by effects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dialogue.state import Json
from dialogue.turn import Effect


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
