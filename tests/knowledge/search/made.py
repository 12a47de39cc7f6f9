"""A model that was not learned: every word of a question says by itself how likely an intent is."""

import math
from array import array
from collections.abc import Mapping

from knowledge.book import Book
from knowledge.search.linear import Linear, Vocabulary
from knowledge.search.model import Model, Thresholds
from knowledge.search.news import mark

STEP = 0.0001
SHARPNESS = 10.0


def model(book: Book, says: Mapping[str, tuple[str, float]], ours: float = 0.5, sure: float = 0.85) -> Model:
    """says: word → an intent, and how likely a question is of it that has only this word; the rest goes to all others
    alike. Nothing of the book is news to it."""
    names = tuple(sorted(book.intents))
    rows = [row(names, *one) for one in says.values()]
    return Model(
        vocabulary=Vocabulary({word: place for place, word in enumerate(says)}, array("f", [1.0] * len(says))),
        intents=Linear(
            names,
            offsets=(0.0,) * len(names),
            terms={place: place for place in range(len(says))},
            weights=array("h", [weight for weights in rows for weight in weights]),
            step=STEP,
        ),
        entries={},
        sharpness=SHARPNESS,
        sharpness_of_entries=SHARPNESS,
        thresholds=Thresholds(ours, sure, entry=0.5),
        learned={entry.id: mark(entry) for entry in book.entries.values()},
    )


def row(names: tuple[str, ...], intent: str, likely: float) -> list[int]:
    score = math.log(likely / (1 - likely) * (len(names) - 1)) / SHARPNESS
    return [round(score / STEP) if name == intent else 0 for name in names]
