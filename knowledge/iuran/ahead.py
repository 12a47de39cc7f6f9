"""Ahead: what the same plan costs after rules that end within the year that it is reckoned for."""

from datetime import date, timedelta

from knowledge.book import Book
from knowledge.facts import Fact, UnknownFact
from knowledge.iuran.bill import Bill
from knowledge.iuran.rates import monthly_iuran

DAY = timedelta(days=1)
YEAR = timedelta(days=365)
"""As far as a yearly sum reaches: it would be wrong in silence about a price that ends before."""


def prices_ahead(bill: Bill, book: Book) -> tuple[Bill, ...]:
    """The bills of those days within a YEAR of the bill's on which its total changes, or is not sure any more."""
    changed: list[Bill] = []
    before = bill
    for day in sorted({day for fact in book.facts for day in _turns(fact) if bill.on < day <= bill.on + YEAR}):
        try:
            after = monthly_iuran(bill.plan, book.on(day))
        except UnknownFact:
            break
        if after.total != before.total or set(after.doubts) - set(before.doubts):
            changed.append(after)
            before = after
    return tuple(changed)


def _turns(fact: Fact) -> tuple[date, ...]:
    """The days on which a row begins to hold, and on which it does not hold any more."""
    ends = (fact.effective_to + DAY,) if fact.effective_to else ()
    return (fact.effective_from, *ends) if fact.effective_from else ends
