"""How a text is spoken: the catalogue's words, values formatted by Babel, emphasis as spans."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from babel.support import NullTranslations, Translations

from bot.message import Button, File, Message, Span
from dialogue.state import State
from dialogue.text import Clock, Day, Number, Percent, Raw, Rupiah, Text, Value
from dialogue.turn import Link, Say
from leads.calendar import ZONE

LOCALES = Path(__file__).parent.parent / "locales"
SOURCE = "id"
PIECE = re.compile(r"\{(\w+)\}|(\*)")


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language; Indonesian is the source and needs none."""
    return Translations.load(LOCALES, [language], domain="sapakop")


def spans(text: Text, language: str = SOURCE, strong: bool = False) -> Iterator[Span]:
    """The runs of one text. KeyError: the message wants a value that is not there."""
    message = catalogue(language).ugettext(text.message) if text.message else ""
    start = 0
    for piece in PIECE.finditer(message):
        if message[start : piece.start()]:
            yield Span(message[start : piece.start()], strong)
        if piece[2]:
            strong = not strong
        else:
            yield from value_spans(text.values[piece[1]], language, strong)
        start = piece.end()
    if message[start:]:
        yield Span(message[start:], strong)


def value_spans(value: Value, language: str, strong: bool) -> Iterator[Span]:
    if isinstance(value, Text):
        yield from spans(value, language, strong)
    else:
        yield Span(words(value, language), strong)


def words(value: Value, language: str) -> str:
    """One typed value as people of this language write it."""
    match value:
        case Rupiah(amount):
            return format_currency(amount, "IDR", format="¤#,##0", locale=language, currency_digits=False).replace(
                "\xa0", ""
            )
        case Percent(rate):
            return format_percent(rate, format="0.####%", locale=language)
        case Number(count):
            return format_decimal(count, locale=language)
        case Day(day, weekday):
            return format_date(day, "EEEE, d MMMM y" if weekday else "d MMMM y", locale=language)
        case Clock(moment):
            return format_time(moment.astimezone(ZONE), "HH.mm", locale=language) + " WIB"
        case Raw(raw):
            return raw
        case Text():
            return plain(value, language)
        case _:
            return value


def merged(runs: Iterator[Span]) -> tuple[Span, ...]:
    """Neighbours of the same kind as one span."""
    out: list[Span] = []
    for run in runs:
        if out and out[-1].strong == run.strong:
            out[-1] = Span(out[-1].words + run.words, run.strong)
        else:
            out.append(run)
    return tuple(out)


def plain(text: Text, language: str = SOURCE) -> str:
    """The text without emphasis."""
    return "".join(span.words for span in spans(text, language))


def message(say: Say, state: State, language: str = SOURCE) -> Message:
    """The bubble of a turn: `say` as it is spoken, its choices bound to the turn that `state` has reached."""
    assert say.text is not None
    standing = [isinstance(choice, Link) and choice.standing for choice in say.choices]
    buttons = tuple(
        Button(offer.label, offer.step, offer.value, 0 if stands else state.turn)
        for offer, stands in zip(state.offers, standing, strict=True)
    )
    file = File(say.attach.document, say.attach.format, dict(say.attach.inputs)) if say.attach else None
    return Message(merged(spans(say.text, language)), buttons, say.browse, say.ask_contact, file)


def notice(
    text: Text,
    links: tuple[Link, ...] = (),
    language: str = SOURCE,
    *,
    purpose: str = "",
    values: Sequence[Value] = (),
) -> Message:
    """A bubble that belongs to no turn: every choice stands. purpose, values: as in `Message`."""
    buttons = tuple(Button(plain(link.label, language), f">{link.topic}", link.argument, 0) for link in links)
    told = tuple(words(value, language) for value in values)
    return Message(merged(spans(text, language)), buttons, purpose=purpose, values=told)
