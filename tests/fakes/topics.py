"""A small village shop as topics: every kind of slot, forms that nest, effects that answer, and one grave matter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogue.form import Again, Consent, Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Choice, Effect, Link, Outcome, Say
from dialogue.view import View
from dialogue.words import is_no, is_yes

GOODS = {"beras": Text("Beras"), "pupuk": Text("Pupuk"), "bibit jagung": Text("Bibit jagung")}
PHONE = re.compile(r"\+?\d[\d -]{6,14}\d")
NAME = re.compile(r"\bnama (?:saya )?(\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class Consented(Effect):
    given: bool


@dataclass(frozen=True)
class Draft(Effect):
    answers: dict[str, Json]


@dataclass(frozen=True)
class Wiped(Effect):
    pass


@dataclass(frozen=True)
class Sell(Effect):
    """Answer: the number of the order."""

    answers: dict[str, Json]


@dataclass(frozen=True)
class Rate(Effect):
    order: str
    words: str


@dataclass(frozen=True)
class Erase(Effect):
    """Answer: a receipt."""


def asks(question: Text, *choices: Choice) -> Any:
    return lambda answers, hold, view: Say(question, choices)


def slot(name: str, label: Text, ask: Any, read: Any, **more: Any) -> Slot[View]:
    why = Text("Supaya {what} tidak keliru.", what=label)
    rephrase = Text("Maaf, {what} belum saya tangkap.", what=label)
    return Slot(name, label, ask, read, why, rephrase, Text("Contohnya ada di papan toko."), **more)


def ask_goods(answers: Answers, hold: Json, view: View) -> Say:
    if hold:
        return Say(
            Text("Maksudnya {goods}?", goods=GOODS[hold]), (Choice("ya", Text("Ya, betul")), Choice("x", Text("Bukan")))
        )
    return Say(Text("Mau beli apa?"), tuple(Choice(name, label) for name, label in GOODS.items()))


def read_goods(reply: Reply, view: View) -> Read:
    """A half-said name is asked back."""
    if reply.hold and (reply.choice == "ya" or is_yes(reply.text)):
        return Filled({"barang": reply.hold})
    if reply.choice == "x" or (reply.hold and is_no(reply.text)):
        return Again(None)
    said = reply.choice or reply.text.strip().lower()
    named = next((goods for goods in GOODS if goods in said), None)
    near = next((goods for goods in GOODS if said and goods.startswith(said[:3])), None)
    return Filled({"barang": named}) if named else Again(near) if near else None


def read_amount(reply: Reply, view: View) -> Read:
    found = re.search(r"(?<![\d-])\d{1,4}(?![\d-])", reply.text)
    return Filled({"jumlah": int(found[0])}) if found else None


def read_name(reply: Reply, view: View) -> Read:
    said = reply.text.removeprefix("nama ").strip()[:40]
    return Filled({"nama": said}) if re.fullmatch(r"[A-Za-z .']{2,40}", said) else None


def read_phone(reply: Reply, view: View) -> Read:
    found = PHONE.search(reply.phone or reply.text)
    return Filled({"hp": found[0]}) if found else None


def read_way(reply: Reply, view: View) -> Read:
    if reply.choice in ("antar", "ambil"):
        return Filled({"cara": reply.choice})
    said = reply.text.lower()
    return next((Filled({"cara": way}) for way in ("antar", "ambil") if way in said.split()), None)


def read_words(name: str) -> Any:
    def read(reply: Reply, view: View) -> Read:
        said = reply.text.strip()[:60]
        return Filled({name: said}) if said else None

    return read


def fill(text: str, view: View) -> Mapping[str, Json]:
    """What a sentence tells: goods, phone, name."""
    said = text.lower()
    phone, name = PHONE.search(text), NAME.search(text)
    goods = next((goods for goods in GOODS if goods in said), None)
    told = {"barang": goods, "hp": phone[0] if phone else None, "nama": name[1] if name else None}
    return {key: value for key, value in told.items() if value}


def summary(answers: Answers, view: View) -> Text:
    return Text(
        "Sudah betul? {n} {goods}, {way}, {name}, {phone}",
        n=str(answers["jumlah"]),
        goods=answers["barang"],
        way=f"{answers['cara']} {answers.get('alamat', '')}".strip(),
        name=answers["nama"],
        phone=answers["hp"],
    )


def read_age(reply: Reply, view: View) -> Read:
    return Filled({"usia": int(reply.text)}) if reply.text.isdecimal() and len(reply.text) < 4 else None


PLEASED = Choice("puas", Text("Puas"))
WAYS = (Choice("antar", Text("Diantar")), Choice("ambil", Text("Ambil sendiri")))
pesan: Topic[View] = Topic(
    "pesan",
    Text("Pesan barang"),
    Form(
        (
            slot("barang", Text("barang"), ask_goods, read_goods),
            slot("jumlah", Text("jumlah karung"), asks(Text("Berapa karung?")), read_amount, numeric=True),
            slot("cara", Text("cara terima"), asks(Text("Diantar atau diambil?"), *WAYS), read_way),
            slot(
                "alamat",
                Text("alamat"),
                asks(Text("Diantar ke mana?")),
                read_words("alamat"),
                applies=lambda answers, view: answers.get("cara") == "antar",
            ),
            slot("nama", Text("nama"), asks(Text("Atas nama siapa?")), read_name, personal=True),
            slot("hp", Text("nomor hp"), asks(Text("Nomor hp-nya?")), read_phone, personal=True, numeric=True),
        ),
        consent=Consent(
            ask=lambda view: Text("Bolehkah nama dan nomornya dicatat?"),
            refused=lambda view: Text("Tidak apa-apa, tidak ada yang dicatat."),
            given=lambda view: (Consented(True),),
            withheld=lambda view: (Consented(False), Wiped()),
            why=Text("Nama dan nomor orang hanya dicatat dengan izinnya."),
        ),
        fill=fill,
        summary=summary,
        draft=lambda answers, view: (Draft(dict(answers)),),
        wipe=lambda answers, view: (Wiped(),),
    ),
)
kesan: Topic[View] = Topic(
    "kesan",
    Text("Kesan"),
    Form(
        (
            slot("kesan", Text("kesan"), asks(Text("Bagaimana tokonya?"), PLEASED), read_words("kesan")),
            slot("usia", Text("usia"), asks(Text("Umurnya berapa?")), read_age, numeric=True, optional=True),
        ),
        draft=lambda answers, view: (Rate(answers["no"], str(answers)),),
    ),
)
hapus: Topic[View] = Topic("hapus", Text("Hapus data"))
tolong: Topic[View] = Topic("tolong", Text("Tolong"))
menu: Topic[View] = Topic("menu", Text("Menu"))
tanya: Topic[View] = Topic("tanya", Text("Tanya"))


@pesan.done
def sell(answers: Answers, view: View) -> Say:
    return Say(effects=(Sell(dict(answers)),))


@pesan.outcome(Sell)
def sold(outcome: Outcome, view: View) -> Begin:
    return Begin({"no": outcome.value}, Say(Text("Tercatat, nomor {no}.", no=outcome.value)), topic="kesan")


@kesan.opens
def open_rating(argument: str, view: View) -> Opened:
    return Begin({"no": argument}) if argument else Say(Text("Belum ada pesanan."), (Link("menu", Text("Menu")),))


@kesan.done
def thank(answers: Answers, view: View) -> Say:
    return Say(Text("Terima kasih banyak."), (Link("menu", Text("Menu")),))


@hapus.opens
def erase(argument: str, view: View) -> Say:
    return Say(effects=(Erase(),))


@hapus.outcome(Erase)
def erased(outcome: Outcome, view: View) -> Say:
    return Say(Text("Sudah dihapus."), forget=True)


@tolong.opens
def help_now(argument: str, view: View) -> Say:
    return Say(Text("Tolong korban dulu."), (Link("tolong", Text("Sudah ditangani"), "x"),), grave=True)


@menu.opens
def show_menu(argument: str, view: View) -> Say:
    rows = (
        Link("pesan", Text("Pesan barang")),
        Link("tanya", Text("Jam buka"), "jam"),
        Link("tolong", Text("Darurat")),
    )
    return Say(Text("Silakan pilih."), rows, browse=True, alone=True)


@tanya.opens
def opening_hours(argument: str, view: View) -> Say:
    return Say(Text("Toko buka tiap hari."), (Link("menu", Text("Menu")),))
