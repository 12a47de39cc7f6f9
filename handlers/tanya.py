"""Tanya: questions in people's own words, answered from reviewed entries only."""

import re
from collections.abc import Mapping

from dialogue.state import Json
from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Link, Proof, Say, Turn
from dialogue.words import bare
from knowledge.entry import Entry
from knowledge.search import Found
from leads.view import View

topic: Topic[View] = Topic("tanya", Text("Tanya"))

EXAMPLES = ("siapa-bayar", "pengurus-tanpa-gaji", "belum-ada-modal", "kartu-dari-desa", "mulai-perlindungan")
MOST_EXAMPLES = 5
ASKING = re.compile(
    r"\?|\b(apa|apakah|berapa|brp|kapan|gimana|bagaimana|gmn|siapa|kenapa|mengapa|bisakah|bolehkah|di ?mana)\b"
    r"|\b(kumaha|sabaraha|naon|piye|pira)\b"
)
FEWEST = 3
"""Words that a question without a question mark has at least, in the middle of a form."""
ROUTE = 0.5
"""Score from which a question out of scope is told where it belongs."""
NOT_NOW = Text("Maaf, yang itu belum yakin saya jawab. Boleh ditanyakan lagi setelah ini, atau ketik PETUGAS.")
NO_SUGGESTION = frozenset(("oos_lain", "oos_smalltalk", "oos_kasar_spam"))


@topic.opens
def open_entry(argument: str, view: View) -> Say:
    """argument: an entry, "more:ID" for all of it, "contoh" for examples."""
    what, _, entry_id = argument.rpartition(":")
    entry = view.book.entries.get(entry_id)
    if entry is None:
        return examples(view)
    return whole(entry, view) if what == "more" else answer(entry, view)


def whole(entry: Entry, view: View) -> Say:
    """All of an entry, and what proves it."""
    choices = (*onward(entry, view), PROVE, MENU)
    return Say(entry.full(view.facts), choices, cite=entry.cited(view.facts), proof=proof(entry, "full"))


@topic.rebuilds
def rebuilt(inputs: Mapping[str, Json], view: View) -> Say:
    """The same answer again. Raises KeyError for an entry that the book does not have."""
    entry = view.book.entries[inputs["entry"]]
    return whole(entry, view) if inputs["part"] == "full" else answer(entry, view)


def proof(entry: Entry, part: str) -> Proof:
    return Proof(topic.name, {"entry": entry.id, "part": part})


def answer(entry: Entry, view: View) -> Say:
    """An entry's opening. Where there is more of it, that is the next tap, and it leads on; else it leads on itself."""
    more = f"more:{entry.id}"
    choices: tuple[Link, ...] = (Link(topic.name, Text("Selengkapnya"), more), MENU)
    if not entry.detail:
        basis = (Link(topic.name, Text("Dasar hukum"), more),) if entry.basis(view.facts) else ()
        choices = (*basis, *onward(entry, view), MENU)
    cite = entry.cited(view.facts, opening=True)
    return Say(entry.opening(view.facts), choices, cite=cite, proof=proof(entry, "opening"))


def onward(entry: Entry, view: View) -> tuple[Link, ...]:
    """Where to go from an entry: other entries and topics."""
    return tuple(
        titled(view.book.entries[name]) if name in view.book.entries else Link(name, TOPICS[name])
        for name in entry.next
        if name in view.book.entries or name in TOPICS
    )


def titled(entry: Entry) -> Link:
    return Link(topic.name, Text("{title}", title=entry.title), entry.id)


MENU, PROVE = Link("menu", Text("Menu")), Link("bukti", Text("Buktikan"))
TOPICS = {
    "daftar": Text("Daftarkan koperasi"),
    "iuran": Text("Berapa iurannya?"),
    "manfaat": Text("Manfaatnya apa?"),
    "kelayakan": Text("Siapa bisa ikut?"),
    "pendaftaran": Text("Syarat & langkah"),
    "petugas": Text("Bicara petugas"),
    "kecelakaan": Text("Darurat: kecelakaan"),
    "status": Text("Sudah sampai mana?"),
    "privasi": Text("Data & keamanan"),
}


def theme(intro: Text, intents: tuple[str, ...], view: View, before: tuple[Link, ...] = ()) -> Say:
    """The entries that answer these intents best, one each, to choose from; `before`: what stands above them."""
    first = {entry.intents[0]: entry for entry in reversed(list(view.book.entries.values()))}
    choices = tuple(titled(first[intent]) for intent in intents if intent in first)
    return Say(intro, (*before, *choices, MENU), browse=True)


def examples(view: View) -> Say:
    """Questions that people ask."""
    some = [view.book.entries[name] for name in EXAMPLES if name in view.book.entries]
    others = [entry for entry in view.book.entries.values() if entry.asks and not is_elsewhere(entry)]
    choices = tuple(titled(entry) for entry in (some or others)[:MOST_EXAMPLES])
    text = Text("Ini yang sering ditanyakan. Silakan pilih, atau ketik sendiri.")
    return Say(text, (*choices, MENU), browse=True)


def is_elsewhere(entry: Entry) -> bool:
    """Whether the entry says that a question belongs to somebody else."""
    return entry.intents[0].startswith("oos_")


def question(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: a question that the book answers surely, or that it knows to belong elsewhere.

    In the middle of a form it has to look like a question, and one without a sure answer is put off.
    """
    if (waits(talk) and not looks_asked(text)) or not talk.view.book.words.standard(text):
        return None
    found = talk.view.search.find(text)
    entry = sure(found, talk.view)
    if entry is not None and entry.intents[0] == "oos_smalltalk" and not waits(talk):
        return talk.open("halo")
    if entry is not None:
        return talk.tell(answer(entry, talk.view), topic.name)
    if waits(talk) and found.outcome == "suggest" and len(bare(text).split()) >= FEWEST:
        return talk.tell(Say(NOT_NOW), topic.name)
    return None


def waits(talk: Talk[View]) -> bool:
    return talk.form is not None and not talk.state.asleep


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


def unsure(text: str, times: int, view: View) -> Say:
    """Nobody understood: the nearest three; then a human."""
    found = view.search.find(text)
    if times > 1 or not suggested(found, view):
        text_now = Text(
            "Maaf, yang ini belum bisa saya jawab, dan saya tidak mau menebak. Saya teruskan ke petugas? Atau silakan"
            " tulis ulang."
        )
        return Say(text_now, (Link("petugas", Text("Ya, teruskan")), MENU))
    return suggestion(found, view)


def suggestion(found: Found, view: View) -> Say:
    """The nearest three, to choose from."""
    choices = tuple(titled(entry) for entry in suggested(found, view))
    text = Text("Maaf, saya belum yakin maksudnya. Apakah salah satu dari ini?")
    return Say(text, (*choices, Link("petugas", Text("Bukan ini"), "bukan")), browse=True)


def suggested(found: Found, view: View) -> list[Entry]:
    """The three nearest entries that say something; none when the question is not ours."""
    if found.outcome == "decline":
        return []
    entries = (view.book.entries[scored.entry_id] for scored in found.entries)
    return [entry for entry in entries if entry.intents[0] not in NO_SUGGESTION][:3]
