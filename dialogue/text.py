"""Text for people: a catalogue message with typed values, formatted only when it is spoken."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True)
class Rupiah:
    """An amount in whole rupiah, spoken as Rp16.800."""

    amount: int


@dataclass(frozen=True)
class Percent:
    """A rate as a fraction (Decimal("0.0024")), spoken as 0,24%."""

    rate: Decimal


@dataclass(frozen=True)
class Number:
    """A plain count, spoken as 1.234."""

    count: int


@dataclass(frozen=True)
class Day:
    """A calendar day, spoken as 22 November 2026, or with its weekday as Minggu, 22 November 2026."""

    day: date
    weekday: bool = False


@dataclass(frozen=True)
class Clock:
    """A time of day on an aware datetime, spoken in the local zone as 07.30 WIB."""

    moment: datetime


@dataclass(frozen=True)
class Raw:
    """Words that came from outside (a name, a village): spoken as they are, never read as markup."""

    words: str


class Text:
    """One message of the catalogue and its values.

    `message` is the Indonesian source text: `{name}` stands for a value, `*words*` for emphasis. Values are never
    read as markup. A str value is the same as `Raw`. Texts are compared by message and values.
    """

    __slots__ = ("message", "values")

    def __init__(self, message: str, /, **values: "Value") -> None:
        self.message = message
        self.values: dict[str, Value] = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.message, self.values) == (other.message, other.values)

    def __hash__(self) -> int:
        return hash((self.message, tuple(sorted(self.values))))

    def __repr__(self) -> str:
        return f"Text({self.message!r}, {self.values!r})"


Value: TypeAlias = Text | Rupiah | Percent | Number | Day | Clock | Raw | str


def joined(*parts: Text | None, by: str = "\n\n") -> Text:
    """The parts that are there, one after the other; `by` stands between them."""
    there = [part for part in parts if part is not None]
    names = {f"part{index}": part for index, part in enumerate(there)}
    return Text(by.join("{" + name + "}" for name in names), **names)
