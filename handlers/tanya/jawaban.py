"""Jawaban: a reviewed entry as it is said, and where it leads on."""

from dialogue.text import Text
from dialogue.turn import Link, Proof, Say
from knowledge.entry import Entry
from leads.view import View

TOPIC = "tanya"
EXAMPLES = ("siapa-bayar", "pengurus-tanpa-gaji", "belum-ada-modal", "kartu-dari-desa", "mulai-perlindungan")
MOST_EXAMPLES = 5


def whole(entry: Entry, view: View) -> Say:
    """All of an entry, and what proves it."""
    choices = (*onward(entry, view), PROVE, MENU)
    return Say(entry.full(view.facts), choices, cite=entry.cited(view.facts), proof=proof(entry, "full"))


def proof(entry: Entry, part: str) -> Proof:
    return Proof(TOPIC, {"entry": entry.id, "part": part})


def answer(entry: Entry, view: View) -> Say:
    """An entry's opening. Where there is more of it, that is the next tap, and it leads on; else it leads on itself."""
    more = f"more:{entry.id}"
    choices: tuple[Link, ...] = (Link(TOPIC, Text("Selengkapnya"), more), MENU)
    if not entry.detail:
        basis = (Link(TOPIC, Text("Dasar hukum"), more),) if entry.basis(view.facts) else ()
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


def titled(entry: Entry, argument: str = "") -> Link:
    """argument: what the link brings besides the entry; without one it opens the entry and no more."""
    return Link(TOPIC, Text("{title}", title=entry.title), argument or entry.id)


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
