"""Jawaban: what an event pays, said shortly; the answer first, then under which condition."""

from collections.abc import Callable, Mapping

from dialogue.text import Text, joined
from dialogue.turn import Link, Proof, Say
from handlers.manfaat import kata, kerja, tua
from handlers.tanya import MENU
from knowledge.manfaat import Benefit, Event, Person, reckon
from knowledge.manfaat.reckoning import DEATHS
from leads.view import View

TOPIC = "manfaat"
DETAILS, AGAIN = Link(TOPIC, Text("Rincian"), "rincian"), Link(TOPIC, Text("Hitung lain"), "hitung")
HEIRS = "ahli-waris"
OPENINGS: Mapping[Event, Callable[[Benefit, View], Text]] = {
    "kecelakaan": kerja.hurt,
    "meninggal_kerja": kerja.died_by_work,
    "meninggal": kerja.died,
    "hari_tua": tua.grown,
    "pensiun": tua.retired,
    "phk": tua.dismissed,
}


def answered(person: Person, view: View) -> Say:
    """The first bubble. The same person on the same day makes the same words."""
    benefit = reckon(person, view.facts)
    text = kata.unknown() if kata.is_unknown(benefit) else OPENINGS[person.event](benefit, view)
    said = joined(text, kata.condition(benefit, view), kata.confirm(benefit, view), by=" ")
    return Say(said, (DETAILS, *heirs(person, view), AGAIN, MENU), cite=benefit.facts, proof=proof(person, "jawaban"))


def heirs(person: Person, view: View) -> tuple[Link, ...]:
    """Who gets it, where somebody has died and the book says so."""
    known = person.event in DEATHS and HEIRS in view.book.entries
    return (Link("tanya", Text("Siapa ahli warisnya"), HEIRS),) if known else ()


def proof(person: Person, part: str) -> Proof:
    return Proof(TOPIC, {"person": person.to_json(), "part": part})
