"""The bill: whole rupiah a month, per programme, group and cooperative. Sums are sums of its lines, nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.iuran.plan import Group, Plan, Program


@dataclass(frozen=True)
class Line:
    """One programme of one group.

    rate: of both shares together, as a fraction of `base`; None: a flat amount. base: per person, after the cap.
    employer_each, worker_each: per person, each share rounded half up to whole rupiah. full_each: before a discount.
    facts: ids of the facts it rests on. source: regulation and article, in words.
    """

    program: Program
    people: int
    rate: Decimal | None
    base: int
    employer_each: int
    worker_each: int
    full_each: int
    facts: tuple[str, ...]
    source: str

    @property
    def per_person(self) -> int:
        return self.employer_each + self.worker_each

    @property
    def employer(self) -> int:
        return self.employer_each * self.people

    @property
    def worker(self) -> int:
        return self.worker_each * self.people


@dataclass(frozen=True)
class GroupBill:
    """A group and its lines."""

    group: Group
    lines: tuple[Line, ...]

    @property
    def employer(self) -> int:
        return sum(line.employer for line in self.lines)

    @property
    def worker(self) -> int:
        return sum(line.worker for line in self.lines)

    @property
    def total(self) -> int:
        return self.employer + self.worker


@dataclass(frozen=True)
class Bill:
    """What a month costs. on: the day whose rules were used. doubts: what is not settled and matters to it, ids of
    less than high confidence among `facts`."""

    plan: Plan
    on: date
    groups: tuple[GroupBill, ...]
    doubts: tuple[str, ...] = ()

    @property
    def employer(self) -> int:
        return sum(group.employer for group in self.groups)

    @property
    def worker(self) -> int:
        return sum(group.worker for group in self.groups)

    @property
    def total(self) -> int:
        return self.employer + self.worker

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts it rests on, in order."""
        return tuple(dict.fromkeys(one for group in self.groups for line in group.lines for one in line.facts))
