"""Separation: how well the likelihood of being ours tells our questions from all others, wherever the cut stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.measuring.interval import Share
from knowledge.measuring.verdict import Verdict

LOST_PERCENT = 5
"""Of a hundred questions of ours so many may fall below the cut."""


@dataclass(frozen=True)
class Separation:
    """cut: the highest that accepts 95 % of ours. rejected: of the others, those below it. auroc: how often one of ours
    is likelier than one of the others. None where either kind is missing."""

    cut: float | None
    rejected: Share
    auroc: float | None


def separation(verdicts: Sequence[Verdict]) -> Separation:
    """How the questions that are ours and the others are told apart."""
    ours = sorted(one.found.in_scope for one in verdicts if one.question.in_scope)
    others = sorted(one.found.in_scope for one in verdicts if not one.question.in_scope)
    if not ours or not others:
        return Separation(None, Share(0, 0), None)
    cut = ours[len(ours) * LOST_PERCENT // 100]
    return Separation(cut, Share(bisect_left(others, cut), len(others)), auroc(ours, others))


def auroc(ours: Sequence[float], others: Sequence[float]) -> float:
    """Of all pairs, those in which ours is the greater; equal ones count half. Both sorted and not empty."""
    halves = sum(bisect_left(others, one) + bisect_right(others, one) for one in ours)
    return halves / 2 / len(ours) / len(others)
