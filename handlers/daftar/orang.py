"""Orang: who is asking, and in which office of the cooperative."""

from dialogue.form import Again, Filled, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.turn import Choice, Say
from dialogue.words import bare
from leads.contact import Contact, read_contact
from leads.view import View

LONGEST = 60
NO_NAME = frozenset("pagi siang sore malam besok lusa kapan sudah belum lewat apa siapa".split())
JABATAN = (
    Choice("ketua", Text("Ketua")),
    Choice("sekretaris", Text("Sekretaris")),
    Choice("bendahara", Text("Bendahara")),
    Choice("pengawas", Text("Pengawas")),
    Choice("lainnya", Text("Lainnya")),
)


def named(contact: Contact, jabatan: str | None = None) -> dict[str, Json]:
    """Name and office as answers. The name comes last: a correction in words means it rather than the office."""
    office = contact.role or jabatan
    name = {"salutation": contact.salutation, "name": contact.name}
    return {"jabatan": office, "orang": name} if office else {"orang": name}


def ask_name(answers: Answers, hold: Json, view: View) -> Say:
    if hold:
        return Say(Text("Terima kasih. Nama Bapak/Ibu siapa?"))
    question = Text("Dengan Bapak/Ibu siapa, dan jabatannya apa? Contoh: Ibu Siti Aminah, bendahara")
    return Say(question if view.name else Text("*2/3.* {question}", question=question))


def read_name(reply: Reply, view: View) -> Read:
    """A name, and the office when it was told with it."""
    if bare(reply.text) in NO_NAME:
        return None
    contact = read_contact(reply.text)
    jabatan = (reply.hold or {}).get("jabatan")
    if contact.name is None:
        return Again({"jabatan": contact.role}) if contact.role else None
    return Filled(named(contact, jabatan))


def ask_jabatan(answers: Answers, hold: Json, view: View) -> Say:
    if hold:
        return Say(Text("Apa sebutan jabatannya? Contoh: manajer"))
    return Say(Text("Jabatannya apa di koperasi?"), JABATAN)


def read_jabatan(reply: Reply, view: View) -> Read:
    """One of the offices, or whatever it is called."""
    if reply.choice == "lainnya":
        return Again("lainnya")
    if reply.choice:
        return Filled({"jabatan": reply.choice})
    said = " ".join(reply.text.split())[:LONGEST]
    if not any(letter.isalpha() for letter in said):
        return None
    return Filled({"jabatan": read_contact(said).role or said})


name: Slot[View] = Slot(
    "orang",
    label=Text("nama"),
    ask=ask_name,
    read=read_name,
    why=Text("Supaya petugas tahu harus berbicara dengan siapa."),
    rephrase=Text("Maaf, saya belum menangkap namanya."),
    example=Text("Cukup ditulis seperti ini: Siti Aminah, bendahara."),
    personal=True,
)
jabatan: Slot[View] = Slot(
    "jabatan",
    label=Text("jabatan"),
    ask=ask_jabatan,
    read=read_jabatan,
    why=Text("Supaya petugas tahu siapa yang mengurus apa di koperasi."),
    rephrase=Text("Maaf, saya belum menangkap jabatannya. Pilih salah satu, atau ketik sendiri."),
    example=Text("Contohnya: bendahara."),
    personal=True,
)
