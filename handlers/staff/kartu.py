"""Kartu: one lead as staff see it, and what can be done with it."""

from collections.abc import Callable
from typing import TypeAlias

from dialogue.text import Raw, Text, joined
from dialogue.topic import Opened, Topic
from dialogue.turn import Link, Outcome, Say
from leads.pipeline import LeadState
from leads.reference import parse_reference
from leads.requests import FindLead, LeadCard, SplitLead
from leads.roles import Action, may
from leads.view import View

topic: Topic[View] = Topic("buka", Text("Buka"))
split: Topic[View] = Topic("pisah", Text("Pisahkan"))


Step: TypeAlias = Callable[[str, View], Opened]


def staff_only(step: Step) -> Step:
    """The step for officers of the branch, who may see contacts; anybody else is told so."""

    def guarded(argument: str, view: View) -> Opened:
        if view.officer is None:
            return Say(Text("Perintah itu hanya untuk petugas. Ada yang bisa saya bantu?"), (MENU,))
        if not may(view.officer.role, Action.see_contacts):
            text = Text("Akun ini hanya melihat jumlah per wilayah, bukan kontak. Untuk jumlahnya, tekan Laporan pagi.")
            return Say(text, (Link("laporan", Text("Laporan pagi")), MENU))
        return step(argument, view)

    return guarded


MENU = Link("menu", Text("Menu"))


def missing() -> Say:
    text = Text("Nomor itu tidak saya temukan di wilayah Bapak/Ibu. Nomornya seperti yang tertulis di laporan.")
    return Say(text, (Link("tugas", Text("Tugas saya")),))


def shown(card: LeadCard, view: View) -> Say:
    """The card as text, with the next steps."""
    phone = Text("Telepon: {phone}", phone=Raw(card.phone)) if card.phone else None
    holder = Text("Dipegang: {name}", name=card.holder) if card.holder else Text("Belum ada yang memegang")
    text = joined(
        Text("*{ref}* {place}", ref=card.ref, place=place(card)),
        Text("{contact}", contact=card.contact),
        phone,
        Text("Permintaan: {state}. Koperasi: {coop}.", state=card.state_label, coop=card.coop_label),
        holder,
        *(Text("• {flag}", flag=flag) for flag in card.flags),
        *(Text("Kontak lain: {other}", other=other) for other in card.others),
        *(Text("Catatan: {note}", note=Raw(note)) for note in card.notes),
        by="\n",
    )
    return Say(text, actions(card, view))


def place(card: LeadCard) -> str:
    """The village, with its kecamatan when that is known."""
    return ", ".join(part for part in (card.village, card.kecamatan) if part not in ("", "-")) or "-"


def actions(card: LeadCard, view: View) -> tuple[Link, ...]:
    mine = view.officer is not None and card.holder_id == view.officer.staff_id
    take = (
        ()
        if mine or card.state not in (LeadState.baru, LeadState.ditunda)
        else (Link("ambil", Text("Ambil"), card.ref, standing=True),)
    )
    change = (Link("ubah", Text("Ubah status"), card.ref),) if mine and card.state != LeadState.selesai else ()
    release = (Link("lepas", Text("Lepas"), card.ref),) if mine and card.state == LeadState.dipegang else ()
    joint = (Link("pisah", Text("Pisahkan"), card.ref),) if card.joined else ()
    note = Link("catatan", Text("Catatan"), card.ref)
    return (*take, *change, *release, note, *joint, Link("tugas", Text("Tugas saya")))


@topic.opens
@staff_only
def open_card(argument: str, view: View) -> Opened:
    ref = parse_reference(argument)
    return Say(effects=(FindLead(ref),)) if ref else missing()


@topic.outcome(FindLead)
def found(outcome: Outcome, view: View) -> Say:
    return shown(outcome.value, view) if outcome.value else missing()


@split.opens
@staff_only
def open_split(argument: str, view: View) -> Opened:
    ref = parse_reference(argument)
    return Say(effects=(SplitLead(ref),)) if ref else missing()


@split.outcome(SplitLead)
def parted(outcome: Outcome, view: View) -> Say:
    return shown(outcome.value, view) if outcome.value else missing()
