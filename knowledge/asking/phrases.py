"""Phrases: finding any of a list of words and phrases in plain lower-case text."""

import re


def alternatives(*lists: str) -> str:
    """Comma-separated phrases (regular expressions without groups of their own) as one alternation."""
    return "|".join(phrase.strip() for phrases in lists for phrase in phrases.split(","))


def any_of(*lists: str) -> re.Pattern[str]:
    """Finds any of the comma-separated phrases, as whole words."""
    return re.compile(rf"\b(?:{alternatives(*lists)})\b")
