"""Reading entries: rows of entries/*.yaml become answers; what is typed instead of taken from a fact is a problem."""

import re

from knowledge.entry import PLACEHOLDER, Entry, Part
from knowledge.reading.rows import Row

LEAST_ASKS = 8
LEAST_NEXT = 1
MOST_NEXT = 3
LONGEST_TITLE = 60
_FIELDS = ("id", "intents", "title", "answer", "detail", "cites", "next", "asks", "emergency")
_DIGITS = re.compile(r"(?<![\w./-])[\w./-]*\d[\w./,%-]*")
_NUMBER_WORDS = re.compile(
    r"\b(dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|seratus|ratus|seribu|ribu|sejuta|juta"
    r"|miliar|persen|separuh|separo|setengah|satu (?:jam|hari|minggu|bulan|tahun|kali|orang|anak))\b",
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
        row.complain("'answer' belum diisi")
    elif entry.answer[-1].when or entry.answer[-1].unless:
        row.complain("pilihan 'answer' yang terakhir harus selalu berlaku: tanpa 'when', tanpa 'unless'", "answer")
    if not entry.intents:
        row.complain("'intents' belum diisi")
    if (ways := len({" ".join(way.lower().split()) for way in entry.asks})) < LEAST_ASKS:
        row.complain(f"'asks' baru berisi {ways} cara bertanya; sedikitnya {LEAST_ASKS} yang berbeda", "asks")
    if not LEAST_NEXT <= (onward := len(entry.next)) <= MOST_NEXT:
        row.complain(f"'next' berisi {onward} langkah; sedikitnya {LEAST_NEXT}, paling banyak {MOST_NEXT}", "next")
    if len(entry.title) > LONGEST_TITLE:
        row.complain(f"'title' panjangnya {len(entry.title)} huruf; paling panjang {LONGEST_TITLE}", "title")


def _check_typed(row: Row, field: str, text: str, digit_names: frozenset[str]) -> None:
    rest = PLACEHOLDER.sub(" ", text)
    if "{" in rest or "}" in rest:
        row.complain("kurung kurawal hanya untuk fakta: {id-fakta}", field)
    if rest.count("*") % 2:
        row.complain("tanda '*' harus berpasangan, di kiri dan kanan kata yang ditebalkan", field)
    for found in _DIGITS.findall(rest):
        if found.strip(".,-/") not in digit_names:
            row.complain(f"'{found.strip('.,')}' diketik langsung; pakai fakta: {{id-fakta}}", field)
    for word in _NUMBER_WORDS.findall(rest):
        row.complain(f"angka '{word}' diketik langsung; pakai fakta: {{id-fakta}}", field)
