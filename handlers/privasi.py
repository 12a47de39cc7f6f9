"""Privasi: what is kept and why, what is kept of me, delete it, and "that is not me"."""

import re

from dialogue.form import Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.talk import Talk, asking
from dialogue.text import Number, Raw, Text, joined
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Choice, Link, Outcome, Say, Turn
from dialogue.words import bare, is_no, is_yes
from handlers.daftar.telepon import national
from leads.answers import ANSWERS_KEPT
from leads.requests import Forget, OwnData, WrongNumber
from leads.view import View

topic: Topic[View] = Topic("privasi", Text("Data & keamanan"))

ACTIONS = (
    Link("privasi", Text("Data saya"), "data"),
    Link("hapus", Text("Hapus data saya")),
    Link("bukan", Text("Bukan saya")),
    Link("menu", Text("Menu")),
)
WORDS = {
    "privasi": ("privasi", ""),
    "data saya": ("privasi", "data"),
    "data dan keamanan": ("privasi", ""),
    "lihat data saya": ("privasi", "data"),
    "hapus data": ("hapus", ""),
    "hapus data saya": ("hapus", ""),
    "tolong hapus data saya": ("hapus", ""),
    "hapus semua data": ("hapus", ""),
    "hapus semua data saya": ("hapus", ""),
    "bukan saya": ("bukan", ""),
    "salah nomor": ("bukan", ""),
    "salah sambung": ("bukan", ""),
    "ini bukan saya": ("bukan", ""),
}
LONGEST = 100
WHY_DATA = re.compile(
    r"^(?:kenapa|knp|mengapa|buat apa|untuk apa|utk apa) (?:\w+ ){0,3}?"
    r"(?:(?P<telepon>nomor|no|hp|hape|wa|telepon)|(?P<orang>nama)|(?P<jabatan>jabatan)|data)(?:nya)?"
    r"(?: (?:saya|sy|hp|wa|telepon|pribadi|segala|ya|sih|bu|pak))*$"
)
SAFE = re.compile(
    r"\b(?:data|datanya|nomor|nomornya|identitas\w*|nama)\b.*\b(?:aman|rahasia|disebar\w*|bocor|dijual|disalahgunakan)\b"
)


@topic.opens
def show(argument: str, view: View) -> Say:
    if argument == "data":
        return Say(effects=(OwnData(),))
    notice = Text(
        "Yang kami simpan: nama, jabatan, dan nomor telepon, setelah diizinkan. Hanya petugas {branch} yang membacanya."
        " Dihapus {days} hari setelah selesai, atau bila diminta (UU 27/2022). Jawaban saya dicatat dengan angkanya"
        " (misal upah) {kept} hari; pertanyaan disimpan tanpa nama dan nomor.",
        branch=Raw(view.branch.name),
        days=Number(view.branch.retention_days),
        kept=Number(ANSWERS_KEPT.days),
    )
    safe = Text("OTP, PIN, NIK, foto KTP, dan transfer ke rekening pribadi tidak pernah kami minta.")
    return Say(joined(notice, safe), ACTIONS)


def safe(view: View) -> Say:
    """The short answer to "datanya aman?"."""
    text = Text(
        "Data Bapak/Ibu hanya dibaca petugas {branch} untuk membantu pendaftaran, dan dihapus kapan saja bila diketik"
        " HAPUS DATA.",
        branch=Raw(view.branch.name),
    )
    return Say(text, ACTIONS)


@topic.outcome(OwnData)
def own_data(outcome: Outcome, view: View) -> Say:
    """Everything personal that is kept, in the person's own words."""
    kept: tuple[tuple[str, str], ...] = outcome.value
    if not kept:
        return Say(Text("Tidak ada data pribadi Bapak/Ibu yang kami simpan."), (Link("menu", Text("Menu")),))
    lines = (line(what, value) for what, value in kept)
    text = joined(Text("Ini yang kami simpan:"), *lines, by="\n")
    return Say(text, (Link("hapus", Text("Hapus data saya")), Link("menu", Text("Menu"))))


LABELS = {
    "name": Text("Nama"),
    "jabatan": Text("Jabatan"),
    "phone": Text("Nomor"),
    "telepon2": Text("Nomor kedua"),
    "draft": Text("Isian yang belum dikirim"),
    "request": Text("Permintaan"),
    "waktu": Text("Waktu dihubungi"),
    "orang_jumlah": Text("Jumlah orang"),
    "kartu": Text("Kartu dari desa"),
    "berkas": Text("Berkas"),
    "kontak2": Text("Kontak kedua"),
    "kendala": Text("Kendala"),
    "keperluan": Text("Pesan kepada petugas"),
    "answers": Text("Banyaknya jawaban saya yang bernomor (tanpa tulisan Bapak/Ibu)"),
    "langkah": Text("Banyaknya catatan langkah koperasi"),
}


