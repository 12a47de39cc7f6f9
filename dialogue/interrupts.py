"""What may happen at any point of a form, whatever is being asked; each is one small function."""

import re

from dialogue.correction import correct
from dialogue.form import CHANGE, CONSENT, SUMMARY
from dialogue.talk import Talk, asking, sleeping
from dialogue.text import Text
from dialogue.turn import Link, Remind, Say, Turn
from dialogue.view import V
from dialogue.words import bare, is_skip

__all__ = ["back", "cancel", "correct", "later", "menu", "resume", "why"]

CANCEL = frozenset(("batal", "batalkan", "cancel", "tidak jadi", "ga jadi", "gak jadi", "nggak jadi"))
MENU = frozenset(("menu", "menu utama", "pilihan", "mulai dari awal", "home", "kembali ke menu"))
BACK = frozenset(("kembali", "undo", "balik", "mundur", "sebelumnya"))
LATER = frozenset(("nanti", "nanti dulu", "nanti saja", "nanti aja", "nanti lagi"))
RESUME = frozenset(("lanjut", "lanjutkan", "lanjutkan isian", "teruskan"))
ASKED_WHY = re.compile(r"^(?:kenapa|knp|ngapain|mengapa|buat apa|untuk apa|utk apa|apa perlunya)\b(?P<rest>.*)$")
ABOUT_ASKING = frozenset(
    "ditanya ditanyakan tanya nanya harus perlu diminta minta butuh dibutuhkan diisi isi dikasih ngasih tahu tau mau "
    "itu ini sih ya kok saya data pakai segala sampai nya".split()
)


def cancel(talk: Talk[V], text: str) -> Turn | None:
    """BATAL: drops this form and wipes it; "tidak jadi" at "bagian mana yang diubah?" only leaves that."""
    said = bare(text)
    if said not in CANCEL:
        return None
    if not talk.form or not talk.state.top:
        link = Link(talk.topics.menu, Text("Menu"))
        return talk.tell(Say(Text("Tidak ada isian yang sedang berjalan, jadi tidak ada yang dibatalkan."), (link,)))
    leaves = talk.state.top.step == CHANGE and not said.startswith("batal")
    return talk.step(SUMMARY) if leaves else talk.cancel()


def menu(talk: Talk[V], text: str) -> Turn | None:
    """MENU: shows the menu; a form that waits is kept."""
    return talk.open(talk.topics.menu) if bare(text) in MENU else None


def later(talk: Talk[V], text: str) -> Turn | None:
    """NANTI: keeps the form as it is, and reminds once ("nanti saja" leaves an optional slot out)."""
    if bare(text) not in LATER or (talk.slot and talk.slot.optional and is_skip(text)):
        return None
    if not talk.form or not talk.state.top:
        return talk.tell(Say(Text("Baik. Kapan pun Bapak/Ibu siap, tulis saja di sini.")))
    talk = talk.doing(Remind(talk.state.top.topic))
    return sleeping.rest(talk, Say(Text("Baik, isian Bapak/Ibu saya simpan dulu. Kapan pun siap, ketik LANJUT.")))


def resume(talk: Talk[V], text: str) -> Turn | None:
    """LANJUT: takes the form up again where it was left. In a form that is awake it may be the answer (a yes), though
    never to the question for consent."""
    if bare(text) not in RESUME:
        return None
    if not talk.form:
        link = Link(talk.topics.menu, Text("Menu"))
        return talk.tell(Say(Text("Tidak ada isian yang menunggu. Silakan tulis pertanyaannya, atau pilih:"), (link,)))
    if talk.state.asleep:
        return sleeping.taken_up(talk, sleeping.RESUME)
    if talk.state.top and talk.state.top.step != CONSENT and asking.question(talk).choices:
        return None
    return talk.ask()


def back(talk: Talk[V], text: str) -> Turn | None:
    """KEMBALI: back to a form that sleeps; in a form one step back: from a follow-up question to the question, from
    "ubah" to the summary, else to the last answer, which is asked again."""
    if bare(text) not in BACK:
        return None
    if not talk.form or not talk.state.top:
        return talk.open(talk.topics.menu)
    if talk.state.asleep:
        return sleeping.taken_up(talk, sleeping.RESUME)
    if talk.state.top.hold is not None:
        return talk.ask_on(None)
    if talk.state.top.step == CHANGE:
        return talk.step(SUMMARY)
    given = asking.given_slots(talk)
    return talk.ask_again(given[-1].name) if given else talk.tell(Say(Text("Ini pertanyaan pertama, Bapak/Ibu.")))


def why(talk: Talk[V], text: str) -> Turn | None:
    """ "Kenapa ditanya?": the reason of this question, then the question. Of anything else than asking it is none."""
    found = ASKED_WHY.match(bare(text))
    if not found or not talk.form or talk.state.asleep:
        return None
    known = ABOUT_ASKING.union(bare(talk.view.plain(asking.label(talk))).split())
    about_it = all(known.intersection((word, word.removesuffix("nya"))) for word in found["rest"].split())
    return talk.tell(Say(asking.reason(talk))) if about_it else None
