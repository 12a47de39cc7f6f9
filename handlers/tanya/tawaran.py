"""Tawaran: the nearest entries to choose from, when the answer is not sure or was not the right one."""

from collections.abc import Iterable, Sequence

from dialogue.text import Text
from dialogue.turn import Link, Say
from handlers.tanya.jawaban import MENU, TOPIC, titled
from knowledge.entry import Entry
from knowledge.search import Found
from leads.view import View

MOST = 3
NO_SUGGESTION = frozenset(("oos_lain", "oos_smalltalk", "oos_kasar_spam"))
CHOSEN, NOT, NONE = "pilih", "bukan", "semua"
"""What a link brings: "pilih:NUMBER:ENTRY"; "bukan:NUMBER" of an answer, "bukan:NUMBER:semua" of an offer."""
NONE_OF_THESE = Text("Bukan ini")
NOT_SURE = Text("Maaf, saya belum yakin maksudnya. Apakah salah satu dari ini?")
NOT_RIGHT = Text("Maaf, jawabannya kurang pas. Apakah salah satu dari ini?")
UNANSWERED = Say(
    Text(
        "Maaf, yang ini belum bisa saya jawab, dan saya tidak mau menebak. Saya teruskan ke petugas? Atau silakan tulis"
        " ulang."
    ),
    (Link("petugas", Text("Ya, teruskan")), MENU),
)


def unsure(text: str, times: int, view: View) -> Say:
    """Nobody understood, and nothing is kept of it: the nearest three; then a human."""
    found = view.search.find(text)
    near = suggested(found, view)
    return suggestion(near) if near and times == 1 else UNANSWERED


def suggestion(entries: Iterable[Entry]) -> Say:
    """Entries to choose from; the choice teaches nothing."""
    none = Link("petugas", NONE_OF_THESE, "bukan")
    return Say(NOT_SURE, (*map(titled, entries), none), browse=True)


def offer(text: Text, entries: Sequence[Entry], number: int) -> Say:
    """Entries to choose from, for the question of that number: what is chosen is remembered with it."""
    choices = (titled(entry, f"{CHOSEN}:{number}:{entry.id}") for entry in entries)
    return Say(text, (*choices, Link(TOPIC, NONE_OF_THESE, f"{NOT}:{number}:{NONE}")), browse=True)


def not_this(number: int) -> Link:
    """The way out of an answer that is not what was asked."""
    return Link(TOPIC, NONE_OF_THESE, f"{NOT}:{number}")


def suggested(found: Found, view: View) -> list[Entry]:
    """The three nearest entries that say something; none when the question is not ours."""
    if found.outcome == "decline":
        return []
    return said_by(view, (scored.entry_id for scored in found.entries))[:MOST]


def said_by(view: View, entry_ids: Iterable[str]) -> list[Entry]:
    """Those of the entries that the book has and that say something to a question."""
    entries = (view.book.entries[one] for one in entry_ids if one in view.book.entries)
    return [entry for entry in entries if entry.intents[0] not in NO_SUGGESTION]
