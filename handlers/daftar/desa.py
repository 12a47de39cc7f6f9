"""Desa: which village the cooperative is in. The registry helps and never blocks."""

from typing import Any

from dialogue.form import Again, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Number, Text
from dialogue.turn import Choice, Say
from dialogue.words import is_no, is_yes
from handlers.daftar.pencarian import HINT, LONGEST, filled, look_up, picked, with_kecamatan
from knowledge.villages import Village
from leads.phone import without_numbers
from leads.view import View

NONE_OF_THEM = "lain"


def spoken(value: dict[str, Any]) -> Text:
    """The place of an answer, as the summary says it."""
    if value.get("code"):
        kind = Text("Desa") if value["kind"] == "desa" else Text("Kelurahan")
        return Text(
            "{kind} {name}, Kecamatan {kecamatan}", kind=kind, name=value["village"], kecamatan=value["kecamatan"]
        )
    if value.get("outside"):
        return Text("{village} (di luar wilayah kami)", village=value["village"])
    if value.get("kecamatan"):
        return Text(
            "{village}, Kecamatan {kecamatan} (akan dicocokkan petugas)",
            village=value["village"],
            kecamatan=value["kecamatan"],
        )
    return Text("{village} (akan dicocokkan petugas)", village=value["village"])


def ask(answers: Answers, hold: Json, view: View) -> Say:
    """The question, or what has to be made sure of."""
    hold = current(hold or answers.get(HINT), view)
    step = hold["step"]
    if step == "sure":
        return ask_sure(view.book.villages[hold["codes"][0]])
    if step == "pick":
        return ask_which([view.book.villages[code] for code in hold["codes"]])
    if step == "kecamatan":
        return Say(Text("“{said}” belum saya temukan. Kecamatannya apa, Bapak/Ibu?", said=hold["said"]))
    if step == "lain":
        return Say(Text("Baik. Tolong tulis nama desa dan kecamatannya. Contoh: Bojong, Kemang"))
    question = Text("Koperasinya di desa atau kelurahan apa? Contoh: Cikahuripan")
    return Say(question if view.name else Text("*1/3.* {question}", question=question))


def current(hold: Json, view: View) -> dict[str, Any]:
    """What the follow-up question remembers, as far as the registry of today still has it."""
    known = hold and all(code in view.book.villages for code in hold.get("codes", ()))
    return dict(hold) if known else {"step": ""}


def ask_sure(village: Village) -> Say:
    text = Text(
        "Maksudnya {cooperative}, Kecamatan {kecamatan}?", cooperative=village.cooperative, kecamatan=village.kecamatan
    )
    return Say(text, (Choice("ya", Text("Ya, benar")), Choice("bukan", Text("Bukan"))))


def ask_which(villages: list[Village]) -> Say:
    """One name in several kecamatan, or several names that are near."""
    other = Choice(NONE_OF_THEM, Text("Bukan semuanya"))
    kinds = {village.kind for village in villages}
    if len({village.name for village in villages}) == 1 and len({one.kecamatan for one in villages}) == len(villages):
        text = Text(
            "{kind} {name} ada di {n} kecamatan. Yang mana, Bapak/Ibu?",
            kind=Text("Nama") if len(kinds) > 1 else Text("Desa") if kinds == {"desa"} else Text("Kelurahan"),
            name=villages[0].name,
            n=Number(len(villages)),
        )
        return Say(text, (*(Choice(one.code, Text("{name}", name=one.kecamatan)) for one in villages), other))
    labels = [Text("{name}, {kecamatan}", name=one.name, kecamatan=one.kecamatan) for one in villages]
    choices = (Choice(one.code, label) for one, label in zip(villages, labels, strict=True))
    return Say(Text("Saya temukan yang mirip. Yang mana, Bapak/Ibu?"), (*choices, other))


def read(reply: Reply, view: View) -> Read:
    """A village of the registry, a place outside the regency, or the name as it was said.

    Phone numbers are left out, and who somebody is is not taken for a place: that is personal, this is not.
    """
    said = " ".join(without_numbers(reply.text).split())[:LONGEST].strip()
    hold = current(reply.hold or reply.answers.get(HINT), view)
    if hold["step"] == "sure" and (reply.choice == "ya" or is_yes(said)):
        return filled(view.book.villages[hold["codes"][0]])
    if reply.choice in ("bukan", NONE_OF_THEM) or (hold["step"] in ("sure", "pick") and is_no(said)):
        return Again({"step": "lain", "said": hold["said"], "no": hold["codes"]})
    if hold["step"] == "pick" and reply.choice:
        return filled(view.book.villages[reply.choice])
    if not any(letter.isalpha() for letter in said):
        return None
    if hold["step"] == "pick":
        return picked(hold["codes"], hold["said"], said, view)
    if hold["step"] == "kecamatan":
        return with_kecamatan(hold["said"], said, view)
    return look_up(said, view, refused=hold.get("no", ()))


slot: Slot[View] = Slot(
    "desa",
    label=Text("desa atau kelurahan"),
    ask=ask,
    read=read,
    why=Text("Supaya permintaan ini sampai ke petugas yang memegang kecamatan Bapak/Ibu."),
    rephrase=Text("Maaf, saya belum menangkapnya. Cukup nama desa atau kelurahannya saja."),
    example=Text("Contohnya begini: Cikahuripan. Boleh juga dengan kecamatannya: Bojong, Kemang."),
)
