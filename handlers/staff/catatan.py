"""Catatan: an officer's note on a lead; the applicant never sees it."""

from dialogue.form import Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Link, Outcome, Say
from handlers.staff.kartu import missing, staff_only
from leads.reference import parse_reference
from leads.requests import AddNote
from leads.view import View

LONGEST = 500


def ask(answers: Answers, hold: Json, view: View) -> Say:
    return Say(Text("Apa catatannya untuk {ref}? Cukup satu pesan.", ref=answers["ref"]))


def read(reply: Reply, view: View) -> Read:
    said = reply.text.strip()[:LONGEST]
    return Filled({"isi": said}) if said else None


slot: Slot[View] = Slot(
    "isi",
    label=Text("catatan"),
    ask=ask,
    read=read,
    why=Text("Supaya siapa pun yang melanjutkan tahu sudah sampai mana."),
    rephrase=Text("Maaf, catatannya kosong."),
    example=Text("Contohnya: NPWP selesai minggu depan."),
)
topic = Topic("catatan", Text("Catatan"), Form((slot,), cancelled=Text("Baik, catatannya tidak jadi disimpan.")))


@topic.opens
@staff_only
def start(argument: str, view: View) -> Opened:
    """argument: the reference, perhaps with the note behind it."""
    ref = parse_reference(argument)
    if ref is None:
        return missing()
    words = argument.split(maxsplit=1)[1:] if argument.split() else []
    return Begin({"ref": ref, **({"isi": words[0][:LONGEST]} if words else {})})


@topic.done
def save(answers: Answers, view: View) -> Say:
    return Say(effects=(AddNote(answers["ref"], answers["isi"]),))


@topic.outcome(AddNote)
def saved(outcome: Outcome, view: View) -> Say:
    assert isinstance(outcome.effect, AddNote)
    if not outcome.value:
        return missing()
    text = Text("Catatan untuk {ref} sudah disimpan.", ref=outcome.effect.ref)
    return Say(text, (Link("buka", Text("Buka"), outcome.effect.ref), Link("tugas", Text("Tugas saya"))))
