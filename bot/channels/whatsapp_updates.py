"""What comes in from WhatsApp: one delivery as everything that it brings; and who may bring one."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from bot.channels.whatsapp_messages import read_message
from bot.channels.whatsapp_senders import Cards, user_id_changed
from bot.channels.whatsapp_signs import (
    NOTED_FIELDS,
    TEMPLATE_CATEGORY,
    TEMPLATE_STATUS,
    Noted,
    Status,
    TemplateNews,
    inner,
    mapping,
    moment,
    status_of,
    template_news,
    word,
)
from bot.message import Inbound

Arrival: TypeAlias = Inbound | Status | TemplateNews | Noted

PREFIX = "sha256="


def parse(delivery: Any, now: datetime, *, number: str = "") -> list[Arrival]:
    """Everything that a delivery brings, in its order; what cannot be read costs no neighbour. Never raises.

    delivery: any JSON. now: the caller's clock, aware. number: the id of our number; what another number of the same
    account got is not ours to answer.
    """
    known = delivery if isinstance(delivery, Mapping) else {}
    return list(each(known, "entry", lambda entry: changes(entry, now, number))) or [Noted("unreadable_delivery")]


def each(raw: Mapping[str, Any], name: str, read: Callable[[Any], Iterable[Arrival]]) -> Iterator[Arrival]:
    """What each item of a list brings, until it cannot be read any further."""
    items = raw.get(name)
    if items is not None and not isinstance(items, list):
        yield Noted(f"unreadable_{name}")
        return
    for item in items or ():
        try:
            yield from read(item)
        except Exception:
            yield Noted(f"unreadable_{name}")


def changes(entry: Any, now: datetime, number: str) -> Iterator[Arrival]:
    at = moment(mapping(entry), now, "time")
    return each(entry, "changes", lambda change: changed(mapping(change), at, now, number))


def changed(change: Mapping[str, Any], at: datetime, now: datetime, number: str) -> Iterator[Arrival]:
    """One change, by its field. at: when it was told."""
    field, value = word(change, "field"), mapping(change.get("value"))
    theirs = word(inner(value, "metadata"), "phone_number_id")
    if field in (TEMPLATE_STATUS, TEMPLATE_CATEGORY):
        yield template_news(field, value, at)
    elif field == "user_id_update":
        yield from each(value, field, user_id_changed)
    elif field != "messages":
        yield Noted(field if field in NOTED_FIELDS else "unknown_field")
    elif number and theirs and theirs != number:
        yield Noted("other_number")
    else:
        yield from messages(value, now)


def messages(value: Mapping[str, Any], now: datetime) -> Iterator[Arrival]:
    """What people said, and what became of what we said."""
    cards = Cards.read(value.get("contacts"))
    yield from each(value, "messages", lambda message: read_message(mapping(message), cards, now))
    yield from each(value, "statuses", lambda status: [status_of(mapping(status), now)])
    if value.get("errors"):
        yield Noted("errors")


def check_signature(header: str | None, body: bytes, secret: str) -> bool:
    """Whether a body is signed with our app's secret (X-Hub-Signature-256); takes the same time either way."""
    wanted = PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest((header or "").encode("utf-8", "replace"), wanted.encode()) and secret != ""
