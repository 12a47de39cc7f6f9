"""Hari tua: what an old age account (JHT) may have grown to, as an example: growth is known afterwards only."""

from dataclasses import dataclass
from decimal import Decimal

from dialogue.text import Number, Percent, Rupiah, Text
from knowledge.facts import Facts
from knowledge.iuran.plan import Segment
from knowledge.iuran.rounding import whole
from knowledge.manfaat.person import Person
from knowledge.manfaat.step import Step, worked

GROWTH, GROWTH_OF = "jht-hasil", "jht-hasil-tahun"
SHARES: dict[Segment, tuple[str, ...]] = {"PU": ("iuran-jht-koperasi", "iuran-jht-pekerja"), "BPU": ("bpu-jht-tarif",)}
YEAR = 12


def grown(person: Person, facts: Facts) -> tuple[Step, ...]:
    """Contributions of as many months as were told, and what they have brought; only the rule where they were not."""
    rules = (
        worked(facts, "isi", Text("JHT yang dibayar: seluruh iuran dan hasil pengembangannya"), "rule", ("jht-nilai",)),
        _when(facts),
    )
    wage, shares = person.paid_on(facts), SHARES[person.segment]
    if wage is None or person.months is None or any(one not in facts for one in shares):
        return rules
    monthly = sum(whole(wage * facts.rate(one)) for one in shares)
    return (_paid_in(monthly, person.months, shares, facts), _brought(monthly, person.months, facts), *rules)


def _when(facts: Facts) -> Step:
    label = Text("Cair penuh sesudah berhenti bekerja")
    if "jht-usia" in facts:
        label = Text("Cair penuh pada usia {age} tahun, atau sesudah berhenti bekerja", age=facts["jht-usia"].spoken)
    return worked(facts, "kapan", label, "rule", ("jht-usia", "jht-alasan"))


def _paid_in(monthly: int, months: int, shares: tuple[str, ...], facts: Facts) -> Step:
    working = Text("{months} × {monthly}", months=Number(months), monthly=Rupiah(monthly))
    label = Text("Iuran JHT, bila upahnya tetap sama")
    return worked(facts, "jht-iuran", label, "example", shares, lambda: (working, months * monthly))


def _brought(monthly: int, months: int, facts: Facts) -> Step:
    label = Text("Hasil pengembangan, bila tiap tahun sama")
    if GROWTH not in facts or GROWTH_OF not in facts:
        return worked(facts, "jht-tumbuh", label, "example", (GROWTH, GROWTH_OF))
    rate = facts.rate(GROWTH)
    working = Text(
        "{rate} setahun seperti hasil {year}, dari saldo awal tahun", rate=Percent(rate), year=facts[GROWTH_OF].spoken
    )
    amount = account(monthly, months, rate).growth
    return worked(facts, "jht-tumbuh", label, "example", (GROWTH, GROWTH_OF), lambda: (working, amount))


@dataclass(frozen=True)
class Account:
    """Whole rupiah: what was paid in, and what it has brought."""

    paid: int = 0
    growth: int = 0


def account(monthly: int, months: int, rate: Decimal) -> Account:
    """At the end of each full year what stood at its beginning grows by the rate; what is paid during a year does not
    yet, nor does anything in a year that is not over."""
    growth = 0
    for year in range(months // YEAR):
        growth += whole((year * YEAR * monthly + growth) * rate)
    return Account(months * monthly, growth)
