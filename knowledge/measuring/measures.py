"""Measures: every share that is reported, what it counts, and of what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.measuring.interval import Share
from knowledge.measuring.verdict import Verdict

Test = Callable[[Verdict], bool]
RIGHT = (
    "An entry *fits* a question when one of its intents is acceptable. It is *right* when it fits and its full answer,"
    " as `sapakop ask` shows it, mentions what it must."
)


@dataclass(frozen=True)
class Among:
    """The questions that a share is of."""

    name: str
    holds: Test


@dataclass(frozen=True)
class Measure:
    """name: its key in JSON. title: its row or column. means: what is counted, after "of ... those"."""

    name: str
    title: str
    among: Among
    means: str
    counts: Test

    @property
    def definition(self) -> str:
        return f"of {self.among.name}, those {self.means}"

    def share(self, verdicts: Sequence[Verdict]) -> Share:
        of = [one for one in verdicts if self.among.holds(one)]
        return Share(sum(map(self.counts, of)), len(of))


ALL = Among("all questions", lambda one: True)
OURS = Among("in-scope questions", lambda one: one.question.in_scope)
OTHERS = Among("out-of-scope questions", lambda one: not one.question.in_scope)
DIRECT = Among("in-scope questions answered directly", lambda one: one.question.in_scope and one.answered)
ROUTED = Among("out-of-scope questions declined", lambda one: not one.question.in_scope and one.declined)
CORE = Among(
    "in-scope questions of the group officer_core",
    lambda one: one.question.in_scope and one.question.group == "officer_core",
)

TOP_1 = Measure("top_1", "top-1", OURS, "whose first in-scope entry is right", lambda one: any(one.right[:1]))
TOP_3 = Measure("top_3", "top-3", OURS, "with a right entry among the first three in scope", lambda one: any(one.right))
CORE_TOP_3 = Measure("core_top_3", "top-3 of officer_core", CORE, TOP_3.means, TOP_3.counts)
TOP_1_INTENT = Measure(
    "top_1_intent", "top-1, intent alone", OURS, "whose first in-scope entry fits", lambda one: any(one.fit[:1])
)
TOP_3_INTENT = Measure(
    "top_3_intent",
    "top-3, intent alone",
    OURS,
    "with a fitting entry among the first three in scope",
    lambda one: any(one.fit),
)
ANSWERED = Measure("answered", "answered directly", OURS, "that got a direct answer", lambda one: one.answered)
PRECISION = Measure("precision", "direct answers right", DIRECT, "whose answer is right", lambda one: one.first_right)
HELPED = Measure(
    "helped",
    "success with the menu",
    OURS,
    "answered right, or not answered but offered a right entry among the three to choose from",
    lambda one: one.helped,
)
FALSE_DECLINES = Measure("false_declines", "false declines", OURS, "that were declined", lambda one: one.declined)
WRONG = Measure(
    "wrong",
    "wrong answers",
    ALL,
    "with a direct answer that is not right, or any direct answer to an out-of-scope question",
    lambda one: one.wrong,
)
REJECTED = Measure("rejected", "out of scope rejected", OTHERS, "that were declined", lambda one: one.declined)
ROUTED_RIGHT = Measure(
    "routed_right", "rejected and routed right", ROUTED, "whose first entry fits", lambda one: one.first_fits
)
DECLINED = Measure("declined", "declined", ALL, "that were declined", lambda one: one.declined)

MEASURES = (
    TOP_1,
    TOP_3,
    CORE_TOP_3,
    TOP_1_INTENT,
    TOP_3_INTENT,
    ANSWERED,
    PRECISION,
    HELPED,
    FALSE_DECLINES,
    WRONG,
    REJECTED,
    ROUTED_RIGHT,
)
"""What is told of a whole file, in this order."""
