"""Telepon: the number that an officer calls."""

from dialogue.form import Again, Filled, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Raw, Text
from dialogue.turn import Choice, Say
from dialogue.words import is_no, is_yes
from leads.phone import holds_nik, read_phones
from leads.view import View


def national(e164: str) -> str:
    """A stored number as people write it."""
    return read_phones(e164)[0].national


def ask(answers: Answers, hold: Json, view: View) -> Say:
    if hold == "nik":
        return Say(
            Text("Itu sepertinya NIK. NIK tidak perlu dan tidak saya simpan. Cukup nomor teleponnya saja."),
            ask_contact=True,
        )
    if view.phone and hold != "lain":
        text = Text("Petugas menghubungi ke nomor ini, {phone}?", phone=Raw(national(view.phone)))
        return Say(counted(text, view), (Choice("ya", Text("Ya, nomor ini")), Choice("lain", Text("Nomor lain"))))
    question = Text("Ke nomor berapa petugas menghubungi? Contoh: 0812-3456-7890")
    return Say(counted(question, view), ask_contact=True)


def counted(question: Text, view: View) -> Text:
    """With its place among the three questions, for whoever answers all of them."""
    return question if view.name else Text("*3/3.* {question}", question=question)


def read(reply: Reply, view: View) -> Read:
    """The first mobile number of the reply, else the first that is valid; a second one is kept beside it.

    A NIK is said to be one, once; what comes after that and is no number either counts as not understood.
    """
    if view.phone and (reply.choice == "ya" or (reply.hold is None and is_yes(reply.text))):
        return Filled({"telepon": view.phone})
    if reply.choice == "lain" or (view.phone and reply.hold is None and is_no(reply.text)):
        return Again("lain")
    phones = sorted(read_phones(reply.phone or reply.text), key=lambda phone: not phone.mobile)
    if not phones:
        return not_a_phone(reply)
    second = phones[1].e164 if len(phones) > 1 else None
    return Filled({"telepon": phones[0].e164, "telepon2": second})


def not_a_phone(reply: Reply) -> Read:
    if reply.hold == "nik":
        return Again("lain")
    return Again("nik") if holds_nik(reply.text) else None


slot: Slot[View] = Slot(
    "telepon",
    label=Text("nomor telepon"),
    ask=ask,
    read=read,
    why=Text("Supaya petugas bisa menghubungi Bapak/Ibu. Nomornya hanya dibaca petugas."),
    rephrase=Text("Maaf, nomornya belum terbaca. Coba tulis lengkap, dengan angka depannya."),
    example=Text("Boleh nomor HP seperti 0812-3456-7890, boleh nomor kantor seperti (0251) 123456."),
    personal=True,
    numeric=True,
)
