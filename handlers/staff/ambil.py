"""Ambil: an officer takes a lead; exactly one has it. Lepas: gives it back."""

from dataclasses import replace

from dialogue.text import Text, joined
from dialogue.topic import Opened, Topic
from dialogue.turn import Link, Outcome, Say
from handlers.staff.kartu import missing, shown, staff_only
from leads.reference import parse_reference
from leads.requests import Claim, ClaimLead, ReleaseLead
from leads.view import View

topic: Topic[View] = Topic("ambil", Text("Ambil"))
release: Topic[View] = Topic("lepas", Text("Lepas"))


@topic.opens
@staff_only
def take(argument: str, view: View) -> Opened:
    ref = parse_reference(argument)
    return Say(effects=(ClaimLead(ref),)) if ref else missing()


@topic.outcome(ClaimLead)
def taken(outcome: Outcome, view: View) -> Say:
    value: Claim = outcome.value
    if value.taken_by:
        text = Text("{ref} sudah diambil {name}. Terima kasih sudah sigap.", ref=value.ref, name=value.taken_by)
        return Say(text, (Link("tugas", Text("Tugas saya")),))
    if value.card is None:
        return missing()
    mine = Text(
        "Baik, *{ref}* sekarang Bapak/Ibu pegang. Pendaftar saya kabari, kecuali ia meminta STOP.", ref=value.ref
    )
    say = shown(value.card, view)
    return replace(say, text=joined(mine, say.text))


@release.opens
@staff_only
def give_back(argument: str, view: View) -> Opened:
    ref = parse_reference(argument)
    return Say(effects=(ReleaseLead(ref),)) if ref else missing()


@release.outcome(ReleaseLead)
def given_back(outcome: Outcome, view: View) -> Say:
    if not outcome.value:
        return Say(Text("Permintaan itu tidak sedang Bapak/Ibu pegang."), (Link("tugas", Text("Tugas saya")),))
    return Say(Text("Baik, permintaan itu kembali ke antrean."), (Link("tugas", Text("Tugas saya")),))
