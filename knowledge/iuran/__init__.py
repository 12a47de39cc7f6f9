"""Iuran: what a month of cover costs a whole cooperative, with every step of the arithmetic and its article."""

from knowledge.iuran.ahead import prices_ahead
from knowledge.iuran.bill import Bill, GroupBill, Line
from knowledge.iuran.notes import coming, not_known
from knowledge.iuran.plan import Discount, Group, Plan, Program, Scale, Segment
from knowledge.iuran.rates import monthly_iuran

__all__ = [
    "Bill",
    "Discount",
    "Group",
    "GroupBill",
    "Line",
    "Plan",
    "Program",
    "Scale",
    "Segment",
    "coming",
    "monthly_iuran",
    "not_known",
    "prices_ahead",
]
