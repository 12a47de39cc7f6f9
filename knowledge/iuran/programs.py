"""Which programmes a group of a plan gets: by the scale of the cooperative, or those that were chosen."""

from knowledge.iuran.plan import Plan, Program, Scale, Segment

MANDATORY: dict[Scale, tuple[Program, ...]] = {
    "mikro": ("jkk", "jkm"),
    "kecil": ("jkk", "jkm", "jht"),
    "menengah": ("jkk", "jkm", "jht", "jp"),
    "besar": ("jkk", "jkm", "jht", "jp"),
}
"""Perpres 109/2013 Pasal 6 ayat (3)."""
LEAST: tuple[Program, ...] = ("jkk", "jkm")
"""What every member takes, also who pays his own (Permenaker 5/2021)."""
OPEN_TO: dict[Segment, tuple[Program, ...]] = {"PU": ("jkk", "jkm", "jht", "jp"), "BPU": ("jkk", "jkm", "jht")}
"""Which programmes a segment may join, in the order in which they are told. JKP nobody joins by itself: it follows."""
NEEDED_FOR_JKP: dict[Scale, frozenset[Program]] = {
    "mikro": frozenset(("jkk", "jkm", "jht")),
    "kecil": frozenset(("jkk", "jkm", "jht")),
    "menengah": frozenset(("jkk", "jkm", "jht", "jp")),
    "besar": frozenset(("jkk", "jkm", "jht", "jp")),
}
"""PP 6/2025 Pasal 4; besides, the worker must be in JKN, which is not ours to compute."""


def programs_of(plan: Plan, segment: Segment) -> tuple[Program, ...]:
    """The programmes of a group, without JKP, in the order jkk, jkm, jht, jp."""
    default = MANDATORY[plan.scale] if segment == "PU" else LEAST
    wanted = default if plan.programs is None else plan.programs
    return tuple(program for program in OPEN_TO[segment] if program in wanted or program in plan.more)


def has_jkp(plan: Plan, programs: tuple[Program, ...]) -> bool:
    """Whether workers in these programmes are in JKP too, as far as the cooperative is concerned."""
    return NEEDED_FOR_JKP[plan.scale].issubset(programs)
