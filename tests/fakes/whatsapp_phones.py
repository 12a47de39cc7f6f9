"""The phones of the fake Graph API: what people do on them, and what each of them shows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakes import whatsapp_people as people
from tests.fakes.whatsapp_looks import visible
from tests.fakes.whatsapp_people import Who

WINDOW = timedelta(hours=24)


@dataclass(frozen=True)
class Choice:
    """A button or a row as it stands on the phone. description: of a row, in small letters under it."""

    id: str
    title: str
    description: str = ""

    @property
    def label(self) -> str:
        """The whole label: in a row's small letters when its title is only the beginning."""
        return self.description or self.title

    @property
    def reply(self) -> dict[str, str]:
        """What a tap on it brings to the webhook."""
        return {"id": self.id, "title": self.title} | ({"description": self.description} if self.description else {})


@dataclass
class Bubble:
    """One message of ours on a phone. opener: what opens the list; status: the last that Meta knows of it."""

    wamid: str
    text: str
    kind: str = "text"
    bold: list[str] = field(default_factory=list)
    choices: tuple[Choice, ...] = ()
    opener: str = ""
    file: str = ""
    content: bytes = b""
    template: str = ""
    ref: str = ""
    status: str = "accepted"

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.choices]


@dataclass
class Phone:
    """A person's phone. heard_at: when he last wrote to us; ticks: his messages that we have marked as read; typing:
    how often he saw us write."""

    who: Who
    bubbles: list[Bubble] = field(default_factory=list)
    heard_at: datetime | None = None
    ticks: list[str] = field(default_factory=list)
    typing: int = 0
    has_blocked: bool = False


class Phones:
    """People have a phone from their first `user_…` on. now: the clock of windows and paces."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.now = now
        self.phones: list[Phone] = []
        self.written: dict[str, Phone] = {}
        self.queue: list[people.Change] = []
        self.count = 0

    def wamid(self) -> str:
        self.count += 1
        return f"wamid.HBgMNjI4MTIzNDU2Nzg5FQIAER{self.count:06d}"

    def phone(self, who: Who | str) -> Phone:
        """The phone of a person, or of an id: of a number, or of a business-scoped id. KeyError: nobody has that id."""
        ids = {who} if isinstance(who, str) else {who.wa_id, who.user_id} - {""}
        found = [phone for phone in self.phones if ids & {phone.who.wa_id, phone.who.user_id}]
        if not found:
            raise KeyError(who)
        return found[0]

    def join(self, who: Who) -> Phone:
        """The person has WhatsApp."""
        try:
            return self.phone(who)
        except KeyError:
            self.phones.append(Phone(who))
            return self.phones[-1]

    # What people do

    def user_sends(self, who: Who, kind: str = "", **content: Any) -> people.Change:
        """A person sends one of `people.CONTENT`, changed by `content`; his window is open from now on."""
        phone, wamid = self.join(who), self.wamid()
        phone.heard_at = self.now()
        self.written[wamid] = phone
        return self.push(people.message(who, wamid, self.now(), **people.CONTENT.get(kind, {}), **content))

    def user_says(self, who: Who, text: str) -> people.Change:
        return self.user_sends(who, **people.words(text))

    def user_shares_contact(self, who: Who, phone: str) -> people.Change:
        return self.user_sends(who, **people.card(phone))

    def user_reacts(self, who: Who, emoji: str) -> people.Change:
        """A reaction to the newest bubble on the phone."""
        return self.user_sends(who, **people.reaction(self.sent(who)[-1].wamid, emoji))

    def user_taps(self, who: Who, label: str) -> people.Change:
        """A tap on the newest choice with that label, whole or as it stands there; of a list the list is opened."""
        bubble = next(one for one in reversed(self.sent(who)) if any(label in (c.label, c.title) for c in one.choices))
        choice = next(one for one in bubble.choices if label in (one.label, one.title))
        kind = {"list": "list_reply", "template": "button"}.get(bubble.kind, "button_reply")
        return self.user_sends(who, **people.tap(bubble.wamid, kind, choice.reply))

    def user_reads(self, who: Who) -> None:
        """The person looks at his phone; Meta tells us of everything that he has now seen (ticks not switched off)."""
        for bubble in self.sent(who):
            if bubble.status not in ("read", "failed"):
                self.tell(who, bubble, "read")

    def user_changes_number(self, old: Who, new: Who) -> people.Change:
        """Another number for the same person, on the same phone."""
        phone = self.phone(old)
        phone.who = new
        return self.push(people.number_changed(old, new, self.wamid(), self.now()))

    # What Meta does

    def push(self, change: people.Change) -> people.Change:
        """Something to bring to the webhook."""
        self.queue.append(change)
        return change

    def tell(self, who: Who, bubble: Bubble, state: str, code: int = 0) -> people.Change:
        """What became of a message of ours."""
        bubble.status = state
        return self.push(people.status(self.phone(who).who, bubble.wamid, state, self.now(), ref=bubble.ref, code=code))

    def is_open(self, phone: Phone) -> bool:
        """Whether anything may be written to the person: his last word is younger than a day."""
        return phone.heard_at is not None and self.now() - phone.heard_at < WINDOW

    def show(self, phone: Phone, bubble: Bubble) -> Bubble:
        bubble.text, bubble.bold = visible(bubble.text)
        phone.bubbles.append(bubble)
        return bubble

    def sent(self, who: Who | str) -> list[Bubble]:
        return self.phone(who).bubbles

    def read(self, who: Who | str) -> list[str]:
        """What the person can read: the words of every bubble."""
        return [bubble.text for bubble in self.sent(who)]
