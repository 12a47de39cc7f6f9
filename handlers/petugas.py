"""Petugas: words for a human, and the check whether somebody is one of us."""

import re
from dataclasses import replace

from dialogue.form import Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.talk import Talk
from dialogue.text import Raw, Text, joined
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Link, Outcome, Say, Turn
from dialogue.words import bare
from handlers.daftar import consent, orang, pencarian, telepon
from knowledge.emergency import is_emergency
from knowledge.villages import Sure
from leads.requests import AskOfficer, CheckOfficer, Queued
from leads.view import View

HUMAN = re.compile(
    r"\b(bicara|ngobrol|hubungi|hubungkan|sambungkan|minta|mau|tanya|telepon|ketemu)\b.*\b(petugas|orang(nya)?|manusia|admin|cs)\b"
)
CHECK = re.compile(r"^(?:cek|check)(?: (?:petugas|bu|ibu|pak|bapak|mas|mbak|kang|teh))*(?P<name>(?: \w+){1,3})$")
NO_NAME = frozenset(
    "saldo status kepesertaan jht jkk jkm jp jkp jmo bsu blt bansos kartu iuran tagihan nik kk data klaim pencairan"
    " bpjs koperasi nomor no tunggakan peserta kpj saya sudah berkas syarat npwp nib antrean pendaftaran".split()
)
"""Words after "cek" that ask for something else than a person."""
LONGEST = 1000
MARKS = {"darurat": "DARURAT: ", "duka": "KABAR DUKA: "}
URGENT = "darurat"
"""The answer's name for what the request is about when somebody has been hurt or has died."""


def ask_words(answers: Answers, hold: Json, view: View) -> Say:
    if answers.get(URGENT) == URGENT:
        return Say(Text("Tulis singkat di sini: apa yang terjadi, siapa, dan di mana."))
    if answers.get(URGENT):
        return Say(Text("Supaya petugas siap, tulis singkat di sini: siapa yang berpulang, dan kapan."))
    return Say(Text("Silakan tulis keperluannya di sini; petugas akan membacanya."))


def read_words(reply: Reply, view: View) -> Read:
    """Whatever was written. An accident is passed on like anything else, and what helps now is said with it."""
    said = reply.text.strip()[:LONGEST]
    if not any(letter.isalnum() for letter in said):
        return None
    kind = is_emergency(said)
    urgent = reply.answers.get(URGENT) or (URGENT if kind == "accident" else "")
    mark = MARKS.get(urgent, "")
    return Filled({"keperluan": f"{mark}{said}"}, None if reply.answers.get(URGENT) else at_once(kind, view))


def at_once(kind: str | None, view: View) -> Text | None:
    """What cannot wait for an officer."""
    if kind == "death":
        return Text("Kami turut berdukacita, Bapak/Ibu.")
    if kind is None:
        return None
    return Text(
        "Bila ada korban: bawa dulu ke IGD atau puskesmas terdekat, dan telepon {contact}.", contact=view.contact
    )


def first_contact(answers: Answers, view: View) -> bool:
    """An officer has to know whom to call; whoever has a lead has told it."""
    return not view.leads


words: Slot[View] = Slot(
    "keperluan",
    label=Text("keperluan"),
    ask=ask_words,
    read=read_words,
    why=Text("Supaya petugas bisa menyiapkan jawabannya sebelum menghubungi."),
    rephrase=Text("Maaf, pesannya belum terbaca. Boleh ditulis dengan kata-kata?"),
    example=Text("Contohnya: kartu pekerja kami belum datang."),
)


def only_first(slot: Slot[View], question: Text) -> Slot[View]:
    """A slot of the lead form, asked here without its number and only of those who have no lead."""

    def ask(answers: Answers, hold: Json, view: View) -> Say:
        return slot.ask(answers, hold, view) if hold else replace(slot.ask(answers, hold, view), text=question)

    return replace(slot, ask=ask, applies=first_contact)


def read_who(reply: Reply, view: View) -> Read:
    """The name, and the village when it was told with it."""
    read = orang.read_name(reply, view)
    match = view.book.villages.match(reply.text)
    if isinstance(read, Filled) and isinstance(match, Sure) and pencarian.named(match.village, reply.text):
        return Filled({"desa": pencarian.village_value(match.village), **read.values})
    return read


