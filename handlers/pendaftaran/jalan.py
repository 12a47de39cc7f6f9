"""Jalan: the question that finds a cooperative's road; most pay nobody yet, and of an honorarium the branch decides."""

import re

from dialogue.form import Again, Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Choice, Link, Say
from handlers.pendaftaran import langkah
from leads.checklist import ChooseRoad, Road
from leads.view import View

HONOR, UNSURE = "honor", "bimbang"
QUESTION = Text(
    "Supaya langkahnya pas: apakah koperasi sudah menggaji atau memberi upah kepada seseorang? Kebanyakan koperasi baru"
    " belum menggaji siapa pun, dan pengurus serta anggotanya tetap bisa ikut."
)
CHOICES = (
    Choice(Road.pu, Text("Sudah ada yang digaji")),
    Choice(Road.bpu, Text("Belum ada")),
    Choice(Road.both, Text("Sebagian digaji")),
    Choice(HONOR, Text("Hanya honor")),
    Choice(UNSURE, Text("Belum tahu")),
)
NAMED = (
    Choice(Road.pu, Text("Pemberi kerja (PU)")),
    Choice(Road.bpu, Text("Peserta mandiri (BPU)")),
    Choice(Road.both, Text("Keduanya")),
)
HELP = {
    HONOR: Text(
        "Apakah honor dihitung upah, kantor cabang yang memutuskan. Bila rutin tiap bulan, siapkan jalan pemberi kerja"
        " (PU). Pengurus dan anggota yang tidak dibayar ikut sebagai peserta mandiri (BPU). Jalannya bisa diganti kapan"
        " saja. Mulai dari yang mana?"
    ),
    UNSURE: Text(
        "Tidak apa-apa. Yang digaji koperasi, misalnya manajer atau kasir, lewat jalan pemberi kerja (PU). Pengurus dan"
        " anggota yang tidak digaji lewat jalan peserta mandiri (BPU). Jalannya bisa diganti kapan saja. Mulai dari"
        " yang mana?"
    ),
}
ASIDE = {
    HONOR: Link("kelayakan", Text("Tanyakan ke petugas"), "tanya:honor:pengurus"),
    UNSURE: Link("kelayakan", Text("Cek satu per satu"), "cek"),
}
_NO = r"(?:tidak|tdk|ga|gak|nggak|ngga|enggak|belum|blm|blum|belom|tanpa|teu|ora)"
IN_DOUBT = re.compile(rf"\b{_NO} (?:tahu|tau|yakin|jelas|pasti|paham|ngerti|mengerti)\b|\bbingung\b|\bentah\b")
OF_HONOR = re.compile(r"\b(?:honor|honornya|honorarium|insentif|uang (?:lelah|transport|transpor|rapat))\b")
IN_PART = re.compile(
    r"\b(?:sebagian|separuh|setengah|keduanya|dua duanya|(?:tidak|belum|ga|gak|blm) semua\w*)\b"
    r"|\b(?:saja|aja|doang) yang (?:di)?(?:gaji|upah)\b"
)
UNPAID = re.compile(
    rf"\b{_NO}\b(?: (?:ada|punya|pernah|yang|yg|kami|kita|satu pun|siapa pun))*(?: di\b)?(?: \w+)?|\bsukarela\w*"
)
PAID = re.compile(
    r"\b(?:digaji|gaji|menggaji|upah|diupah|karyawan|pegawai|kasir|manajer|pekerja|pu)\b"
    r"|\b(?:ada|sudah|sdh) \w+|^i?ya\b|\b(?:sudah|udah|sdh|ada)$"
)


def ask(answers: Answers, hold: Json, view: View) -> Say:
    return Say(HELP[hold], (*NAMED, ASIDE[hold])) if hold in HELP else Say(QUESTION, CHOICES)


def read(reply: Reply, view: View) -> Read:
    found = reply.choice or road_of(reply.text)
    return Again(found) if found in HELP else Filled({"jalan": found}) if found else None


def road_of(text: str) -> str | None:
    """The road that the words tell of, or which doubt; None for neither."""
    said = " ".join(re.findall(r"\w+", text.lower()))
    if OF_HONOR.search(said):
        return HONOR
    if IN_DOUBT.search(said):
        return UNSURE
    unpaid, paid = bool(UNPAID.search(said)), bool(PAID.search(UNPAID.sub(" ", said)))
    if IN_PART.search(said) or (unpaid and paid):
        return Road.both
    return Road.bpu if unpaid or re.search(r"\b(?:mandiri|bpu)\b", said) else Road.pu if paid else None


road: Slot[View] = Slot(
    "jalan",
    Text("jalan"),
    ask,
    read,
    why=Text("Yang digaji didaftarkan koperasi, yang tidak digaji ikut sendiri; langkahnya berbeda."),
    rephrase=Text("Maaf, saya belum menangkapnya. Adakah yang digaji koperasi?"),
    example=Text("Contohnya: belum ada, atau: kasir sudah digaji, pengurus belum."),
)
form: Form[View] = Form((road,), cancelled=Text("Baik, kapan pun siap, ketik LANGKAH KAMI."))
topic: Topic[View] = Topic("jalan", Text("Jalan koperasi"), form)


@topic.done
def choose(answers: Answers, view: View) -> Say:
    return Say(effects=(ChooseRoad(answers.get("ref", ""), Road(answers["jalan"])),))


topic.outcome(ChooseRoad)(langkah.chosen)
