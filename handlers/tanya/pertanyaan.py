"""Pertanyaan: a question in people's own words; it is kept, masked, before it is answered."""

import re

from dialogue.talk import Talk
from dialogue.turn import Say, Turn
from dialogue.words import bare
from handlers.tanya.balasan import NOT_NOW
from handlers.tanya.jawaban import TOPIC, answer, is_elsewhere
from handlers.tanya.tawaran import UNANSWERED, said_by, suggested, suggestion
from knowledge.emergency import is_emergency
from knowledge.entry import Entry
from knowledge.questions.masking import masked, teaches
from knowledge.search import Found
from leads.questions import NEAR_KEPT, KeepQuestion
from leads.view import View

ASKING = re.compile(
    r"\?|\b(apa|apakah|berapa|brp|kapan|gimana|bagaimana|gmn|siapa|kenapa|mengapa|bisakah|bolehkah|di ?mana)\b"
    r"|\b(kumaha|sabaraha|naon|piye|pira)\b"
)
FEWEST = 3
"""Words that a question without a question mark has at least, in the middle of a form."""
ROUTE = 0.7
"""How likely a question has to be of somebody else's matter to be told whose; else a human is offered."""
UNKEPT = frozenset(("oos_smalltalk", "oos_kasar_spam"))


def question(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: a question that the book answers surely, or that it knows to belong elsewhere.

    In the middle of a form it has to look like a question, and one without a sure answer is put off.
    """
    if (talk.waits and not looks_asked(text)) or not talk.view.book.words.standard(text):
        return None
    found = talk.view.search.find(text)
    entry = sure(found, talk.view)
    if entry is not None and entry.intents[0] == "oos_smalltalk" and not talk.waits:
        return talk.open("halo")
    if entry is not None:
        return asked(talk, text, found, entry)
    if talk.waits and found.outcome == "suggest" and len(bare(text).split()) >= FEWEST:
        return kept(talk, KeepQuestion(text, "suggest")) or talk.tell(Say(NOT_NOW), TOPIC)
    return None


def asked(talk: Talk[View], text: str, found: Found, entry: Entry) -> Turn:
    """The answer; an accident and a rude word are answered and not kept."""
    if is_elsewhere(entry):
        keep = KeepQuestion(text, "decline", (entry.id,))
    else:
        near = said_by(talk.view, (scored.entry_id for scored in found.entries))
        keep = KeepQuestion(text, "answer", tuple(one.id for one in near[:NEAR_KEPT]), found.also)
    unkept = entry.emergency or entry.intents[0] in UNKEPT or is_emergency(text) is not None
    turn = None if unkept else kept(talk, keep)
    return turn or talk.tell(answer(entry, talk.view), TOPIC)


def puzzled(talk: Talk[View], text: str) -> Turn:
    """What nobody understood while nothing waits: kept, and then the nearest three; the second time a human."""
    near = suggested(talk.view.search.find(text), talk.view) if talk.state.unsure <= 1 else []
    keep = KeepQuestion(text, "suggest" if near else "decline", tuple(entry.id for entry in near))
    return kept(talk, keep) or talk.tell(suggestion(near) if near else UNANSWERED)


def kept(talk: Talk[View], keep: KeepQuestion) -> Turn | None:
    """Keep it, masked; its answer is said when its number is known. None for what teaches nothing."""
    said = masked(keep.text, talk.view.book)
    if not teaches(said, talk.view.book):
        return None
    effect = KeepQuestion(said, keep.outcome, keep.entries, keep.also)
    return talk.tell(Say(effects=(effect,)), TOPIC)


def looks_asked(text: str) -> bool:
    return bool(ASKING.search(text.lower())) and (text.rstrip().endswith("?") or len(bare(text).split()) >= FEWEST)


def sure(found: Found, view: View) -> Entry | None:
    """The entry to be said: a sure answer, or where a question that is not ours belongs."""
    entry = view.book.entries[found.entries[0].entry_id] if found.entries else None
    if entry is None or found.outcome == "suggest":
        return None
    if found.outcome == "decline" and (not is_elsewhere(entry) or found.entries[0].score < ROUTE):
        return None
    return entry
