"""Questions that are kept to learn from: masked, without a person or a moment; kept, judged and recalled by effects."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

from dialogue.turn import Effect
from dialogue.words import whole_number

Answered: TypeAlias = Literal["answer", "suggest", "decline"]
"""What came of a question: answered; the nearest offered, or with nothing shown put off; told that it is not ours."""
Judgement: TypeAlias = Literal["chosen", "refused", "wrong"]
"""What the person made of it: one of the entries offered, none of them, not the answer that was given."""

NEAR_KEPT = 4
"""Entries of an answer that are kept: the one that was said, and what is offered when it was the wrong one."""
ANSWERED_KEPT, LEARNED_KEPT = timedelta(days=2), timedelta(days=400)
"""An answer nobody objected to teaches nothing: it waits so long for a thumb down. All others serve the training."""


@dataclass(frozen=True)
class KeptQuestion:
    """text: masked. entries: ids, best first."""

    text: str
    outcome: Answered
    entries: tuple[str, ...]


@dataclass(frozen=True)
class KeepQuestion(Effect):
    """Keep a question. Answer: its number, an int.

    text: masked. also: the entry for the other question of the same message, "" without one; it is not kept.
    """

    text: str
    outcome: Answered
    entries: tuple[str, ...] = ()
    also: str = ""


@dataclass(frozen=True)
class JudgeQuestion(Effect):
    """What this person makes of the question under his last bubble. chosen: an entry. Answer: `KeptQuestion`, None when
    it is no longer kept or was never his."""

    number: int
    verdict: Judgement
    chosen: str = ""


@dataclass(frozen=True)
class RecallQuestion(Effect):
    """The question under this person's last bubble. Answer: `KeptQuestion`, None as with `JudgeQuestion`."""

    number: int


def number_in(argument: str) -> int | None:
    """The number in a link's argument "WHAT:NUMBER" or "WHAT:NUMBER:MORE"; None where there is none."""
    _, _, rest = argument.partition(":")
    return whole_number(rest.partition(":")[0])
