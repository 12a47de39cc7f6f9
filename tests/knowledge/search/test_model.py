import json
import math
import shutil
import time
from array import array
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.asking.words import Said
from knowledge.book import Book
from knowledge.search.linear import Vocabulary, likelihoods
from knowledge.search.model import FOLDER, HEAD, NUMBERS, load, packaged

MEGABYTE = 1_000_000


def test_the_model_is_small_and_read_in_a_moment() -> None:
    assert sum((FOLDER / name).stat().st_size for name in (HEAD, NUMBERS)) < 20 * MEGABYTE
    assert min(_seconds_to_load() for _ in range(5)) < 0.1


def _seconds_to_load() -> float:
    start = time.process_time()
    load(FOLDER)
    return time.process_time() - start


def test_it_knows_every_intent_and_every_entry_of_the_packaged_book(book: Book) -> None:
    model = packaged()
    assert set(model.intents.names) == set(book.intents)
    several = {
        intent: {entry.id for entry in book.entries.values() if entry.intents[0] == intent} for intent in book.intents
    }
    assert {intent: set(one.names) for intent, one in model.entries.items()} == {
        intent: entries for intent, entries in several.items() if len(entries) > 1
    }


def test_likelihoods_add_up_to_one_and_keep_the_order() -> None:
    likely = likelihoods((-1.0, 0.5, 0.4, -50.0), sharpness=6)
    assert sum(likely) == pytest.approx(1)
    assert sorted(likely) == [likely[3], likely[0], likely[2], likely[1]]


def test_scores_of_any_size_are_likelihoods() -> None:
    assert likelihoods((1000.0, 0.0, -1000.0), sharpness=20) == (1.0, 0.0, 0.0)


def test_intents_and_entries_have_a_sharpness_each(book: Book) -> None:
    model = packaged()
    shares = model.shares(book.words.read("berapa iuran petani"))
    sharper = replace(model, sharpness_of_entries=2 * model.sharpness_of_entries)
    assert sharper.of_intents(shares) == model.of_intents(shares)
    assert max(sharper.of_entries("iuran_bpu", shares).values()) > max(model.of_entries("iuran_bpu", shares).values())


def test_a_repeated_word_weighs_little_more() -> None:
    words = ("iuran", "tani", "iuran")
    shares = Vocabulary({"iuran": 0, "tani": 1}, array("f", [1.0, 1.0])).shares(Said(words, words))
    assert shares[0] / shares[1] == pytest.approx(1 + math.log(2))


def test_a_question_without_a_known_word_scores_what_every_question_begins_with() -> None:
    linear = packaged().intents
    assert linear.scores({}) == linear.offsets


def test_what_nobody_knows_has_no_shares(book: Book) -> None:
    assert packaged().vocabulary.shares(book.words.read("🙂")) == {}


def test_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    for name in (HEAD, NUMBERS):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / NUMBERS).write_bytes((FOLDER / NUMBERS).read_bytes()[:-2])
    with pytest.raises(ValueError, match=r"model\.bin has \d+ bytes"):
        load(tmp_path)


def test_the_curve_that_chose_the_thresholds_stands_beside_them() -> None:
    head = json.loads((FOLDER / HEAD).read_text(encoding="utf-8"))
    chosen, targets = head["thresholds"], head["targets"]
    at = {point["cut"]: point for point in head["curve"]}
    assert at[chosen["ours"]]["accepted"] >= targets["accepted"]
    assert all(point["accepted"] < targets["accepted"] for cut, point in at.items() if cut > chosen["ours"])
    assert at[chosen["sure"]]["precise"] >= targets["precise"]
    assert all(point["precise"] < targets["precise"] for cut, point in at.items() if cut < chosen["sure"])
