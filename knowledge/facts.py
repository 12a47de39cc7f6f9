"""Facts: every number that may be said, as dated rows with the rule they come from."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from dialogue.text import Day, Number, Percent, Raw, Rupiah, Value

Confidence: TypeAlias = Literal["high", "medium", "low"]
Layers: TypeAlias = tuple[tuple[int, int], ...]
"""A table in steps: the amount from which each layer counts and what it gives, whole rupiah, from 0 upwards."""
FactValue: TypeAlias = int | Decimal | str | Layers | None

_ROMAN = ("I", "II", "III", "IV", "V")
IN_RANGE = {"kelas": range(1, len(_ROMAN) + 1), "tanggal": range(1, 29)}
"""What a value of a unit may be: a class of risk that there is, a day that every month has."""


PROGRAM = re.compile(r"\b(jkk|jkm|jht|jp|jkp)\b")


def _mute(value: Any) -> Value:
    raise ValueError("a table cannot be spoken")


SPOKEN_BY_UNIT: dict[str, Callable[[Any], Value]] = {
    "rupiah": lambda value: Rupiah(int(value or 0)),
    "persen": lambda value: Percent(Decimal(value or 0)),
    "kelas": lambda value: Raw(_ROMAN[int(value or 1) - 1]),
    "hari kalender": lambda value: Day(date.fromisoformat(str(value))),
    "teks": lambda value: Raw(str(value)),
    "daftar program": lambda value: Raw(str(value)),
    "lapis": _mute,
} | {
    unit: lambda value: Number(int(value or 0))
    for unit in ("kali", "program", "orang", "tanggal", "jam", "hari", "hari kerja", "bulan", "tahun")
}
"""How a value of each unit is spoken; the keys are all the units there are."""


class UnknownFact(KeyError):  # noqa: N818 - it is a fact that is unknown
    """No row of this id holds on the day, or one that says that nobody knows."""

    def __init__(self, fact_id: str, day: date) -> None:
        super().__init__(fact_id)
        self.fact_id = fact_id
        self.day = day

    def __str__(self) -> str:
        return f"no fact {self.fact_id!r} holds on {self.day}"


@dataclass(frozen=True)
class Fact:
    """One dated row.

    value: whole rupiah or a count (int), a rate as a fraction (Decimal), words (str), a table (Layers), or None: a rule
    without a number.
    effective_from, effective_to: both days inclusive; None is open (or not known exactly).
    source: where it was read, in words for people. note: what staff should know; never shown to the public.
    reviewer, reviewed: who looked at it last, and when. unknown: nobody knows the value in this time.
    since: the first day of this value: of the first of the rows before it that say the same, one after the other.
    """

    id: str
    value: FactValue
    unit: str | None
    effective_from: date | None
    effective_to: date | None
    regulation: str | None
    article: str | None
    source: str
    confidence: Confidence
    note: str = ""
    reviewer: str = ""
    reviewed: date | None = None
    unknown: bool = False
    since: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)

    @property
    def spoken(self) -> Value:
        """The value as it goes into a Text. Raises ValueError for a rule without a number, and for a table."""
        if self.value is None or self.unit is None:
            raise ValueError(f"fact {self.id!r} has no value to speak")
        return SPOKEN_BY_UNIT[self.unit](self.value)


class Facts(Mapping[str, Fact]):
    """The rule book as of one day. `checked`: the last day on which people checked all of it."""

    def __init__(self, rows: Iterable[Fact], day: date, checked: date) -> None:
        self.day = day
        self.checked = checked
        valid = [fact for fact in rows if fact.holds_on(day)]
        self._rows = {fact.id: fact for fact in valid if not fact.unknown}
        self._unknown = frozenset(fact.id for fact in valid if fact.unknown)

    def __getitem__(self, fact_id: str) -> Fact:
        """Raises UnknownFact (a KeyError)."""
        try:
            return self._rows[fact_id]
        except KeyError:
            raise UnknownFact(fact_id, self.day) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def is_unknown(self, fact_id: str) -> bool:
        """A row says that nobody knows the value on this day; asking for it raises UnknownFact."""
        return fact_id in self._unknown

    def number(self, fact_id: str) -> int | Decimal:
        """An int (rupiah, a count) or a Decimal (a rate as a fraction). Raises UnknownFact, TypeError."""
        value = self[fact_id].value
        if not isinstance(value, int | Decimal):
            raise TypeError(f"fact {fact_id!r} is not a number")
        return value

    def amount(self, fact_id: str) -> int:
        """A whole number: rupiah or a count. Raises UnknownFact, TypeError."""
        value = self.number(fact_id)
        if not isinstance(value, int):
            raise TypeError(f"fact {fact_id!r} is a rate, not a whole number")
        return value

    def rate(self, fact_id: str) -> Decimal:
        """A rate as a fraction. Raises UnknownFact, TypeError."""
        value = self.number(fact_id)
        if not isinstance(value, Decimal):
            raise TypeError(f"fact {fact_id!r} is not a rate")
        return value

    def programs(self, fact_id: str) -> frozenset[str]:
        """The programmes of a list such as "JKK, JKM, dan JHT", in lower case. Raises UnknownFact."""
        return frozenset(PROGRAM.findall(str(self[fact_id].value).lower()))

    def layers(self, fact_id: str) -> Layers:
        """A table in steps. Raises UnknownFact, TypeError."""
        value = self[fact_id].value
        if not isinstance(value, tuple):
            raise TypeError(f"fact {fact_id!r} is not a table")
        return value
