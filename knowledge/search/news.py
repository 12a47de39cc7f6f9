"""News: entries that the model has not learned, or that ask otherwise since; they are found by their own words."""

import hashlib
from collections.abc import Mapping

from knowledge.asking.words import Said
from knowledge.book import Book
from knowledge.entry import Entry
from knowledge.search.nearest import Index

NEAR = 0.6
"""From which a question counts as one of the ways to ask for an entry."""


def mark(entry: Entry) -> str:
    """Changes with whatever the model learns of an entry."""
    learned = "\n".join((*entry.intents[:1], entry.title, *entry.asks))
    return hashlib.sha256(learned.encode()).hexdigest()[:8]


class News:
    """learned: entry → its `mark` when the model learned it. Nothing of the packaged book is news."""

    def __init__(self, book: Book, learned: Mapping[str, str]) -> None:
        self._changed = frozenset(entry.id for entry in book.entries.values() if learned.get(entry.id) != mark(entry))
        asks = [(entry.id, text) for entry in book.entries.values() for text in (entry.title, *entry.asks)]
        self._index = Index(book.words, asks) if self._changed else None

    def nearest(self, said: Said) -> tuple[str, float] | None:
        """The entry that is asked for in nearly its own words, and how nearly, 0 to 1; None when none is, or when the
        words are as near to an entry that is no news."""
        if self._index is None:
            return None
        scores = self._index.scores(said)
        entry = max(scores, key=lambda one: (scores[one], one not in self._changed))
        return (entry, scores[entry]) if entry in self._changed and scores[entry] >= NEAR else None
