"""Hitungan: one reckoning that was asked for: its bill, the rules of its day, and what it is proved with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dialogue.state import Json
from dialogue.text import Text
from dialogue.turn import Link, Proof
from knowledge.book import Book
from knowledge.facts import Facts
from knowledge.iuran import Bill, Plan, monthly_iuran, prices_ahead

TOPIC = "iuran"
FILES = (Link(TOPIC, Text("PDF"), "pdf"), Link(TOPIC, Text("Gambar"), "png"), Link(TOPIC, Text("Excel"), "xlsx"))
RESULT, DETAILS = Link(TOPIC, Text("Kembali ke hasil"), "hasil"), Link(TOPIC, Text("Rincian"), "rincian")


@dataclass(frozen=True)
class Reckoned:
    """inputs: what it is made from. ahead: the bills of the days on which the price is going to change."""

    inputs: Mapping[str, Json]
    bill: Bill
    facts: Facts
    ahead: tuple[Bill, ...]

    @classmethod
    def of(cls, inputs: Mapping[str, Json], book: Book) -> "Reckoned":
        """Raises UnknownFact; KeyError, TypeError, ValueError for inputs that are none."""
        facts = book.on(date.fromisoformat(inputs["on"]))
        bill = monthly_iuran(Plan.from_json(inputs["plan"]), facts)
        return cls(inputs, bill, facts, prices_ahead(bill, book))

    @property
    def proof(self) -> Proof:
        return Proof(TOPIC, self.inputs)

    @property
    def has_paid(self) -> bool:
        """Somebody is paid a wage, so that scale and class of risk matter."""
        return any(one.group.segment == "PU" for one in self.bill.groups)
