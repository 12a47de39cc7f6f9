"""Bacaan: how the replies to "Hitung manfaat" are read."""

import re

from dialogue.form import Filled, Read, Reply
from dialogue.state import Json
from dialogue.text import Text
from dialogue.words import bare
from knowledge.manfaat.reading import read_children, read_event, read_months, read_segment, read_wage
from knowledge.rupiah import read_rupiah
from leads.view import View

SMALLEST, LARGEST = 10_000, 1_000_000_000
"""Whole rupiah a month that are read as a wage; what is outside was mistyped."""
NOT_YET = re.compile(r"^(?:belum|blm)(?: (?:jadi|ikut|daftar|terdaftar|pernah|ada|bayar|peserta|kok|pak|bu)\b|$)")
"""No participant yet: how long he has been one is open, and so is what hangs on it."""

WITHOUT = re.compile(r"\b(?:tanpa|bukan|tidak|tdk|ga|gak|nggak|belum|blm) (?:ada |ikut |pakai |pake |punya )?\w+")

ACCIDENTS = frozenset(("kecelakaan", "meninggal_kerja"))
IF_JUST_NOW = Text("Bila kecelakaannya baru saja terjadi, ketik DARURAT.")


def read_what(reply: Reply, view: View) -> Read:
    """Who writes of an accident, rather than tapping it, may be in one."""
    event = reply.choice or read_event(reply.text)
    just_now = reply.choice is None and event in ACCIDENTS
    return Filled({"kejadian": event}, IF_JUST_NOW if just_now else None) if event else None


def read_who_pays(reply: Reply, view: View) -> Read:
    segment = reply.choice or read_segment(reply.text)
    return Filled({"segmen": segment}) if segment else None


def read_programs(reply: Reply, view: View) -> Read:
    """The choice, or the programmes named."""
    named = set(re.findall(r"\w+", WITHOUT.sub(" ", reply.text.lower())))
    said = (
        "jp" if named & {"jp", "pensiun"} else "jht" if "jht" in named else "pokok" if named & {"jkk", "jkm"} else None
    )
    program = reply.choice or said
    return Filled({"program": program}) if program else None


def read_paid(reply: Reply, view: View) -> Read:
    return money("upah", reply)


def read_income(reply: Reply, view: View) -> Read:
    return money("penghasilan", reply)


def money(name: str, reply: Reply) -> Read:
    """An amount that can be a wage."""
    amount = read_rupiah(reply.text)
    return Filled({name: amount}) if amount is not None and SMALLEST <= amount <= LARGEST else None


def read_length(reply: Reply, view: View) -> Read:
    months = read_months(reply.text)
    if months is not None:
        return Filled({"lama": months})
    return Filled({"lama": None}) if NOT_YET.match(bare(reply.text)) else None


def read_schools(reply: Reply, view: View) -> Read:
    children = () if reply.choice == "tidak" else read_children(reply.text)
    return Filled({"anak": list(children)}) if children is not None else None


def fill(text: str, view: View) -> dict[str, Json]:
    """What a whole sentence tells beside the question: who pays, how much, how long, which children. What is said of
    children tells nothing of who pays: they may have work of their own."""
    of_children = "anak" in text.lower()
    paid, months, segment = read_wage(text), read_months(text), None if of_children else read_segment(text)
    schools = read_children(text) if of_children else None
    told = {
        "segmen": segment,
        ("penghasilan" if segment == "BPU" else "upah"): paid if paid and SMALLEST <= paid <= LARGEST else None,
        "lama": months or None,
        "anak": list(schools) if schools else None,
    }
    return {name: value for name, value in told.items() if value is not None}
