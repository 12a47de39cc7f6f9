from collections.abc import Sequence

import pytest

from knowledge.book import Book
from tools.model.bank import Phrase, read_bank


@pytest.fixture(scope="session")
def book() -> Book:
    return Book.load()


@pytest.fixture(scope="session")
def phrases(book: Book) -> Sequence[Phrase]:
    return read_bank(book)
