import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.book import PACKAGED, Book, ContentError

ENTRY = """
- id: percobaan
  intents: [iuran_bpu]
  title: Percobaan
  answer: {answer}
  cites: [{cites}]
  asks: [satu cara, lain cara, cara lain, cara lagi]
"""
FACT = """
- id: percobaan
  value: {value}
  unit: {unit}
  effective_from: {since}
  source: buku
  confidence: {confidence}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED, tmp_path / "data"))


def problems(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        Book.load(folder)
    return [str(problem) for problem in caught.value.problems]


def add(path: Path, text: str) -> int:
    """Append, and return the line on which the addition begins."""
    before = path.read_text(encoding="utf-8")
    path.write_text(before + text.lstrip("\n"), encoding="utf-8")
    return before.count("\n") + 1


def entry(answer: str = "Baik.", cites: str = "") -> str:
    return ENTRY.replace("{answer}", answer).replace("{cites}", cites)


def fact(value: str = "1", unit: str = "tahun", since: str = "2026-01-01", confidence: str = "high") -> str:
    return FACT.format(value=value, unit=unit, since=since, confidence=confidence)


def test_the_packaged_book_loads_with_all_villages(book: Book) -> None:
    assert len(book.villages.all) == 435
    assert re.fullmatch(r"[0-9a-f]{12}", book.version)
    assert book.since <= date(2026, 11, 22) <= book.checked


def test_a_copy_of_the_folder_is_the_same_book(book: Book, folder: Path) -> None:
    copy = Book.load(folder)
    assert copy.version == book.version
    assert copy.entries == book.entries


def test_any_change_of_content_changes_the_version(book: Book, folder: Path) -> None:
    add(folder / "facts/layanan.yaml", fact())
    assert Book.load(folder).version != book.version


def test_an_amount_typed_into_an_answer_is_told_with_file_and_line(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", entry("Bayar Rp16.800 saja."))
    assert problems(folder) == [f"entries/iuran.yaml:{line + 3}: 'Rp16.800' is typed; take it from a fact: {{fact-id}}"]


@pytest.mark.parametrize("typed", ["5%", "0,24", "2x24", "3 bulan", "tiga", "dua belas", "satu bulan", "lima persen"])
def test_a_number_is_found_however_it_is_typed(folder: Path, typed: str) -> None:
    add(folder / "entries/iuran.yaml", entry(f"Waktunya {typed} sesudah itu."))
    assert any("is typed" in problem for problem in problems(folder))


@pytest.mark.parametrize("text", ["Isi formulir F1A.", "Satu per satu.", "Salah satu dari keduanya.", "Kesatuan."])
def test_names_with_digits_and_plain_words_are_no_numbers(folder: Path, text: str) -> None:
    add(folder / "entries/iuran.yaml", entry(text))
    assert "percobaan" in Book.load(folder).entries


def test_a_missing_fact_is_told_where_it_is_used(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", entry("Bayar {belum-ada} saja.", cites="juga-tidak"))
    assert f"entries/iuran.yaml:{line + 3}: no fact 'belum-ada'" in problems(folder)
    assert f"entries/iuran.yaml:{line + 4}: no fact 'juga-tidak'" in problems(folder)


def test_the_number_of_a_fact_of_low_confidence_is_never_said(folder: Path) -> None:
    add(folder / "facts/layanan.yaml", fact(confidence="low"))
    line = add(folder / "entries/iuran.yaml", entry("Usianya {percobaan} tahun."))
    assert problems(folder) == [
        f"entries/iuran.yaml:{line + 3}: fact 'percobaan' has no number that may be said (none, or confidence low)"
    ]


def test_two_rows_of_one_fact_may_not_hold_on_the_same_day(folder: Path) -> None:
    add(folder / "facts/layanan.yaml", fact(since="2026-01-01"))
    line = add(folder / "facts/program.yaml", fact(since="2026-06-01"))
    assert problems(folder) == [
        f"facts/program.yaml:{line + 3}: fact 'percobaan' has two rows that hold on the same day"
    ]


def test_an_answer_must_hold_on_every_day(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", entry("Diskon {bpu-diskon} sekarang."))
    assert problems(folder) == [
        f"entries/iuran.yaml:{line + 3}: on 2027-04-01: "
        "the fact 'bpu-diskon' does not hold; use 'when' or another variant"
    ]


def test_an_answer_with_variants_ends_with_one_that_always_holds(folder: Path) -> None:
    add(folder / "entries/iuran.yaml", entry("[{text: Ada., when: bpu-diskon}]"))
    assert any("the last variant of 'answer' must hold always" in problem for problem in problems(folder))


def test_a_long_opening_is_refused(folder: Path) -> None:
    add(folder / "entries/iuran.yaml", entry("Kata. " * 80))
    assert any("at most 400" in problem for problem in problems(folder))
    add(folder / "entries/manfaat.yaml", entry("kata " * 60).replace("percobaan", "panjang"))
    assert any("the first sentence has" in problem for problem in problems(folder))


@pytest.mark.parametrize(
    "row, message",
    [
        (fact(value="lima"), "'lima' is no value in 'tahun'"),
        (fact(unit="kilo"), "unknown unit 'kilo'"),
        (fact(confidence="certain"), "'confidence' must be high, medium or low"),
        (fact(since="kemarin"), "'effective_from' must be a day like 2026-11-22"),
        (fact().replace("source", "sumber"), "unknown field 'sumber'"),
        (fact().replace("  source: buku\n", ""), "'source' is missing"),
        (fact() + "  effective_to: 2025-01-01\n", "'effective_to' is before 'effective_from'"),
        (fact() + "  unit: bulan\n", "field 'unit' stands here twice"),
        (fact().replace("  unit: tahun\n", ""), "'value' and 'unit' belong together"),
    ],
)
def test_a_wrong_fact_is_told_in_words(folder: Path, row: str, message: str) -> None:
    line = add(folder / "facts/layanan.yaml", row)
    found = [problem for problem in problems(folder) if message in problem]
    assert len(found) == 1
    assert line <= int(found[0].split(":")[1]) <= line + row.count("\n")


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("[iuran_bpu]", "[iuran_apa]", "no intent 'iuran_apa'"),
        ("asks: [satu cara, lain cara, cara lain, cara lagi]", "asks: [satu cara]", "needs at least 4"),
        ("title: Percobaan", "title: " + "Judul " * 12, "at most 60"),
        ("title: Percobaan", "next: [entah]\n  title: Percobaan", "no topic or entry 'entah'"),
        ("id: percobaan", "id: iuran-bpu", "stands here twice"),
        ("answer: Baik.", "answer: Baik *sekali.", "both sides"),
        ("answer: Baik.", "answer: Baik {Sekali}.", "braces are only for a fact"),
        ("answer: Baik.", "emergency: mungkin\n  answer: Baik.", "must be true or false"),
        ("  answer: Baik.\n", "", "'answer' is missing"),
    ],
)
def test_a_wrong_entry_is_told_in_words(folder: Path, old: str, new: str, message: str) -> None:
    add(folder / "entries/iuran.yaml", entry().replace(old, new))
    assert any(message in problem for problem in problems(folder))


def test_all_problems_are_told_at_once(folder: Path) -> None:
    add(folder / "facts/layanan.yaml", fact(unit="kilo"))
    add(folder / "entries/iuran.yaml", entry("Bayar {belum-ada}."))
    add(folder / "village_aliases.csv", "32.01.99.2001,Entah\n")
    files = {problem.split(":")[0] for problem in problems(folder)}
    assert files == {"facts/layanan.yaml", "entries/iuran.yaml", "village_aliases.csv"}


def test_a_broken_file_is_told_with_its_line(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", "- id: [terbuka\n  title: x: y\n")
    assert any(
        re.match(rf"entries/iuran\.yaml:({line}|{line + 1}): not readable as YAML", one) for one in problems(folder)
    )


def test_a_list_of_words_instead_of_rows_is_told(folder: Path) -> None:
    line = add(folder / "facts/layanan.yaml", "- hanya kata\n")
    assert f"facts/layanan.yaml:{line}: expected fields like 'id: …'" in problems(folder)


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "intents.yaml").unlink()
    assert "intents.yaml:1: this file is missing" in problems(folder)
    (folder / "book.yaml").unlink()
    assert problems(folder) == ["book.yaml:1: this file is missing"]


def test_a_book_without_the_helpline_or_an_emergency_does_not_start(folder: Path) -> None:
    for name, old in (("facts/layanan.yaml", "kontak-175"), ("entries/klaim.yaml", "  emergency: true\n")):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, ""), encoding="utf-8")
    found = problems(folder)
    assert "facts:1: the fact 'kontak-175' is missing" in found
    assert "entries:1: no entry has 'emergency: true'" in found


def test_a_spelling_with_two_meanings_is_told(folder: Path) -> None:
    line = add(folder / "lexicon.yaml", "- standard: beras\n  written: [berapa, brp]\n")
    assert f"lexicon.yaml:{line + 1}: 'brp' stands here as 'beras' and elsewhere as 'berapa'" in problems(folder)


def test_a_wrong_village_is_told_with_its_line(folder: Path) -> None:
    path = folder / "villages.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("32.01.01.1002,kelurahan", "32.01.01.1002,desa"), "utf-8")
    assert problems(folder) == ["villages.csv:3: '32.01.01.1002' does not fit its kind, its kecamatan or its names"]


def test_an_old_name_for_no_village_and_a_lost_register_are_told(folder: Path) -> None:
    line = add(folder / "village_aliases.csv", "32.01.99.2001,Entah\n")
    assert problems(folder) == [f"village_aliases.csv:{line}: no village '32.01.99.2001', or no name for it"]
    (folder / "villages.csv").unlink()
    assert "villages.csv:1: not readable: FileNotFoundError" in problems(folder)


def test_the_digest_is_reminded_before_a_rule_ends_and_not_long_before() -> None:
    book = Book.load()
    soon = [text.message for text in book.remind(date(2026, 11, 23))]
    assert soon == ["diskon iuran petani, pedagang, dan pekerja mandiri lain berakhir {until}."]
    assert book.remind(date(2026, 10, 31)) == ()
    assert book.remind(date(2027, 1, 1)) == ()


def test_a_reminder_of_an_unknown_fact_or_with_a_number_is_told_with_its_line(folder: Path) -> None:
    line = add(folder / "reminders.yaml", "- fact: tidak-ada\n  days: 60\n  text: naik jadi 100.\n")
    assert problems(folder) == [
        f"reminders.yaml:{line}: no fact 'tidak-ada'",
        f"reminders.yaml:{line + 2}: the text may hold no number and no placeholder but {{until}}",
    ]


def test_the_branch_decides_over_its_own_days(folder: Path) -> None:
    (folder / "days_off.yaml").write_text(
        "- {day: 2026-12-30, open: false, reason: tutup buku}\n- {day: 2026-12-24, open: true}\n"
    )
    assert Book.load(folder).days_off == {date(2026, 12, 30): "tutup buku", date(2026, 12, 24): True}


def test_a_day_off_needs_its_reason(folder: Path) -> None:
    (folder / "days_off.yaml").write_text("- {day: 2026-12-30, open: false}\n")
    assert problems(folder) == ["days_off.yaml:1: 'reason' is missing"]
