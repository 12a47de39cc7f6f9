"""Lines of those who are paid a wage (PU): rates of the whole wage, JP up to the cap of the day."""

from decimal import Decimal

from knowledge.facts import Facts
from knowledge.iuran.bill import Line
from knowledge.iuran.plan import Group, Plan, Program
from knowledge.iuran.programs import has_jkp, programs_of
from knowledge.iuran.rounding import whole
from knowledge.sources import rules

CAP = "jp-batas-upah"
NO_EXTRA = "iuran-jkp-tanpa-tambahan"
"""The fact that JKP costs neither side anything; where it does not hold, there is no JKP to tell of."""


def pu_lines(group: Group, plan: Plan, facts: Facts) -> tuple[Line, ...]:
    """A line for each programme of the group. Raises UnknownFact, ValueError for a group without a wage."""
    if group.wage is None:
        raise ValueError("a group that is paid needs a wage")
    programs = programs_of(plan, "PU", facts)
    lines = [_line(program, group.people, group.wage, plan.risk, facts) for program in programs]
    free = [_free_line(group.people, group.wage, facts)] if has_jkp(plan, programs, facts) and NO_EXTRA in facts else []
    return (*lines, *free)


def _line(program: Program, people: int, wage: int, risk: int, facts: Facts) -> Line:
    employer, worker = _shares(program, risk)
    base = min(wage, facts.amount(CAP)) if program == "jp" else wage
    of_employer = facts.rate(employer)
    of_worker = facts.rate(worker) if worker else Decimal(0)
    each = whole(base * of_employer), whole(base * of_worker)
    used = (employer, *filter(None, (worker,)), *((CAP,) if program == "jp" else ()))
    return Line(program, people, of_employer + of_worker, base, *each, sum(each), used, rules(used, facts))


def _shares(program: Program, risk: int) -> tuple[str, str]:
    """The facts that hold the employer's and the worker's rate; "" where the worker pays nothing."""
    if program == "jkk":
        return f"iuran-jkk-{risk}", ""
    if program == "jkm":
        return "iuran-jkm", ""
    return f"iuran-{program}-koperasi", f"iuran-{program}-pekerja"


def _free_line(people: int, wage: int, facts: Facts) -> Line:
    """JKP: the state pays, and a part of JKK is taken for it; nothing is added."""
    return Line("jkp", people, Decimal(0), wage, 0, 0, 0, (NO_EXTRA,), rules((NO_EXTRA,), facts))
