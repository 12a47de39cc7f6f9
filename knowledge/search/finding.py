"""Finding: which entries answer a question, and whether to answer, to offer the nearest, or to route elsewhere."""

from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Literal

from knowledge.asking.words import FORM, Said, plain_letters
from knowledge.book import Book
from knowledge.emergency import is_emergency
from knowledge.search.double import questions_in
from knowledge.search.model import Model, packaged
from knowledge.search.rules import bare, outside_scope
from knowledge.search.weighing import Scales, Weighed

SHOWN = 10
AFTER_A_DEATH = "jkm_klaim"
"""Whoever tells of a death is told what the family can do; never an amount that was not asked for."""
ELSEWHERE = "oos_lain"
RULED_OUT = 0.02
"""How likely a question is ours that a rule gives to somebody else."""
RATHER_OURS, CLEARLY_OURS = 0.5, 0.97
"""One word alone is declined below the first; no rule of words takes away what is likelier ours than the second."""
ALSO = 0.5
"""How likely a second question has to be of another intent to be offered beside the answer."""

Outcome = Literal["answer", "suggest", "decline"]


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
    also: the entry for another question in the same message; "" when there is none.
    """

    outcome: Outcome
    in_scope: float
    entries: tuple[Scored, ...]
    also: str = ""


class Search:
    """Stateless: the same text is always answered the same."""

    def __init__(self, book: Book, model: Model | None = None) -> None:
        self._book = book
        self._model = model or packaged()
        self._scales = Scales(book, self._model)
        self._forms = forms_of(book)
        self._emergency = next((entry.id for entry in book.entries.values() if entry.emergency), None)

    def find(self, text: str) -> Found:
        """The entries for a question, in any spelling. Never raises; an empty text is a "decline"."""
        said = bare(self._book.words.read(text))
        weighed = self._scales.weigh(said)
        happened = is_emergency(text)
        first = self._after(happened) if happened else None
        if first:
            return found("answer", replace(weighed, in_scope=1.0), first, 1.0)
        return self._with_second(text, self._decide(weighed, said, text))

    def _decide(self, weighed: Weighed, said: Said, text: str) -> Found:
        """One word alone says what it is about, and not what is asked: it is never answered at once, and declined only
        when it is rather not ours."""
        elsewhere = outside_scope(text, said.standard) if weighed.in_scope < CLEARLY_OURS else None
        if elsewhere is not None:
            return found("decline", replace(weighed, in_scope=RULED_OUT), self._scales.first(elsewhere), 1.0)
        limits, alone = self._model.thresholds, len(set(said.stems)) == 1
        form = next((self._forms[word] for word in said.standard if word in self._forms), None)
        if form and weighed.in_scope < limits.ours:
            return found("suggest", replace(weighed, in_scope=limits.ours), form)
        if weighed.in_scope < (RATHER_OURS if alone else limits.ours):
            theirs = weighed.best(ours=False, of=self._scales.ours) if self._scales.knows(said) else ELSEWHERE
            return found("decline", weighed, self._scales.first(theirs or ELSEWHERE), weighed.intents.get(theirs, 0.0))
        best = weighed.best(ours=True, of=self._scales.ours)
        first = max((one for one in weighed.entries if self._scales.home[one] == best), key=weighed.entries.__getitem__)
        certain = weighed.entries[first] >= limits.entry * weighed.intents[best]
        sure = weighed.intents[best] >= limits.sure and certain and not alone
        return found("answer" if sure else "suggest", weighed, first)

    def _with_second(self, text: str, whole: Found) -> Found:
        """Of two questions in one message the surer one is answered, and the other offered.

        A message that is not ours as a whole stays so: taken apart, every fifth of those sounds like us.
        """
        parts = [self._part(one) for one in questions_in(text)] if whole.outcome != "decline" else []
        ours = [one for one in parts if one.outcome != "decline"]
        if len(ours) < 2:
            return whole
        surest = max(ours, key=lambda one: one.entries[0].score)
        first = whole if whole.outcome == "answer" or surest.outcome != "answer" else surest
        others = [one for one in ours if self._intent(one) != self._intent(first) and self._likely(one) >= ALSO]
        also = max(others, key=self._likely, default=None)
        return replace(first, also=also.entries[0].entry_id) if also and first.outcome == "answer" else first

    def _part(self, text: str) -> Found:
        said = bare(self._book.words.read(text))
        return self._decide(self._scales.weigh(said, ranked=1), said, text)

    def _intent(self, one: Found) -> str:
        return self._scales.home[one.entries[0].entry_id]

    def _likely(self, one: Found) -> float:
        """How likely a question is of the intent that it was found to be of."""
        return sum(scored.score for scored in one.entries if self._scales.home[scored.entry_id] == self._intent(one))

    def _after(self, happened: Literal["accident", "death"]) -> str | None:
        return self._emergency if happened == "accident" else self._scales.first(AFTER_A_DEATH)


def forms_of(book: Book) -> dict[str, str]:
    """The name of a form → the first entry that is asked for by it. Nobody else's forms are called so."""
    forms: dict[str, str] = {}
    for entry in book.entries.values():
        for form in FORM.findall(plain_letters(" ".join((entry.title, *entry.asks)))):
            forms.setdefault(form, entry.id)
    return forms


def found(outcome: Outcome, weighed: Weighed, first: str | None, likely: float | None = None) -> Found:
    """The entries best first.

    first: one that comes before all others, whatever its score. likely: how surely it is the right one, where that is
    not its own score; no other has a higher one then.
    """
    order = nsmallest(SHOWN, weighed.entries, key=lambda entry: (entry != first, -weighed.entries[entry], entry))
    top = max(weighed.entries.values()) if likely is None or first is None else likely
    scores = (top if entry == first else min(weighed.entries[entry], top) for entry in order)
    return Found(outcome, weighed.in_scope, tuple(map(scored, order, scores)))


def scored(entry_id: str, likely: float) -> Scored:
    return Scored(entry_id, round(likely, 4))
