"""Masking: a question without whoever asked it: no name, number, address, birthday or village."""

import re
import unicodedata

from knowledge.book import Book
from knowledge.questions.addresses import without_addresses
from knowledge.questions.marks import MARK
from knowledge.questions.names import without_names
from knowledge.questions.numbers import without_numbers
from knowledge.questions.places import without_places
from knowledge.questions.vocabulary import vocabulary_of

READ, LONGEST = 1500, 500
"""Characters of a question that are looked at, and that are kept."""


def masked(text: str, book: Book) -> str:
    """The question on one line, at most 500 characters; "" where nothing is left.

    Amounts, headcounts, ages and offices stay: what is asked hangs on them. Who is in doubt is masked.
    """
    vocabulary = vocabulary_of(book)
    said = without_numbers(without_addresses(seen(text[:READ])))
    return cut(without_names(without_places(said, book.villages, vocabulary), vocabulary))


def teaches(said: str, book: Book) -> bool:
    """Whether anything of a masked question can be learned: it has a word that we know."""
    vocabulary = vocabulary_of(book)
    return any(vocabulary.knows(word) for word in re.findall(r"[^\W\d_]{2,}", MARK.sub(" ", said)))


def seen(text: str) -> str:
    """Without what cannot be seen, every digit as 0-9, every blank one space: nothing hides between two digits."""
    letters = (plain(letter) for letter in text)
    return " ".join("".join(letters).split())


def plain(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isprintable() else " "
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Cs", "Co", "Cn", "Mn", "Me"):
        return ""
    if kind[0] == "Z" or kind == "Cc":
        return " "
    folded = unicodedata.normalize("NFKC", letter)
    return "".join(str(unicodedata.digit(one, one)) for one in folded)


def cut(said: str) -> str:
    """At most so long, and no half of a mark at the end."""
    return said if len(said) <= LONGEST else re.sub(r"<[^>]*$", "", said[:LONGEST]).rstrip()
