"""An entry: one reviewed answer, its variants by date, and what it rests on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogue.text import Day, Raw, Text, joined
from knowledge.facts import Fact, Facts
from knowledge.sources import rules, span

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
HELPLINE = "kontak-175"
"""The fact that every book has: whom to ask when we are not sure."""


@dataclass(frozen=True)
class Part:
    """A passage, said only while the fact `when` holds and the fact `unless` does not. `cites`: facts it rests on
    without saying their values."""

    text: str
    when: str | None = None
    unless: str | None = None
    cites: tuple[str, ...] = ()

    @property
    def uses(self) -> tuple[str, ...]:
        """Ids of the facts whose values stand in the text, in order."""
        return tuple(dict.fromkeys(PLACEHOLDER.findall(self.text)))

    def holds(self, facts: Facts) -> bool:
        return (self.when is None or self.when in facts) and (self.unless is None or self.unless not in facts)

    def spoken(self, facts: Facts) -> Text:
        """The passage with the values of the day. Raises UnknownFact."""
        message = PLACEHOLDER.sub(lambda found: "{" + _name(found[1]) + "}", self.text)
        return Text(message, **{_name(fact_id): facts[fact_id].spoken for fact_id in self.uses})


@dataclass(frozen=True)
class Entry:
    """One reviewed answer.

    answer: variants; the first that holds is said. detail: passages; all that hold are said, after the answer.
    cites: facts it rests on besides those whose values it says. next: topics and entries to go on to.
    asks: ways people ask for it. emergency: it is the answer to an accident that has happened.
    """

    id: str
    intents: tuple[str, ...]
    title: str
    answer: tuple[Part, ...]
    detail: tuple[Part, ...]
    cites: tuple[str, ...]
    next: tuple[str, ...]
    asks: tuple[str, ...]
    emergency: bool = False

    def opening(self, facts: Facts) -> Text:
        """The answer, at most 400 characters when rendered; it says so when it ought to be confirmed."""
        part = self._answer(facts)
        return _confirmed(part.spoken(facts), facts) if self._opening_unsure(part, facts) else part.spoken(facts)

    def full(self, facts: Facts) -> Text:
        """The answer, everything more there is to it, and its basis."""
        return joined(self.opening(facts), self._more(facts), self.basis(facts))

    def basis(self, facts: Facts) -> Text | None:
        """ "Dasar: … . Berlaku per …", or None for an entry that rests on nothing (a greeting)."""
        known = [facts[fact_id] for fact_id in self.cited(facts)]
        if not known:
            return None
        said = rules(self.cited(facts), facts) or "; ".join(dict.fromkeys(fact.source for fact in known))
        return Text("Dasar: {rules}. {validity}", rules=Raw(said), validity=_validity(known, facts))

    def cited(self, facts: Facts, *, opening: bool = False) -> tuple[str, ...]:
        """Ids of all facts that what is said today rests on, in order; with `opening` of the opening alone."""
        parts = [self._answer(facts), *(() if opening else self._details(facts))]
        ids = [fact_id for part in parts for fact_id in (*part.uses, *part.cites)]
        return tuple(dict.fromkeys(fact_id for fact_id in (*ids, *self.cites) if fact_id in facts))

    def _answer(self, facts: Facts) -> Part:
        return next(part for part in self.answer if part.holds(facts))

    def _details(self, facts: Facts) -> Iterator[Part]:
        return (part for part in self.detail if part.holds(facts))

    def _opening_unsure(self, part: Part, facts: Facts) -> bool:
        return _unsure((*part.uses, *part.cites, *self.cites), facts)

    def _more(self, facts: Facts) -> Text | None:
        parts = list(self._details(facts))
        if not parts:
            return None
        more = joined(*(part.spoken(facts) for part in parts))
        said_already = self._opening_unsure(self._answer(facts), facts)
        rests_on = tuple(fact_id for part in parts for fact_id in (*part.uses, *part.cites))
        return _confirmed(more, facts) if not said_already and _unsure(rests_on, facts) else more


def _name(fact_id: str) -> str:
    return fact_id.replace("-", "_")


def _unsure(fact_ids: tuple[str, ...], facts: Facts) -> bool:
    return any(fact_id in facts and facts[fact_id].confidence != "high" for fact_id in fact_ids)


def _confirmed(said: Text, facts: Facts) -> Text:
    return Text(
        "{said} Mohon dipastikan lagi ke kantor cabang atau telepon {helpline}.",
        said=said,
        helpline=facts[HELPLINE].spoken,
    )


def _validity(known: list[Fact], facts: Facts) -> Text:
    since, until = span(known)
    today = Day(facts.day)
    if since and until:
        days = {"since": Day(since), "until": Day(until)}
        return Text("Berlaku per {today}, sejak {since} sampai {until}.", today=today, **days)
    if since:
        return Text("Berlaku per {today}, sejak {since}.", today=today, since=Day(since))
    if until:
        return Text("Berlaku per {today}, sampai {until}.", today=today, until=Day(until))
    checked = Day(facts.checked)
    return Text("Berlaku per {today} menurut pemeriksaan kami {checked}.", today=today, checked=checked)
