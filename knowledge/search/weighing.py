"""Weighing: how likely each entry is what a question asks for, by the model and by what staff have added since."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.asking.words import Said
from knowledge.book import Book
from knowledge.search.linear import Shares
from knowledge.search.model import Model
from knowledge.search.news import News

RANKED = 3
"""Intents whose entries are told apart; of the others the first entry stands for all."""


@dataclass(frozen=True)
class Weighed:
    """in_scope: how likely the question is ours. intents: how likely it is of each; entries: how likely each answers
    it. All from 0 to 1; the likelihoods of intents, and of entries, add up to 1."""

    in_scope: float
    intents: Mapping[str, float]
    entries: Mapping[str, float]

    def best(self, *, ours: bool, of: Mapping[str, bool]) -> str:
        """The likeliest intent that is ours, or the likeliest that is not; "" when there is none."""
        those = [intent for intent in self.intents if of[intent] == ours]
        return max(those, key=lambda intent: (self.intents[intent], intent), default="")


class Scales:
    """The model, made to fit a book: what the book has no longer is left out.

    ours: intent → whether it is ours to answer. home: entry → the intent that it is found under.
    """

    def __init__(self, book: Book, model: Model) -> None:
        self._model = model
        self.ours = {intent.id: intent.in_scope for intent in book.intents.values()}
        self._news = News(book, model.learned)
        self._homes: dict[str, tuple[str, ...]] = {}
        for entry in book.entries.values():
            for intent in entry.intents[:1]:
                if intent in self.ours:
                    self._homes[intent] = (*self._homes.get(intent, ()), entry.id)
        self.home = {entry: intent for intent, entries in self._homes.items() for entry in entries}

    def first(self, intent: str) -> str | None:
        """The first entry of an intent; None where the book has none."""
        return next(iter(self._homes.get(intent, ())), None)

    def knows(self, said: Said) -> bool:
        """Whether any word of it is known, and not only letters."""
        return any(stem in self._model.vocabulary.places for stem in said.stems)

    def weigh(self, said: Said, *, ranked: int = RANKED) -> Weighed:
        """Likelihoods for a question. What nobody knows a word of is hardly ours.

        ranked: so many intents have their entries told apart.
        """
        shares = self._model.shares(said)
        intents = self._intents(shares)
        entries = self._entries(intents, shares, ranked)
        news = self._news.nearest(said)
        if news is not None:
            entry, near = news
            intents = _with(intents, self.home[entry], near)
            entries = _with(entries, entry, near)
        in_scope = sum(likely for intent, likely in intents.items() if self.ours[intent])
        return Weighed(round(in_scope, 4) if shares or news else 0.0, intents, entries)

    def _intents(self, shares: Shares) -> dict[str, float]:
        known = {one: likely for one, likely in self._model.of_intents(shares).items() if one in self._homes}
        return _shared_out(known)

    def _entries(self, intents: Mapping[str, float], shares: Shares, ranked: int) -> dict[str, float]:
        order = sorted(intents, key=lambda intent: (-intents[intent], intent))
        entries: dict[str, float] = {}
        for place, intent in enumerate(order):
            parts = self._of(intent, shares) if place < ranked else {self._homes[intent][0]: 1.0}
            entries |= {entry: intents[intent] * part for entry, part in parts.items()}
        return entries

    def _of(self, intent: str, shares: Shares) -> dict[str, float]:
        """The entries of an intent, and which part of its likelihood each of them gets."""
        learned = self._model.of_entries(intent, shares) if intent in self._model.entries else {}
        known = {entry: part for entry, part in learned.items() if self.home.get(entry) == intent}
        return _shared_out(known) if known else {self._homes[intent][0]: 1.0}


def _shared_out(parts: Mapping[str, float]) -> dict[str, float]:
    whole = sum(parts.values())
    return {name: part / whole for name, part in parts.items()}


def _with(likelihoods: Mapping[str, float], name: str, likely: float) -> dict[str, float]:
    """With this one at least so likely, and the others making room for it."""
    room = (1 - likely) / max(1 - likelihoods.get(name, 0.0), 1e-9)
    if room >= 1:
        return dict(likelihoods)
    return {**{one: part * room for one, part in likelihoods.items()}, name: likely}
