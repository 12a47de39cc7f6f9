"""Status: where a person's requests stand, truly, and only his own part of them."""

import re

from dialogue.talk import Talk
from dialogue.text import Day, Raw, Text, joined
from dialogue.topic import Topic
from dialogue.turn import Link, Say, Turn
from dialogue.words import bare
from leads.joining import Part
from leads.pipeline import Case, CoopState, LeadState, told
from leads.view import View

ASKED = re.compile(
    r"\b(sudah|sdh|udah|udh|dah) (sampai|smp|sampe) (mana|di ?mana)\b"
    r"|\b(status|kabar|perkembangan|kelanjutan|tindak lanjut)(nya)?\b.*\b(pendaftaran|permintaan|koperasi|saya|kami)\b"
    r"|\b(kapan|belum|blm|kok)\b.*\b(dihubungi|ditelepon|ditelpon|dikontak)\b"
)
ALONE = frozenset(("status", "cek status", "status saya", "lihat status", "kabarnya", "gimana kabarnya", "sampai mana"))
topic: Topic[View] = Topic("status", Text("Sudah sampai mana?"))

NEXT = Link("langkah", Text("Langkah koperasi kami"))
SHOWN = 3
QUIET = (None, CoopState.belum_disapa, CoopState.baru)
NOT_YET = Text("Ini belum pendaftaran resmi.")


@topic.opens
def show(argument: str, view: View) -> Say:
    if not view.leads:
        text = Text("Belum ada permintaan atas nama Bapak/Ibu di sini. Mau didaftarkan sekarang? Kira-kira 1 menit.")
        return Say(text, (Link("daftar", Text("Daftarkan koperasi")), Link("menu", Text("Menu"))))
    lines = [line(lead, view) for lead in view.leads[:SHOWN]]
    rest = len(view.leads) - SHOWN
    more = Text("Dan {n} permintaan lain yang lebih lama.", n=str(rest)) if rest > 0 else None
    return Say(joined(*lines, more), (NEXT, Link("petugas", Text("Bicara petugas")), Link("menu", Text("Menu"))))


def line(lead: Part, view: View) -> Text:
    """One request: that it waits, who holds it and how far the cooperative is, or how it ended."""
    if lead.state is LeadState.baru:
        return waiting(lead, view)
    if lead.state is LeadState.dipegang:
        return held(lead, view)
    return told(lead.state, case(lead, view), reason=lead.reason)


def case(lead: Part, view: View) -> Case:
    until = lead.postponed_until
    day = view.calendar.day(until) if until else None
    return Case(place=lead.village, ref=lead.ref, name=view.addressed, branch=view.branch.name, day=day)


def waiting(lead: Part, view: View) -> Text:
    """Nobody has taken it yet: said as it is, with an apology once the day has passed."""
    what = Text("Koperasi {place} ({ref}) sudah kami catat dan menunggu petugas.", place=lead.village, ref=lead.ref)
    if lead.contact_by is not None and view.today > lead.contact_by:
        sorry = Text("Mohon maaf, {who}, belum ada petugas yang mengambil; saya ingatkan lagi.", who=view.addressed)
        return joined(what, sorry, NOT_YET, by=" ")
    return joined(what, promised(lead, view), NOT_YET, by=" ")


def held(lead: Part, view: View) -> Text:
    """An officer has it; once he has begun, the cooperative's own state says more than a promise."""
    who = Text(
        "Koperasi {place} ({ref}) dipegang {officer}, petugas {branch}.",
        place=lead.village,
        ref=lead.ref,
        officer=lead.officer,
        branch=Raw(view.branch.name),
    )
    if lead.coop_state is not None and lead.coop_state not in QUIET:
        return joined(who, told(lead.coop_state, case(lead, view)), by=" ")
    missed = Text("Bila Bapak/Ibu belum dihubungi juga, tekan Bicara petugas.")
    return joined(who, promised(lead, view) or missed, NOT_YET, by=" ")


def promised(lead: Part, view: View) -> Text | None:
    """By when there is a call, as long as that day is not over."""
    if lead.contact_by is None or view.today > lead.contact_by:
        return None
    return Text("Petugas menghubungi paling lambat {day}.", day=Day(lead.contact_by, weekday=True))


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: "sudah sampai mana?"."""
    said = bare(text)
    return talk.open(topic.name) if said in ALONE or (len(said) < 120 and ASKED.search(said)) else None
