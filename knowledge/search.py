"""Search: which entries answer a question, and whether to answer, to offer the nearest, or to route elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.asking.index import Index
from knowledge.asking.scope import outside_scope, sounds_ours
from knowledge.book import Book
from knowledge.emergency import is_emergency

SURE = 0.58
MAYBE = 0.30
MARGIN = 0.1
"""Chosen on phrases written for this project: of what is answered at once, about 9 in 10 are right."""
ALONE = 0.15
"""The margin of one word alone: "laporan" may mean a wage, a month or an accident."""
SHOWN = 10
AFTER_A_DEATH = "jkm_klaim"
"""Whoever tells of a death is told what the family can do; never an amount that was not asked for."""
_RULED_OUT = 0.02
_HARDLY = 0.4


@dataclass(frozen=True)
class Scored:
    """An entry and how well it fits, 0 to 1."""

    entry_id: str
    score: float


@dataclass(frozen=True)
class Found:
    """What was found.

    outcome: "answer": say the first entry; "suggest": offer the first three; "decline": not ours, the first one routes.
    in_scope: how likely the question is ours, 0 to 1. entries: best first, at least five where there are.
    """

    outcome: Literal["answer", "suggest", "decline"]
    in_scope: float
    entries: tuple[Scored, ...]


class Search:
    """The ways people ask, indexed once from the book. Stateless: the same text is always answered the same."""

    def __init__(self, book: Book) -> None:
        self._entries = book.entries
        self._words = book.words
        self._ours = {
            entry.id: any(book.intents[one].in_scope for one in entry.intents) for entry in book.entries.values()
        }
        self._places = {entry_id: place for place, entry_id in enumerate(book.entries)}
        self._index = Index(book.words, _ways_to_ask(book))

    def find(self, text: str) -> Found:
        """The entries for a question, in any spelling. Never raises; an empty text is a "decline"."""
        scores = self._index.scores(text)
        happened = is_emergency(text)
        if happened:
            first = self._emergency() if happened == "accident" else self._route(AFTER_A_DEATH)
            return _found("answer", 1.0, scores, first, 1.0)
        elsewhere = outside_scope(text, self._words)
        if elsewhere is not None:
            return _found("decline", _RULED_OUT, scores, self._route(elsewhere), 1.0)
        margin = MARGIN if len(set(self._words.stems(text))) > 1 else ALONE
        return self._weigh(scores, sounds_ours(text, self._words), margin)

    def _weigh(self, scores: dict[str, float], sounds: bool, margin: float) -> Found:
        ours, theirs = self._best(scores, ours=True), self._best(scores, ours=False)
        in_scope = round(ours.score / (ours.score + theirs.score), 3) if ours.score or theirs.score else 0.0
        if theirs.score > ours.score or (ours.score < MAYBE and not sounds):
            first = theirs.entry_id if theirs.score >= MAYBE else self._route("oos_lain")
            return _found("decline", min(in_scope, _HARDLY), scores, first, max(ours.score, theirs.score))
        return _found("answer" if self._is_sure(ours, scores, margin) else "suggest", in_scope, scores)

    def _is_sure(self, best: Scored, scores: dict[str, float], margin: float) -> bool:
        """It fits well, and nothing that serves another intent fits nearly as well."""
        intents = set(self._entries[best.entry_id].intents)
        rivals = [score for one, score in scores.items() if intents.isdisjoint(self._entries[one].intents)]
        return best.score >= SURE and best.score - max(rivals, default=0.0) >= margin

    def _best(self, scores: dict[str, float], *, ours: bool) -> Scored:
        these = [Scored(one, score) for one, score in scores.items() if self._ours[one] == ours]
        return min(these, key=lambda one: (-one.score, self._places[one.entry_id]), default=Scored("", 0.0))

    def _emergency(self) -> str | None:
        return next((entry.id for entry in self._entries.values() if entry.emergency), None)

    def _route(self, intent: str) -> str | None:
        return next((entry.id for entry in self._entries.values() if intent in entry.intents), None)


def _ways_to_ask(book: Book) -> Iterator[tuple[str, str]]:
    """(Entry id, words that ask for it). An intent's own title asks for the first entry of that intent alone: it would
    ask for all of them alike."""
    titled: set[str] = set()
    for entry in book.entries.values():
        new = [intent for intent in entry.intents if intent not in titled]
        titled.update(new)
        yield from ((entry.id, text) for text in (entry.title, *entry.asks, *(book.intents[one].title for one in new)))


def _found(
    outcome: Literal["answer", "suggest", "decline"],
    in_scope: float,
    scores: dict[str, float],
    first: str | None = None,
    first_score: float = 0.0,
) -> Found:
    known = scores if first is None else scores | {first: first_score}
    order = sorted(known, key=lambda entry_id: (entry_id != first, -known[entry_id]))
    return Found(outcome, in_scope, tuple(Scored(entry_id, known[entry_id]) for entry_id in order[:SHOWN]))
