"""Iuran: what a month of cover costs, in general, and reckoned for one cooperative."""

import re
from collections.abc import Mapping

from dialogue.state import Answers, Json
from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Link, Outcome, Say, Turn
from dialogue.words import bare
from handlers import tanya
from handlers.iuran import berkas, dari_tanya, isian, pengandaian, tampilan
from knowledge.iuran.reading import Reading, read_groups
from leads.answers import GivenAnswer, RecallAnswer
from leads.view import View

topic: Topic[View] = Topic("iuran", Text("Berapa iurannya?"), isian.form)

INTENTS = ("iuran_bpu", "iuran_pu", "upah_dasar", "bayar_iuran", "jatuh_tempo_denda", "tunggakan_bpu")
PRICED = ("iuran_bpu", "iuran_pu", "upah_dasar", "pengurus_anggota_bpu", "koperasi_wajib", "wajib_daftar", "daftar_bpu")
"""What is asked of people whose price can be reckoned."""
tanya.reads_questions(topic, PRICED)(dari_tanya.read)
RECKON = "hitung"
WISH = re.compile(
    r"^(?:(?:tolong|mau|minta|bisa|coba|saya|ingin|bantu) )*(?:hitung|hitungkan|hitungin|itung|simulasi|kalkulator)"
    r"(?: (?:iuran|iurannya|untuk|utk|koperasi|kami|saya|dong|ya|pak|bu))*$"
)
ASKED = re.compile(r"\b(?:hitung|hitungkan|hitungin|itung|itungin|iuran|iurannya)\b")
OTHERWISE = re.compile(
    r"\b(?:manfaat|santunan|beasiswa|klaim|cair|pencairan|meninggal|wafat|kematian|kecelakaan|celaka|tertabrak|jatuh|luka"
    r"|sakit|hamil|cacat|phk|berhenti|resign|pensiun|denda|telat|menunggak|tunggakan)"
)
"""Words of another matter: who tells of an accident is not answered with a price."""
JOINING = re.compile(r"\b(?:daftar|mendaftar|daftarkan|didaftarkan|daftarin|ndaftar|gabung)\b")
EMPTY = Text("Baik, belum ada orang yang dihitung. Kita mulai lagi, ya.")
FORGOTTEN = Text("Hitungan yang tadi sudah tidak ada di sini. Kita hitung lagi, ya.")
CHANGED = Text("Isinya sudah diperbarui sejak hitungan tadi. Kita hitung lagi, ya.")


@topic.opens
def show(argument: str, view: View) -> Opened:
    """argument: "" for what may be asked, "hitung" for the form, "dari:NUMBER" for a question to fill it from, else
    what to do with the last result."""
    if argument == RECKON:
        return Begin()
    recalling = tanya.recalling(argument)
    if recalling:
        return recalling
    if argument:
        return Say(effects=(RecallAnswer(topic.name, argument),))
    first = Link(topic.name, Text("Hitung untuk koperasi"), RECKON)
    return tanya.theme(Text("Soal iuran, mana yang ingin diketahui?"), INTENTS, view, (first,))


@topic.done
def answer(answers: Answers, view: View) -> Opened:
    plan = isian.plan_of(answers)
    return tampilan.shown(tampilan.inputs_of(plan, view.today), view) if plan.groups else Begin(say=Say(EMPTY))


@topic.rebuilds
def rebuilt(inputs: Mapping[str, Json], view: View) -> Say:
    """The same answer again."""
    return tampilan.shown(inputs, view)


@topic.outcome(RecallAnswer)
def recalled(outcome: Outcome, view: View) -> Opened:
    """What the tapped button wants of the last result; the form where there is none any more."""
    assert isinstance(outcome.effect, RecallAnswer)
    given: GivenAnswer | None = outcome.value
    if given is None:
        return Begin(say=Say(FORGOTTEN))
    then = outcome.effect.then
    try:
        return berkas.sent(then, given.inputs, view) or tampilan.shown(
            pengandaian.changed(then, given.inputs, view), view
        )
    except (KeyError, TypeError, ValueError):
        return Begin(say=Say(CHANGED))


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: "hitung iuran", or a pasted line that tells who there is: the result at once."""
    if reads_itself(talk):
        return None
    if WISH.match(bare(text)):
        return talk.open(topic.name, RECKON)
    reading = read_groups(text) if is_told(text) else Reading((), ())
    if not reading.groups or not is_meant(reading, text, talk.waits):
        return None
    if reading.troubles:
        begun = talk.take(Begin(), topic.name)
        return talk.on(begun.state).reply(text) or begun
    return talk.take(opened(reading, view=talk.view), topic.name)


def reads_itself(talk: Talk[View]) -> bool:
    """Whether the form of this topic waits, and reads the line itself."""
    return talk.state.top is not None and talk.state.top.topic == topic.name and not talk.state.asleep


def is_told(text: str) -> bool:
    """A number stands in it, it is no letter, and not of another matter."""
    line = text.lower()
    return len(text) <= isian.LONGEST and bool(isian.COUNTED.search(line)) and not OTHERWISE.search(line)


def is_meant(reading: Reading, text: str, waits: bool) -> bool:
    """A bill is wanted: it is said so, or money is named; beside a form that waits nothing else will do."""
    asked = bool(ASKED.search(text.lower()))
    if reading.troubles:
        return asked and not tanya.looks_asked(text)
    priced = any(group.wage is not None for group in reading.groups)
    if waits and not asked:
        return priced and sum(group.people for group in reading.groups) > 1
    return asked or priced or not (reading.guessed or tanya.looks_asked(text) or JOINING.search(text.lower()))


def opened(reading: Reading, view: View) -> Opened:
    """The result, or the question for a wage that was not told."""
    told = isian.value_of(reading)
    return Begin({"siapa": told}) if reading.wageless else answer({"siapa": told}, view)
