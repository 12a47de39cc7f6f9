"""Iuran: what a month of cover costs a whole cooperative, with every step of the arithmetic and its article."""

from knowledge.iuran.bill import Bill, GroupBill, Line
from knowledge.iuran.plan import Discount, Group, Plan, Program, Scale, Segment

__all__ = ["Bill", "Discount", "Group", "GroupBill", "Line", "Plan", "Program", "Scale", "Segment"]
