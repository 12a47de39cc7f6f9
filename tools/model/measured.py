"""Measured: phrases must not resemble the questions that we are measured on, whose fingerprints alone are kept here."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.asking.words import plain_letters
from tools.model.bank import Phrase

FILE = Path(__file__).with_name("measured.jsonl")
ALIKE = 0.75
"""Share of the words of two texts together that both have, from which one counts as a copy of the other."""
SHORTEST = 5
"""Words of a text below which anybody would write the same."""
RUN = 6
"""So many words in a row are nobody's by chance."""

Print = tuple[frozenset[str], frozenset[str]]
"""Fingerprints of a text's words, and of its runs of words."""


def copies(phrases: Iterable[Phrase], prints: Sequence[Print]) -> Iterator[Phrase]:
    """The phrases that resemble a question we are measured on."""
    for phrase in phrases:
        words, runs = fingerprint(phrase.text)
        if len(words) >= SHORTEST and any(alike(words, other) or runs & others for other, others in prints):
            yield phrase


def alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= ALIKE * len(words | others)


def fingerprint(text: str) -> Print:
    words = re.findall(r"[a-z]+|[0-9]+", plain_letters(text))
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return frozenset(map(hashed, words)), frozenset(map(hashed, runs))


def hashed(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def keep(questions: Path) -> int:
    """Write the fingerprints of a file of questions, one JSON object with `text` a line; the number of questions."""
    lines = questions.read_text(encoding="utf-8").splitlines()
    prints = [fingerprint(json.loads(line)["text"]) for line in lines if line.strip()]
    FILE.write_text("".join(json.dumps([sorted(words), sorted(runs)]) + "\n" for words, runs in prints))
    return len(prints)


def kept() -> list[Print]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [(frozenset(words), frozenset(runs)) for words, runs in map(json.loads, lines)]
