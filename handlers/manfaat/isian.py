"""Isian: the few questions of "Hitung manfaat": what happens, paid by whom, how much, how long, which children."""

from collections.abc import Mapping

from dialogue.form import Form, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.turn import Choice, Say
from handlers.manfaat.bacaan import (
    fill,
    read_income,
    read_length,
    read_paid,
    read_programs,
    read_schools,
    read_what,
    read_who_pays,
)
from handlers.manfaat.ditanya import asks_children, asks_income, asks_months, asks_programs, asks_wage
from knowledge.iuran.plan import Program
from knowledge.manfaat.person import LEAST, Person
from leads.view import View

EVENTS = (
    Choice("kecelakaan", Text("Kecelakaan saat kerja")),
    Choice("meninggal_kerja", Text("Meninggal karena kerja")),
    Choice("meninggal", Text("Meninggal bukan karena kerja")),
    Choice("hari_tua", Text("Hari tua (JHT)")),
    Choice("pensiun", Text("Pensiun (JP)")),
    Choice("phk", Text("Kehilangan pekerjaan")),
)
SEGMENTS = (Choice("PU", Text("Digaji")), Choice("BPU", Text("Mandiri, tanpa gaji")))
ONLY_LEAST, WITH_JHT = Choice("pokok", Text("Hanya JKK dan JKM")), Choice("jht", Text("Ditambah JHT"))
WITH_JP = Choice("jp", Text("Ditambah JHT dan JP"))
PROGRAMS: Mapping[str, tuple[Program, ...]] = {"pokok": LEAST, "jht": (*LEAST, "jht"), "jp": (*LEAST, "jht", "jp")}


def ask_programs(answers: Answers, hold: Json, view: View) -> Say:
    choices = (ONLY_LEAST, WITH_JHT, *((WITH_JP,) if answers.get("segmen") == "PU" else ()))
    return Say(Text("Ia ikut program apa saja?"), choices)


def ask_schools(answers: Answers, hold: Json, view: View) -> Say:
    text = Text("Adakah anak yang masih sekolah, di mana saja? Contoh: dua anak, SD dan SMA")
    return Say(text, (Choice("tidak", Text("Tidak ada")),))


event: Slot[View] = Slot(
    "kejadian",
    Text("kejadian"),
    lambda answers, hold, view: Say(Text("Kejadian mana yang ingin dihitung?"), EVENTS),
    read_what,
    why=Text("Tiap kejadian dijamin program yang lain."),
    rephrase=Text("Maaf, saya belum menangkapnya. Silakan pilih salah satu."),
    example=Text("Cukup ketik nomornya, atau misalnya: pensiun."),
)
segment: Slot[View] = Slot(
    "segmen",
    Text("status gaji"),
    lambda answers, hold, view: Say(
        Text(
            "Orangnya digaji, atau mandiri tanpa gaji? Mandiri misalnya petani, pedagang, pengurus yang belum digaji."
        ),
        SEGMENTS,
    ),
    read_who_pays,
    why=Text("Yang digaji dihitung dari upahnya, yang mandiri dari dasar penghasilannya."),
    rephrase=Text("Maaf, saya belum menangkapnya. Digaji, atau mandiri?"),
    example=Text("Contohnya: kasir berarti digaji, petani berarti mandiri."),
)
programs: Slot[View] = Slot(
    "program",
    Text("program"),
    ask_programs,
    read_programs,
    why=Text("JHT dan JP menambah yang diterima keluarga. Bila belum tahu, ketik LEWATI: dihitung JKK dan JKM saja."),
    rephrase=Text("Maaf, saya belum menangkapnya. Silakan pilih salah satu, atau ketik LEWATI."),
    example=Text("Contohnya: JKK, JKM, dan JHT."),
    optional=True,
    applies=asks_programs,
)
wage: Slot[View] = Slot(
    "upah",
    Text("upah"),
    lambda answers, hold, view: Say(Text("Berapa upahnya sebulan? Contoh: tiga juta")),
    read_paid,
    why=Text("Manfaatnya dihitung dari upah yang dilaporkan."),
    rephrase=Text("Maaf, angkanya belum terbaca. Tulis upah sebulan; UMK pun tulis angkanya."),
    example=Text("Contohnya: dua juta setengah. Boleh dengan angka."),
    numeric=True,
    applies=asks_wage,
)
income: Slot[View] = Slot(
    "penghasilan",
    Text("penghasilan"),
    lambda answers, hold, view: Say(
        Text(
            "Berapa penghasilan sebulan yang dilaporkan? Bila dilewati, dipakai dasar terendah {base}.",
            base=view.facts["bpu-dasar-terendah"].spoken,
        )
    ),
    read_income,
    why=Text("Manfaatnya dihitung dari dasar penghasilan yang dilaporkan saat mendaftar."),
    rephrase=Text("Maaf, angkanya belum terbaca. Tulis penghasilan sebulan, atau ketik LEWATI."),
    example=Text("Contohnya: satu setengah juta. Boleh dengan angka."),
    numeric=True,
    optional=True,
    applies=asks_income,
)
length: Slot[View] = Slot(
    "lama",
    Text("lama jadi peserta"),
    lambda answers, hold, view: Say(
        Text("Sudah berapa lama jadi peserta dengan iuran dibayar? Contoh: dua tahun, baru")
    ),
    read_length,
    why=Text("Ada manfaat yang baru penuh setelah sekian lama."),
    rephrase=Text("Maaf, saya belum menangkapnya. Tulis dalam bulan atau tahun, atau ketik LEWATI."),
    example=Text("Contohnya: delapan bulan."),
    numeric=True,
    optional=True,
    applies=asks_months,
)
children: Slot[View] = Slot(
    "anak",
    Text("anak sekolah"),
    ask_schools,
    read_schools,
    why=Text("Anak yang masih sekolah bisa mendapat beasiswa."),
    rephrase=Text("Maaf, sekolahnya belum terbaca. Tulis misalnya: SD dan SMA. Bila tidak ada, tulis tidak ada."),
    example=Text("Contohnya: satu anak SMP. Boleh juga ketik LEWATI."),
    numeric=True,
    optional=True,
    applies=asks_children,
)


form: Form[View] = Form(
    (event, segment, programs, wage, income, length, children),
    fill=fill,
    cancelled=Text("Baik, hitungannya tidak jadi."),
)


def person_of(answers: Answers) -> Person:
    """Whom the answers speak of."""
    program = answers.get("program")
    return Person(
        answers["kejadian"],
        answers["segmen"],
        answers.get("upah") or answers.get("penghasilan"),
        answers.get("lama"),
        tuple(answers.get("anak") or ()),
        PROGRAMS[program] if program else None,
    )
