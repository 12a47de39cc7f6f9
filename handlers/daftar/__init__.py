"""Daftar: the lead form, three questions and a reference number."""

from collections.abc import Mapping

from dialogue.form import CONSENT, Consent, Form
from dialogue.state import Answers, Json
from dialogue.text import Day, Number, Raw, Text, joined
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Effect, Outcome, Say
from handlers.daftar import desa, orang, pencarian, telepon
from knowledge.villages import Sure
from leads.contact import read_contact
from leads.phone import read_phones
from leads.requests import RecordConsent, SaveDraft, SendLead, Sent, WipeDraft
from leads.view import View


def ask_consent(view: View) -> Text:
    return Text(
        "Bolehkah nama, jabatan, dan nomor Bapak/Ibu kami simpan? Hanya untuk membantu pendaftaran koperasi, dan hanya"
        " dibaca petugas {branch}. Bila isian terhenti, petugas boleh menghubungi. Dihapus {days} hari setelah selesai,"
        " atau kapan saja bila diketik HAPUS DATA. Lengkapnya: PRIVASI.",
        branch=Raw(view.branch.name),
        days=Number(view.branch.retention_days),
    )


def refuse(view: View) -> Text:
    return Text(
        "Tidak apa-apa, tidak ada data Bapak/Ibu yang kami catat untuk pendaftaran. Tetap silakan bertanya. Bila ingin"
        " bicara langsung: {contact}.",
        contact=view.contact,
    )


consent: Consent[View] = Consent(
    ask=ask_consent,
    refused=refuse,
    given=lambda view: (RecordConsent(given=True),),
    withheld=lambda view: (RecordConsent(given=False), WipeDraft()),
    again=lambda view: Text("Bolehkah nama, jabatan, dan nomor Bapak/Ibu kami simpan? Lengkapnya: PRIVASI."),
    why=Text("Menurut UU 27/2022, data pribadi hanya boleh disimpan bila pemiliknya mengizinkan."),
)


def fill(text: str, view: View) -> Mapping[str, Json]:
    """What a whole sentence tells: only what is sure, since the person did not answer a question."""
    values = personal(text)
    match = view.book.villages.match(text)
    if isinstance(match, Sure) and pencarian.named(match.village, text):
        values["desa"] = pencarian.village_value(match.village)
    return values


def personal(text: str) -> dict[str, Json]:
    """Phone, name and office of a sentence; a name only beside its office, an office alone when it stands alone."""
    values: dict[str, Json] = {}
    phones = read_phones(text)
    if phones:
        values["telepon"] = phones[0].e164
    contact = read_contact(text)
    if contact.role and contact.name:
        values |= orang.named(contact)
    elif contact.role and len(text.split()) <= ALONE:
        values["jabatan"] = contact.role
    return values


ALONE = 3
"""Words of a text that may be nothing but an office: "wakil ketua saja"."""


def known(view: View) -> dict[str, Json]:
    """Who it is, when that has been told with an earlier request."""
    if not view.consented or not view.name or not view.jabatan:
        return {}
    return {"jabatan": view.jabatan, "orang": {"salutation": view.salutation, "name": view.name}}


def person_line(answers: Answers) -> Text:
    person = answers["orang"]
    name = f"{person['salutation']} {person['name']}" if person["salutation"] else person["name"]
    return Text("{name}, {jabatan}", name=name, jabatan=answers.get("jabatan") or "-")


def addressed(answers: Answers) -> str:
    """Bu Siti, Pak Dedi, else Bapak/Ibu."""
    person = answers.get("orang") or {"salutation": None, "name": ""}
    short = {"Ibu": "Bu", "Bapak": "Pak"}.get(person["salutation"] or "")
    return f"{short} {person['name'].split()[0]}" if short and person["name"] else "Bapak/Ibu"


def summary(answers: Answers, view: View) -> Text:
    return joined(
        Text("Sudah betul, {who}?", who=addressed(answers)),
        joined(
            Text("• {place}", place=desa.spoken(answers["desa"])),
            Text("• {person}", person=person_line(answers)),
            Text("• {phone}", phone=telepon.national(answers["telepon"])),
            by="\n",
        ),
    )


