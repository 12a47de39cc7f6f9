"""Rincian: every step of a benefit with its working and its article."""

from dialogue.text import Day, Raw, Rupiah, Text, joined
from dialogue.turn import Say
from handlers.manfaat.jawaban import AGAIN, heirs, proof
from handlers.manfaat.kata import condition, confirm
from handlers.tanya import MENU, PROVE
from knowledge.manfaat import Person, Step, reckon
from leads.view import View


def detailed(person: Person, view: View) -> Say:
    """The same person on the same day makes the same words."""
    benefit = reckon(person, view.facts)
    lines = joined(*(line(step) for step in benefit.steps), by="\n")
    rounding = Text(
        "Angka dibulatkan ke rupiah terdekat, setengah ke atas. Menurut aturan per {day}.", day=Day(benefit.on)
    )
    end = joined(rounding, condition(benefit, view), confirm(benefit, view), by=" ")
    choices = (*heirs(person, view), AGAIN, PROVE, MENU)
    return Say(joined(lines, end), choices, cite=benefit.facts, proof=proof(person, "rincian"))


def line(step: Step) -> Text:
    """ "• Santunan kematian: 48 × Rp3.000.000 = Rp144.000.000 (PP 82/2019)"."""
    text = Text("• {step}{source}", step=_said(step), source=_source(step))
    return Text("• {step}: belum diketahui", step=step.label) if step.unknown else text


def _said(step: Step) -> Text:
    if step.amount is None:
        return step.label if step.working is None else Text("{label}: {how}", label=step.label, how=step.working)
    amount = Rupiah(step.amount)
    if step.working is None:
        return Text("{label}: {amount}", label=step.label, amount=amount)
    return Text("{label}: {how} = {amount}", label=step.label, how=step.working, amount=amount)


def _source(step: Step) -> Raw:
    return Raw(f" ({step.source})" if step.source else "")