form: Form[View] = Form(
    (
        words,
        only_first(
            replace(orang.name, read=read_who),
            Text("Dengan Bapak/Ibu siapa, dan dari koperasi mana? Contoh: Ibu Siti Aminah, Cikahuripan"),
        ),
        only_first(telepon.slot, Text("Ke nomor berapa petugas menghubungi? Contoh: 0812-3456-7890")),
    ),
    consent=consent,
    cancelled=Text("Baik, tidak jadi saya teruskan ke petugas."),
)
topic = Topic("petugas", Text("Bicara petugas"), form)


@topic.opens
def start(argument: str, view: View) -> Opened:
    """argument: "darurat" after an accident, "duka" after a death; then the branch's number comes first."""
    contact = view.contact
    if argument == "duka":
        say = Text(
            "Baik, Bapak/Ibu. Petugas kami akan menghubungi dan mendampingi. Bila ingin langsung: {contact}.",
            contact=contact,
        )
        return Begin({URGENT: "duka"}, Say(say))
    if argument == URGENT:
        say = Text("Paling cepat lewat telepon: {contact}. Saya juga teruskan ke petugas sekarang.", contact=contact)
        return Begin({URGENT: URGENT}, Say(say))
    say = Text("Baik, {who}, saya teruskan ke petugas {branch}.", who=view.addressed, branch=Raw(view.branch.name))
    return Begin(say=Say(say))


@topic.done
def queue(answers: Answers, view: View) -> Say:
    return Say(effects=(AskOfficer(dict(answers)),))


@topic.outcome(AskOfficer)
def queued(outcome: Outcome, view: View) -> Say:
    value: Queued = outcome.value
    assert isinstance(outcome.effect, AskOfficer)
    number = Text("Sudah saya teruskan. Nomor antrean *{ref}*.", ref=value.ref)
    urgent = bool(outcome.effect.answers.get(URGENT))
    text = joined(number, when(value, view, urgent=urgent), by=" ")
    links = (Link("status", Text("Sudah sampai mana?")), Link("menu", Text("Menu")))
    return Say(text, links, alone=True, grave=urgent)


def when(value: Queued, view: View, *, urgent: bool) -> Text:
    """When it is read, and what can be done until then."""
    if value.office_open:
        return Text("Petugas sedang bertugas dan akan menghubungi Bapak/Ibu.")
    closed = Text(
        "Petugas sedang tidak bertugas. Pesan Bapak/Ibu sudah tersimpan dan dibaca mulai {opens}.", opens=value.opens
    )
    if urgent:
        return joined(closed, Text("Jangan menunggu: telepon {contact}.", contact=view.contact), by=" ")
    meanwhile = Text(
        "Sementara itu saya tetap bisa menjawab soal iuran dan pendaftaran. Bila ada kecelakaan, ketik DARURAT."
    )
    return joined(closed, meanwhile, by=" ")


def human(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: the wish for a human in words."""
    said = bare(text)
    wants = said in ("petugas", "admin", "cs", "operator", "manusia") or (len(said) < 120 and HUMAN.search(said))
    waits = talk.state.top is not None and talk.state.top.topic == topic.name
    return talk.open(topic.name) if wants and not waits else None


def check(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: CEK RINA."""
    found = CHECK.match(bare(text))
    if not found or NO_NAME.intersection(found["name"].split()):
        return None
    return talk.tell(Say(effects=(CheckOfficer(found["name"].strip()),)), topic.name)


@topic.outcome(CheckOfficer)
def checked(outcome: Outcome, view: View) -> Say:
    """The outcome is the officers' names that fit."""
    if outcome.value:
        text = Text(
            "Benar, {names} adalah petugas {branch}. Petugas kami tidak pernah meminta OTP, PIN, foto KTP, atau"
            " transfer ke rekening pribadi.",
            names=", ".join(outcome.value),
            branch=Raw(view.branch.name),
        )
        return Say(text)
    text = Text(
        "Nama itu tidak ada di daftar petugas kami. Mohon jangan memberi data atau uang. Bila ragu, tanyakan ke"
        " {contact}.",
        contact=view.contact,
    )
    return Say(text)