def kept(answers: Answers, view: View) -> tuple[Effect, ...]:
    return (SaveDraft({name: value for name, value in answers.items() if name not in (CONSENT, pencarian.HINT)}),)


form: Form[View] = Form(
    (desa.slot, orang.name, orang.jabatan, telepon.slot),
    consent=consent,
    fill=fill,
    summary=summary,
    draft=kept,
    wipe=lambda answers, view: (WipeDraft(),),
)
topic = Topic("daftar", Text("Daftarkan koperasi"), form)


@topic.opens
def start(argument: str, view: View) -> Opened:
    """The opening. The argument is the code of a village that was agreed to, what a person has written, or empty."""
    if argument in view.book.villages:
        told: Answers = {"desa": pencarian.village_value(view.book.villages[argument])}
    else:
        told = {**personal(argument), **pencarian.hint(argument, view)} if argument else {}
    return Begin({**known(view), **told}, Say(opening(view, told)))


def opening(view: View, told: Answers) -> Text:
    """told: what has been said already; then it is not three questions any more."""
    if "desa" in told:
        return Text("Siap. Ini belum pendaftaran resmi; ketik BATAL kapan saja.")
    if told:
        return Text(
            "Siap, kira-kira 1 menit. Ini belum pendaftaran resmi; petugas yang membantu sampai selesai. Ketik BATAL"
            " kapan saja."
        )
    if known(view):
        return Text(
            "Siap, {who}. Nama Bapak/Ibu sudah saya catat, jadi tinggal koperasinya. Ini belum pendaftaran resmi."
            " Ketik BATAL kapan saja.",
            who=view.addressed,
        )
    return Text(
        "Siap. Hanya 3 pertanyaan, kira-kira 1 menit. Ini belum pendaftaran resmi; petugas yang membantu sampai"
        " selesai. Ketik BATAL kapan saja."
    )


def from_link(code: str, view: View) -> Begin:
    """The opening for whoever came by the link of a cooperative: he has not been greeted yet."""
    hello = Text(
        "Selamat datang, {who}. Saya Sapakop, asisten otomatis {branch} untuk Koperasi Merah Putih.",
        who=view.addressed,
        branch=Raw(view.branch.name),
    )
    told = pencarian.hint(code, view)
    return Begin({**known(view), **told}, Say(joined(hello, opening(view, told))))


@topic.done
def send(answers: Answers, view: View) -> Say:
    return Say(effects=(SendLead({name: value for name, value in answers.items() if name != pencarian.HINT}),))


@topic.outcome(SendLead)
def sent(outcome: Outcome, view: View) -> Opened:
    """The reference, at once; then what would help, one question at a time."""
    value: Sent = outcome.value
    assert isinstance(outcome.effect, SendLead)
    thanks = Text(
        "Terima kasih, {who}. Sudah kami catat: nomor *{ref}*.", who=addressed(outcome.effect.answers), ref=value.ref
    )
    not_yet = Text("Ingat, koperasi belum terdaftar sampai petugas memastikannya.")
    return Begin({"ref": value.ref}, Say(joined(thanks, next_step(value), not_yet, by=" ")), topic="lengkapi")


def next_step(sent: Sent) -> Text:
    if sent.outside:
        return Text(
            "Karena {place} di luar wilayah kami, petugas meneruskannya ke kantor yang tepat.", place=sent.outside
        )
    if sent.joined:
        return Text(
            "Koperasi ini sudah punya satu permintaan yang sedang diurus, jadi nama Bapak/Ibu kami gabungkan ke sana."
            " Petugas menghubungi paling lambat {day}.",
            day=Day(sent.contact_by, weekday=True),
        )
    return Text(
        "Petugas menghubungi paling lambat {day}; namanya saya kabarkan dulu di sini.",
        day=Day(sent.contact_by, weekday=True),
    )
