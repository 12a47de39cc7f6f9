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


@dataclass(frozen=True)
class Plan:
    """A cooperative. risk: class of JKK, 1 to 5. programs: None: those that are mandatory for the scale."""

    groups: tuple[Group, ...]
    scale: Scale = "mikro"
    risk: int = 1
    programs: tuple[Program, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        """The plan that `to_json` gave; raises KeyError, TypeError for anything else."""
        programs = data["programs"]
        groups = tuple(Group(**group) for group in data["groups"])
        return cls(groups, data["scale"], data["risk"], tuple(programs) if programs is not None else None)
