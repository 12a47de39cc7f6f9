"""Features: what the model sees of a question: its stems alone and in pairs, and the letters of its words in threes."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.asking.words import Said

LETTERS = "#"
"""How a term of letters begins; a term of words begins with a letter or a digit."""
_THREE = 3


def word_terms(said: Said) -> list[str]:
    """Every stem, and every two that stand side by side."""
    stems = said.stems
    return [*stems, *(f"{first} {second}" for first, second in pairwise(stems))]


def letter_terms(said: Said) -> list[str]:
    """Every three letters in a row of the standard words, their edges marked: a misspelling keeps most of them."""
    return [three for word in said.standard for three in _threes(f"_{word}_")]


def _threes(word: str) -> Iterator[str]:
    return (LETTERS + word[start : start + _THREE] for start in range(len(word) - _THREE + 1))
