"""Kematian: what death cover (JKM) pays when somebody dies of anything but work."""

from dialogue.text import Number, Rupiah, Text, joined
from knowledge.facts import Facts
from knowledge.manfaat.beasiswa import scholarships
from knowledge.manfaat.person import Person
from knowledge.manfaat.step import Pays, Step, Worked, worked

WAIT, BEFORE, FULL, SETTLED_FOR = "jkm-tunggu-bulan", "jkm-sebelum-tunggu", "jkm-total", "jkm-tunggu-segmen"
PARTS = (
    ("santunan", Text("Santunan kematian"), "jkm-santunan"),
    ("berkala", Text("Santunan berkala, dibayar sekaligus"), "jkm-berkala"),
    ("pemakaman", Text("Biaya pemakaman"), "jkm-pemakaman"),
)
SCHOOL_YEARS = "beasiswa-jkm-tahun"


def died(person: Person, facts: Facts) -> tuple[Step, ...]:
    """In full from three months of membership on; before that Rp10 million, which is sure for BPU only
    (PP 82/2019 Pasal 34, Permenaker 1/2025). Scholarships after three years of contributions."""
    return (*_benefit(person, facts), *_schools(person, facts))


def _benefit(person: Person, facts: Facts) -> tuple[Step, ...]:
    if WAIT not in facts:
        return _full(facts)
    if person.months is None:
        unsettled = (SETTLED_FOR,) if person.segment == "PU" else ()
        return (*_full(facts), _before("otherwise", facts, *unsettled))
    if person.months >= facts.amount(WAIT):
        return _full(facts)
    if person.segment == "BPU":
        return (_before("once", facts), _later(facts))
    return (_before("otherwise", facts, SETTLED_FOR), _later(facts, SETTLED_FOR))


def _full(facts: Facts) -> tuple[Step, ...]:
    return tuple(_part(name, label, fact_id, facts) for name, label, fact_id in PARTS)


def _part(name: str, label: Text, fact_id: str, facts: Facts) -> Step:
    return worked(facts, name, label, "once", (fact_id,), lambda: (None, facts.amount(fact_id)))


def _before(pays: Pays, facts: Facts, *besides: str) -> Step:
    months = Number(facts.amount(WAIT))
    label = Text("Bila kepesertaan belum {months} bulan", months=months)
    rests_on = (BEFORE, WAIT, *besides)
    return worked(facts, "sebelum-tunggu", label, pays, rests_on, lambda: (None, facts.amount(BEFORE)))


def _later(facts: Facts, *besides: str) -> Step:
    """The full benefit, said where it is not (or not surely) what is paid."""
    label = Text("Sesudah {months} bulan", months=Number(facts.amount(WAIT)))
    rests_on = (FULL, *(fact_id for _, _, fact_id in PARTS), *besides)

    def reckoned() -> Worked:
        amounts = [facts.amount(fact_id) for _, _, fact_id in PARTS]
        parts = (Text("{part}", part=Rupiah(amount)) for amount in amounts)
        return joined(*parts, by=" + "), sum(amounts)

    return worked(facts, "penuh", label, "otherwise", rests_on, reckoned)


def _schools(person: Person, facts: Facts) -> tuple[Step, ...]:
    """None without children; before three years only the rule; where the time was not told, what they would be."""
    if not person.children:
        return ()
    label = Text("Beasiswa anak baru ada bila masa iurnya cukup")
    if SCHOOL_YEARS not in facts:
        return (worked(facts, "beasiswa-syarat", label, "rule", (SCHOOL_YEARS,)),)
    needed = facts.amount(SCHOOL_YEARS)
    rule = Text("Beasiswa anak: masa iur minimal {years} tahun", years=Number(needed))
    condition = worked(facts, "beasiswa-syarat", rule, "rule", (SCHOOL_YEARS,))
    if person.months is None:
        return (condition, *scholarships(person, facts, "otherwise"))
    return scholarships(person, facts) if person.months >= needed * MONTHS else (condition,)


MONTHS = 12
"""Of a year."""
