"""Menu: the welcome, everything there is, in order, and the few words that open it without a tap."""

import re

from dialogue.talk import Talk
from dialogue.text import Raw, Text, joined
from dialogue.topic import Topic
from dialogue.turn import Link, Say, Turn
from dialogue.words import bare
from leads.roles import Action, may
from leads.view import View

topic: Topic[View] = Topic("menu", Text("Menu"))
welcome: Topic[View] = Topic("halo", Text("Selamat datang"))

TASKS, REPORT = Link("tugas", Text("Tugas saya")), Link("laporan", Text("Laporan pagi"))
WORDS = {
    "iuran": ("iuran", "iurannya", "berapa iuran", "berapa iurannya", "iuran berapa", "tarif iuran", "biaya"),
    "manfaat": ("manfaat", "manfaatnya", "manfaatnya apa", "apa manfaatnya", "apa saja manfaatnya"),
    "kelayakan": ("siapa bisa ikut", "siapa yang bisa ikut", "siapa saja yang bisa ikut", "siapa saja", "kelayakan"),
    "pendaftaran": ("syarat", "syaratnya", "persyaratan", "langkah", "pendaftaran", "syarat dan langkah"),
    "langkah": (
        *("langkah kami", "langkah koperasi", "langkah koperasi kami", "langkah saya", "langkah kita"),
        *("langkah berikutnya", "langkah selanjutnya", "checklist", "ceklis"),
    ),
    "kecelakaan": ("kecelakaan", "lapor kecelakaan"),
    "menu": ("bantuan", "help", "info", "informasi", "minta bantuan", "tanya", "mau tanya", "mau bertanya"),
}
TOPIC_OF = {phrase: name for name, phrases in WORDS.items() for phrase in phrases}
AROUND = re.compile(
    r"^(?:(?:mau|saya|sy|ingin|izin|ijin|boleh|numpang|tanya|nanya|tahu|tau|soal|tentang|info|informasi|lihat) )+"
    r"|(?: (?:dong|ya|yah|bu|pak|bapak|ibu|min|kak|donk|nih))+$"
)


def rows(view: View) -> tuple[Link, ...]:
    """The menu's rows: at most nine for the public, labels of at most 20 characters."""
    seventh = (
        Link("status", Text("Sudah sampai mana?")) if view.leads else Link("tanya", Text("Contoh pertanyaan"), "contoh")
    )
    public = (
        Link("kecelakaan", Text("Darurat: kecelakaan")),
        Link("daftar", Text("Daftarkan koperasi")),
        Link("iuran", Text("Berapa iurannya?")),
        Link("manfaat", Text("Manfaatnya apa?")),
        Link("kelayakan", Text("Siapa bisa ikut?")),
        Link("pendaftaran", Text("Syarat & langkah")),
        seventh,
        Link("petugas", Text("Bicara petugas")),
        Link("privasi", Text("Data & keamanan")),
    )
    return (*staff_rows(view), *public)


def staff_rows(view: View) -> tuple[Link, ...]:
    """What stands above the public rows for staff: for whoever may see contacts his tasks, for all the numbers."""
    if view.officer is None:
        return ()
    return (TASKS, REPORT) if may(view.officer.role, Action.see_contacts) else (REPORT,)


@topic.opens
def show(argument: str, view: View) -> Say:
    text = Text("Silakan pilih, atau ketik saja pertanyaannya, {who}.", who=view.addressed)
    return Say(text, rows(view), browse=True, alone=True)


@welcome.opens
def greet(argument: str, view: View) -> Say:
    """The first words; the short ones to officers and to whoever has told his name."""
    if view.officer:
        return Say(Text("Selamat datang kembali, {name}.", name=view.officer.name), rows(view), alone=True)
    if view.name:
        text = Text("Selamat datang kembali, {who}. Ada yang bisa saya bantu?", who=view.addressed)
        return Say(text, rows(view), alone=True)
    hello = Text(
        "Selamat datang, {who}. Saya Sapakop, asisten otomatis {branch} untuk Koperasi Merah Putih. Saya bantu soal"
        " perlindungan saat kecelakaan kerja atau meninggal, iurannya, dan cara mendaftar. Gratis.",
        who=view.addressed,
        branch=Raw(view.branch.name),
    )
    safe = Text(
        "Kami tidak pernah meminta OTP, PIN, foto KTP, atau transfer ke rekening pribadi. Ketik pertanyaannya, atau"
        " pilih:"
    )
    return Say(joined(hello, safe, by=" "), rows(view), alone=True)


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: IURAN, "tanya soal manfaat", BANTUAN; not where any word may be the answer to what is asked."""
    if talk.slot is not None and talk.slot.optional and not talk.state.asleep:
        return None
    said = bare(text)
    name = TOPIC_OF.get(said) or TOPIC_OF.get(AROUND.sub("", AROUND.sub("", said)))
    return talk.open(name) if name else None
