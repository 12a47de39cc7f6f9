"""Amounts: the numbers of a sentence and where they stand in it."""

from dataclasses import dataclass

from knowledge.rupiah import amount_at, words_of


@dataclass(frozen=True)
class Found:
    """A number. at, end: its place in the lower-case text. follows: the word after it, "" at the end."""

    value: int
    money: bool
    at: int
    end: int
    follows: str


def amounts_of(text: str) -> tuple[Found, ...]:
    """Every number of a text, in order."""
    words = words_of(text)
    found: list[Found] = []
    index = 0
    while index < len(words):
        amount = amount_at(words, index)
        if amount is None:
            index += 1
            continue
        follows = words[amount.end].text if amount.end < len(words) else ""
        found.append(Found(amount.value, amount.money, words[index].at, words[amount.end - 1].end, follows))
        index = amount.end
    return tuple(found)
