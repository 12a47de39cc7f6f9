"""Endings: rows of facts that end soon, and what is known of the time after them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.facts import Fact

SOON = timedelta(days=60)
"""So long before the end of a row the branch is told."""


@dataclass(frozen=True)
class Ending:
    """The last `day` of a row. following: the row after it, which may say that nobody knows; None: nothing follows."""

    day: date
    fact: Fact
    following: Fact | None

    @property
    def settled(self) -> bool:
        """The new value is there, and sure."""
        return self.following is not None and self.following.confidence == "high"


def endings(facts: Iterable[Fact], day: date) -> tuple[Ending, ...]:
    """Rows that hold on a day and end within SOON of it, the soonest first."""
    rows = tuple(facts)
    begin = {(row.id, row.effective_from): row for row in rows}
    near = [(row.effective_to, row) for row in rows if row.holds_on(day)]
    found = [
        Ending(last, row, begin.get((row.id, last + timedelta(days=1))))
        for last, row in near
        if last is not None and last <= day + SOON
    ]
    return tuple(sorted(found, key=lambda ending: (ending.day, ending.fact.regulation or "", ending.fact.id)))
