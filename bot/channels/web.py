"""The web chat's wire format: what the page posts, and what it is given to show."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from sqlalchemy import Row

from bot.documents import file_name, is_known, without_file
from bot.message import File, Inbound, Message
from bot.render import plain
from dialogue.event import Event
from dialogue.text import Raw, Text

NAME = "web"
SHOWN = ("body", "buttons", "browse", "ask_contact")
"""The parts of a message that the page is given as they are."""
DOWNLOADS: Mapping[str, Text] = {
    "pdf": Text("Unduh PDF"),
    "png": Text("Simpan gambar"),
    "xlsx": Text("Unduh Excel"),
}
LARGEST = 2**31 - 1
"""The largest id and turn that either database keeps."""

Word = Annotated[str, StringConstraints(max_length=64, pattern=r"^[ -~]*$")]
"""A step or a value: short printable ASCII, as `Button` says."""
Id = Annotated[int, Field(ge=1, le=LARGEST)]


class Tap(BaseModel):
    """A tapped button; `message` is the bubble that it stood under."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    step: Word
    value: Word
    turn: int = Field(ge=0, le=LARGEST)
    message: Id | None = None


class Posted(BaseModel):
    """One thing that the person did: words, a tap or a phone number.

    id: made by the page, one for each message, so that a repeated post is known again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    text: str | None = None
    choice: Tap | None = None
    contact: Annotated[str, StringConstraints(max_length=40)] | None = None

    @model_validator(mode="after")
    def one_thing(self) -> Self:
        if sum(part is not None for part in (self.text, self.choice, self.contact)) != 1:
            raise ValueError("one of text, choice, contact")
        return self


class Seen(BaseModel):
    """Every message up to this one has been shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    up_to: Id


def inbound(posted: Posted, visitor: str, at: datetime) -> Inbound:
    """What was posted, as an update. Ids of two visitors never meet, whatever their browsers make up; and whoever reads
    an id learns nothing of the visitor."""
    tapped = str(posted.choice.message) if posted.choice and posted.choice.message else None
    known_as = sha256(f"{visitor}:{posted.id}".encode()).hexdigest()
    return Inbound(NAME, known_as, visitor, event(posted, at), tapped_message=tapped)


def event(posted: Posted, at: datetime) -> Event:
    if posted.choice:
        return Event("choice", at, posted.choice.value, posted.choice.step, posted.choice.turn)
    if posted.contact is not None:
        return Event("contact", at, posted.contact.replace("\x00", "").strip())
    text = (posted.text or "").replace("\x00", "").strip()
    return Event("command", at, text[1:].strip()) if text.startswith("/") else Event("text", at, text)


def bubble(row: Row[Any]) -> dict[str, Any]:
    """A row of the outbox as the page reads it.

    notice: belongs to no turn, so the buttons before it stay good. unseen: the page has not confirmed it yet.
    """
    message = Message.from_json(row.message)
    if message.file and not is_known(message.file):
        message = without_file(message)
    return {
        "id": row.id,
        **{name: part for name, part in asdict(message).items() if name in SHOWN},
        "file": shown_file(row.id, message.file) if message.file else None,
        "at": row.created_at.isoformat(),
        "replaces": int(row.replaces) if row.replaces else None,
        "notice": row.kind != "reply",
        "unseen": row.status == "waiting",
    }


def shown_file(message_id: int, file: File) -> dict[str, str]:
    """What the page needs to offer a file: never what it is made from. kind: pdf, png (shown as a picture), xlsx."""
    name = file_name(file)
    return {
        "name": name,
        "url": f"/chat/files/{message_id}",
        "kind": file.format,
        "label": plain(DOWNLOADS.get(file.format, Text("Unduh berkas"))),
        "alt": plain(Text("Gambar {name}", name=Raw(name))),
    }
