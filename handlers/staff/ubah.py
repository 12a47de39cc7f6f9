"""Ubah status: an officer moves a lead or its cooperative on; what a step needs is asked for."""

import re
from dataclasses import replace
from datetime import date

from dialogue.form import Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Choice, Link, Outcome, Say
from handlers.staff.kartu import missing, shown, staff_only
from leads.day import read_day
from leads.pipeline import COOP_MOVES, LEAD_MOVES, CoopState, LeadState, Reason, label
from leads.reference import parse_reference
from leads.requests import FindLead, LeadCard, Moved, MoveLead
from leads.roles import Action, may
from leads.view import View

STEPS = (
    CoopState.dihubungi,
    CoopState.berminat,
    CoopState.berkas_kurang,
    CoopState.siap_daftar,
    CoopState.terdaftar,
    CoopState.iuran_pertama,
    CoopState.aktif,
)
ENDS = (Reason.berhasil, Reason.tidak_berminat, Reason.di_luar_wilayah, Reason.bukan_saya)
TARGETS = {
    **{f"coop:{state}": label(state) for state in STEPS},
    f"lead:{LeadState.ditunda}": Text("tunda sampai tanggal"),
    f"lead:{LeadState.selesai}": Text("selesai"),
}


def choice_slot(name: str, what: Text, question: Text, choices: tuple[Choice, ...]) -> Slot[View]:
    def ask(answers: Answers, hold: Json, view: View) -> Say:
        return Say(question, choices)

    def read(reply: Reply, view: View) -> Read:
        return Filled({name: reply.choice}) if reply.choice else None

    unread = Text("Mohon pilih salah satu.")
    return Slot(name, what, ask, read, Text("Supaya laporan dan kabar untuk pendaftar tetap benar."), unread, unread)


def read_until(reply: Reply, view: View) -> Read:
    day = read_day(reply.text)
    return Filled({"tanggal": day.isoformat()}) if day else None


def read_proof(reply: Reply, view: View) -> Read:
    """ "NPP 12345678", or "8 orang, bukti 123" on the BPU road."""
    said = reply.text.strip()[:120]
    return Filled({"bukti": said}) if any(letter.isdigit() for letter in said) else None


def ask_day(answers: Answers, hold: Json, view: View) -> Say:
    if answers["ke"] == f"lead:{LeadState.ditunda}":
        return Say(Text("Ditunda sampai tanggal berapa? Contoh: 24-11-2026"))
    return Say(Text("Tanggal berapa? Contoh: 24-11-2026"))


def ask_target(answers: Answers, hold: Json, view: View) -> Say:
    """Only what the rules allow from where lead and cooperative are now."""
    open_to = allowed(answers)
    return Say(
        Text("Sekarang sampai mana?"), tuple(Choice(key, text) for key, text in TARGETS.items() if key in open_to)
    )


def allowed(answers: Answers) -> frozenset[str]:
    """The targets of `leads.pipeline`; of a cooperative that is not in the registry only those of the lead."""
    lead = {f"lead:{state}" for state in LEAD_MOVES[LeadState(answers["lead"])]}
    coop = COOP_MOVES[CoopState(answers["coop"])] if answers.get("coop") else frozenset()
    return frozenset(lead | {f"coop:{state}" for state in coop})


target = replace(choice_slot("ke", Text("status"), Text("Sekarang sampai mana?"), ()), ask=ask_target)
reason_slot = choice_slot(
    "alasan", Text("alasan"), Text("Apa alasannya?"), tuple(Choice(end.value, label(end)) for end in ENDS)
)
WHY = Text("Supaya laporan dan kabar untuk pendaftar tetap benar.")
day_slot: Slot[View] = Slot(
    "tanggal",
    Text("tanggal"),
    ask_day,
    read_until,
    WHY,
    Text("Maaf, tanggalnya belum terbaca."),
    Text("Tulis seperti ini: 24-11-2026."),
    numeric=True,
)
proof_slot: Slot[View] = Slot(
    "bukti",
    Text("bukti"),
    lambda answers, hold, view: Say(Text("Apa buktinya? Tulis NPP-nya, atau jumlah orang dan nomor buktinya (BPU).")),
    read_proof,
    WHY,
    Text("Maaf, belum ada nomor buktinya."),
    Text("Contohnya: NPP 12345678, atau: 8 orang, bukti 9988."),
    numeric=True,
)


def only_for(slot: Slot[View], *targets: str) -> Slot[View]:
    return replace(slot, applies=lambda answers, view: answers.get("ke") in targets)


form: Form[View] = Form(
    (
        target,
        only_for(reason_slot, f"lead:{LeadState.selesai}"),
        only_for(proof_slot, f"coop:{CoopState.terdaftar}"),
        only_for(
            day_slot, f"lead:{LeadState.ditunda}", f"coop:{CoopState.terdaftar}", f"coop:{CoopState.iuran_pertama}"
        ),
    ),
    cancelled=Text("Baik, statusnya tidak diubah."),
)
topic = Topic("ubah", Text("Ubah status"), form)


@topic.opens
@staff_only
def start(argument: str, view: View) -> Opened:
    ref = parse_reference(argument)
    return Say(effects=(FindLead(ref),)) if ref else missing()


@topic.outcome(FindLead)
def found(outcome: Outcome, view: View) -> Opened:
    card: LeadCard | None = outcome.value
    if card is None:
        return missing()
    if not may_move(card, view):
        return Say(
            Text("Ambil dulu permintaan ini, baru statusnya bisa diubah."), (Link("buka", Text("Buka"), card.ref),)
        )
    known = {"ref": card.ref, "lead": card.state, "coop": card.coop_state}
    return Begin(known, Say(Text("Ubah status {ref}.", ref=card.ref)))


def may_move(card: LeadCard, view: View) -> bool:
    """The holder may, and whoever may invite staff may act for any officer."""
    officer = view.officer
    return officer is not None and (card.holder_id == officer.staff_id or may(officer.role, Action.invite))


@topic.done
def apply(answers: Answers, view: View) -> Say:
    day = date.fromisoformat(answers["tanggal"]) if answers.get("tanggal") else None
    postponed = answers["ke"] == f"lead:{LeadState.ditunda}"
    proof = answers.get("bukti") or ""
    people = re.search(r"\b(\d{1,4}) *orang\b", proof)
    effect = MoveLead(
        answers["ref"],
        answers["ke"],
        reason=answers.get("alasan"),
        until=day if postponed else None,
        on=None if postponed else day,
        proof=proof,
        people=int(people[1]) if people else 0,
    )
    return Say(effects=(effect,))


@topic.outcome(MoveLead)
def moved(outcome: Outcome, view: View) -> Say:
    value: Moved = outcome.value
    if value.refused is not None:
        assert isinstance(outcome.effect, MoveLead)
        links = (Link("ubah", Text("Ubah status"), outcome.effect.ref), Link("tugas", Text("Tugas saya")))
        return Say(value.refused, links)
    return shown(value.card, view) if value.card else missing()