def line(what: str, value: str) -> Text:
    """One thing that is kept. What a later version keeps besides is shown under its own name."""
    said = national(value) if what in ("phone", "telepon2") else value.replace("_", " ") if what == "waktu" else value
    return Text("{what}: {value}", what=LABELS.get(what, what), value=Raw(said))


def confirmation(question: Text, yes: Text) -> Slot[View]:
    """One question that wants a clear yes."""

    def ask(answers: Answers, hold: Json, view: View) -> Say:
        return Say(question, (Choice("ya", yes), Choice("tidak", Text("Tidak jadi"))))

    def read(reply: Reply, view: View) -> Read:
        if reply.choice == "ya" or is_yes(reply.text) or begins(bare(reply.text), bare(view.plain(yes))):
            return Filled({"yakin": True})
        return Filled({"yakin": False}) if reply.choice == "tidak" or is_no(reply.text) else None

    unread = Text("Mohon dijawab Ya atau Tidak.")
    return Slot("yakin", Text("kepastian"), ask, read, Text("Karena ini tidak bisa dikembalikan."), unread, unread)


KEPT = Text("Baik, tidak jadi. Data Bapak/Ibu tetap tersimpan seperti semula.")
UNCHANGED = Text("Baik, tidak ada yang diubah.")

wipe = Topic(
    "hapus",
    Text("Hapus data saya"),
    Form(
        (
            confirmation(
                Text(
                    "Semua data pribadi Bapak/Ibu akan dihapus: nama, nomor, jabatan, dan isi permintaan. Petugas tidak"
                    " bisa lagi menghubungi. Ini tidak bisa dikembalikan. Yakin?"
                ),
                Text("Ya, hapus semua"),
            ),
        ),
        cancelled=KEPT,
    ),
)
wrong: Topic[View] = Topic(
    "bukan",
    Text("Bukan saya"),
    Form(
        (
            confirmation(
                Text(
                    "Bapak/Ibu dihubungi soal koperasi yang bukan urusan Bapak/Ibu? Bila ya, kami hapus nama dan"
                    " nomornya, dan tidak menghubungi lagi."
                ),
                Text("Ya, bukan saya"),
            ),
        ),
        cancelled=UNCHANGED,
    ),
)


def begins(said: str, label: str) -> bool:
    """ "ya hapus" for "Ya, hapus semua": more than one word of it, from its beginning."""
    return " " in said and f"{label} ".startswith(f"{said} ")


@wipe.opens
def ask_wipe(argument: str, view: View) -> Opened:
    return Begin()


@wipe.done
def do_wipe(answers: Answers, view: View) -> Say:
    if answers["yakin"]:
        return Say(effects=(Forget(),))
    return Say(KEPT, (Link("menu", Text("Menu")),))


@wipe.outcome(Forget)
def wiped(outcome: Outcome, view: View) -> Say:
    """The receipt; it names nothing personal."""
    text = Text(
        "Sudah dihapus. Tanda terima penghapusan: *{receipt}*. Bila suatu saat perlu lagi, tulis saja di sini.",
        receipt=outcome.value,
    )
    return Say(text, (Link("menu", Text("Menu")),), forget=True)


@wrong.done
def do_wrong(answers: Answers, view: View) -> Say:
    if answers["yakin"]:
        return Say(effects=(WrongNumber(),))
    return Say(UNCHANGED, (Link("menu", Text("Menu")),))


@wrong.outcome(WrongNumber)
def cut(outcome: Outcome, view: View) -> Say:
    text = Text(
        "Terima kasih sudah memberi tahu, dan mohon maaf sudah mengganggu. Nomor ini tidak kami hubungi lagi soal itu."
    )
    return Say(text, (Link("menu", Text("Menu")),), forget=True)


def why(talk: Talk[View], name: str) -> Text:
    """Why the form wants what was named, or else what it is asking now."""
    slot = talk.form.slot(name) if talk.form else None
    return slot.why if slot else asking.reason(talk)


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: PRIVASI, DATA SAYA, HAPUS DATA, BUKAN SAYA; and "datanya aman?", "kenapa perlu nomor saya?"."""
    said = bare(text)
    if said in WORDS:
        return talk.open(*WORDS[said])
    asks = WHY_DATA.match(said[:LONGEST]) if talk.form and not talk.state.asleep else None
    if asks:
        return talk.tell(Say(why(talk, asks.lastgroup or "")))
    return talk.tell(safe(talk.view), topic.name) if len(said) < LONGEST and SAFE.search(said) else None
