"""Fit: scikit-learn learns from phrases which intent, and which entry of it, a question asks for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, make_union
from sklearn.svm import LinearSVC

from knowledge.asking.words import Said, Words
from knowledge.search.features import letter_terms, word_terms
from tools.model.bank import Phrase

Scores = NDArray[np.float64]
"""One row for each question, one column for each name."""
STRICTNESS = 1.0
"""C of the support vector machines."""
LEAST = 2
"""Phrases that a pair of stems, or three letters, stand in before they count; measured: it changes but the size."""


@dataclass(frozen=True)
class Learned:
    """One linear model. terms: numbers of the terms it has weights for; weights: a row for each of them, a column for
    each name."""

    names: tuple[str, ...]
    offsets: Scores
    terms: NDArray[np.int64]
    weights: Scores


@dataclass(frozen=True)
class Fitted:
    """What was learned. entries: intent → its own model, for intents with several entries."""

    union: FeatureUnion
    intents: Learned
    entries: Mapping[str, Learned]

    @property
    def terms(self) -> list[str]:
        return [term for _, one in self.union.transformer_list for term in one.get_feature_names_out()]

    @property
    def rarity(self) -> Scores:
        return np.concatenate([one.idf_ for _, one in self.union.transformer_list])

    def shares(self, said: Iterable[Said]) -> Any:
        """A sparse matrix, one row for each question."""
        return self.union.transform(list(said))


def fit(phrases: Sequence[Phrase], words: Words) -> Fitted:
    """Learn from phrases. The same phrases always give the same weights."""
    said = [words.read(phrase.text) for phrase in phrases]
    union = make_union(
        TfidfVectorizer(analyzer=word_terms, sublinear_tf=True, vocabulary=known_words(said)),
        TfidfVectorizer(analyzer=letter_terms, sublinear_tf=True, min_df=LEAST),
    )
    shares = union.fit_transform(said)
    intents = learned(shares, [phrase.intent for phrase in phrases])
    return Fitted(union, intents, dict(of_entries(shares, phrases)))


def known_words(said: Iterable[Said]) -> list[str]:
    """Every stem, and the pairs that stand in several phrases."""
    counts = Counter(term for one in said for term in set(word_terms(one)))
    return sorted(term for term, count in counts.items() if " " not in term or count >= LEAST)


def of_entries(shares: Any, phrases: Sequence[Phrase]) -> Iterable[tuple[str, Learned]]:
    """The models that tell the entries of one intent apart."""
    for intent in sorted({phrase.intent for phrase in phrases}):
        rows = [row for row, phrase in enumerate(phrases) if phrase.intent == intent and phrase.entry]
        names = [phrases[row].entry for row in rows]
        if len(set(names)) > 1:
            yield intent, learned(shares[rows], names)


def learned(shares: Any, names: Sequence[str]) -> Learned:
    machine = LinearSVC(C=STRICTNESS, class_weight="balanced", random_state=0).fit(shares, names)
    weights, offsets = machine.coef_.T, machine.intercept_
    if len(machine.classes_) == 2:  # one border, seen from both sides
        weights, offsets = np.hstack([-weights, weights]), np.concatenate([-offsets, offsets])
    terms = np.flatnonzero(np.abs(weights).max(axis=1))
    return Learned(tuple(machine.classes_), offsets, terms, weights[terms])
