"""Clusters: questions that ask much the same in other words, the most asked first."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.asking.words import Words
from knowledge.questions.marks import MARK

ALIKE = 0.5
"""Cosine from which two questions ask the same."""

Terms: TypeAlias = tuple[str, ...]
Weights: TypeAlias = Mapping[str, float]
"""Of one question: how much each term tells, heaviest first; of length 1."""


@dataclass(frozen=True)
class Cluster:
    """members: places of its questions in the order in which they were given. example: the one asked most often."""

    members: tuple[int, ...]
    example: int

    @property
    def size(self) -> int:
        return len(self.members)


def terms_of(text: str, words: Words) -> Terms:
    """What is compared of a masked question: its stems, each once; marks tell nothing."""
    return tuple(sorted(set(words.stems(MARK.sub(" ", text)))))


def clusters(said: Sequence[Terms]) -> tuple[Cluster, ...]:
    """The questions in clusters, the largest first, else the oldest.

    Each question joins the leader that is most like it, or becomes a leader: the same questions in the same order make
    the same clusters. Questions are compared only with leaders that share a telling word with them.
    """
    places: dict[Terms, list[int]] = defaultdict(list)
    for place, terms in enumerate(said):
        places[terms].append(place)
    rarity = _rarity(said)
    leaders = _Leaders()
    groups: dict[int, list[Terms]] = defaultdict(list)
    for terms in places:
        groups[leaders.joined(_weights(terms, rarity))].append(terms)
    found = (_cluster([places[terms] for terms in group]) for group in groups.values())
    return tuple(sorted(found, key=lambda one: (-one.size, one.members)))


def _rarity(said: Iterable[Terms]) -> Weights:
    count, frequency = 0, Counter[str]()
    for terms in said:
        count += 1
        frequency.update(terms)
    return {term: math.log(1 + count / among) for term, among in frequency.items()}


def _weights(terms: Terms, rarity: Weights) -> Weights:
    heaviest = sorted(terms, key=lambda term: (-rarity[term], term))
    length = math.sqrt(math.fsum(rarity[term] ** 2 for term in terms)) or 1.0
    return {term: rarity[term] / length for term in heaviest}


def _cluster(members: Sequence[list[int]]) -> Cluster:
    """members: the places of each wording."""
    most = max(members, key=lambda places: (len(places), -places[0]))
    return Cluster(tuple(sorted(place for places in members for place in places)), most[0])


class _Leaders:
    """The first question of each cluster, found by the words that it shares with another."""

    def __init__(self) -> None:
        self._all: list[Weights] = []
        self._by_term: dict[str, list[int]] = defaultdict(list)

    def joined(self, weights: Weights) -> int:
        """The number of the leader that these weights belong to, themselves where none is like them."""
        best, most = -1, ALIKE
        for number in self._candidates(weights):
            like = math.fsum(weight * self._all[number].get(term, 0.0) for term, weight in weights.items())
            if like > most or (like == most and number < best):
                best, most = number, like
        return best if best >= 0 else self._add(weights)

    def _candidates(self, weights: Weights) -> Iterator[int]:
        """Leaders that can be alike: what shares none of the heavier words is not, whatever else it shares."""
        seen: set[int] = set()
        left = 1.0
        for term, weight in weights.items():
            if left < ALIKE**2:
                return
            fresh = [number for number in self._by_term[term] if number not in seen]
            seen.update(fresh)
            yield from fresh
            left -= weight * weight

    def _add(self, weights: Weights) -> int:
        for term in weights:
            self._by_term[term].append(len(self._all))
        self._all.append(weights)
        return len(self._all) - 1
