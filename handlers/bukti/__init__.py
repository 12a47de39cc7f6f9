"""Bukti: what an answer rests on, fact by fact; a person sees his own, an officer any, by its number."""

import re

from dialogue.talk import Talk
from dialogue.text import Clock, Day, Raw, Text
from dialogue.topic import Topic
from dialogue.turn import Link, Outcome, Say, Turn
from dialogue.words import bare, whole_number
from handlers.bukti import dasar
from leads.answers import ProveAnswer, ProvedAnswer, PullAnswer, number_text, read_number
from leads.roles import Action, may
from leads.view import View

topic: Topic[View] = Topic("bukti", Text("Buktikan"))

MENU = Link("menu", Text("Menu"))
WORDS = frozenset(
    (
        *("bukti", "buktinya", "buktikan", "buktinya apa", "apa buktinya", "mana buktinya"),
        *("sumbernya apa", "apa sumbernya", "sumbernya", "sumbernya dari mana", "dari mana sumbernya"),
        *("dasarnya apa", "apa dasarnya", "dasarnya", "dasar hukumnya apa", "apa dasar hukumnya"),
        *("dari mana angkanya", "angkanya dari mana", "dapat angka dari mana", "itu dari mana angkanya"),
    )
)
SOFTENED = re.compile(r"^(?:coba|tolong|itu|tadi) | (?:dong|ya|sih|pak|bu|min|itu|tadi|coba)$")


@topic.opens
def show(argument: str, view: View) -> Say:
    """argument: the number of an answer, perhaps with ":" and a page; "" for the person's newest."""
    which, _, page = argument.partition(":")
    number = read_number(which) or 0
    shown = whole_number(page)
    shown = 1 if shown is None else shown
    if number and may_pull(view):
        return Say(effects=(PullAnswer(number, shown),))
    if which.strip() and not number:
        return missing()
    return Say(effects=(ProveAnswer(number, shown),))


def may_pull(view: View) -> bool:
    """Whether this officer gets anybody's answer."""
    return view.officer is not None and may(view.officer.role, Action.see_contacts)


@topic.outcome(ProveAnswer)
def proved(outcome: Outcome, view: View) -> Say:
    """What the answer was, and the facts that it rests on."""
    assert isinstance(outcome.effect, ProveAnswer)
    value: ProvedAnswer | None = outcome.value
    if value is None:
        return missing() if outcome.effect.number else nothing_yet()
    facts = value.rows
    intro = Text("Dasarnya:") if facts else Text("Jawaban itu tidak memakai angka atau pasal.")
    version = Text(
        "Isi bot versi {version}. Sebutkan nomor {number} bila ingin menanyakannya ke petugas.",
        version=Raw(value.given.version),
        number=number_text(value.given.number),
    )
    parts = (heading(value, view), intro, *dasar.lines(facts), version)
    text, onward = dasar.page(parts, outcome.effect.page, str(value.given.number), view)
    return Say(text, (*onward, MENU))


def heading(value: ProvedAnswer, view: View) -> Text:
    """Which answer it is: its number, what was asked, and when."""
    return Text(
        "Jawaban *{number}* soal “{title}”, diberikan {day} pukul {clock}.",
        number=number_text(value.given.number),
        title=value.title,
        day=Day(view.calendar.day(value.given.at)),
        clock=Clock(value.given.at),
    )


def nothing_yet() -> Say:
    text = Text(
        "Belum ada jawaban saya di sini yang bisa dibuktikan, Bapak/Ibu. Silakan bertanya dulu; setelah dijawab, ketik"
        " BUKTIKAN."
    )
    return Say(text, (Link("tanya", Text("Contoh pertanyaan"), "contoh"), MENU))


def missing() -> Say:
    """Of a number that is nobody's, or somebody else's: which of the two is not told."""
    text = Text("Nomor itu bukan nomor jawaban saya untuk Bapak/Ibu. Untuk jawaban terakhir, ketik BUKTIKAN.")
    return Say(text, (MENU,))


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: BUKTIKAN, "dari mana angkanya?"."""
    said = bare(text)
    asks = said in WORDS or SOFTENED.sub("", said) in WORDS
    return talk.open(topic.name) if asks and not wants_proof(talk) else None


def wants_proof(talk: Talk[View]) -> bool:
    """Whether a form is asking for a proof of its own: "bukti 9988" is its answer then."""
    return talk.slot is not None and talk.slot.name == "bukti" and not talk.state.asleep
