"""The report: every figure of one file of questions, as a whole and by what kind of question it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from knowledge.measuring.figure import GOALS, Figure
from knowledge.measuring.measures import (
    ANSWERED,
    DECLINED,
    FALSE_DECLINES,
    HELPED,
    MEASURES,
    PRECISION,
    REJECTED,
    TOP_1,
    TOP_3,
    WRONG,
    Measure,
)
from knowledge.measuring.separation import separation
from knowledge.measuring.verdict import Verdict

KINDS: Mapping[str, tuple[Measure, ...]] = {
    "group": (TOP_1, TOP_3, ANSWERED, PRECISION, HELPED, FALSE_DECLINES, WRONG, REJECTED),
    "style": (TOP_1, TOP_3, ANSWERED, PRECISION, HELPED, FALSE_DECLINES, WRONG, REJECTED),
    "source_kind": (TOP_1, TOP_3, ANSWERED, PRECISION, HELPED, FALSE_DECLINES, WRONG, REJECTED),
    "intent": (TOP_1, TOP_3, ANSWERED, PRECISION, WRONG, DECLINED),
}
"""By what the questions are told apart, and what is told of each part."""


@dataclass(frozen=True)
class About:
    """What was measured: the name of a file and the start of its SHA-256, the version of the content, the day whose
    rules counted."""

    file: str
    sha256: str
    content: str
    day: date


@dataclass(frozen=True)
class Report:
    """All that is told of a file; never the text of a question.

    An entry fits a question when one of its intents is acceptable; it is right when it fits and its full answer
    mentions what it must. What each figure counts, and of what: `measures.py`, `separation.py` and below.
    """

    about: About
    verdicts: tuple[Verdict, ...]

    @property
    def overall(self) -> tuple[Figure, ...]:
        return (*self._shares(), *self._separation(), *self._times())

    def by(self, kind: str) -> dict[str, Sequence[Verdict]]:
        """The verdicts on the questions of one kind each, in the order of the alphabet."""
        names = sorted({getattr(one.question, kind) for one in self.verdicts})
        return {name: [one for one in self.verdicts if getattr(one.question, kind) == name] for name in names}

    def _shares(self) -> Iterator[Figure]:
        for one in MEASURES:
            yield Figure(one.name, one.title, one.definition, one.share(self.verdicts), GOALS.get(one.name))

    def _separation(self) -> Iterator[Figure]:
        apart = separation(self.verdicts)
        cut = "" if apart.cut is None else f" (here {apart.cut:.3f}, chosen on these same questions)"
        yield Figure(
            "rejected_at_95",
            "rejected at 95 % accepted",
            "of out-of-scope questions, those whose likelihood of being in scope lies below the highest cut that"
            f" accepts 95 % of the in-scope ones{cut}",
            apart.rejected,
            GOALS["rejected_at_95"],
        )
        means = "how often an in-scope question is likelier to be in scope than an out-of-scope one; a tie counts half"
        yield Figure("auroc", "AUROC of in scope", means, apart.auroc)

    def _times(self) -> Iterator[Figure]:
        times = sorted(one.ms for one in self.verdicts)
        middle = median(times) if times else None
        most = times[(len(times) * 99 + 99) // 100 - 1] if times else None
        means = "the search for one question, after a warm-up"
        yield Figure("ms_median", "time, median", means, middle, unit=" ms")
        yield Figure("ms_p99", "time, 99th percentile", means + "; the nearest rank", most, GOALS["ms_p99"], unit=" ms")
