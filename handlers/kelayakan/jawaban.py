"""Jawaban: the verdict first, its rule, and where to go on; what the branch decides can be passed on with one tap."""

from collections.abc import Mapping

from dialogue.text import Raw, Text, joined
from dialogue.turn import Begin, Link, Proof, Say
from handlers.petugas import URGENT
from handlers.tanya import MENU, PROVE
from knowledge.facts import Facts
from knowledge.kelayakan import Case, Verdict, verdict
from knowledge.sources import rules
from leads.view import View

TOPIC = "kelayakan"
AGAIN = Link(TOPIC, Text("Cek orang lain"), "cek")
NEXT = (Link("iuran", Text("Hitung iuran"), "hitung"), Link("daftar", Text("Daftarkan koperasi")))
ASK = "tanya"
QUESTIONS: Mapping[str, Text] = {
    "honor": Text("Pertanyaan kelayakan: honorarium atau insentif"),
    "honor:pengurus": Text("Pertanyaan kelayakan: honorarium pengurus"),
    "honor:kades": Text("Pertanyaan kelayakan: honorarium kepala desa sebagai pengawas"),
    "honor:pekerja": Text("Pertanyaan kelayakan: honorarium karyawan"),
    "honor:anggota": Text("Pertanyaan kelayakan: honorarium anggota"),
    "honor:keluarga": Text("Pertanyaan kelayakan: honorarium keluarga atau relawan"),
    "pppk-paruh": Text("Pertanyaan kelayakan: PPPK paruh waktu"),
    "pppk-upah": Text("Pertanyaan kelayakan: PPPK yang dibayar koperasi"),
    "pekerjaan": Text("Pertanyaan kelayakan: anggota yang pekerjaannya belum jelas"),
}
"""What officers read: by doubt, and for honorarium by the place of the person."""


def answered(case: Case, view: View) -> Say:
    """The same case on the same day makes the same words."""
    found = verdict(case, view.facts)
    text = joined(
        joined(found.said, *found.also, by=" "),
        joined(basis(found, view.facts), covered(found), confirm(found, view), by=" "),
    )
    choices = (*onward(found, case), *explained(found, view), AGAIN, PROVE, MENU)
    return Say(text, choices, cite=found.facts, proof=Proof(TOPIC, case.to_json()))


def basis(found: Verdict, facts: Facts) -> Text:
    """The rules; of what is in no rule, where it was read."""
    known = tuple(one for one in found.facts if one in facts)
    read = (facts[one].source for one in known if not facts[one].regulation)
    named = filter(None, (*dict.fromkeys(read), rules(known, facts)))
    return Text("Dasar: {rules}.", rules=Raw("; ".join(named)))


def covered(found: Verdict) -> Text | None:
    """Nobody may believe that he is covered by being eligible."""
    if found.status not in {"PU", "BPU"}:
        return None
    return Text("Terlindungi setelah terdaftar dan iuran pertama dibayar.")


def confirm(found: Verdict, view: View) -> Text | None:
    """Where the rule is somebody's reading of it, the branch says it."""
    sure = all(view.facts[one].confidence == "high" for one in found.facts if one in view.facts)
    if sure or found.status == "cabang":
        return None
    return Text("Mohon dipastikan ke kantor cabang atau {contact}.", contact=view.contact)


def onward(found: Verdict, case: Case) -> tuple[Link, ...]:
    if found.doubt is not None:
        return (Link(TOPIC, Text("Tanyakan ke petugas"), f"{ASK}:{found.doubt}:{case.role}"),)
    return NEXT if found.status in {"PU", "BPU"} else ()


def explained(found: Verdict, view: View) -> tuple[Link, ...]:
    """The reviewed entry that says it."""
    there = found.entry in view.book.entries
    return (Link("tanya", Text("Penjelasan"), found.entry),) if there else ()


def passed_on(about: str, view: View) -> Begin:
    """The question goes to the officers as it stands here; who asks is asked by their own form, after consent."""
    question = QUESTIONS.get(about) or QUESTIONS.get(about.partition(":")[0]) or QUESTIONS["honor"]
    said = Say(Text("Saya teruskan ke petugas: “{question}”.", question=question))
    return Begin({URGENT: "", "keperluan": view.plain(question)}, said, topic="petugas")
