"""Salam: greetings and thanks are answered in kind, wherever they come."""

import re

from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.turn import Link, Say, Turn
from dialogue.words import bare
from leads.view import View

HELLO = re.compile(
    r"^(?:ass?alamu? ?alaikum|as+alam\w*|halo|hallo|hello|hai|hay|hi|selamat (?:pagi|siang|sore|malam)|sampurasun"
    r"|punten|permisi|kulo ?nuwun|p|tes|test|ping)"
    r"(?: (?:wr|wb|warahmatullahi|wabarakatuh|wabarokatuh|pagi|siang|sore|malam|semua|semuanya|admin|min|kak|bu|ibu|pak"
    r"|bapak|mas|mbak|petugas|sapakop|bpjs|apa kabar))*$"
)
DAYTIME = re.compile(r"^(?:pagi|siang|sore|malam)(?: (?:bu|ibu|pak|bapak|min|admin|kak|semua))*$")
ALL_RIGHT = re.compile(
    r"^(?:(?:o+h*|oalah|ya|iya) )*(?:ok|oke|okay|sip|siap|baik|baiklah|mantap|alhamdulillah|amin|aamiin|gitu|begitu"
    r"|paham|mengerti|ngerti|noted|o+h+|oalah)(?: (?:bu|pak|min|kak|admin|siap|ya|saya|rupanya|ternyata|toh))*$"
)
THANKS = re.compile(
    r"^(?:(?:ok|oke|baik|siap|sip|ya|iya|alhamdulillah) )*"
    r"(?:terima ?kasih|makasih|makasi|mksh|trims|tengkyu|thanks|thank you|hatur nuhun|nuhun|matur ?nuwun|suwun)"
    r"(?: (?:banyak|sekali|ya|bu|ibu|pak|bapak|min|admin|kak|atas|bantuannya|infonya|informasinya|sapakop))*$"
)


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: HALO, TERIMA KASIH. "Pagi", "oke" and a thumb are greetings only when nothing is being asked."""
    said = bare(text)
    if THANKS.match(said):
        return talk.tell(thanked(talk.view), "halo")
    if not talk.waits and not said and "?" in text:
        return talk.open("menu")
    if not talk.waits and (not said or ALL_RIGHT.match(said)):
        return talk.tell(nodded(talk.view), "halo")
    if not HELLO.match(said) and (talk.waits or not DAYTIME.match(said)):
        return None
    if not talk.waits:
        return talk.open("halo")
    return talk.tell(Say(Text("Halo, {who}.", who=talk.view.addressed)), "halo")


def thanked(view: View) -> Say:
    text = Text("Sama-sama, {who}. Bila ada yang ingin ditanyakan lagi, tulis saja di sini.", who=view.addressed)
    return Say(text, (Link("menu", Text("Menu")),))


def nodded(view: View) -> Say:
    text = Text("Baik, {who}. Kapan pun perlu, tulis saja di sini.", who=view.addressed)
    return Say(text, (Link("menu", Text("Menu")),))
