"""Bills of groups, for the tests of iuran."""

from datetime import date

from knowledge.book import Book
from knowledge.iuran import Bill, Group, Plan, Program, Scale, monthly_iuran

NOVEMBER = date(2026, 11, 22)


def bill_of(
    book: Book,
    *groups: Group,
    scale: Scale = "mikro",
    risk: int = 1,
    programs: tuple[Program, ...] | None = None,
    on: date = NOVEMBER,
) -> Bill:
    return monthly_iuran(Plan(groups, scale, risk, programs), book.on(on))
