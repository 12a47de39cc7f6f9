"""Rupiah: money and counts as people write them, found in a list of small words ("2,5 juta", "dua juta setengah")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

UNITS = {
    unit: Decimal(worth)
    for worth, units in {
        10**3: "ribu rb rbu rebu rbuan ribuan k",
        10**6: "juta jt jta jutaan jtan yuta",
        10**9: "miliar milyar milyard mlyr",
    }.items()
    for unit in units.split()
}
ONE_OF = {"seribu": UNITS["ribu"], "sejuta": UNITS["juta"], "semiliar": UNITS["miliar"], "semilyar": UNITS["miliar"]}
DIGITS = {
    word: value
    for value, words in enumerate(
        "nol/satu seorang hiji siji/dua loro/tiga tilu telu/empat ampat opat papat/lima limo/enam genep enem"
        "/tujuh pitu/delapan dalapan wolu/sembilan salapan songo".split("/")
    )
    for word in words.split()
}
TENS = {"sepuluh": 10, "sapuluh": 10, "sebelas": 11, "sabelas": 11}
HUNDREDS = {"puluh": 10, "ratus": 100}
HALF = "setengah"
CURRENCY = frozenset(("rp", "idr"))
SURELY_MONEY = 10_000
"""From here on a bare number is money rather than a count of people."""
MOST = 10**15
"""No amount is read as more: it is refused anyway, and has not to be exact."""
WORD = re.compile(
    r"(?P<decimal>[0-9]{1,3}[.,][0-9]{1,6}(?=\s*(?:jt|juta|jta|mil))|[0-9]{1,3}[.,][0-9]{1,2}(?=\s*(?:rb|ribu|rbu|k\b)))"
    r"|(?P<grouped>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3}){2,})(?![0-9])"
    r"(?:[.,]0{1,2}(?![0-9]))?"
    r"|(?P<plain>[0-9]+)(?:,00(?![0-9]))?|[^\W0-9_]+|\n|[^\s\w]"
)
AROUND = frozenset(
    "rp rupiah upah upahnya gaji gajinya honor honornya penghasilan penghasilannya pendapatan kira kurang lebih sekitar"
    " sebulan perbulan per tiap bulan bln bulannya saja aja ya pak bu cuma hanya rata tiap orang org orangnya perorang"
    " masing nya an dari".split()
)
"""Words and signs beside an amount that change nothing."""


@dataclass(frozen=True)
class Word:
    """A small word, a sign or a number, lower case. at, end: its place in the text.

    value: of a number written in digits. grouped: it has dots or commas between thousands.
    """

    text: str
    at: int
    end: int
    value: Decimal | None = None
    grouped: bool = False


@dataclass(frozen=True)
class Amount:
    """A number that was found. value: whole, half up. end: index of the word after it.

    money: an amount of rupiah rather than a count. bare: only its size or its dots say so: no unit, no "Rp".
    """

    value: int
    end: int
    money: bool
    bare: bool


def words_of(text: str) -> tuple[Word, ...]:
    """The text as small words and signs; blanks are left out, lines are not."""
    return tuple(map(_word, WORD.finditer(text.lower())))


def read_rupiah(text: str) -> int | None:
    """The one amount that a text is, in whole rupiah; None for anything else (two amounts, "UMK", an amount a day).

    A bare small number is read as it stands: "3" is three rupiah, and whoever asked knows that this is no wage.
    """
    words = words_of(text)
    found: list[Amount] = []
    index = 0
    while index < len(words):
        amount = amount_at(words, index)
        if amount is not None:
            found.append(amount)
        elif words[index].text.isalpha() and words[index].text not in AROUND:
            return None
        index = amount.end if amount else index + 1
    return found[0].value if len(found) == 1 else None


def amount_at(words: Sequence[Word], at: int) -> Amount | None:
    """The number that begins at this word, with its unit; the longest one. None where none begins."""
    marked = words[at].text in CURRENCY
    start = at + 1 if marked else at
    if marked and start < len(words) and words[start].text == ".":
        start += 1
    total, index, last = Decimal(0), start, None
    while (step := _step(words, index, last)) is not None:
        value, index, last = step
        total += value
        if last is None:
            break
    if index == start:
        return None
    whole = int(min(total, Decimal(MOST)) + Decimal("0.5"))
    unit = any(word.text in UNITS or word.text in ONE_OF for word in words[start:index])
    grouped = any(word.grouped for word in words[start:index])
    bare = not marked and not unit
    return Amount(whole, index, not bare or grouped or whole >= SURELY_MONEY, bare)


def _step(words: Sequence[Word], at: int, last: Decimal | None) -> tuple[Decimal, int, Decimal | None] | None:
    """One part of a number, smaller than the last: value, the word after it, its unit (None: nothing may follow)."""
    one = ONE_OF.get(_text(words, at))
    if one is not None:
        return _halved(words, at + 1, one, one) if last is None or one < last else None
    found = _quantity(words, at)
    if found is None:
        return None
    value, index = found
    unit = UNITS.get(_text(words, index))
    if unit is None:
        return _rest(value, index, last, words)
    if last is not None and unit >= last:
        return None
    return _halved(words, index + 1, value * unit, unit)


def _halved(words: Sequence[Word], at: int, value: Decimal, unit: Decimal) -> tuple[Decimal, int, Decimal | None]:
    """ "dua juta setengah": half a unit more, unless the half has a unit of its own."""
    if _text(words, at) == HALF and _text(words, at + 1) not in UNITS:
        return value + unit / 2, at + 1, None
    return value, at, unit


def _rest(
    value: Decimal, at: int, last: Decimal | None, words: Sequence[Word]
) -> tuple[Decimal, int, Decimal | None] | None:
    """A number without a unit: alone, or after one ("2 juta 500", "dua juta lima ratus"), unless it counts people."""
    if last is None:
        return value, at, None
    follows = _text(words, at)
    counts = follows.isalpha() and follows not in AROUND
    if counts or not 100 <= value < 1000 or value != int(value):
        return None
    return value * (last / 1000), at, None


def _quantity(words: Sequence[Word], at: int) -> tuple[Decimal, int] | None:
    """A number below its unit: digits, words up to "sembilan ratus …", "setengah", "dua setengah", "dua koma lima"."""
    if _text(words, at) == HALF:
        return (Decimal("0.5"), at + 1) if _text(words, at + 1) in UNITS else None
    found = _digits(words, at) or _spelled(words, at)
    if found is None:
        return None
    value, index = found
    if _text(words, index) == HALF and _text(words, index + 1) in UNITS:
        return value + Decimal("0.5"), index + 1
    tenth = DIGITS.get(_text(words, index + 1))
    if _text(words, index) == "koma" and tenth is not None:
        return value + Decimal(tenth) / 10, index + 2
    return value, index


def _digits(words: Sequence[Word], at: int) -> tuple[Decimal, int] | None:
    value = words[at].value if at < len(words) else None
    if value is None:
        return None
    times = HUNDREDS.get(_text(words, at + 1))
    return (value * times, at + 2) if times else (value, at + 1)


def _spelled(words: Sequence[Word], at: int) -> tuple[Decimal, int] | None:
    """Words below a thousand."""
    total, index, least = 0, at, 1000
    while index < len(words):
        part = _spelled_part(words, index)
        if part is None or part[1] >= least:
            break
        total, least, index = total + part[0], part[1], part[2]
        if least == 1:
            break
    return (Decimal(total), index) if index > at else None


def _spelled_part(words: Sequence[Word], at: int) -> tuple[int, int, int] | None:
    """Hundreds, tens or ones: value, rank, the word after them."""
    word, after = _text(words, at), _text(words, at + 1)
    if word == "seratus":
        return 100, 100, at + 1
    if word in TENS:
        return TENS[word], 1, at + 1
    if word not in DIGITS:
        return None
    if after == "belas":
        return DIGITS[word] + 10, 1, at + 2
    if after in HUNDREDS:
        return DIGITS[word] * HUNDREDS[after], HUNDREDS[after], at + 2
    return DIGITS[word], 1, at + 1


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if at < len(words) else ""


def _word(found: re.Match[str]) -> Word:
    text, (at, end) = found[0], found.span()
    if found["plain"]:
        return Word(text, at, end, Decimal(found["plain"]))
    if found["decimal"]:
        return Word(text, at, end, Decimal(text.replace(",", ".")))
    if found["grouped"]:
        return Word(text, at, end, Decimal(re.sub(r"[., ]", "", found["grouped"])), grouped=True)
    return Word(text, at, end)
