"""The person: for whom a benefit is reckoned, and what happens to him. Nothing personal: no name, no free text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from knowledge.facts import Facts
from knowledge.iuran.bpu import TABLE, base_of
from knowledge.iuran.plan import Program, Segment

Event: TypeAlias = Literal["kecelakaan", "meninggal_kerja", "meninggal", "hari_tua", "pensiun", "phk"]
"""Hurt at work, death by work, any other death, old age, retirement, job lost."""
School: TypeAlias = Literal["sd", "smp", "sma", "kuliah"]
"""Where a child is at school; "sd" also before it, from kindergarten on."""

LEAST: tuple[Program, ...] = ("jkk", "jkm")
"""The programmes that everybody has (Perpres 109/2013, Permenaker 5/2021)."""
NEEDED: Mapping[Event, tuple[Program, ...]] = {
    "hari_tua": (*LEAST, "jht"),
    "pensiun": (*LEAST, "jht", "jp"),
    "phk": (*LEAST, "jht", "jkp"),
}
"""Who asks what such an event pays is taken to have its programme."""


@dataclass(frozen=True)
class Person:
    """One participant.

    wage: whole rupiah a month; of a BPU the income, None where it was not told (the lowest base counts then).
    months: of membership with paid contributions; None: not told.
    programs: None: those that everybody has, and what the event is about. children: at school, also more than two.
    """

    event: Event
    segment: Segment
    wage: int | None = None
    months: int | None = None
    children: tuple[School, ...] = ()
    programs: tuple[Program, ...] | None = None

    def has(self, program: Program) -> bool:
        """BPU have neither JP nor JKP, whatever is asked for."""
        if self.segment == "BPU" and program in {"jp", "jkp"}:
            return False
        return program in (NEEDED.get(self.event, LEAST) if self.programs is None else self.programs)

    def paid_on(self, facts: Facts) -> int | None:
        """What benefits are reckoned from, whole rupiah a month: the wage, of a BPU the base of his income; None where
        a wage was not told, or no base is known on the day."""
        if self.segment == "PU":
            return self.wage
        return base_of(self.wage or 0, facts.layers(TABLE)) if TABLE in facts else None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "children": list(self.children), "programs": self.programs and list(self.programs)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Person":
        """The person that `to_json` gave; raises KeyError, TypeError for anything else."""
        programs = data["programs"]
        return cls(
            data["event"],
            data["segment"],
            data["wage"],
            data["months"],
            tuple(data["children"]),
            None if programs is None else tuple(programs),
        )
