"""Rates: a plan and the facts of a day become a bill."""

from knowledge.facts import Facts
from knowledge.iuran.bill import Bill, GroupBill, Line
from knowledge.iuran.bpu import bpu_lines
from knowledge.iuran.plan import Group, Plan
from knowledge.iuran.pu import CAP, pu_lines


def monthly_iuran(plan: Plan, facts: Facts) -> Bill:
    """The bill of one month by the rules of the day of `facts`.

    Raises UnknownFact where a rule of that day is not known.
    """
    groups = tuple(GroupBill(group, _lines(group, plan, facts)) for group in plan.groups)
    bill = Bill(plan, facts.day, groups)
    return Bill(plan, facts.day, groups, tuple(one for one in bill.facts if _is_doubtful(one, bill, facts)))


def _lines(group: Group, plan: Plan, facts: Facts) -> tuple[Line, ...]:
    return pu_lines(group, plan, facts) if group.segment == "PU" else bpu_lines(group, plan, facts)


def _is_doubtful(fact_id: str, bill: Bill, facts: Facts) -> bool:
    """Not sure, and it matters: a cap of wages that is not settled concerns only wages above it."""
    matters = fact_id != CAP or any((group.group.wage or 0) > facts.amount(CAP) for group in bill.groups)
    return facts[fact_id].confidence != "high" and matters
