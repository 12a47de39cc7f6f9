"""Texts written in code fit where WhatsApp shows them: whole on a button or in a row, whole over their choices."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.whatsapp_markup import BODY_UNITS, BUTTON_UNITS, DESCRIPTION_UNITS, TITLE_UNITS
from bot.channels.words import units
from knowledge.book import Book
from knowledge.reading.entries import LONGEST_TITLE

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("bot", "handlers", "leads", "knowledge", "dialogue")
LONG = {
    "Hitung untuk koperasi",
    "Kecelakaan saat kerja",
    "Langkah koperasi kami",
    "Lihat jawaban sekarang",
    "Meninggal karena kerja",
    "Peserta mandiri (BPU)",
    "Sudah ada yang digaji",
    "Tidak ada yang diubah",
}
"""Too long for a button: a message that offers one of them is a list, even when there are few choices."""
SHORTENED = {"Meninggal bukan karena kerja"}
"""Too long for a row's title: shortened there, and whole in the small letters under it."""


def sources() -> Iterator[ast.Module]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ast.parse(path.read_text(encoding="utf-8"))


def texts(tree: ast.AST) -> Iterator[str]:
    """The messages of all `Text("…")` in it."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("Text"), args=[ast.Constant(str(message)), *_]):
                yield message


def labels(tree: ast.AST) -> Iterator[str]:
    """The messages of all texts that a Choice or a Link is made with, where they stand in it."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("Choice" | "Link"), args=arguments, keywords=keywords):
                for part in (*arguments, *(keyword.value for keyword in keywords)):
                    yield from texts(part)


LABELS = sorted({label for tree in sources() for label in labels(tree) if "{" not in label})


def test_there_are_labels_to_look_at() -> None:
    assert len(LABELS) > 100
    assert list(labels(ast.parse('Choice("a", Text("Ya"))\nLink(topic="b", label=Text("Menu"))'))) == ["Ya", "Menu"]


def test_every_label_fits_a_button_but_for_those_that_are_known() -> None:
    assert {label for label in LABELS if units(label) > BUTTON_UNITS} == LONG | SHORTENED


def test_every_label_fits_a_rows_title_but_for_those_that_are_known() -> None:
    assert {label for label in LABELS if units(label) > TITLE_UNITS} == SHORTENED


def test_every_label_and_every_title_of_an_answer_can_be_read_to_its_end(book: Book) -> None:
    titles = [entry.title for entry in book.entries.values()]
    assert [label for label in (*LABELS, *titles) if units(label) > DESCRIPTION_UNITS] == []
    assert LONGEST_TITLE <= DESCRIPTION_UNITS


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_fits_over_its_choices(package: str) -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / package).rglob("*.py"))
    assert [text for tree in trees for text in texts(tree) if units(text) > BODY_UNITS] == []
