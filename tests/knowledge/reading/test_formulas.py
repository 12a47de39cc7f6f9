"""A number that follows from others cannot drift away from them."""

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.book import PACKAGED, Book, ContentError
from knowledge.facts import UnknownFact
from knowledge.reading.formulas import reckoned

NOVEMBER = date(2026, 11, 22)


def edited(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = Path(shutil.copytree(PACKAGED, tmp_path / "data"))
    path = folder / "facts" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def problems(folder: Path) -> str:
    with pytest.raises(ContentError) as caught:
        Book.load(folder)
    return "\n".join(map(str, caught.value.problems))


def test_a_price_that_changes_is_missed_where_it_was_added_up(tmp_path: Path) -> None:
    found = problems(edited(tmp_path, "bpu.yaml", "value: 6800", "value: 7000"))
    assert re.search(r"facts/bpu\.yaml:\d+: pada 2015-07-01 nilainya menurut 'formula' 17000, bukan 16800", found)
    assert "facts/contoh.yaml" in found


def test_a_sum_that_was_typed_wrongly_is_told_with_its_day(tmp_path: Path) -> None:
    found = problems(edited(tmp_path, "bpu.yaml", "value: 8400", "value: 8500"))
    assert "pada 2026-04-01 nilainya menurut 'formula' 8400, bukan 8500" in found


@pytest.mark.parametrize(
    "formula, said",
    [
        ("tidak-ada + bpu-jkm", "menyebut fakta yang tidak ada pada 2015-07-01: 'tidak-ada'"),
        ("bpu-jkm ** 9", "hanya boleh berisi"),
        ("bpu-jkm / 2", "hanya boleh berisi"),
        ("__import__('os')", "menyebut fakta yang tidak ada"),
        ("kontak-175 + bpu-jkm", "hanya boleh berisi"),
        ("(" * 90 + "1", "hanya boleh berisi"),
    ],
)
def test_a_formula_that_is_none_is_told(tmp_path: Path, formula: str, said: str) -> None:
    right = "formula: bpu-jkk-terendah + bpu-jkm"
    assert said in problems(edited(tmp_path, "bpu.yaml", right, f'formula: "{formula}"'))


def test_a_formula_is_reckoned_from_the_facts_of_the_day(book: Book) -> None:
    assert reckoned("2 * (bpu-jkm + 200) - 1", book.on(NOVEMBER)) == Decimal(13_999)
    with pytest.raises(UnknownFact):
        reckoned("bpu-jkm", book.on(date(2015, 1, 1)))


def test_every_package_and_example_says_how_it_was_reckoned(book: Book) -> None:
    rows = [row for path in (PACKAGED / "facts").glob("*.yaml") for row in re.split(r"(?m)^- id: ", path.read_text())]
    derived = ("bpu-paket-", "contoh-")
    given = ("contoh-bpu-dasar", "contoh-bpu-penghasilan")
    bare = [
        row.split("\n")[0]
        for row in rows
        if row.startswith(derived) and "formula:" not in row and "value: t" not in row
    ]
    assert [name for name in bare if not name.startswith(given) and not name.endswith("-upah")] == []
