"""Mentions: whether an answer says what it has to say, however amounts and spaces are written."""

import re
from collections.abc import Sequence


def mentions(answer: str, must: Sequence[Sequence[str]]) -> bool:
    """Whether of every list at least one word is said; an empty list is never satisfied."""
    said = normal(answer)
    return all(any(says(said, word) for word in some) for some in must)


def says(said: str, word: str) -> bool:
    """Whether a normal text says a word: up to three letters or digits as a whole ("pu" is not in "bpu"), an amount
    from its first digit ("8.400" is not in "28.400"), anything else anywhere."""
    word = normal(word).strip()
    if re.fullmatch(r"[a-z]{1,3}", word):
        return re.search(rf"(?<![a-z0-9]){word}(?![a-z0-9])", said) is not None
    if re.fullmatch(r"\d{1,3}", word):
        return re.search(rf"(?<!\d){word}(?!\d)", said) is not None
    if re.match(r"\d", word):
        return re.search(rf"(?<![\d.,]){re.escape(word)}", said) is not None
    return word in said


def normal(text: str) -> str:
    """Small letters, single blanks, "5 %" as "5%", "Rp. 5" as "rp5"."""
    text = re.sub(r"\s+", " ", text.lower())
    text = re.sub(r"(\d)\s+%", r"\1%", text)
    return re.sub(r"rp\.?\s+(\d)", r"rp\1", text)
