"""Sources: the regulations that facts rest on, each with its articles, and the time in which all of them hold."""

from collections.abc import Iterable
from datetime import date

from dialogue.text import Day, Text
from knowledge.facts import Fact, Facts


def rules(fact_ids: Iterable[str], facts: Facts) -> str:
    """ "PP 45/2015 Pasal 28, Pasal 29; PP 50/2025 Pasal 3-5"; "" where no regulation is known. Raises UnknownFact."""
    articles: dict[str, dict[str, None]] = {}
    for fact in map(facts.__getitem__, fact_ids):
        if fact.regulation:
            articles.setdefault(fact.regulation, {}).update({fact.article: None} if fact.article else {})
    return "; ".join(" ".join(filter(None, (regulation, ", ".join(of)))) for regulation, of in articles.items())


def span(known: Iterable[Fact]) -> tuple[date | None, date | None]:
    """Since when and until when all of these hold; None: not known, or open."""
    those = list(known)
    since = max((fact.since for fact in those if fact.since), default=None)
    return since, min((fact.effective_to for fact in those if fact.effective_to), default=None)


def validity(known: Iterable[Fact]) -> Text | None:
    """The same in words; None where neither day is known."""
    since, until = span(known)
    if since and until:
        return Text("Berlaku {since} sampai {until}.", since=Day(since), until=Day(until))
    if since:
        return Text("Berlaku sejak {since}.", since=Day(since))
    return Text("Berlaku sampai {until}.", until=Day(until)) if until else None
