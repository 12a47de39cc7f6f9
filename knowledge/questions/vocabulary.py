"""Vocabulary: the words that questions are made of, so that a word beside them may be somebody's name."""

import re
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from knowledge.asking.words import Words
from knowledge.book import Book
from knowledge.questions.given_names import GIVEN_NAMES
from knowledge.search.features import LETTERS
from knowledge.search.model import packaged
from knowledge.villages import Villages

NEAR, LONG = 84, 5
CHUNK = re.compile(r".{1,800}(?:\s|$)")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """own: stems of the reviewed answers; learned: stems of the phrases that the search was trained on."""

    words: Words
    own: frozenset[str]
    learned: frozenset[str]

    def knows(self, word: str) -> bool:
        """Whether a word is one of ours, in some spelling; a given name is none, whatever else it may mean."""
        if word.lower() in GIVEN_NAMES:
            return False
        stems = self.words.stems(word)
        return not stems or any(stem in self.own or stem in self.learned or self._is_near(stem) for stem in stems)

    def knows_well(self, word: str) -> bool:
        """Whether the reviewed answers say it."""
        return any(stem in self.own for stem in self.words.stems(word))

    def _is_near(self, stem: str) -> bool:
        """A typing error of a word that we know."""
        return (
            len(stem) >= LONG and process.extractOne(stem, self._long, scorer=fuzz.ratio, score_cutoff=NEAR) is not None
        )

    @cached_property
    def _long(self) -> tuple[str, ...]:
        return tuple(sorted(stem for stem in self.own | self.learned if len(stem) >= LONG))


_MADE: WeakKeyDictionary[Villages, Vocabulary] = WeakKeyDictionary()
"""By the part of a book that stands for it: one takes a while to make, and is asked for at every question."""


def vocabulary_of(book: Book) -> Vocabulary:
    """The words of a book. Names of its villages are none."""
    if book.villages not in _MADE:
        terms = packaged().vocabulary.places
        learned = frozenset(term for term in terms if " " not in term and not term.startswith(LETTERS))
        _MADE[book.villages] = Vocabulary(book.words, _own(book), learned)
    return _MADE[book.villages]


def _own(book: Book) -> frozenset[str]:
    said = " ".join(
        text
        for entry in book.entries.values()
        for text in (entry.title, *entry.asks, *(part.text for part in (*entry.answer, *entry.detail)))
    )
    return frozenset(stem for chunk in CHUNK.findall(said) for stem in book.words.stems(chunk))
