import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.book import PACKAGED, Book, ContentError
from knowledge.reading.needed import NEEDED

ROOT = Path(__file__).resolve().parents[3]
READERS = ("bot", "handlers", "leads", "knowledge/iuran", "knowledge/manfaat")
FILES = ("knowledge/kelayakan.py", "knowledge/entry.py")
ENTRIES_TOO = frozenset(("ahli-waris",))
"""Names of an entry as well, and meant as one."""
MAY_BE_MISSING = frozenset(("whatsapp-tarif-utilitas", "whatsapp-tarif-pemasaran"))
"""Without them an estimate says that the price is not known; an older copy of the content goes on."""


def words() -> Iterator[str]:
    """Every word in the source that could be the name of a fact."""
    paths = [path for folder in READERS for path in (ROOT / folder).rglob("*.py")] + [ROOT / file for file in FILES]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_fact_that_the_source_names_is_needed_and_no_other(book: Book) -> None:
    known = {fact.id for fact in book.facts}
    named = set(words()) & known
    assert named - ENTRIES_TOO - MAY_BE_MISSING <= NEEDED
    assert known >= NEEDED


@pytest.mark.parametrize("fact_id", ["jkp-bulan", "iuran-jkk-3", "daftar-kartu-hari", "kontak-175"])
def test_a_needed_fact_that_is_taken_away_stops_the_start(tmp_path: Path, fact_id: str) -> None:
    folder = Path(shutil.copytree(PACKAGED, tmp_path / "data"))
    for path in folder.glob("facts/*.yaml"):
        rows = re.split(r"(?m)^(?=- id: )", path.read_text(encoding="utf-8"))
        path.write_text("".join(row for row in rows if not row.startswith(f"- id: {fact_id}\n")), encoding="utf-8")
    with pytest.raises(ContentError, match=f"fakta '{fact_id}' dipakai program"):
        Book.load(folder)


def test_a_list_of_programmes_that_the_program_cannot_read_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PACKAGED, tmp_path / "data"))
    path = folder / "facts/kepesertaan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("value: JKK dan JKM", "value: kecelakaan dan JKM", 1))
    with pytest.raises(ContentError, match="'kecelakaan dan JKM' bukan nilai dalam 'daftar program'"):
        Book.load(folder)
