"""The plan: who is to be covered, in groups of people alike; what a bill is computed from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

Segment: TypeAlias = Literal["PU", "BPU"]
Scale: TypeAlias = Literal["mikro", "kecil", "menengah", "besar"]
Program: TypeAlias = Literal["jkk", "jkm", "jht", "jp", "jkp"]
Discount: TypeAlias = Literal["umum", "transportasi", "tidak"]
"""Which discount of PP 50/2025 a BPU group may have: the general one, that of transport, none (paid by APBN/APBD)."""


@dataclass(frozen=True)
class Group:
    """People alike. label: one of our own words for them, never a person's. people: at least 1.

    wage: whole rupiah a month; of a BPU group the income, None where it was not told (the lowest base counts then).
    """

    label: str
    people: int
    segment: Segment
    wage: int | None
    discount: Discount = "umum"

    @property
    def is_on_the_state(self) -> bool:
        """Their iuran is paid out of a public budget."""
        return self.segment == "BPU" and self.discount == "tidak"


@dataclass(frozen=True)
class Plan:
    """A cooperative. risk: class of JKK, 1 to 5.

    programs: for every group that may join them; None: those that are mandatory for the scale, and of BPU the least.
    more: beside those, for every group that may join them (what-if: tambah JHT).
    """

    groups: tuple[Group, ...]
    scale: Scale = "mikro"
    risk: int = 1
    programs: tuple[Program, ...] | None = None
    more: tuple[Program, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Lists and names only, as it comes back from a database."""
        programs = None if self.programs is None else list(self.programs)
        groups = [asdict(group) for group in self.groups]
        return {"groups": groups, "scale": self.scale, "risk": self.risk, "programs": programs, "more": list(self.more)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        """The plan that `to_json` gave; raises KeyError, TypeError for anything else."""
        programs = data["programs"]
        groups = tuple(Group(**group) for group in data["groups"])
        chosen = tuple(programs) if programs is not None else None
        return cls(groups, data["scale"], data["risk"], chosen, tuple(data.get("more", ())))
