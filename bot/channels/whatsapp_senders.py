"""Who writes on WhatsApp: by a user id, by a number, and the same person when either becomes another one."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.channels.whatsapp_signs import Noted, UnreadableError, inner, mapping, word
from bot.channels.whatsapp_terms import CHANNEL
from bot.message import Inbound

NUMBER = re.compile(r"\+?([0-9]{6,15})")
CHANGED = re.compile(r" from (\S+) to (\S+)$")
RENAMES = frozenset(("user_changed_number", "user_changed_user_id"))


@dataclass(frozen=True)
class Sender:
    """Who wrote: a user id, a number (digits), or both, and the name that he goes by."""

    user_id: str
    number: str
    name: str

    @property
    def known_as(self) -> str:
        return self.user_id or self.number

    @property
    def formerly(self) -> str:
        """Who wrote before he had a user id is known by his number."""
        return self.number if self.user_id else ""

    @property
    def phone(self) -> str:
        return f"+{self.number}" if NUMBER.fullmatch(self.number) else ""


@dataclass(frozen=True)
class Cards:
    """The cards that come with messages, by number and by user id. only: the one, when there is one."""

    by_name: Mapping[str, Mapping[str, Any]]
    only: Mapping[str, Any]

    @classmethod
    def read(cls, contacts: Any) -> "Cards":
        """Of any JSON."""
        known = [card for card in contacts if isinstance(card, Mapping)] if isinstance(contacts, list) else []
        by_name = {word(card, name): card for card in known for name in ("wa_id", "user_id")}
        by_name.pop("", None)
        return cls(by_name, known[0] if len(known) == 1 else {})


def sender_of(message: Mapping[str, Any], cards: Cards) -> Sender:
    """Who wrote, from the message and from his card beside it. Raises UnreadableError for nobody."""
    number, user_id = word(message, "from"), word(message, "from_user_id")
    card = card_of(number, user_id, cards)
    number, user_id = number or word(card, "wa_id"), user_id or word(card, "user_id")
    digits = NUMBER.fullmatch(number)
    number = digits[1] if digits else number
    if not number and not user_id:
        raise UnreadableError
    return Sender(user_id, number, word(inner(card, "profile"), "name"))


def card_of(number: str, user_id: str, cards: Cards) -> Mapping[str, Any]:
    """The card with his number or user id; else the only one, unless it is plainly somebody else's."""
    for name in (number, user_id):
        if name in cards.by_name:
            return cards.by_name[name]
    stranger = (number and word(cards.only, "wa_id")) or (user_id and word(cards.only, "user_id"))
    return {} if stranger else cards.only


def digest(message: Mapping[str, Any]) -> str:
    """The id by which a message is known when it is brought again; its own holds the person's number."""
    own = message.get("id")
    whole = own if isinstance(own, str) and own else json.dumps(message, sort_keys=True)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def system(message: Mapping[str, Any]) -> Iterator[Inbound | Noted]:
    """WhatsApp's own words. A changed number or user id renames the person, from his oldest name to his newest.

    Raises UnreadableError.
    """
    change = inner(message, "system")
    if word(change, "type") not in RENAMES:
        yield Noted("system")
        return
    before, after = word(change, "previous_user_id"), word(change, "user_id")
    written = CHANGED.search(str(change.get("body")))  # an older form tells the user ids in words only
    if not before and after and written and written[2] == after:
        before = written[1]
    names = [word(message, "from"), word(message, "from_user_id"), before, after or word(change, "wa_id")]
    yield from renamed(digest(message), names)


def user_id_changed(raw: Any) -> Iterator[Inbound | Noted]:
    """The form in which a changed user id came until August 2026. Raises UnreadableError."""
    update = mapping(raw)
    ids = inner(update, "user_id")
    yield from renamed(digest(update), [word(update, "wa_id"), word(ids, "previous"), word(ids, "current")])


def renamed(number: str, names: Sequence[str]) -> Iterator[Inbound]:
    """One step for each pair of names. Raises UnreadableError when it is not told who became whom."""
    known = list(dict.fromkeys(name for name in names if name))
    if len(known) < 2 or known[-1] != names[-1]:
        raise UnreadableError
    for step, (before, after) in enumerate(pairwise(known)):
        mark = f"{number}:{step}" if step else number
        yield Inbound(CHANNEL, mark, after, None, formerly=before)
