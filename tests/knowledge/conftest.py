"""The packaged book, read once."""

import pytest

from knowledge.book import Book


@pytest.fixture(scope="session")
def book() -> Book:
    return Book.load()
