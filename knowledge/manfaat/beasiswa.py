"""Beasiswa: what children get for school, from where they are now to the end of university, at most."""

from dialogue.text import Number, Rupiah, Text, joined
from knowledge.facts import Facts
from knowledge.manfaat.person import Person, School
from knowledge.manfaat.step import Pays, Step, Worked, worked

LEVELS: tuple[School, ...] = ("sd", "smp", "sma", "kuliah")
CALLED = {"sd": Text("TK/SD"), "smp": Text("SMP"), "sma": Text("SMA"), "kuliah": Text("kuliah")}
LIMITS = ("beasiswa-anak", "beasiswa-per-anak", "beasiswa-total")


def scholarships(person: Person, facts: Facts, pays: Pays = "upto") -> tuple[Step, ...]:
    """A step for each child that gets one, those with the longest way to go first; in all within the maximum."""
    if not person.children:
        return ()
    if any(one not in facts for one in LIMITS):
        return (worked(facts, "beasiswa", Text("Beasiswa anak"), pays, LIMITS),)
    children = sorted(person.children, key=LEVELS.index)[: facts.amount("beasiswa-anak")]
    return tuple(_of_child(number, level, facts, pays) for number, level in enumerate(children, start=1))


def _of_child(number: int, level: School, facts: Facts, pays: Pays) -> Step:
    ahead = LEVELS[LEVELS.index(level) :]
    rests_on = (*(one for stage in ahead for one in _facts_of(stage)), *LIMITS)
    label = Text("Beasiswa anak {number} ({level})", number=Number(number), level=CALLED[level])
    return worked(facts, f"beasiswa-{number}", label, pays, rests_on, lambda: _reckoned(number, ahead, facts))


def _reckoned(number: int, ahead: tuple[School, ...], facts: Facts) -> Worked:
    """Every stage for as long as it may last; within what one child, and all of them, may get."""
    each, of_all = facts.amount("beasiswa-per-anak"), facts.amount("beasiswa-total")
    full = sum(facts.amount(years) * facts.amount(year) for year, years in map(_facts_of, ahead))
    left = max(0, of_all - (number - 1) * each)
    parts = (
        Text("{years} × {amount}", years=Number(facts.amount(years)), amount=Rupiah(facts.amount(year)))
        for year, years in map(_facts_of, ahead)
    )
    return joined(*parts, by=" + "), min(full, each, left)


def _facts_of(level: School) -> tuple[str, str]:
    """What a year of a stage gives, and how many years it gives it for."""
    return f"beasiswa-{level}", f"beasiswa-{level}-tahun"
