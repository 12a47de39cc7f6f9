"""Choosing on a bank so small that it is learned in a moment."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np

from knowledge.book import Book
from tools.model.bank import Phrase
from tools.model.choose import ACCEPTED, PRECISE, Unseen, choose
from tools.model.picture import draw, up

SOURCES = ("seed", "reviews", "third")
ASKED = {
    ("iuran_bpu", "iuran-bpu"): "iuran petani sebulan",
    ("iuran_bpu", "bpu-lapis"): "iuran lapisan upah",
    ("jht_syarat", ""): "cairkan tabungan",
    ("oos_lain", ""): "resep rendang",
}


def bank() -> list[Phrase]:
    """Every source asks for everything in the same words, and puts some of its own to them."""
    return [
        Phrase(f"{words} {source} {number}{number}", intent, entry, source)
        for source, number, ((intent, entry), words) in product(SOURCES, range(6), ASKED.items())
    ]


def scored(phrases: Sequence[Phrase], book: Book) -> Unseen:
    unseen = Unseen(tuple(sorted({phrase.intent for phrase in phrases})), phrases, book)
    for source in SOURCES:
        unseen.score(source)
    return unseen


def test_thresholds_are_the_widest_that_keep_to_their_targets(book: Book) -> None:
    chosen = choose([*bank(), Phrase("resep rendang mana", "jht_syarat", "", "third")], book)
    at = {point.cut: point for point in chosen.curve}
    assert at[chosen.ours].accepted >= ACCEPTED
    assert all(point.accepted < ACCEPTED for cut, point in at.items() if cut > chosen.ours)
    assert at[chosen.sure].precise >= PRECISE
    assert all(point.precise < PRECISE for cut, point in at.items() if cut < chosen.sure)
    assert chosen.sharpness > 1
    assert chosen.sharpness_of_entries > 1


def test_what_all_writers_say_is_learned_from_the_others(book: Book) -> None:
    unseen = scored(bank(), book)
    assert (unseen.scores.argmax(axis=1) == unseen.right).all()


def test_what_one_writer_alone_says_teaches_nothing_about_himself(book: Book) -> None:
    words = dict(zip(SOURCES, ("bcbcb bdbdb bfbfb", "ghghg gjgjg gkgkg", "lmlml lnlnl lplpl"), strict=True))
    intents = ("iuran_bpu", "jht_syarat", "oos_lain")
    phrases = [
        Phrase(word, intent, "", source)
        for source in SOURCES
        for intent, word in zip(intents, words[source].split(), strict=True)
        for _ in range(6)
    ]
    unseen = scored(phrases, book)
    for source in SOURCES:
        rows = [row for row, phrase in enumerate(phrases) if phrase.source == source]
        assert np.ptp(unseen.scores[rows], axis=0).max() == 0


def test_the_picture_tells_what_was_chosen(book: Book, tmp_path: Path) -> None:
    chosen = choose(bank(), book)
    draw(chosen, tmp_path / "picture.svg")
    said = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert said.startswith("<svg ")
    assert f">{chosen.ours:.2f}</text>" in said
    assert f">{chosen.sure:.2f}</text>" in said
    assert up(1.0) < up(0.5) < up(0.0)
    assert said.count("<polyline ") == 5
