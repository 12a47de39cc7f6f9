"""Whoever changes what the model is made from is told to make it again."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.asking.words import Words
from knowledge.book import Book
from knowledge.search.model import FOLDER, HEAD
from tools.model import __main__ as program
from tools.model import inputs
from tools.model.bank import ROOT, Phrase
from tools.model.inputs import CODE, checksum, is_fresh

PHRASES = (
    Phrase("brp iuran petani", "iuran_bpu", "iuran-bpu", "bank", "chat", "a.txt:1"),
    Phrase("kapan jatuh tempo", "jatuh_tempo_denda", "", "seed", "formal", "b.txt:1"),
)


def test_the_order_and_the_place_of_phrases_do_not_count(book: Book) -> None:
    moved = [replace(phrase, place="c.txt:9") for phrase in reversed(PHRASES)]
    assert checksum(PHRASES, book) == checksum(moved, book)


@pytest.mark.parametrize(
    "changed",
    [
        PHRASES[:1],
        (*PHRASES, PHRASES[0]),
        (replace(PHRASES[0], text="brp iuran petani?"), PHRASES[1]),
        (replace(PHRASES[0], intent="iuran_pu"), PHRASES[1]),
        (replace(PHRASES[0], entry=""), PHRASES[1]),
        (replace(PHRASES[0], source="seed"), PHRASES[1]),
    ],
)
def test_every_change_of_a_phrase_counts(book: Book, changed: Sequence[Phrase]) -> None:
    assert checksum(changed, book) != checksum(PHRASES, book)


def test_a_change_of_the_lexicon_counts(book: Book) -> None:
    one, *more = book.words.standards
    words = Words(({**one, "brapakah": "berapa"}, *more))
    assert checksum(PHRASES, replace(book, words=words)) != checksum(PHRASES, book)


@pytest.mark.parametrize("name", CODE)
def test_a_change_of_the_code_that_learns_counts(
    book: Book, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in CODE:
        (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / one, tmp_path / one)
    before = checksum(PHRASES, book)
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    assert checksum(PHRASES, book) == before
    (tmp_path / name).write_text("# changed\n", encoding="utf-8")
    assert checksum(PHRASES, book) != before


def test_the_code_that_makes_terms_is_part_of_what_a_model_is_made_from() -> None:
    assert {"knowledge/asking/words.py", "knowledge/search/features.py", "tools/model/fit.py"} <= set(CODE)


def test_a_stale_model_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    made = json.loads((FOLDER / HEAD).read_text(encoding="utf-8"))["inputs"]
    assert (is_fresh(made), capsys.readouterr().err) == (0, "")
    assert is_fresh("0123456789abcdef") == 1
    assert "run `make model`" in capsys.readouterr().err


def test_nothing_is_learned_from_a_bank_with_something_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "read_bank", lambda book: list(PHRASES))
    for arguments in ([], ["check"]):
        monkeypatch.setattr("sys.argv", ["model", *arguments])
        monkeypatch.setattr(program, "train", lambda *made: pytest.fail("it trained"))
        assert program.main() == 1
        assert "[iuran-bpu] has 1 phrases; at least 25" in capsys.readouterr().err
