"""Figures: one number of a report beside its goal."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from knowledge.measuring.interval import Share

SIGNS = {"≥": operator.ge, "≤": operator.le, "<": operator.lt}


@dataclass(frozen=True)
class Goal:
    """What a figure ought to be."""

    sign: Literal["≥", "≤", "<"]
    limit: float


@dataclass(frozen=True)
class Figure:
    """value: None where there was nothing to count. unit: "" for what lies between 0 and 1."""

    name: str
    title: str
    definition: str
    value: Share | float | None
    goal: Goal | None = None
    unit: str = ""

    @property
    def number(self) -> float | None:
        return self.value.value if isinstance(self.value, Share) else self.value

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without a goal or a number."""
        if self.goal is None or self.number is None:
            return None
        return bool(SIGNS[self.goal.sign](self.number, self.goal.limit))


GOALS: Mapping[str, Goal] = MappingProxyType(
    {
        "top_1": Goal("≥", 0.72),
        "top_3": Goal("≥", 0.90),
        "core_top_3": Goal("≥", 0.95),
        "answered": Goal("≥", 0.35),
        "precision": Goal("≥", 0.92),
        "wrong": Goal("≤", 0.04),
        "rejected_at_95": Goal("≥", 0.85),
        "ms_p99": Goal("<", 3.0),
    }
)
