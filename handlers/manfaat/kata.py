"""Kata: the sentences that every answer on benefits shares."""

from dialogue.text import Number, Rupiah, Text
from handlers.manfaat.ditanya import NEEDS_BASE
from knowledge.manfaat import Benefit, Person
from knowledge.manfaat.reckoning import DEATHS
from leads.view import View

YEAR = 12


def condition(benefit: Benefit, view: View) -> Text | None:
    """Nobody may believe that he is covered; where nothing is paid, nothing is to be believed."""
    if all(step.pays == "rule" for step in benefit.steps):
        return None
    person = benefit.person
    base = person.paid_on(view.facts)
    if person.segment == "PU" or base is None or not depends_on_base(person):
        return Text("Ini bila ia sudah peserta dan iurannya dibayar.")
    return Text("Ini dari dasar penghasilan {base}, bila ia sudah peserta dan iurannya dibayar.", base=Rupiah(base))


def depends_on_base(person: Person) -> bool:
    return person.event in NEEDS_BASE or (person.event in DEATHS and person.has("jht"))


def confirm(benefit: Benefit, view: View) -> Text | None:
    """Where a rule is not settled, the branch says it."""
    if benefit.is_sure:
        return None
    return Text("Mohon dipastikan ke kantor cabang atau {contact}.", contact=view.contact)


def is_unknown(benefit: Benefit) -> bool:
    """Is a number missing that the answer would be wrong without?"""
    return any(step.unknown and step.pays != "rule" for step in benefit.steps)


def unknown() -> Text:
    return Text("Maaf, angka yang berlaku hari ini belum ada di buku aturan kami, jadi tidak saya hitung.")


def duration(months: int) -> Text:
    """ "2 tahun 3 bulan"."""
    years, rest = divmod(months, YEAR)
    if not years:
        return Text("{months} bulan", months=Number(rest))
    if not rest:
        return Text("{years} tahun", years=Number(years))
    return Text("{years} tahun {months} bulan", years=Number(years), months=Number(rest))


def rupiah(benefit: Benefit, name: str) -> Rupiah:
    """The amount of a step that has one."""
    amount = benefit.amount(name)
    assert amount is not None, name
    return Rupiah(amount)


def working(benefit: Benefit, name: str) -> Text:
    """How the amount of a step came about."""
    step = benefit.step(name)
    assert step is not None, name
    assert step.working is not None, name
    return step.working
