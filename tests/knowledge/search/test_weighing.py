"""The model, made to fit whatever book staff have made."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from knowledge.asking.words import Said
from knowledge.book import Book
from knowledge.entry import Entry
from knowledge.search.linear import Linear
from knowledge.search.model import Model, packaged
from knowledge.search.weighing import Scales
from tests.knowledge.search.made import STEP, model

Entries = Mapping[str, Entry]
Edit = Callable[[Entries], Entries]
TEXTS = ("berapa iuran petani", "syarat jkp apa saja", "jatuh tempo iuran tgl brp", "resep rendang", "zzz")


def without(entry: str) -> Edit:
    return lambda entries: {name: one for name, one in entries.items() if name != entry}


def moved(entry: str, intent: str) -> Edit:
    return lambda entries: {**entries, entry: replace(entries[entry], intents=(intent,))}


@pytest.mark.parametrize(
    "edit",
    [
        without("iuran-bpu"),
        without("oos_lain"),
        moved("iuran-bpu", "jkp"),
        moved("jatuh-tempo", "iuran_bpu"),
        moved("oos_lain", "oos_smalltalk"),
    ],
)
def test_likelihoods_add_up_to_one_after_any_edit(book: Book, edit: Edit) -> None:
    entries = edit(book.entries)
    scales = Scales(replace(book, entries=entries), packaged())
    for text in TEXTS:
        weighed = scales.weigh(book.words.read(text))
        assert sum(weighed.intents.values()) == pytest.approx(1)
        assert sum(weighed.entries.values()) == pytest.approx(1)
        assert weighed.entries.keys() <= entries.keys()


def test_an_entry_that_was_moved_counts_where_it_is_now(book: Book) -> None:
    told, first, second = of_two(book)
    entries = {**book.entries, second: replace(book.entries[second], intents=("jkp",))}
    weighed = Scales(replace(book, entries=entries), told).weigh(said("alfa"))
    assert weighed.entries[first] == pytest.approx(weighed.intents["jht_syarat"])


@pytest.mark.parametrize("words", ["alfa", "alfa beta"])
def test_the_entries_of_the_second_likeliest_intent_are_told_apart_too(book: Book, words: str) -> None:
    told, first, second = of_two(book)
    weighed = Scales(book, told).weigh(said(words))
    assert weighed.best(ours=True, of=dict.fromkeys(book.intents, True)) == ("jkp" if "beta" in words else "jht_syarat")
    assert weighed.entries[second] > weighed.entries[first] > 0


def of_two(book: Book) -> tuple[Model, str, str]:
    """The word "alfa" asks for an intent, and for the second of its entries; "beta" for another intent."""
    first, second = [entry.id for entry in book.entries.values() if entry.intents[0] == "jht_syarat"][:2]
    apart = Linear((first, second), (0.0, 0.0), {0: 0}, array("h", [0, 3000]), STEP)
    told = model(book, {"alfa": ("jht_syarat", 0.7), "beta": ("jkp", 0.9)})
    return replace(told, entries={"jht_syarat": apart}), first, second


def said(words: str) -> Said:
    return Said(tuple(words.split()), tuple(words.split()))


def test_a_near_new_entry_never_makes_its_intent_less_likely(book: Book) -> None:
    told = model(book, {"alfa": ("kontak_kantor", 0.99)})
    entry = replace(book.entries["kontak"], asks=("alfa beta gama delta",))
    assert entry.intents[0] == "kontak_kantor"
    scales = Scales(replace(book, entries={**book.entries, entry.id: entry}), told)
    assert scales.weigh(said("alfa beta gama")).intents["kontak_kantor"] == pytest.approx(0.99, abs=0.001)


def test_what_nobody_knows_a_word_of_is_hardly_ours(book: Book) -> None:
    assert Scales(book, packaged()).weigh(said("")).in_scope == 0.0
