"""Words: chat spelling, Sundanese and Javanese brought to one standard, so that questions can be compared."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.reading.rows import Row

LONGEST_TEXT = 1000
"""A question is understood from its first characters; the rest of a very long message is not read."""
UNSEEN = frozenset(("Mn", "Cf"))
"""Accents by themselves, and what shows nothing: a zero-width space."""
_LONGEST_WORD = 30
_SHORTEST_STEM = 4
FORM = re.compile(r"\bf[0-9]{1,2}[a-z]?\b")
"""The name of a form: F1, F1A."""
_WORD = re.compile(rf"{FORM.pattern}|[a-z]+|[0-9]+")
_CLITIC = re.compile(r"(?:nya|kah|lah|pun)$")
_PREFIX = re.compile(r"^(?:meng|meny|mem|men|me|peng|peny|pem|pen|per|pe|di|ber|ter|ke|se)(?=[a-z]{4})")
_SUFFIX = re.compile(r"(?<=[a-z]{4})(?:kan|an|in|i)$")


@dataclass(frozen=True)
class Said:
    """A text as it is understood. standard: its words in standard spelling; stems: the same without the affixes that
    chat drops or changes."""

    standard: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """standards: every known spelling and its standard ("" is dropped), by its number of words, longest first."""

    standards: tuple[Mapping[str, str], ...]

    def standard(self, text: str) -> tuple[str, ...]:
        """The text as plain lower-case words in standard spelling, without empty words and single letters."""
        raw = _WORD.findall(plain_letters(text[:LONGEST_TEXT]))
        rest = [unstretched(word)[:_LONGEST_WORD] for word in raw]
        for length, known in reversed(list(enumerate(self.standards, start=1))):
            rest = _replaced(rest, known, length) if known else rest
        return tuple(word for word in rest if len(word) > 1 or word.isdigit())

    def stems(self, text: str) -> tuple[str, ...]:
        """The standard words, the others without the affixes that chat drops or changes."""
        return self.read(text).stems

    def read(self, text: str) -> Said:
        """The text in standard words and in stems."""
        standard = self.standard(text)
        return Said(standard, tuple(word if word in self._canonical else _stem(word) for word in standard))

    @cached_property
    def _canonical(self) -> frozenset[str]:
        return frozenset(word for known in self.standards for standard in known.values() for word in standard.split())


def read_words(rows: list[Row]) -> Words:
    """Rows of 'standard' and 'written'; a spelling that stands twice is a problem."""
    by_length: dict[int, dict[str, str]] = {1: {}}
    for row in rows:
        row.only("standard", "written")
        standard = row.text("standard") or ""
        for written in map(_spelled, row.words("written")):
            known = by_length.setdefault(len(written.split()), {})
            if known.setdefault(written, standard) != standard:
                row.complain(f"'{written}' berarti '{standard}' di sini, '{known[written]}' di tempat lain", "written")
    return Words(tuple(by_length.get(length, {}) for length in range(1, max(by_length) + 1)))


def _spelled(written: str) -> str:
    """As a text is read: "Hari-Tua" is found as "hari tua"."""
    return " ".join(_WORD.findall(plain_letters(written)))


def plain_letters(text: str) -> str:
    """Lower-case, without accents and without the fancy alphabets of phones."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if unicodedata.category(one) not in UNSEEN).lower()


def unstretched(word: str) -> str:
    """Without the letters that are held down: "kecelakaaan"."""
    return re.sub(r"([a-z])\1{2,}", r"\1", word)


def _replaced(words: list[str], known: Mapping[str, str], length: int) -> list[str]:
    out: list[str] = []
    start = 0
    while start < len(words):
        run = " ".join(words[start : start + length])
        if run in known:
            out += known[run].split()
            start += length
        else:
            out.append(words[start])
            start += 1
    return out


def _stem(word: str) -> str:
    bare = _CLITIC.sub("", word) if len(word) > _SHORTEST_STEM + 2 else word
    bare = _PREFIX.sub("", bare)
    return _SUFFIX.sub("", bare) or word
