"""Isian: the few questions of "Cek satu per satu"; about somebody's place in the cooperative, never about who it is."""

from dialogue.form import Form, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.turn import Choice, Say
from handlers.kelayakan.bacaan import OLD, YOUNG, fill, read_age, read_other, read_pay, read_role
from knowledge.kelayakan import OLDEST, SENT, Case, verdict
from leads.view import View

ROLES = (
    Choice("pengurus", Text("Pengurus, pengawas")),
    Choice("pekerja", Text("Manajer, karyawan")),
    Choice("anggota", Text("Anggota")),
    Choice("keluarga", Text("Keluarga, relawan")),
    Choice("kades", Text("Kepala desa, lurah")),
    Choice("pppk", Text("PPPK")),
    Choice("pppk_paruh", Text("PPPK paruh waktu")),
    Choice("bangunan", Text("Pekerja bangunan")),
)
PAYS = (
    Choice("upah", Text("Upah atau gaji")),
    Choice("honor", Text("Honor atau insentif")),
    Choice("tidak", Text("Tidak dibayar")),
)
OTHERS = (
    Choice("digaji", Text("Digaji tempat lain")),
    Choice("sendiri", Text("Usaha sendiri")),
    Choice("tidak", Text("Tidak ada")),
)


def ask_age(answers: Answers, hold: Json, view: View) -> Say:
    age = view.facts[OLDEST].spoken
    choices = (Choice(YOUNG, Text("Di bawah {age}", age=age)), Choice(OLD, Text("{age} atau lebih", age=age)))
    return Say(Text("Usianya di bawah {age} tahun?", age=age), choices)


def asks_pay(answers: Answers, view: View) -> bool:
    return answers.get("siapa") not in ("bangunan", "pppk_paruh")


def asks_other(answers: Answers, view: View) -> bool:
    return answers.get("siapa") not in SENT


def asks_age(answers: Answers, view: View) -> bool:
    return (
        "siapa" in answers and OLDEST in view.facts and verdict(case_of(answers), view.facts).status in {"BPU", "usia"}
    )


UNREAD = Text("Maaf, saya belum menangkapnya. Silakan pilih salah satu.")
role: Slot[View] = Slot(
    "siapa",
    Text("orangnya"),
    lambda answers, hold, view: Say(Text("Apa kedudukan orangnya di koperasi?"), ROLES),
    read_role,
    why=Text("Tiap kedudukan punya aturan pendaftarannya sendiri. Namanya tidak perlu ditulis."),
    rephrase=UNREAD,
    example=Text("Contohnya: bendahara, kasir, atau anggota."),
)
pay: Slot[View] = Slot(
    "bayaran",
    Text("bayaran"),
    lambda answers, hold, view: Say(Text("Apa yang ia terima dari koperasi?"), PAYS),
    read_pay,
    why=Text("Yang menerima upah didaftarkan koperasi; yang tidak, ikut mandiri."),
    rephrase=UNREAD,
    example=Text("Contohnya: gaji bulanan, honor, atau tidak dibayar."),
    applies=asks_pay,
)
other: Slot[View] = Slot(
    "lain",
    Text("pekerjaan lain"),
    lambda answers, hold, view: Say(Text("Selain di koperasi, adakah pekerjaan lainnya?"), OTHERS),
    read_other,
    why=Text("Tiap pekerjaan didaftarkan sendiri-sendiri."),
    rephrase=UNREAD,
    example=Text("Contohnya: petani, atau karyawan pabrik. Boleh juga ketik LEWATI."),
    optional=True,
    applies=asks_other,
)
age: Slot[View] = Slot(
    "usia",
    Text("usia"),
    ask_age,
    read_age,
    why=Text("Pendaftaran peserta mandiri ada batas usianya. Yang saya ingat hanya di bawah atau di atas batas itu."),
    rephrase=UNREAD,
    example=Text("Cukup tulis umurnya, atau ketik LEWATI."),
    numeric=True,
    optional=True,
    applies=asks_age,
)


form: Form[View] = Form((role, pay, other, age), fill=fill, cancelled=Text("Baik, tidak jadi dicek."))


def case_of(answers: Answers) -> Case:
    """What was told so far; what was left out counts as no."""
    young = {YOUNG: True, OLD: False}.get(answers.get("usia") or "")
    return Case(answers["siapa"], answers.get("bayaran") or "tidak", answers.get("lain") or "tidak", young)
