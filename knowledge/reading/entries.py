"""Reading entries: rows of entries/*.yaml become answers; what is typed instead of taken from a fact is a problem."""

import re

from knowledge.entry import PLACEHOLDER, Entry, Part
from knowledge.reading.rows import Row

LEAST_ASKS = 4
LONGEST_TITLE = 60
_FIELDS = ("id", "intents", "title", "answer", "detail", "cites", "next", "asks", "emergency")
_DIGITS = re.compile(r"[\w./-]*\d[\w./,%-]*")
_NUMBER_WORDS = re.compile(
    r"\b(dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|seratus|ratus|ribu|juta|miliar|persen"
    r"|satu (?:jam|hari|minggu|bulan|tahun|kali|orang|anak))\b",
    re.IGNORECASE,
)


def read_entry(row: Row, digit_names: frozenset[str]) -> Entry:
    """One row as an entry; problems are put on the row's list."""
    row.only(*_FIELDS)
    answer, detail = _parts(row, "answer", digit_names), _parts(row, "detail", digit_names)
    entry = Entry(
        id=row.needed("id"),
        intents=row.words("intents"),
        title=row.needed("title"),
        answer=answer,
        detail=detail,
        cites=row.words("cites"),
        next=row.words("next"),
        asks=row.words("asks"),
        emergency=row.flag("emergency"),
    )
    _check_shape(row, entry)
    _check_typed(row, "title", entry.title, digit_names)
    return entry


def _parts(row: Row, field: str, digit_names: frozenset[str]) -> tuple[Part, ...]:
    parts = []
    for item in row.parts(field):
        item.only("text", "when", "unless", "cites")
        part = Part(item.needed("text"), item.text("when"), item.text("unless"), item.words("cites"))
        _check_typed(item, "text", part.text, digit_names)
        parts.append(part)
    return tuple(parts)


def _check_shape(row: Row, entry: Entry) -> None:
    if not entry.answer:
        row.complain("'answer' is missing")
    elif entry.answer[-1].when or entry.answer[-1].unless:
        row.complain("the last variant of 'answer' must hold always: no 'when', no 'unless'", "answer")
    if not entry.intents:
        row.complain("'intents' is missing")
    if len(set(entry.asks)) < LEAST_ASKS:
        row.complain(f"'asks' needs at least {LEAST_ASKS} different ways to ask", "asks")
    if len(entry.title) > LONGEST_TITLE:
        row.complain(f"'title' has {len(entry.title)} characters; at most {LONGEST_TITLE}", "title")


def _check_typed(row: Row, field: str, text: str, digit_names: frozenset[str]) -> None:
    rest = PLACEHOLDER.sub(" ", text)
    if "{" in rest or "}" in rest:
        row.complain("braces are only for a fact: {fact-id}", field)
    if rest.count("*") % 2:
        row.complain("'*' stands on both sides of what is to be strong", field)
    for found in _DIGITS.findall(rest):
        if found.strip(".,-/") not in digit_names:
            row.complain(f"'{found.strip('.,')}' is typed; take it from a fact: {{fact-id}}", field)
    for word in _NUMBER_WORDS.findall(rest):
        row.complain(f"the number '{word}' is typed; take it from a fact: {{fact-id}}", field)
