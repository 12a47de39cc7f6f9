"""A message in WhatsApp's form: bodies of the Cloud API in the order in which they are sent, each within its limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot.channels.taps import read_tap, tap_data
from bot.channels.whatsapp_words import pieces
from bot.channels.words import one_line, shortened, units
from bot.message import Button, Message, Span
from bot.render import plain
from db.refs import part_of
from dialogue.text import Text

log = structlog.get_logger()

TEXT_UNITS, BODY_UNITS = 4096, 1024
"""Of a text, and of the words of an interactive message or under a file."""
BUTTONS, BUTTON_UNITS = 3, 20
ROWS, TITLE_UNITS, DESCRIPTION_UNITS = 10, 24, 72
PAGE_ROWS = ROWS - 1
ID_UNITS = 200
"""Of a row's id; a reply button's may be 256."""
PAGE = "page:"
"""Of a row that turns the page: "page:1" wants the second."""

CALLBACK = "biz_opaque_callback_data"

OPENER, PROMPT = Text("Lihat pilihan"), Text("Silakan pilih:")
MORE, FIRST = Text("Lainnya"), Text("Kembali ke awal")

Body = dict[str, Any]


@dataclass(frozen=True)
class Media:
    """An uploaded file. kind: "image" or "document"; content: what names it in a body."""

    kind: str
    content: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One choice of a list or a button: `label` in whole, `title` as it is shown."""

    key: str
    label: str
    title: str = ""

    @property
    def description(self) -> str:
        """The whole label, where the title could not take it; empty where it could."""
        return "" if self.title == self.label else shortened(self.label, DESCRIPTION_UNITS)

    @property
    def whole(self) -> bool:
        """Whether the label can be read to its end."""
        return self.label in {self.title, self.description}


def address(external_id: str) -> dict[str, str]:
    """Where a message goes: a phone number is its `to`, a business-scoped user id its `recipient`."""
    return {"to" if external_id.isascii() and external_id.isdigit() else "recipient": external_id}


def media(media_id: str, name: str, mime: str) -> Media:
    """An uploaded file as it is shown: a picture, or a document with its name."""
    if mime.startswith("image/"):
        return Media("image", {"id": media_id})
    return Media("document", {"id": media_id, "filename": name})


def bodies(
    message: Message, *, address: Mapping[str, str], file: Media | None = None, ref: str = ""
) -> list[dict[str, Any]]:
    """What is posted for a message, in order; the choices stand in the last.

    address: as `address` gives it. ref: what a status brings back (biz_opaque_callback_data), with the part it is of.
    """
    head = {"messaging_product": "whatsapp", "recipient_type": "individual", **address}
    found = [{**head, **content} for content in contents(message, file)]
    if not ref:
        return found
    return [{**body, CALLBACK: part_of(ref, part, len(found))} for part, body in enumerate(found, 1)]


def contents(message: Message, file: Media | None) -> list[Body]:
    """The parts of the bodies that differ. A text too long to stand over its choices goes first."""
    rows, unfit = rows_of(message.buttons)
    shown = page_of(rows, message.page)
    turned = message.page > 0 and len(rows) > ROWS
    body = [Span(plain(PROMPT))] if turned else list(message.body)
    unread = [row.label for row in shown if not row.whole] + ([] if turned else unfit)
    body += [Span("\n" + "".join(f"\n• {label}" for label in unread))] if unread else []
    file = None if turned else file
    if not shown:
        return told(body, file)
    action = replies(shown) if are_replies(shown) else choices(shown)
    words = pieces(body, BODY_UNITS)
    if len(words) <= 1 and (file is None or action["type"] == "button"):
        return [interactive("".join(words), action, file)]
    return [*told(body, file), interactive("", action)]


def told(body: Sequence[Span], file: Media | None) -> list[Body]:
    """A body without choices: texts; under a file as much as may stand there."""
    if file is None:
        return [text(words) for words in pieces(body, TEXT_UNITS) or ["…"]]
    words = pieces(body, TEXT_UNITS, first=BODY_UNITS)
    caption = {"caption": words[0]} if words else {}
    return [{"type": file.kind, file.kind: {**file.content, **caption}}, *map(text, words[1:])]


def text(words: str) -> Body:
    return {"type": "text", "text": {"body": words, "preview_url": False}}


def interactive(words: str, action: Body, file: Media | None = None) -> Body:
    """Words with choices under them, and a file above them."""
    header = {"header": {"type": file.kind, file.kind: dict(file.content)}} if file else {}
    shown = {"type": action["type"], **header, "body": {"text": words or plain(PROMPT)}, "action": action["action"]}
    return {"type": "interactive", "interactive": shown}


def rows_of(buttons: Sequence[Button]) -> tuple[list[Row], list[str]]:
    """The choices that can be carried back, and the labels of the others: they can be typed."""
    rows: dict[str, Row] = {}
    unfit: list[str] = []
    for button in buttons:
        key, label = tap_data(button), one_line(button.label)
        if is_carried(button, key) and key not in rows:
            rows[key] = Row(key, label)
        elif key not in rows or rows[key].label != label:
            unfit.append(label)
    return list(rows.values()), unfit


def is_carried(button: Button, key: str) -> bool:
    """Whether a tap brings back what the button stands for; what does not is a programming error, seen in tests."""
    fits = key.isascii() and key.isprintable() and key == key.strip() and len(key) <= ID_UNITS
    if fits and read_tap(key) == (button.turn, button.step, button.value):
        return True
    log.error("whatsapp_button_unfit", step=button.step)
    return False


def page_of(rows: Sequence[Row], page: int) -> list[Row]:
    """The rows of one page, titled; a page that does not exist is the first."""
    if len(rows) <= ROWS:
        return titled(rows)
    begin = page * PAGE_ROWS if 0 < page * PAGE_ROWS < len(rows) else 0
    rest = rows[begin:]
    if len(rest) > ROWS:
        return titled([*rest[:PAGE_ROWS], Row(f"{PAGE}{begin // PAGE_ROWS + 1}", plain(MORE))])
    return titled([*rest, Row(f"{PAGE}0", plain(FIRST))] if len(rest) < ROWS else rest)


def titled(rows: Sequence[Row]) -> list[Row]:
    """With titles that are short enough and differ from one another."""
    taken: set[str] = set()
    found: list[Row] = []
    for row in rows:
        title, count = shortened(row.label, TITLE_UNITS), 1
        while title in taken:
            count += 1
            mark = f" ({count})"
            title = shortened(row.label, TITLE_UNITS - len(mark)) + mark
        taken.add(title)
        found.append(Row(row.key, row.label, title))
    return found


def are_replies(rows: Sequence[Row]) -> bool:
    """Whether the choices can be reply buttons, which are tapped at once; a list has to be opened first."""
    return len(rows) <= BUTTONS and all(row.title == row.label and units(row.title) <= BUTTON_UNITS for row in rows)


def replies(rows: Sequence[Row]) -> Body:
    buttons = [{"type": "reply", "reply": {"id": row.key, "title": row.title}} for row in rows]
    return {"type": "button", "action": {"buttons": buttons}}


def choices(rows: Sequence[Row]) -> Body:
    """A list. What a title cannot take stands in the row's description."""
    listed = [
        {"id": row.key, "title": row.title} | ({"description": row.description} if row.description else {})
        for row in rows
    ]
    return {"type": "list", "action": {"button": plain(OPENER), "sections": [{"rows": listed}]}}
