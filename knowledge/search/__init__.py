"""Search: a question in anybody's words to the reviewed entries that answer it: normalise, rules, model, decision."""

from knowledge.search.finding import Found, Scored, Search

__all__ = ["Found", "Scored", "Search"]
