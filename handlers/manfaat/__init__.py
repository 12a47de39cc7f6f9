"""Manfaat: what is paid, to whom, when something happens; in general, and reckoned for one person."""

import re
from collections.abc import Mapping

from dialogue.state import Answers, Json
from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Link, Outcome, Say, Turn
from dialogue.words import bare
from handlers import tanya
from handlers.kecelakaan import picks_event
from handlers.manfaat import dari_tanya
from handlers.manfaat.bacaan import fill
from handlers.manfaat.isian import form, person_of
from handlers.manfaat.jawaban import answered
from handlers.manfaat.rincian import detailed
from knowledge.manfaat import Person
from knowledge.manfaat.reading import read_event
from leads.answers import GivenAnswer, RecallAnswer
from leads.view import View

topic: Topic[View] = Topic("manfaat", Text("Manfaatnya apa?"), form)

INTENTS = (
    "program_umum",
    "jkk_manfaat_rs",
    "jkk_meninggal_cacat",
    "jkm_manfaat",
    "beasiswa",
    "jht_syarat",
    "jp_manfaat",
)
tanya.reads_questions(topic, INTENTS)(dari_tanya.read)
RECKON, DETAILS = "hitung", "rincian"
FORGOTTEN = Text("Hitungan yang tadi sudah tidak ada di sini. Kita hitung lagi, ya.")
WISH = re.compile(
    r"^(?:(?:tolong|mau|minta|bisa|coba|saya|ingin|bantu) )*(?:hitung|hitungkan|hitungin|itung|simulasi|kalkulator)"
    r" (?:manfaat|santunan|manfaatnya|santunannya)\b"
)


@topic.opens
def show(argument: str, view: View) -> Opened:
    """argument: "hitung" for the form, with what was written after a colon; "dari:NUMBER" for a question to fill it
    from; "rincian" for the working of the last answer."""
    what, _, written = argument.partition(":")
    if what == RECKON:
        return Begin(told(written, view))
    recalling = tanya.recalling(argument)
    if recalling:
        return recalling
    if what == DETAILS:
        return Say(effects=(RecallAnswer(topic.name, DETAILS),))
    first = Link(topic.name, Text("Hitung manfaat"), RECKON)
    return tanya.theme(Text("Soal manfaat, mana yang ingin diketahui?"), INTENTS, view, (first,))


def told(written: str, view: View) -> Answers:
    """What a sentence tells before anything was asked."""
    event = read_event(written)
    return {**({"kejadian": event} if event else {}), **fill(written, view)}


@topic.done
def answer(answers: Answers, view: View) -> Say:
    return answered(person_of(answers), view)


@topic.rebuilds
def rebuilt(inputs: Mapping[str, Json], view: View) -> Say:
    """The same answer again."""
    person = Person.from_json(inputs["person"])
    return detailed(person, view) if inputs["part"] == DETAILS else answered(person, view)


@topic.outcome(RecallAnswer)
def recalled(outcome: Outcome, view: View) -> Opened:
    """The working of the last answer; a new one is begun where none is known any more."""
    given: GivenAnswer | None = outcome.value
    if given is None:
        return Begin(say=Say(FORGOTTEN))
    return detailed(Person.from_json(given.inputs["person"]), view)


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: "hitung manfaat", with what else the sentence tells; or but the words of an event that was asked
    for, which name a topic of their own elsewhere."""
    if picks_event(talk, text):
        return talk.reply(text)
    return talk.open(topic.name, f"{RECKON}:{text}") if WISH.match(bare(text)) else None
