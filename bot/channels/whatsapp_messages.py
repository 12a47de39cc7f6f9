"""One message of a person, as the talk gets it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.channels.taps import read_tap
from bot.channels.whatsapp_senders import NUMBER, Cards, Sender, digest, sender_of, system
from bot.channels.whatsapp_signs import Noted, UnreadableError, inner, listed, moment, word
from bot.channels.whatsapp_terms import CHANNEL
from bot.message import Inbound
from dialogue.event import Event, Kind
from leads.reference import ALPHABET, read_code

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:\s+(.*))?", re.DOTALL)
VILLAGE = re.compile(r"\bKOPERASI[\s:]+(\d\d[.-]\d\d[.-]\d\d[.-]\d{4})(?!\d)", re.IGNORECASE | re.ASCII)
INVITED = re.compile(r"\b(?:MULAI|START)[\s:]+([0-9A-Z]{6,12})\b", re.IGNORECASE | re.ASCII)
MOST_WORDS = 10
"""Whoever writes more than this around a link's words has a question of his own."""
PAGE = re.compile(r"page:([0-9]{1,3})")
DISLIKE = "👎"
REPLIES = ("button_reply", "list_reply")
NOTED_TYPES = frozenset(("request_welcome", "revoke"))
FORM_REPLY, CALL_REPLY = "nfm_reply", "call_permission_reply"


def read_message(message: Mapping[str, Any], cards: Cards, now: datetime) -> Iterator[Inbound | Noted]:
    """What one message brings: of a changed number one step for each of the person's names. Raises UnreadableError.

    cards: those that came with it. now: aware.
    """
    kind = word(message, "type")
    if message.get("group_id"):
        yield Noted("group")
    elif kind in NOTED_TYPES:
        yield Noted(kind)
    elif kind == "system":
        yield from system(message)
    else:
        read = KINDS.get(kind)
        found = addressed(message, sender_of(message, cards)) if read else None
        yield read(message, found, moment(message, now)) if read and found else Noted("unknown_message")


def addressed(message: Mapping[str, Any], sender: Sender) -> Inbound:
    """Who brings it and under which id; what is said comes later."""
    number = word(message, "id")
    return Inbound(
        CHANNEL,
        digest(message),
        sender.known_as,
        None,
        sender.name,
        tap=number or None,
        phone=sender.phone,
        formerly=sender.formerly,
    )


def text(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
    return replace(found, event=said(spoken(inner(message, "text"), "body"), at))


def said(words: str, at: datetime) -> Event:
    """Words; a command when they begin with "/", or are what one of our wa.me links puts into the person's hand."""
    if command := COMMAND.fullmatch(words):
        return Event("command", at, f"{command[1].lower()} {command[2] or ''}".strip())
    code = linked(words) if len(words.split()) <= MOST_WORDS else None
    return Event("command", at, f"start {code}") if code else Event("text", at, words)


def linked(words: str) -> str | None:
    """The village or the invitation that a link names, whatever was written around it."""
    if village := VILLAGE.search(words):
        return village[1]
    return next((code for code in INVITED.findall(words) if is_code(code)), None)


def is_code(word: str) -> bool:
    """Letters alone are a word ("mulai disini"), unless they all stand in the alphabet of codes."""
    typed = set(word.upper())
    return len(read_code(word)) == len(word) and (not typed.isdisjoint("0123456789") or typed <= set(ALPHABET))


def button(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
    """The button of a template: it stands outside any turn; one that is not ours says its words."""
    pressed = inner(message, "button")
    payload = pressed.get("payload")
    tap = read_tap(payload) if isinstance(payload, str) else None
    if tap is None:
        return replace(found, event=said(spoken(pressed, "text"), at))
    turn, step, value = tap
    return replace(found, event=Event("choice", at, value, step, turn))


def interactive(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound | Noted:
    """A tap on a button or a row. Data that we did not write is a choice of turn -1: as stale as a tap can be."""
    answer = inner(message, "interactive")
    kind = word(answer, "type")
    if kind == FORM_REPLY:
        return silent(message, found, at)
    if kind not in REPLIES:
        return Noted(kind if kind == CALL_REPLY else "unknown_reply")
    data = spoken(inner(answer, kind), "id")
    turn, step, value = read_tap(data) or (-1, "", "")
    found = replace(found, event=Event("choice", at, value, step, turn))
    page, below = PAGE.fullmatch(data), word(inner(message, "context"), "id")
    return replace(found, page=int(page[1]), tapped_message=below) if page and below else found


def silent(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
    """It is not answered, and a word of the person's all the same."""
    return replace(found, heard=at)


def reaction(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
    """A thumb down under a bubble says what it says as a text; whoever stores it sees to it that it is the last one."""
    reacted = inner(message, "reaction")
    below, emoji = word(reacted, "message_id"), reacted.get("emoji")
    if not below or not isinstance(emoji, str) or not emoji.startswith(DISLIKE):
        return silent(message, found, at)
    return replace(found, event=Event("text", at, DISLIKE), tapped_message=below, heard=at)


def location(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
    place = inner(message, "location")
    found_at = [place.get(name) for name in ("latitude", "longitude")]
    if not all(isinstance(number, int | float) for number in found_at):
        raise UnreadableError
    return replace(found, event=Event("location", at, f"{found_at[0]},{found_at[1]}"))


def shared_contacts(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
    """The first number of the cards, whoever it belongs to: it is the one that the person gives us to call."""
    cards = [card for card in listed(message, "contacts") if isinstance(card, Mapping)]
    phones = [phone for card in cards for phone in listed(card, "phones") if isinstance(phone, Mapping)]
    numbers = [phone_of(phone) for phone in phones]
    number = next((number for number in numbers if number), "")
    return replace(found, event=Event("contact", at, number) if number else Event("other", at))


def phone_of(phone: Mapping[str, Any]) -> str:
    digits = NUMBER.fullmatch(word(phone, "wa_id"))
    return f"+{digits[1]}" if digits else word(phone, "phone")


def sent(kind: Kind, part: str = "", name: str = "") -> Callable[[Mapping[str, Any], Inbound, datetime], Inbound]:
    """Something that is not words; of it only one name is kept: a picture's caption, a file's name."""

    def read(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
        kept = inner(message, part).get(name) if part else ""
        return replace(found, event=Event(kind, at, kept if isinstance(kept, str) else ""))

    return read


def edited(message: Mapping[str, Any], found: Inbound, at: datetime) -> Inbound:
    return replace(found, event=Event("other", at, "edited"))


def spoken(raw: Mapping[str, Any], name: str) -> str:
    """Words of any length. Raises UnreadableError."""
    found = raw.get(name)
    if not isinstance(found, str):
        raise UnreadableError
    return found


Read = Callable[[Mapping[str, Any], Inbound, datetime], Inbound | Noted]
KINDS: Mapping[str, Read] = {
    "text": text,
    "button": button,
    "interactive": interactive,
    "reaction": reaction,
    "order": silent,
    "location": location,
    "contacts": shared_contacts,
    "image": sent("photo", "image", "caption"),
    "document": sent("document", "document", "filename"),
    "audio": sent("voice"),
    "voice": sent("voice"),
    "sticker": sent("sticker"),
    "video": sent("other"),
    "unsupported": sent("other"),
    "ephemeral": sent("other"),
    "edit": edited,
    "edited": edited,
}
"""A video is what on Telegram it is: nothing that we can see; so are a poll and what may be seen once."""
