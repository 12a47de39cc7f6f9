"""The FAQ as a whole: enough of it, for everything that is asked, in a form for every channel."""

from collections import Counter
from datetime import date

from bot.render import plain
from knowledge.book import Book
from knowledge.reading.checks import TOPICS

NOVEMBER = date(2026, 11, 22)
PLAIN_TEXT = 4096
"""Characters of a text message on WhatsApp, and on Telegram."""


def test_there_are_at_least_150_entries_on_what_is_ours(book: Book) -> None:
    ours = [entry for entry in book.entries.values() if any(book.intents[one].in_scope for one in entry.intents)]
    assert len(ours) >= 150


def test_every_intent_has_an_entry_in_scope_or_not(book: Book) -> None:
    served = {intent for entry in book.entries.values() for intent in entry.intents}
    assert served == set(book.intents)
    assert sum(intent.in_scope for intent in book.intents.values()) >= 55


def test_every_entry_is_asked_for_in_eight_ways_that_are_its_own(book: Book) -> None:
    asks = Counter(ask.lower() for entry in book.entries.values() for ask in entry.asks)
    assert [entry.id for entry in book.entries.values() if len(set(entry.asks)) < 8] == []
    assert [ask for ask, times in asks.items() if times > 1] == []


def test_every_entry_leads_on_in_one_to_three_ways_and_none_to_itself(book: Book) -> None:
    for entry in book.entries.values():
        assert 1 <= len(entry.next) <= 3, entry.id
        assert entry.id not in entry.next
        assert all(name in book.entries or name in TOPICS for name in entry.next), entry.id


def test_no_title_stands_twice(book: Book) -> None:
    titles = Counter(entry.title for entry in book.entries.values())
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_answer_can_be_read_as_plain_text_on_any_channel(book: Book) -> None:
    facts = book.on(NOVEMBER)
    for entry in book.entries.values():
        full = plain(entry.full(facts))
        assert len(full) <= PLAIN_TEXT, entry.id
        assert not set(full) & set("*_`<>{}[]"), entry.id


def test_who_hears_a_price_with_the_discount_hears_the_one_after_it_too(book: Book) -> None:
    facts = book.on(NOVEMBER)
    for entry in book.entries.values():
        for said in (plain(entry.opening(facts)), plain(entry.full(facts))):
            for discounted, normal in (("Rp8.400", "Rp16.800"), ("Rp28.400", "Rp36.800")):
                assert discounted not in said or normal in said, entry.id
