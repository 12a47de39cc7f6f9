"""Lines of those who are not paid a wage (BPU): a base from a table of incomes, and the discount of PP 50/2025."""

from collections.abc import Mapping
from decimal import Decimal

from knowledge.facts import Facts, Layers
from knowledge.iuran.bill import Line
from knowledge.iuran.plan import Discount, Group, Plan, Program
from knowledge.iuran.programs import programs_of
from knowledge.iuran.rounding import whole
from knowledge.sources import rules

TABLE = "bpu-tabel-dasar"
RATE: Mapping[Program, str] = {"jkk": "bpu-jkk-tarif", "jht": "bpu-jht-tarif"}
FLAT: Mapping[Program, str] = {"jkm": "bpu-jkm"}
DISCOUNT = "bpu-diskon"
DISCOUNTED: frozenset[Program] = frozenset(("jkk", "jkm"))
UNTIL: Mapping[Discount, str] = {
    "umum": "bpu-diskon-umum-sampai",
    "transportasi": "bpu-diskon-transportasi-sampai",
}
"""The fact that holds while a group has the discount."""


def bpu_lines(group: Group, plan: Plan, facts: Facts) -> tuple[Line, ...]:
    """A line for each programme; a member pays his own. Raises UnknownFact."""
    base = base_of(group.wage or 0, facts.layers(TABLE))
    return tuple(_line(program, base, group, facts) for program in programs_of(plan, "BPU", facts))


def base_of(income: int, layers: Layers) -> int:
    """The base of the layer that an income falls into; an income between two layers belongs to the lower one."""
    return next(base for begin, base in reversed(layers) if begin <= income)


def _line(program: Program, base: int, group: Group, facts: Facts) -> Line:
    rate = facts.rate(RATE[program]) if program in RATE else None
    full = Decimal(facts.amount(FLAT[program])) if rate is None else base * rate
    off = discount_of(program, group.discount, facts)
    cut = facts.rate(DISCOUNT) if off else Decimal(0)
    own = (FLAT[program],) if rate is None else (RATE[program], TABLE)
    used = (*own, *off)
    each = whole(full * (1 - cut))
    return Line(program, group.people, rate, base, 0, each, whole(full), used, rules(used, facts))


def discount_of(program: Program, discount: Discount, facts: Facts) -> tuple[str, ...]:
    """The facts of the discount that this programme has today; none of them where it has none."""
    until = UNTIL.get(discount)
    holds = program in DISCOUNTED and until is not None and until in facts
    return (DISCOUNT, until) if holds and until else ()
