"""What crosses between the talk and a channel: one inbound update, one message to send."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from dialogue.event import Event


@dataclass(frozen=True)
class Span:
    """A run of words, spoken plainly or with emphasis. Never markup."""

    words: str
    strong: bool = False


@dataclass(frozen=True)
class Button:
    """One choice as it travels: `label` is seen, the rest (short ASCII) comes back in the tap."""

    label: str
    step: str
    value: str
    turn: int


@dataclass(frozen=True)
class File:
    """A file that goes with a bubble, still to be made: `bot.documents` makes it from `inputs` when it is sent."""

    document: str
    format: str
    inputs: dict[str, Any]

    @classmethod
    def from_json(cls, data: Any) -> "File":
        """A file of any version; of one that is not ours any more, a file that nobody can make."""
        known = data if isinstance(data, dict) else {}
        inputs = known.get("inputs")
        document, form = (str(known.get(name, "")) for name in ("document", "format"))
        return cls(document, form, inputs if isinstance(inputs, dict) else {})


@dataclass(frozen=True)
class Message:
    """One bubble, free of any channel.

    browse: a menu that was only looked at; a channel that can edit puts it in the place of the tapped message.
    ask_contact: the person is being asked for a phone; a channel that has a button for that offers it.
    page: which page of the choices is shown, where a channel has to turn pages; the first is 0.
    purpose: why it is sent although nobody asked: "tugas", "pengingat", "jawaban", "janji"; values: what the approved
    template of that purpose says, where a channel may send nothing else. "one_nudge", "nothing_waits": why no template
    is sent for it.
    done: how many of the parts that a channel makes of it have gone already.
    """

    body: tuple[Span, ...]
    buttons: tuple[Button, ...] = ()
    browse: bool = False
    ask_contact: bool = False
    file: File | None = None
    page: int = 0
    purpose: str = ""
    values: tuple[str, ...] = ()
    done: int = 0

    @property
    def plain(self) -> str:
        """The words without emphasis."""
        return "".join(span.words for span in self.body)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Message":
        data = json.loads(text)
        return cls(
            body=tuple(Span(**span) for span in data["body"]),
            buttons=tuple(Button(**button) for button in data["buttons"]),
            browse=data["browse"],
            ask_contact=data["ask_contact"],
            file=File.from_json(data["file"]) if data.get("file") else None,
            page=data.get("page", 0),
            purpose=data.get("purpose", ""),
            values=tuple(data.get("values", ())),
            done=data.get("done", 0),
        )


@dataclass(frozen=True)
class Inbound:
    """One update of a channel.

    provider_id: the channel's id of this update, unique within the channel (the key of "seen").
    external_id: the channel's id of the person (of the chat, in a group).
    event: what the person did; None when only `blocked` or `group` matters.
    display_name: as the channel tells it; shown to nobody before consent.
    tapped_message: the provider's id of the message whose button was tapped; `tap` the id to acknowledge it with.
    blocked: the person blocked (True) or unblocked (False) the bot; None: says nothing of it.
    group: the update came from a group that addressed the bot; it is told to come to a private chat.
    phone: the person's number as the channel itself tells it, E.164; it is looked at, and kept only after consent.
    formerly: another id of the same person, by which the channel called him before.
    page: this page of the choices of `tapped_message` is wanted; the first is 0. `event` is for when it is gone.
    heard: when the person did something that is not answered; it is a word of his all the same.
    """

    channel: str
    provider_id: str
    external_id: str
    event: Event | None
    display_name: str = ""
    tapped_message: str | None = None
    tap: str | None = None
    blocked: bool | None = None
    group: bool = False
    phone: str = ""
    formerly: str = ""
    page: int | None = None
    heard: datetime | None = None
