"""The iuran of a cooperative as a file for the rapat anggota.

Its inputs are {"plan": Plan.to_json(), "on": "YYYY-MM-DD"}: whom to cover, and the day whose rules count.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.documents import iuran_sheet, typesetting
from bot.documents.iuran_paper import paper
from knowledge.book import Book
from knowledge.iuran import Bill, Group, Plan, monthly_iuran

MOST_GROUPS = 60
"""Groups of one plan that are still a paper; nobody has more, and a broken row must not cost minutes."""
LARGEST = 10**12


def pdf(inputs: Mapping[str, Any], book: Book) -> bytes:
    bill = read(inputs, book)
    return typesetting.pdf("iuran", paper(bill, book), bill.on)


def png(inputs: Mapping[str, Any], book: Book) -> bytes:
    bill = read(inputs, book)
    return typesetting.png("iuran", paper(bill, book), bill.on)


def xlsx(inputs: Mapping[str, Any], book: Book) -> bytes:
    return iuran_sheet.xlsx(read(inputs, book), book)


def read(inputs: Mapping[str, Any], book: Book) -> Bill:
    """The bill that the inputs ask for. Raises KeyError, TypeError, ValueError, UnknownFact."""
    plan = Plan.from_json(inputs["plan"])
    if not 1 <= len(plan.groups) <= MOST_GROUPS:
        raise ValueError("a plan of this size is no paper")
    for group in plan.groups:
        check(group)
    return monthly_iuran(plan, book.on(date.fromisoformat(inputs["on"])))


def check(group: Group) -> None:
    """Raise TypeError for what no reader of ours has written: JSON may hold anything."""
    label: object = group.label
    numbers: tuple[object, ...] = (group.people, group.wage if group.wage is not None else 0)
    if not isinstance(label, str) or not all(isinstance(one, int) and 0 <= one <= LARGEST for one in numbers):
        raise TypeError("not a group of people")
