"""What staff add to their own copy of the content is found before anybody has trained the model again."""

from dataclasses import replace

import pytest

from knowledge.book import Book
from knowledge.entry import Entry
from knowledge.search import Search
from knowledge.search.model import packaged
from knowledge.search.nearest import Index
from knowledge.search.news import News, mark


@pytest.fixture
def new(book: Book) -> Entry:
    asks = (
        "jam buka loket di pasar citeureup",
        "loket pasar citeureup buka jam berapa",
        "ada loket di pasar citeureup",
    )
    return replace(book.entries["kontak"], id="loket-pasar", title="Loket di Pasar Citeureup", asks=asks)


def test_nothing_of_the_packaged_book_is_news(book: Book) -> None:
    assert {entry.id: mark(entry) for entry in book.entries.values()} == packaged().learned


def test_an_entry_that_the_model_has_not_learned_is_found_by_its_own_words(book: Book, new: Entry) -> None:
    search = Search(replace(book, entries={**book.entries, new.id: new}))
    found = search.find("loket pasar citeureup buka jam brp ya")
    assert (found.outcome, found.entries[0].entry_id) == ("answer", new.id)
    assert found.in_scope > 0.9


def test_it_takes_no_question_that_is_not_asked_of_it(book: Book, new: Entry) -> None:
    before, after = Search(book), Search(replace(book, entries={**book.entries, new.id: new}))
    for text in ("berapa iuran petani", "cara cek saldo jht", "resep rendang"):
        assert before.find(text) == after.find(text)


def test_a_new_way_to_ask_counts_at_once(book: Book) -> None:
    entry = book.entries["kontak"]
    said = "numpang nanya bilik pelayanan sing cedak stasiun"
    changed = replace(entry, asks=(*entry.asks, said))
    assert Search(replace(book, entries={**book.entries, "kontak": changed})).find(said).entries[0].entry_id == "kontak"


def test_an_entry_that_was_taken_out_is_never_found(book: Book) -> None:
    entries = {name: entry for name, entry in book.entries.items() if name != "jatuh-tempo"}
    found = Search(replace(book, entries=entries)).find("jatuh tempo iuran tgl brp")
    assert all(one.entry_id in entries for one in found.entries)


def test_an_intent_without_entries_is_never_found(book: Book) -> None:
    entries = {name: entry for name, entry in book.entries.items() if "jkp" not in entry.intents}
    found = Search(replace(book, entries=entries)).find("syarat jkp apa saja")
    assert all(one.entry_id in entries for one in found.entries)


def test_words_that_are_as_near_to_an_older_entry_are_no_news(book: Book) -> None:
    old = book.entries["kontak"]
    twin = replace(old, id="kontak-baru")
    news = News(replace(book, entries={**book.entries, twin.id: twin}), packaged().learned)
    assert all(news.nearest(book.words.read(ask)) is None for ask in old.asks)


@pytest.mark.parametrize(
    "said, near", [("jam buka loket pasar citeureup", True), ("pasar kambing buka jam berapa", False)]
)
def test_half_of_the_words_are_not_nearly_the_same_question(book: Book, new: Entry, said: str, near: bool) -> None:
    nearest = News(replace(book, entries={**book.entries, new.id: new}), packaged().learned).nearest(
        book.words.read(said)
    )
    assert (nearest is not None) == near


def test_words_that_no_entry_knows_make_an_entry_less_near(book: Book) -> None:
    index = Index(book.words, [("a", "jam buka loket"), ("a", "alamat loket"), ("b", "syarat beasiswa")])
    plain, mixed, both = (
        index.scores(book.words.read(text))["a"]
        for text in ("jam buka loket", "jam buka loket kelurahan tetangga", "jam buka loket alamat")
    )
    assert plain == 1.0
    assert mixed < both < plain
