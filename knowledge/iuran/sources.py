"""Sources: the regulations that facts rest on, in words, each with its articles."""

from collections.abc import Iterable

from knowledge.facts import Facts


def rules(fact_ids: Iterable[str], facts: Facts) -> str:
    """ "PP 45/2015 Pasal 28, Pasal 29; PP 50/2025 Pasal 3-5". Raises UnknownFact."""
    articles: dict[str, dict[str, None]] = {}
    for fact in map(facts.__getitem__, fact_ids):
        if fact.regulation:
            articles.setdefault(fact.regulation, {}).update({fact.article: None} if fact.article else {})
    return "; ".join(" ".join(filter(None, (regulation, ", ".join(of)))) for regulation, of in articles.items())
