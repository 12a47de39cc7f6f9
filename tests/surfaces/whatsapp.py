"""WhatsApp as a surface: each input comes as a delivery of the webhook, each body is judged as Meta would."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.channels.whatsapp_markup import PAGE, PROMPT, Media, address, bodies, media
from bot.channels.whatsapp_updates import parse
from bot.channels.whatsapp_words import LOOKS_LIKE
from bot.documents import file_name
from bot.documents.making import MIME
from bot.message import Inbound, Message
from bot.player import Shown
from bot.render import plain
from bot.script import Input, WrongScriptError, with_file
from tests.fakes import whatsapp_people as people
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_business import Upload
from tests.fakes.whatsapp_looks import accidents, visible
from tests.fakes.whatsapp_people import Who
from tests.fakes.whatsapp_phones import Bubble, Choice
from tests.fakes.whatsapp_rules import check_body

MEANT = {alike: chr(mark) for mark, alike in LOOKS_LIKE.items()}
"""Signs that stand for marks, and the marks that a reader takes them for."""
KINDS = {"list": "list_reply", "button": "button_reply"}


@dataclass(frozen=True)
class Key:
    """A choice on somebody's phone, and the message that it stands under."""

    choice: Choice
    kind: str
    wamid: str


@dataclass
class WhatsAppSurface:
    """keys: of each person, the newest last. Whoever is bound before the talk begins is staff; of them some have a
    number, some an id without one, some both. Applicants have an id and hide their number, unless the talk tells it.
    """

    channel: str = "whatsapp"
    people: dict[str, Who] = field(default_factory=dict)
    keys: dict[str, list[Key]] = field(default_factory=dict)
    whatsapp: FakeWhatsApp = field(default_factory=FakeWhatsApp)
    count: int = 0

    def address(self, who: str) -> str:
        if who not in self.people:
            number = len(self.people)
            wa_id, user_id = f"62812555{number:05d}", f"ID.{13_491_208_655_302_741 + number}"
            staff = (Who(wa_id), Who(user_id=user_id), Who(wa_id, user_id))[number % 3]
            self.people[who] = Who(user_id=user_id) if self.count else staff
        return self.people[who].id

    def inbound(self, who: str, step: Input, at: datetime) -> Inbound:
        self.count += 1
        if step.phone and who not in self.people:
            self.people[who] = Who(step.phone.removeprefix("+"))
        elif step.phone:
            self.people[who] = replace(self.people[who], wa_id=step.phone.removeprefix("+"))
        return self.arrival(who, at, **self.content(who, step))

    def arrival(self, who: str, at: datetime, **content: Any) -> Inbound:
        """What a message of a person is when it has come through the webhook."""
        known = self.address(who)
        message = people.message(self.people[who], f"wamid.{self.count}", at, **content)
        (found,) = parse(people.delivery(message), now=at)
        assert isinstance(found, Inbound), found
        assert found.external_id == known
        return found

    def content(self, who: str, step: Input) -> dict[str, Any]:
        """The content of a message, by the verb of the grammar."""
        match step.verb:
            case "tap":
                return tapped(self.key(who, step))
            case "contact":
                return people.card(step.rest)
            case "document":
                return {"type": "document", "document": {**people.DOCUMENT, "filename": step.rest}}
            case "location":
                latitude, longitude = map(float, step.rest.split(","))
                return {"type": "location", "location": {"latitude": latitude, "longitude": longitude}}
            case "text":
                return people.words(step.rest)
        return people.CONTENT[step.verb]

    def key(self, who: str, step: Input) -> Key:
        """The newest choice with this label."""
        found = [key for key in self.keys.get(who, []) if step.rest in (key.choice.label, key.choice.title)]
        if not found:
            raise WrongScriptError(f"line {step.line}: no button {step.rest!r} was shown to {who}")
        return found[-1]

    def show(self, who: str, row: Row[Any]) -> Shown:
        """What the phone shows of it, the list's pages turned one after the other; raises RefusedError."""
        message = Message.from_json(row.message)
        bubbles = self.bubbles(who, message)
        keys = [Key(choice, bubbles[-1].kind, str(row.id)) for choice in self.choices(who, bubbles[-1], message, row)]
        self.keys.setdefault(who, []).extend(keys)
        assert emphasis(bubbles) == [span.words.strip() for span in message.body if span.strong]
        words = whole([bubble.text for bubble in bubbles], message.plain)
        name = file_name(message.file) if message.file else ""
        assert [bubble.file for bubble in bubbles if bubble.file] == ([name] if name else [])
        return Shown(with_file(words, name), tuple(key.choice.label for key in keys))

    def bubbles(self, who: str, message: Message) -> list[Bubble]:
        """The message as it stands on the phone, one bubble after the other."""
        sent = bodies(message, address=address(self.address(who)), file=self.upload(message), ref="7")
        found = []
        for body in sent:
            check_body(body)
            bubble = self.whatsapp.bubble(body)
            bubble.text, bubble.bold = visible(bubble.text)
            assert not accidents(bubble.text), bubble.text
            found.append(bubble)
        return found

    def upload(self, message: Message) -> Media | None:
        if message.file is None:
            return None
        name, mime = file_name(message.file), MIME[message.file.format]
        self.whatsapp.uploads["1"] = Upload(name, mime, b"content")
        return media("1", name, mime)

    def choices(self, who: str, bubble: Bubble, message: Message, row: Row[Any]) -> list[Choice]:
        """All choices of a message: of a list with a row that turns the page, those of the pages behind it too."""
        found, turn = split(bubble.choices)
        page = message.page
        while turn and turn.id != f"{PAGE}0":
            asked = self.arrival(who, row.created_at, **tapped(Key(turn, bubble.kind, str(row.id))))
            assert asked.page == page + 1
            assert asked.event is not None
            assert (asked.event.turn, asked.tapped_message) == (-1, str(row.id))
            page = asked.page
            (bubble,) = self.bubbles(who, replace(message, page=page))
            more, turn = split(bubble.choices)
            found += more
        return found


def tapped(key: Key) -> dict[str, Any]:
    """The content of a message that is a tap."""
    return people.tap(key.wamid, KINDS[key.kind], key.choice.reply)


def split(choices: Sequence[Choice]) -> tuple[list[Choice], Choice | None]:
    """The choices, and the row that turns the page."""
    turns = [choice for choice in choices if choice.id.startswith(PAGE)]
    return [choice for choice in choices if choice not in turns], turns[0] if turns else None


def meant(text: str) -> str:
    """A text as it is read: a sign that stands for a mark is taken for it."""
    return "".join(MEANT.get(char, char) for char in text)


def emphasis(bubbles: Sequence[Bubble]) -> list[str]:
    """What stands out in bold."""
    return [meant(run) for bubble in bubbles for run in bubble.bold]


def whole(texts: Sequence[str], words: str) -> str:
    """The texts of several bubbles as the one that they are parts of; a prompt over the choices says nothing new.

    Between two parts only blanks and line breaks may be lost: with those of `words` between them they have to be it.
    """
    read = [meant(text) for text in texts]
    parts = read[:-1] if len(read) > 1 and read[-1] == plain(PROMPT) else read
    found, rest = "", words
    for part in parts:
        gap = rest[: len(rest) - len(rest.lstrip())]
        if not rest[len(gap) :].startswith(part):
            return "\n\n".join(read)
        found, rest = found + gap + part, rest[len(gap) + len(part) :]
    return found if not rest.strip() else "\n\n".join(read)
