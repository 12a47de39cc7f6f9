"""Which programmes a group of a plan gets: by the scale of the cooperative, or those that were chosen."""

from knowledge.facts import Facts
from knowledge.iuran.plan import Plan, Program, Scale, Segment

MANDATORY: dict[Scale, str] = {
    "mikro": "program-mikro",
    "kecil": "program-kecil",
    "menengah": "program-menengah",
    "besar": "program-menengah",
}
"""The facts that list what a scale makes mandatory."""
OWN = "program-bpu"
"""The fact that lists what a member takes who pays his own."""
FOR_JKP: dict[Scale, str] = {
    "mikro": "jkp-program-kecil",
    "kecil": "jkp-program-kecil",
    "menengah": "jkp-program-menengah",
    "besar": "jkp-program-menengah",
}
"""The facts that list what a worker has to be in; besides he must be in JKN, which is not ours to compute."""
OPEN_TO: dict[Segment, tuple[Program, ...]] = {"PU": ("jkk", "jkm", "jht", "jp"), "BPU": ("jkk", "jkm", "jht")}
"""Which programmes a segment may join, in the order in which they are told. JKP nobody joins by itself: it follows."""


def programs_of(plan: Plan, segment: Segment, facts: Facts) -> tuple[Program, ...]:
    """The programmes of a group, without JKP, in the order jkk, jkm, jht, jp. Raises UnknownFact."""
    default = facts.programs(MANDATORY[plan.scale] if segment == "PU" else OWN)
    wanted = default if plan.programs is None else plan.programs
    return tuple(program for program in OPEN_TO[segment] if program in wanted or program in plan.more)


def has_jkp(plan: Plan, programs: tuple[Program, ...], facts: Facts) -> bool:
    """Whether workers in these programmes are in JKP too, as far as the cooperative is concerned."""
    needed = FOR_JKP[plan.scale]
    return needed in facts and facts.programs(needed).issubset(programs)
