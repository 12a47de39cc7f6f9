"""Words in WhatsApp's form: its marks for emphasis, nobody else's marks, and long texts in pieces."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import category

from bot.channels.words import clean, is_blank, reach, units
from bot.message import Span

MARKS = "*_~`"
LOOKS_LIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", ">": "›"})
"""WhatsApp knows no way to write a mark that is none: signs that look the same stand for those that would format."""
FORMATS = re.compile(r"https?://\S+|(?<![A-Za-z0-9])[*_~](?=\S)|`|^[>*](?= )", re.MULTILINE)
"""A mark that opens something; addresses of pages are left as they are. Lists with "-" and "1." may look like lists."""
BORDERS = tuple(re.compile(border) for border in (r"\n\s*\n", r"\n", r"[.!?…:;]\s", r"\s"))
"""Where a text is parted, the best first: between paragraphs, lines, sentences, words."""


def marked(body: Sequence[Span]) -> str:
    """The body with *emphasis*; a mark in its own words is no mark. Emphasis never crosses a line."""
    whole = FORMATS.sub(neutral, "".join(span.words for span in body))
    out, start = [], 0
    for span in joined(body):
        end = start + len(span.words)
        out += [strong(whole, *line) for line in lines(whole, start, end)] if span.strong else [whole[start:end]]
        start = end
    return "".join(out)


def joined(body: Sequence[Span]) -> Iterator[Span]:
    """Neighbours of one kind as one span: two marks side by side would be read as something else."""
    said = (span for span in body if span.words)
    for is_strong, spans in groupby(said, key=lambda span: span.strong):
        yield Span("".join(span.words for span in spans), is_strong)


def neutral(mark: re.Match[str]) -> str:
    return mark[0] if mark[0].startswith("http") else mark[0].translate(LOOKS_LIKE)


def lines(whole: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Begin and end of each line between two places."""
    for line in whole[start:end].splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def strong(whole: str, start: int, end: int) -> str:
    """A run within one line with marks around its words, where WhatsApp reads them as marks; else as it stands."""
    run = whole[start:end]
    words = run.strip()
    left = start + len(run) - len(run.lstrip())
    beside = whole[left - 1 : left] + whole[left + len(words) : left + len(words) + 1]
    if not any(map(str.isalnum, words)) or "*" in words or any(joins(char) for char in beside):
        return run
    return run.replace(words, f"*{words}*", 1)


def joins(char: str) -> bool:
    """Whether a mark beside this character is none."""
    return char.isalnum() or char in MARKS or category(char).startswith("M")


def pieces(body: Sequence[Span], limit: int, first: int = 0) -> list[str]:
    """The body in parts of at most `limit` units (the first at most `first`), marked; none that is blank."""
    rest = [Span(clean(span.words), span.strong) for span in body]
    found: list[str] = []
    while rest:
        room = limit if found else first or limit
        piece, rest = parted(rest, room)
        if not is_blank(piece):
            found.append(piece)
    return found


def parted(body: Sequence[Span], limit: int) -> tuple[str, list[Span]]:
    """The first part, marked, and what is left. Marks take room too: then it is parted earlier."""
    words = "".join(span.words for span in body)
    room = limit
    while True:
        end = border(words, room)
        piece = marked(sliced(body, 0, end)).strip()
        if (size := units(piece)) <= limit:
            return piece, sliced(body, end, len(words))
        room = min(room - 1, room * limit // size)


def border(words: str, room: int) -> int:
    """Where to part: at the best border in the latter half of what `room` units reach; else just there."""
    end = reach(words, room)
    if end == len(words):
        return end
    for kind in BORDERS:
        places = [place.end() for place in kind.finditer(words, end // 2, end + 1)]
        if places:
            return places[-1]
    return max(1, end)


def sliced(body: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans between two places of their words."""
    found, place = [], 0
    for span in body:
        words = span.words[max(0, start - place) : max(0, end - place)]
        place += len(span.words)
        if words:
            found.append(Span(words, span.strong))
    return found
