"""Verdicts: what one question got, and whether that was right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.measuring.mention import mentions
from knowledge.measuring.question import Question
from knowledge.search import Found

OFFERED = 3
FAULTS = {
    (True, "answer"): "answered wrongly",
    (True, "suggest"): "offered nothing right",
    (True, "decline"): "declined, is ours",
    (False, "answer"): "answered, is not ours",
    (False, "suggest"): "offered something, is not ours",
}
"""By whether the question is ours, and what was done with it."""
LACKING = "; the first entry fits, but does not mention all"


@dataclass(frozen=True)
class Answer:
    """An entry as it is judged: its intents, whether it is ours to answer, and all that is read when it is opened."""

    intents: tuple[str, ...]
    ours: bool
    text: str

    def fits(self, question: Question) -> bool:
        """Whether one of its intents is acceptable."""
        return not question.acceptable.isdisjoint(self.intents)

    def is_right(self, question: Question) -> bool:
        """Whether it fits and says all that has to be said."""
        return self.fits(question) and mentions(self.text, question.must_mention)


@dataclass(frozen=True)
class Verdict:
    """fit, right: of the first three entries that are ours. first_fits, first_right: of the first entry, ours or not.
    offered_right: whether one of those offered to choose from is right. ms: how long the search took."""

    question: Question
    found: Found
    fit: tuple[bool, ...]
    right: tuple[bool, ...]
    first_fits: bool
    first_right: bool
    offered_right: bool
    ms: float

    @property
    def answered(self) -> bool:
        """It got a direct answer."""
        return self.found.outcome == "answer"

    @property
    def declined(self) -> bool:
        return self.found.outcome == "decline"

    @property
    def wrong(self) -> bool:
        """A direct answer that is not right, or any direct answer to what is not ours."""
        return self.answered and not (self.question.in_scope and self.first_right)

    @property
    def helped(self) -> bool:
        """The right answer was given, or offered to choose from."""
        return (self.answered and self.first_right) or (self.found.outcome == "suggest" and self.offered_right)

    @property
    def fault(self) -> str:
        """What went wrong, in words; "" when nothing did."""
        well = self.helped if self.question.in_scope else self.declined
        if well:
            return ""
        return FAULTS[self.question.in_scope, self.found.outcome] + (LACKING if self.lacks else "")

    @property
    def lacks(self) -> bool:
        """The first entry fits, but does not mention all that it must."""
        return self.first_fits and not self.first_right


def judge(
    question: Question, found: Found, offered: Sequence[str], answers: Mapping[str, Answer], ms: float
) -> Verdict:
    """The verdict on what was found. offered: ids of the entries to choose from. answers: by entry id."""
    entries = [answers[one.entry_id] for one in found.entries]
    ours = [entry for entry in entries if entry.ours][:OFFERED]
    return Verdict(
        question,
        found,
        fit=tuple(entry.fits(question) for entry in ours),
        right=tuple(entry.is_right(question) for entry in ours),
        first_fits=any(entry.fits(question) for entry in entries[:1]),
        first_right=any(entry.is_right(question) for entry in entries[:1]),
        offered_right=any(answers[one].is_right(question) for one in offered[:OFFERED]),
        ms=ms,
    )
