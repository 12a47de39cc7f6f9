"""A message in Telegram's form: HTML within 4096 UTF-16 units, a keyboard within its limits."""

import json
from collections.abc import Sequence
from html import escape, unescape
from itertools import accumulate
from typing import TypeVar

import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.channels.taps import read_tap, tap_data
from bot.channels.words import clean, cut, is_blank, one_line, shortened, units
from bot.message import Button, Message, Span
from bot.render import plain
from dialogue.text import Text

log = structlog.get_logger()

CONTACT = Text("Bagikan nomor saya")
TEXT_UNITS = 4096
CAPTION_UNITS = 1024
LABEL_UNITS = 64
DATA_BYTES = 64
BUTTONS = 100
KEYBOARD_BYTES = 9_000
"""Telegram refuses a keyboard of more than about 10 kB ("reply markup is too long"); it publishes no number."""
ROW_BUTTONS = 8
SHORT_LABEL, ROW_WIDTH = 15, 36
"""Characters of a label that may share a row, and of a row on a phone of 360 px (3 of them lost at each button)."""

Key = TypeVar("Key", InlineKeyboardButton, KeyboardButton)
Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def clipped(spans: Sequence[Span], limit: int = TEXT_UNITS) -> Sequence[Span]:
    """At most `limit` units. Of a text that is too long the tail is lost, never the message."""
    if sum(units(span.words) for span in spans) <= limit:
        return spans
    kept, room = [], limit - 1
    for span in spans:
        if units(span.words) > room:
            kept.append(Span(cut(span.words, room) + "…", span.strong))
            break
        kept.append(span)
        room -= units(span.words)
    return kept


def html(body: Sequence[Span]) -> str:
    """Telegram's HTML of a body; never blank, never too long."""
    spans = clipped([Span(clean(span.words), span.strong) for span in body])
    if is_blank("".join(span.words for span in spans)):
        return "…"
    runs = [(escape(span.words, quote=False), span.strong) for span in spans]
    return "".join(f"<b>{words}</b>" if strong else words for words, strong in runs)


def fits_caption(text: str) -> bool:
    """Whether a text of `html` can stand under a file."""
    return units(unescape(text.replace("<b>", "").replace("</b>", ""))) <= CAPTION_UNITS


def fits(button: Button) -> None:
    """Raise ValueError for a button that Telegram cannot carry back: a programming error, seen in tests.

    In service such a button is not shown: its label is written under the text, where it can be typed.
    """
    data = tap_data(button)
    if not data.isascii() or len(data) > DATA_BYTES:
        raise ValueError(f"button of {button.step!r}: {data!r} is not {DATA_BYTES} bytes of ASCII")
    if read_tap(data) != (button.turn, button.step, button.value):
        raise ValueError(f"button of {button.step!r}: {data!r} would come back as something else")


def does_fit(button: Button) -> bool:
    try:
        fits(button)
    except ValueError:
        log.error("telegram_button_unfit", step=button.step)
        return False
    return True


def key_label(label: str) -> str:
    """A label that can stand on a button: one line, not blank, not too long."""
    return shortened(one_line(label), LABEL_UNITS)


def rows(keys: Sequence[Key]) -> list[list[Key]]:
    """One button a row; several when all labels are short. Buttons of one row share its width evenly."""
    lines: list[list[Key]] = []
    short = all(units(key.text) <= SHORT_LABEL for key in keys)
    for key in keys:
        if lines and short and goes_beside(key, lines[-1]):
            lines[-1].append(key)
        else:
            lines.append([key])
    return lines


def goes_beside(key: Key, line: Sequence[Key]) -> bool:
    longest = max(units(key.text), *(units(one.text) for one in line))
    return len(line) < ROW_BUTTONS and (len(line) + 1) * (longest + 3) <= ROW_WIDTH


def room_for(keys: Sequence[Key]) -> int:
    """How many of the buttons one keyboard takes."""
    size = accumulate(len(json.dumps(key.to_dict())) + 6 for key in keys[:BUTTONS])
    return sum(total <= KEYBOARD_BYTES for total in size)


def bubble(message: Message, *, private: bool = True) -> tuple[str, Keyboard | None]:
    """HTML and keyboard of a message. Buttons that find no room are listed in the text; their words can be typed.

    A message that asks for a phone gets a reply keyboard, which cannot stand beside inline buttons: the choices become
    its keys and are answered by their words. Telegram hides it after one use; when the number was typed instead, the
    next message without buttons takes it away. Nothing of this has to be remembered.
    """
    if message.ask_contact and private:
        contact = KeyboardButton(plain(CONTACT), request_contact=True)
        keys = [contact, *(KeyboardButton(key_label(button.label)) for button in message.buttons)]
        room = room_for(keys)
        reply = ReplyKeyboardMarkup(rows(keys[:room]), resize_keyboard=True, one_time_keyboard=True)
        return html([*message.body, *listed(message.buttons[room - 1 :])]), reply
    fitting = [button for button in message.buttons if does_fit(button)]
    taps = [InlineKeyboardButton(key_label(button.label), callback_data=tap_data(button)) for button in fitting]
    shown = fitting[: room_for(taps)]
    text = html([*message.body, *listed([button for button in message.buttons if button not in shown])])
    if shown:
        return text, InlineKeyboardMarkup(rows(taps[: len(shown)]))
    return text, ReplyKeyboardRemove() if private else None


def listed(buttons: Sequence[Button]) -> Sequence[Span]:
    """The labels as lines under a text."""
    return [Span("\n" + "".join(f"\n• {button.label}" for button in buttons))] if buttons else []
