"""Balasan: what is said to a question once it is kept, and to what its person makes of the answer."""

import re
from dataclasses import replace

from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.topic import Opened
from dialogue.turn import Begin, Outcome, Say, Turn
from dialogue.words import bare
from handlers import petugas
from handlers.tanya.isian import filled
from handlers.tanya.jawaban import TOPIC, answer, examples, titled
from handlers.tanya.tawaran import MOST, NOT, NOT_RIGHT, NOT_SURE, UNANSWERED, not_this, offer, said_by
from knowledge.entry import Entry
from leads.questions import JudgeQuestion, KeepQuestion, KeptQuestion
from leads.view import View

NOT_NOW = Text("Maaf, yang itu belum yakin saya jawab. Boleh ditanyakan lagi setelah ini, atau ketik PETUGAS.")
_NO = r"(?:tidak|tdk|tak|ga|gak|gk|nggak|ngga|enggak|engga|kurang|kurg|bukan|bkn|teu|ora)"
_IT = r"(?:itu|ini|begitu|gitu|eta|kuwi|kitu)"
_ANSWER = r"(?:(?:itu|ini|jawaban|jawabannya|jawabanmu|jawab|jawabnya|kok) )*"
NOT_THAT = re.compile(
    rf"(?:(?:bukan|bkn|dudu|sanes|lain) {_IT}(?: (?:yang|yg|nu))?(?: (?:saya|sy|aku|kami))?"
    r"(?: (?:maksud\w*|mksd\w*|tanya\w*|ditanya\w*|dimaksud))?(?: (?:saya|sy|aku|kami))?"
    rf"|(?:maksud|pertanyaan) (?:saya|sy|aku|kami) (?:bukan|bkn) {_IT}"
    rf"|{_ANSWER}(?:salah|keliru|ngaco|ngawur|meleset|melenceng)(?: (?:itu|jawab|jawaban|jawabannya))?"
    rf"|{_ANSWER}{_NO} (?:nyambung|sambung|sesuai|cocok|pas|tepat|benar|bener|betul|membantu|menjawab|relevan|jawab)"
    r"(?: (?:pertanyaan|pertanyaannya|jawabannya)(?: saya)?)?)"
    r"(?: (?:ya|pak|bu|min|kak|mas|mbak|dong|deh|sih|kok|ah|nih))*"
)
THUMB = "👎"


def not_that(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: a thumb down, or "bukan itu maksud saya", right under an answer: the same as its [Bukan ini]."""
    down = text.strip().startswith(THUMB) or NOT_THAT.fullmatch(bare(text))
    if not down or talk.waits:
        return None
    ways = (offer.value for offer in talk.state.offers if offer.step == f">{TOPIC}")
    out = next((value for value in ways if value.startswith(f"{NOT}:")), None)
    return talk.open(TOPIC, out) if out else None


def kept(outcome: Outcome, view: View) -> Say:
    """The answer, the offer or the refusal to a question that has its number now."""
    assert isinstance(outcome.effect, KeepQuestion)
    asked, number = outcome.effect, int(outcome.value)
    if asked.outcome == "answer":
        return answered(asked, number, view)
    entries = [view.book.entries[one] for one in asked.entries]
    if asked.outcome == "suggest":
        return offer(NOT_SURE, entries, number) if entries else Say(NOT_NOW)
    return answer(entries[0], view) if entries else UNANSWERED


def answered(asked: KeepQuestion, number: int, view: View) -> Say:
    """The first entry; after its first choice the other question of the message, and what can be reckoned from it."""
    entry = view.book.entries[asked.entries[0]]
    said = answer(entry, view)
    first, *rest = said.choices
    other = view.book.entries.get(asked.also)
    calculators = filled(entry, asked.text, number, view)
    names = {link.topic for link in calculators}
    rest = [link for link in rest if getattr(link, "topic", "") not in names]
    also = (titled(other),) if other else ()
    return replace(said, choices=(first, *also, *calculators, *rest, not_this(number)))


def judged(outcome: Outcome, view: View) -> Opened:
    """What was chosen; after an answer that was wrong the next nearest; after an offer that was refused a human."""
    assert isinstance(outcome.effect, JudgeQuestion)
    judgement, asked = outcome.effect, outcome.value
    if judgement.verdict == "chosen":
        entry = view.book.entries.get(judgement.chosen)
        return answer(entry, view) if entry else examples(view)
    others = next_nearest(asked, view) if judgement.verdict == "wrong" else []
    return offer(NOT_RIGHT, others, judgement.number) if others else to_officer(view)


def next_nearest(asked: KeptQuestion | None, view: View) -> list[Entry]:
    """Nothing where the question is kept no longer."""
    return said_by(view, asked.entries[1:])[:MOST] if asked else []


def to_officer(view: View) -> Begin:
    begun = petugas.start("", view)
    assert isinstance(begun, Begin)
    return replace(begun, topic=petugas.topic.name)
