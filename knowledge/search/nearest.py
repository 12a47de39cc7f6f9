"""Index: how well each entry fits a question, by the words they share, the rare ones counting most."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from knowledge.asking.words import Said, Words

_BY_PHRASE = 0.65
"""Share of the best single phrase in a score; the rest is how much of the question the entry knows at all."""
_UNKNOWN = 0.5
"""Weight of a word that no entry knows, as a share of the heaviest word."""
_CLOSE = 82
_SHORTEST_FUZZY = 4


class Index:
    """Built once from (entry id, a way to ask for it)."""

    def __init__(self, words: Words, asks: Iterable[tuple[str, str]]) -> None:
        phrases = [(entry_id, frozenset(words.stems(text))) for entry_id, text in asks]
        known: dict[str, set[str]] = defaultdict(set)
        for entry_id, said in phrases:
            known[entry_id] |= said
        self._known = dict(known)
        counts = Counter(word for said in known.values() for word in said)
        self._weights = {word: math.log(1 + len(known) / count) for word, count in counts.items()}
        self._unknown = _UNKNOWN * max(self._weights.values(), default=1.0)
        self._owners = [entry_id for entry_id, _ in phrases]
        self._lengths = [math.sqrt(math.fsum(self._weights[word] ** 2 for word in said)) for _, said in phrases]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, (_, said) in enumerate(phrases):
            for word in said:
                self._places[word].append(place)
        self._vocabulary = sorted(word for word in self._weights if len(word) >= _SHORTEST_FUZZY)
        self._nearest = lru_cache(maxsize=4096)(self._find_nearest)

    def scores(self, said: Said) -> dict[str, float]:
        """Entry id to score, 0 to 1, for every entry. The same words always get the same scores."""
        weight = self._asked(said.stems)
        total = math.fsum(weight.values())
        if not total:
            return dict.fromkeys(self._known, 0.0)
        best = self._best_phrases(weight)
        return {
            entry_id: round(_BY_PHRASE * best[entry_id] + (1 - _BY_PHRASE) * self._covered(entry_id, weight) / total, 4)
            for entry_id in self._known
        }

    def _asked(self, stems: Iterable[str]) -> dict[str, float]:
        nearest = sorted({self._nearest(word) for word in stems})
        return {word: share * self._weights.get(word, self._unknown) for word, share in nearest}

    def _best_phrases(self, weight: Mapping[str, float]) -> dict[str, float]:
        length = math.sqrt(math.fsum(one * one for one in weight.values()))
        shared: dict[int, float] = defaultdict(float)
        for word, asked in weight.items():
            for place in self._places.get(word, ()):
                shared[place] += asked * self._weights[word]
        best = dict.fromkeys(self._known, 0.0)
        for place, overlap in shared.items():
            owner = self._owners[place]
            best[owner] = max(best[owner], min(1.0, overlap / (length * self._lengths[place])))
        return best

    def _covered(self, entry_id: str, weight: Mapping[str, float]) -> float:
        return math.fsum(weight[word] for word in self._known[entry_id] & weight.keys())

    def _find_nearest(self, word: str) -> tuple[str, float]:
        """The word itself, or the known word it is a misspelling of, with how sure that is."""
        if word in self._weights or len(word) < _SHORTEST_FUZZY:
            return word, 1.0
        found = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, processor=None, score_cutoff=_CLOSE)
        return (found[0], found[1] / 100) if found else (word, 1.0)
