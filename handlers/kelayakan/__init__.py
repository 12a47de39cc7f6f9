"""Kelayakan: who can be registered, and as what; in general, and checked for one person."""

import re
from collections.abc import Mapping

from dialogue.state import Answers, Json
from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Link, Say, Turn
from dialogue.words import bare
from handlers import tanya
from handlers.kelayakan import dari_tanya
from handlers.kelayakan.bacaan import fill
from handlers.kelayakan.isian import case_of, form
from handlers.kelayakan.jawaban import ASK, answered, passed_on
from knowledge.kelayakan import Case
from leads.view import View

topic: Topic[View] = Topic("kelayakan", Text("Siapa bisa ikut?"), form)

INTENTS = ("koperasi_wajib", "pengurus_anggota_bpu", "segmen_kepesertaan", "wajib_daftar", "segmen_khusus")
tanya.reads_questions(topic, INTENTS)(dari_tanya.read)
CHECK = "cek"
WISH = re.compile(
    r"^(?:(?:tolong|mau|minta|bisa|coba|saya|ingin) )*(?:cek|periksa) (?:kelayakan|siapa(?: yang)? bisa ikut)\b"
)


@topic.opens
def show(argument: str, view: View) -> Opened:
    """argument: "cek" for the form, with what was written after a colon; "tanya:DOUBT:ROLE" for an officer;
    "dari:NUMBER" for a question to fill it from."""
    what, _, rest = argument.partition(":")
    if what == CHECK:
        return Begin(fill(rest, view))
    recalling = tanya.recalling(argument)
    if recalling:
        return recalling
    if what == ASK:
        return passed_on(rest, view)
    first = Link(topic.name, Text("Cek satu per satu"), CHECK)
    return tanya.theme(Text("Soal siapa yang bisa ikut, mana yang ingin diketahui?"), INTENTS, view, (first,))


@topic.done
def answer(answers: Answers, view: View) -> Say:
    return answered(case_of(answers), view)


@topic.rebuilds
def rebuilt(inputs: Mapping[str, Json], view: View) -> Say:
    """The same answer again."""
    return answered(Case.from_json(inputs), view)


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: "cek kelayakan", with what else the sentence tells."""
    return talk.open(topic.name, f"{CHECK}:{text}") if WISH.match(bare(text)) else None
