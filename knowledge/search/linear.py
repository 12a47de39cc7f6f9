"""Linear: a vocabulary that turns a question into shares of known terms, and weights that turn shares into scores."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import mul

from knowledge.asking.words import Said
from knowledge.search.features import letter_terms, word_terms

Shares = Mapping[int, float]
"""Number of a term → its share of the question. The shares of words, and those of letters, are of length 1."""


@dataclass(frozen=True)
class Vocabulary:
    """places: term → its number. rarity: by number, the inverse document frequency."""

    places: Mapping[str, int]
    rarity: "array[float]"

    def shares(self, said: Said) -> Shares:
        """What is known of a question. Rare terms weigh more, repeated ones little more."""
        return {**self._of_one_kind(word_terms(said)), **self._of_one_kind(letter_terms(said))}

    def _of_one_kind(self, terms: Iterable[str]) -> dict[int, float]:
        counts = Counter(self.places[term] for term in terms if term in self.places)
        weights = {place: (1 + math.log(count)) * self.rarity[place] for place, count in counts.items()}
        length = math.sqrt(math.fsum(one * one for one in weights.values()))
        return {place: one / length for place, one in weights.items()}


@dataclass(frozen=True)
class Linear:
    """One weight for each term and name.

    names: what is told apart. offsets: one for each name. terms: number of a term → its row; a term without a row
    weighs nothing. weights: row after row, a whole number for each name. step: what one of these numbers is worth.
    """

    names: tuple[str, ...]
    offsets: tuple[float, ...]
    terms: Mapping[int, int]
    weights: "array[int]"
    step: float

    def scores(self, shares: Shares) -> tuple[float, ...]:
        """How far each name is on its own side of the border, in the order of `names`; mostly between -2 and 2."""
        known = [(self.terms[term], share) for term, share in shares.items() if term in self.terms]
        if not known:
            return self.offsets
        values = [share for _, share in known]
        columns = zip(*(self._row(row) for row, _ in known), strict=True)
        sums = (sum(map(mul, values, column)) for column in columns)
        return tuple(offset + self.step * one for offset, one in zip(self.offsets, sums, strict=True))

    def _row(self, row: int) -> "array[int]":
        width = len(self.names)
        return self.weights[row * width : (row + 1) * width]


def likelihoods(scores: Iterable[float], sharpness: float) -> tuple[float, ...]:
    """Scores as likelihoods that add up to 1; the sharper, the more the best one gets."""
    scores = tuple(scores)
    highest = max(scores)
    raised = [math.exp(sharpness * (score - highest)) for score in scores]
    whole = math.fsum(raised)
    return tuple(one / whole for one in raised)
