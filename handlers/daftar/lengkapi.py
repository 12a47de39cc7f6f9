"""Lengkapi: what helps the officer, asked after the reference is given; each question can be skipped."""

import re

from dialogue.form import Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Choice, Effect, Link, Say
from leads.requests import TellMore
from leads.view import View

LONGEST = 160


def choice_slot(name: str, label: Text, question: Text, why: Text, choices: tuple[Choice, ...]) -> Slot[View]:
    """A question with ready answers; other words are taken as said, but for a question."""

    def ask(answers: Answers, hold: Json, view: View) -> Say:
        return Say(question, choices)

    def read(reply: Reply, view: View) -> Read:
        if reply.choice:
            return Filled({name: reply.choice})
        said = " ".join(reply.text.split())[:LONGEST]
        return Filled({name: said}) if any(map(str.isalnum, said)) and not said.endswith("?") else None

    unread = Text("Maaf, saya belum menangkapnya. Pilih salah satu, atau ketik LEWATI.")
    return Slot(name, label, ask, read, why, unread, unread, optional=True)


def read_count(reply: Reply, view: View) -> Read:
    found = re.search(r"\d{1,4}", reply.text)
    return Filled({"orang_jumlah": int(found[0])}) if found else None


wish = choice_slot(
    "waktu",
    Text("waktu dihubungi"),
    Text("Enaknya dihubungi kapan?"),
    Text("Supaya petugas menelepon saat Bapak/Ibu longgar."),
    (
        Choice("pagi", Text("Pagi")),
        Choice("siang", Text("Siang")),
        Choice("sore", Text("Sore")),
        Choice("kapan_saja", Text("Kapan saja")),
    ),
)
people: Slot[View] = Slot(
    "orang_jumlah",
    Text("jumlah orang"),
    lambda answers, hold, view: Say(Text("Kira-kira berapa orang pengurus dan pekerjanya? Cukup angkanya.")),
    read_count,
    why=Text("Supaya petugas bisa menyiapkan hitungan iurannya."),
    rephrase=Text("Maaf, saya belum menangkap angkanya."),
    example=Text("Contohnya: 8. Bila belum tahu, ketik LEWATI."),
    numeric=True,
    optional=True,
)
cards = choice_slot(
    "kartu",
    Text("kartu dari desa"),
    Text("Apakah ada yang sudah punya kartu BPJS Ketenagakerjaan dari desa atau pemda?"),
    Text("Supaya tidak ada yang membayar dua kali."),
    (Choice("ada", Text("Ada")), Choice("belum ada", Text("Belum ada")), Choice("tidak tahu", Text("Tidak tahu"))),
)
documents = choice_slot(
    "berkas",
    Text("berkas"),
    Text("Berkas koperasinya bagaimana? Akta dan SK biasanya sudah ada; yang sering belum: NIB dan NPWP."),
    Text("Supaya petugas tahu apa yang masih perlu dibantu. Nomornya tidak perlu ditulis."),
    (
        Choice("lengkap", Text("Sudah lengkap")),
        Choice("sebagian", Text("Baru sebagian")),
        Choice("belum", Text("Belum ada")),
    ),
)
second = choice_slot(
    "kontak2",
    Text("kontak kedua"),
    Text("Siapa lagi yang bisa dihubungi bila Bapak/Ibu sedang repot? Cukup jabatannya saja."),
    Text("Supaya urusan tidak terhenti bila Bapak/Ibu berhalangan."),
    (
        Choice("ketua", Text("Ketua")),
        Choice("sekretaris", Text("Sekretaris")),
        Choice("bendahara", Text("Bendahara")),
    ),
)
obstacle = choice_slot(
    "kendala",
    Text("kendala"),
    Text("Terakhir: apa yang paling membuat berat untuk mendaftar?"),
    Text("Supaya petugas menyiapkan jawabannya lebih dulu."),
    (
        Choice("modal", Text("Belum ada modal")),
        Choice("gaji", Text("Belum ada gaji")),
        Choice("berkas", Text("Berkas belum siap")),
        Choice("bingung", Text("Belum tahu caranya")),
        Choice("tidak ada", Text("Tidak ada")),
    ),
)
SLOTS = (wish, people, cards, documents, second, obstacle)


def kept(answers: Answers, view: View) -> tuple[Effect, ...]:
    """Only the newest answer: each one is kept when it is given."""
    given = [slot.name for slot in SLOTS if answers.get(slot.name) is not None]
    return (TellMore(answers["ref"], given[-1], answers[given[-1]]),) if given else ()


form: Form[View] = Form(
    SLOTS,
    draft=kept,
    cancelled=Text(
        "Baik, pertanyaan tambahannya cukup sampai di sini. Permintaan yang sudah dikirim tetap berjalan; bila ingin"
        " membatalkannya, ketik PETUGAS."
    ),
)
topic = Topic("lengkapi", Text("Lengkapi data"), form)


@topic.opens
def start(argument: str, view: View) -> Opened:
    """argument: the reference; without one the newest request is meant."""
    ref = argument or next((lead.ref for lead in view.leads), "")
    if ref:
        return Begin({"ref": ref})
    return Say(Text("Belum ada permintaan yang bisa dilengkapi."), (Link("menu", Text("Menu")),))


@topic.done
def thank(answers: Answers, view: View) -> Say:
    text = Text(
        "Terima kasih, {who}. Jawabannya saya teruskan ke petugas bersama nomor {ref}. Kapan saja Bapak/Ibu boleh"
        " bertanya: sudah sampai mana?",
        who=view.addressed,
        ref=answers["ref"],
    )
    return Say(text, (Link("status", Text("Sudah sampai mana?")), Link("menu", Text("Menu"))))
