"""What people do in WhatsApp, as the deliveries that Meta makes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

WABA, NUMBER_ID, NUMBER = "102290129340398", "106540352242922", "622150810175"
METADATA = {"display_phone_number": NUMBER, "phone_number_id": NUMBER_ID}
MEDIA = {"id": "65463453", "sha256": "4654+8g="}
DOCUMENT = {**MEDIA, "filename": "daftar anggota.xlsx", "mime_type": "application/vnd.ms-excel"}
PLACE = {"latitude": -6.45, "longitude": 106.85}
CONTENT: dict[str, dict[str, Any]] = {
    "voice": {"type": "audio", "audio": {**MEDIA, "mime_type": "audio/ogg; codecs=opus", "voice": True}},
    "audio": {"type": "audio", "audio": {**MEDIA, "mime_type": "audio/mpeg", "voice": False}},
    "video": {"type": "video", "video": {**MEDIA, "mime_type": "video/mp4"}},
    "photo": {"type": "image", "image": {**MEDIA, "mime_type": "image/jpeg"}},
    "document": {"type": "document", "document": DOCUMENT},
    "sticker": {"type": "sticker", "sticker": {**MEDIA, "mime_type": "image/webp", "animated": False}},
    "location": {"type": "location", "location": PLACE},
    "unsupported": {"type": "unsupported", "errors": [{"code": 131051, "title": "Message type unknown"}]},
}

Delivery = dict[str, Any]
Change = dict[str, Any]


@dataclass(frozen=True)
class Who:
    """A person as WhatsApp calls him: by his number (digits), by the id that is his with us alone, or by both."""

    wa_id: str = ""
    user_id: str = ""
    name: str = "Siti Aminah"

    @property
    def id(self) -> str:
        """What we call him by."""
        return self.user_id or self.wa_id

    @property
    def contact(self) -> dict[str, Any]:
        ids = {"wa_id": self.wa_id, "user_id": self.user_id}
        return {"profile": {"name": self.name}, **{name: value for name, value in ids.items() if value}}

    def called(self, phone: str, user: str) -> dict[str, str]:
        """His ids under these names; what he has not is left out, as Meta does."""
        return {name: value for name, value in ((phone, self.wa_id), (user, self.user_id)) if value}


def stamp(at: datetime) -> str:
    return str(int(at.timestamp()))


def message(who: Who, wamid: str, at: datetime, **content: Any) -> Change:
    """One message of a person; `content` has its type and what stands under that."""
    said = {**who.called("from", "from_user_id"), "id": wamid, "timestamp": stamp(at), **content}
    return change("messages", {"metadata": METADATA, "contacts": [who.contact], "messages": [said]})


def words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": text}}


def tap(wamid: str, kind: str, reply: Mapping[str, str]) -> dict[str, Any]:
    """A tap on a button or a row of our message `wamid`. kind: button_reply, list_reply, or button (of a template)."""
    context = {"context": {"from": NUMBER, "id": wamid}}
    if kind == "button":
        return {**context, "type": "button", "button": {"payload": reply["id"], "text": reply["title"]}}
    return {**context, "type": "interactive", "interactive": {"type": kind, kind: dict(reply)}}


def card(phone: str, name: str = "Siti Aminah") -> dict[str, Any]:
    """Somebody's card out of the phone's address book."""
    return {"type": "contacts", "contacts": [{"name": {"formatted_name": name}, "phones": [{"phone": phone}]}]}


def reaction(wamid: str, emoji: str) -> dict[str, Any]:
    return {"type": "reaction", "reaction": {"message_id": wamid, "emoji": emoji}}


def status(who: Who, wamid: str, state: str, at: datetime, *, ref: str = "", code: int = 0) -> Change:
    """What became of our message. ref: our own word for it, given back; code: why it failed."""
    told: dict[str, Any] = {
        "id": wamid,
        "status": state,
        "timestamp": stamp(at),
        **who.called("recipient_id", "recipient_user_id"),
    }
    if ref:
        told["biz_opaque_callback_data"] = ref
    if code:
        told["errors"] = [{"code": code, "title": "scripted", "message": "scripted", "error_data": {"details": ""}}]
    contacts = {} if state in ("sent", "failed") else {"contacts": [who.contact]}
    return change("messages", {"metadata": METADATA, **contacts, "statuses": [told]})


def number_changed(old: Who, new: Who, wamid: str, at: datetime) -> Change:
    """The person has another number from now on, and with it, it may be, another id."""
    ids = {"wa_id": new.wa_id, "previous_user_id": old.user_id, "user_id": new.user_id}
    known = {name: value for name, value in ids.items() if value}
    body = f"User {new.name} changed from {old.wa_id} to {new.wa_id}"
    system = {"type": "user_changed_number", "body": body, **known}
    said = {**old.called("from", "from_user_id"), "id": wamid, "timestamp": stamp(at), "type": "system"}
    contacts = {"contacts": [new.contact]} if new.user_id else {}
    return change("messages", {"metadata": METADATA, **contacts, "messages": [{**said, "system": system}]})


def template_status(name: str, language: str, event: str, reason: str = "NONE") -> Change:
    value = {"event": event, "message_template_id": 12345678, "message_template_name": name}
    return change("message_template_status_update", {**value, "message_template_language": language, "reason": reason})


def template_category(name: str, language: str, old: str, new: str) -> Change:
    value = {"message_template_id": 12345678, "message_template_name": name, "message_template_language": language}
    return change("template_category_update", {**value, "previous_category": old, "new_category": new})


def change(field: str, value: Mapping[str, Any]) -> Change:
    product = {"messaging_product": "whatsapp"} if field == "messages" else {}
    return {"value": {**product, **value}, "field": field}


def delivery(*changes: Change) -> Delivery:
    """What Meta brings at once; neighbours that are messages, or statuses, come as one change."""
    return {"object": "whatsapp_business_account", "entry": [{"id": WABA, "changes": list(joined(changes))}]}


def joined(changes: Iterable[Change]) -> Iterable[Change]:
    """Messages that follow each other as one change, with all whom they are from; statuses likewise."""
    last: Change | None = None
    for one in changes:
        many = next(
            (name for name in ("messages", "statuses") if last and name in last["value"].keys() & one["value"]), ""
        )
        if last and many:
            both = [*last["value"].get("contacts", []), *one["value"].get("contacts", [])]
            contacts = [contact for number, contact in enumerate(both) if contact not in both[:number]]
            value = {**last["value"], many: [*last["value"][many], *one["value"][many]]}
            last = {**last, "value": value | ({"contacts": contacts} if contacts else {})}
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
