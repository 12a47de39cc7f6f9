"""Steps: each line of a benefit with its working, its amount and what it rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dialogue.text import Text
from knowledge.facts import Confidence, Facts
from knowledge.manfaat.person import Person
from knowledge.sources import rules

Pays: TypeAlias = Literal["once", "monthly", "upto", "example", "otherwise", "rule"]
"""Paid at once; each month; at most so much by and by (scholarships, transport); an example, not a promise; what is
paid in another case than the one that was told, or in one that is not settled; a rule that pays nothing by itself."""
Worked: TypeAlias = tuple[Text | None, int | None]
"""The working in words and its result in whole rupiah."""

LOWEST: Confidence = "low"
ORDER: tuple[Confidence, ...] = ("high", "medium", LOWEST)


@dataclass(frozen=True)
class Step:
    """One line.

    amount: whole rupiah, half a rupiah and more upwards; None: a rule without a number, or one that nobody knows
    (`unknown`). working: how it came about ("48 × Rp3.000.000"). source: regulation and article, "" for none known.
    name: what it is, for whoever looks one up.
    """

    name: str
    label: Text
    pays: Pays
    working: Text | None
    amount: int | None
    facts: tuple[str, ...]
    source: str
    confidence: Confidence
    unknown: bool = False


@dataclass(frozen=True)
class Benefit:
    """What an event pays by the rules of a day. Its sums are sums of its steps, nothing else."""

    person: Person
    on: date
    steps: tuple[Step, ...]

    def total(self, pays: Pays = "once") -> int:
        return sum(step.amount or 0 for step in self.steps if step.pays == pays)

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def amount(self, name: str) -> int | None:
        """The amount of a step; None when there is no such step, or no number that may be said."""
        step = self.step(name)
        return step.amount if step else None

    @property
    def is_complete(self) -> bool:
        """Is every number known?"""
        return not any(step.unknown for step in self.steps)

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts it rests on, in order."""
        return tuple(dict.fromkeys(one for step in self.steps for one in step.facts))

    @property
    def is_sure(self) -> bool:
        """Does it rest on nothing that the branch has to confirm?"""
        return all(step.confidence == "high" for step in self.steps)


def worked(
    facts: Facts,
    name: str,
    label: Text,
    pays: Pays,
    rests_on: tuple[str, ...],
    reckon: Callable[[], Worked] = lambda: (None, None),
) -> Step:
    """A step; one that rests on a fact that nobody knows on the day, or not well enough, has no number and says so."""
    known = tuple(one for one in rests_on if one in facts)
    confidence: Confidence = max((facts[one].confidence for one in known), key=ORDER.index, default=LOWEST)
    if known != rests_on or confidence == "low":
        return Step(name, label, pays, None, None, known, rules(known, facts), "low", unknown=True)
    working, amount = reckon()
    return Step(name, label, pays, working, amount, rests_on, rules(rests_on, facts), confidence)
