import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from dialogue.text import Day
from knowledge.book import PACKAGED, Book, ContentError
from knowledge.reading.entries import LEAST_NEXT, MOST_NEXT

WAYS = "satu cara, lain cara, cara lain, cara lagi, lagi cara, cara baru, baru cara, cara lama"
ENTRY = """
- id: percobaan
  intents: [iuran_bpu]
  title: Percobaan
  answer: {answer}
  cites: [{cites}]
  asks: [{ways}]
  next: [menu]
"""
FACT = """
- id: percobaan
  value: {value}
  unit: {unit}
  effective_from: {since}
  source: buku
  confidence: {confidence}
"""


UNKNOWN = """
- id: percobaan
  value: tidak diketahui
  effective_from: {since}
  effective_to: {until}
  source: belum diperiksa
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


def entry(answer: str = "Baik.", cites: str = "daftar-aktif") -> str:
    return ENTRY.replace("{answer}", answer).replace("{cites}", cites).replace("{ways}", WAYS)


def fact(value: str = "1", unit: str = "tahun", since: str = "2026-01-01", confidence: str = "high") -> str:
    return FACT.format(value=value, unit=unit, since=since, confidence=confidence)


def covered(folder: Path, fact_id: str) -> None:
    """The branch is reminded of the end of the fact."""
    add(folder / "reminders.yaml", f"- facts: [{fact_id}]\n  days: 60\n  text: Berakhir {{until}}.\n")


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
    assert problems(folder) == [
        f"entries/iuran.yaml:{line + 3}: 'Rp16.800' diketik langsung; pakai fakta: {{id-fakta}}"
    ]


@pytest.mark.parametrize(
    "typed", ["5%", "0,24", "2x24", "3 bulan", "tiga", "dua belas", "satu bulan", "lima persen", "sejuta"]
)
def test_a_number_is_found_however_it_is_typed(folder: Path, typed: str) -> None:
    add(folder / "entries/iuran.yaml", entry(f"Waktunya {typed} sesudah itu."))
    assert any("diketik langsung" in problem for problem in problems(folder))


@pytest.mark.parametrize("text", ["Isi formulir F1A.", "Satu per satu.", "Salah satu dari keduanya.", "Kesatuan."])
def test_names_with_digits_and_plain_words_are_no_numbers(folder: Path, text: str) -> None:
    add(folder / "entries/iuran.yaml", entry(text))
    assert "percobaan" in Book.load(folder).entries


def test_a_missing_fact_is_told_where_it_is_used(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", entry("Bayar {belum-ada} saja.", cites="juga-tidak"))
    assert f"entries/iuran.yaml:{line + 3}: tidak ada fakta 'belum-ada'" in problems(folder)
    assert f"entries/iuran.yaml:{line + 4}: tidak ada fakta 'juga-tidak'" in problems(folder)


def test_the_number_of_a_fact_of_low_confidence_is_never_said(folder: Path) -> None:
    add(folder / "facts/layanan.yaml", fact(confidence="low"))
    line = add(folder / "entries/iuran.yaml", entry("Usianya {percobaan} tahun."))
    assert problems(folder) == [
        f"entries/iuran.yaml:{line + 3}: angka fakta 'percobaan' tidak boleh disebut (tidak ada, atau confidence low)"
    ]


def test_two_rows_of_one_fact_may_not_hold_on_the_same_day(folder: Path) -> None:
    first = add(folder / "facts/layanan.yaml", fact(since="2026-01-01"))
    line = add(folder / "facts/program.yaml", fact(since="2026-06-01"))
    assert problems(folder) == [
        f"facts/program.yaml:{line + 3}: fakta 'percobaan' sudah punya baris yang berlaku pada hari yang sama "
        f"(facts/layanan.yaml:{first}); tutup yang lama dengan 'effective_to', atau hapus salah satu"
    ]


def test_a_hole_between_two_rows_is_told_and_may_be_filled_with_unknown(folder: Path) -> None:
    add(folder / "facts/layanan.yaml", fact(since="2024-01-01") + "  effective_to: 2024-12-31\n")
    line = add(folder / "facts/program.yaml", fact(since="2026-01-01"))
    assert problems(folder) == [
        f"facts/program.yaml:{line + 3}: fakta 'percobaan' tidak punya baris untuk 2025-01-01 sampai 2025-12-31; "
        "betulkan tanggalnya, atau tambahkan baris 'value: tidak diketahui' untuk masa itu"
    ]
    add(folder / "facts/program.yaml", UNKNOWN.format(since="2025-01-01", until="2025-12-31"))
    book = Book.load(folder)
    assert book.on(date(2026, 1, 1)).amount("percobaan") == 1
    assert book.on(date(2025, 6, 1)).is_unknown("percobaan")
    assert "percobaan" not in book.on(date(2025, 6, 1))


def test_an_answer_may_not_say_what_nobody_knows(folder: Path) -> None:
    add(folder / "facts/program.yaml", fact().replace("  source", "  effective_to: 2027-01-31\n  source"))
    add(folder / "facts/program.yaml", UNKNOWN.format(since="2027-02-01", until="2027-12-31"))
    covered(folder, "percobaan")
    line = add(folder / "entries/iuran.yaml", entry("Usianya {percobaan} tahun."))
    assert problems(folder) == [
        f"entries/iuran.yaml:{line + 3}: pada 2027-02-01: fakta 'percobaan' tidak diketahui; "
        "beri 'when: percobaan', atau buat pilihan jawaban lain"
    ]


def test_a_row_names_its_reviewer_or_has_that_of_the_book(folder: Path) -> None:
    add(folder / "facts/program.yaml", fact() + "  reviewer: Ibu Rina\n  reviewed: 2026-11-25\n")
    book = Book.load(folder)
    own, other = book.on(date(2026, 11, 26))["percobaan"], book.on(date(2026, 11, 26))["jkm-total"]
    assert (own.reviewer, own.reviewed) == ("Ibu Rina", date(2026, 11, 25))
    assert (other.reviewer, other.reviewed) == ("tim Sapakop", book.checked)


def test_a_row_that_ends_without_a_reminder_is_told_at_its_last_day(folder: Path) -> None:
    line = add(folder / "facts/program.yaml", fact() + "  effective_to: 2027-06-30\n")
    assert problems(folder) == [
        f"facts/program.yaml:{line + 6}: fakta 'percobaan' berakhir 2027-06-30 tanpa pengingat; "
        "tambahkan ke reminders.yaml"
    ]
    covered(folder, "percobaan")
    assert len(Book.load(folder).remind(date(2027, 6, 1))) == 1


def test_an_answer_must_hold_on_every_day(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", entry("Diskon {bpu-diskon} sekarang."))
    assert problems(folder) == [
        f"entries/iuran.yaml:{line + 3}: pada 2027-04-01: "
        "fakta 'bpu-diskon' tidak berlaku; beri 'when: bpu-diskon', atau buat pilihan jawaban lain"
    ]


def test_an_answer_that_is_ours_to_give_rests_on_a_rule_on_every_day(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", entry("Boleh.", cites="bpu-diskon"))
    add(
        folder / "entries/luar.yaml",
        entry("Maaf.", cites="").replace("iuran_bpu", "oos_smalltalk").replace(": perc", ": lain-"),
    )
    assert problems(folder) == [
        f"entries/iuran.yaml:{line + 3}: pada 2027-04-01: "
        "jawaban ini tidak punya dasar; pakai {id-fakta} di dalamnya, atau isi 'cites'"
    ]


def test_the_number_of_next_steps_is_bounded(folder: Path) -> None:
    line = add(folder / "entries/iuran.yaml", entry().replace("[menu]", f"[{', '.join(['menu'] * (MOST_NEXT + 1))}]"))
    found = f"'next' berisi {MOST_NEXT + 1} langkah; sedikitnya {LEAST_NEXT}, paling banyak {MOST_NEXT}"
    assert problems(folder) == [f"entries/iuran.yaml:{line + 6}: {found}"]


def test_an_answer_with_variants_ends_with_one_that_always_holds(folder: Path) -> None:
    add(folder / "entries/iuran.yaml", entry("[{text: Ada., when: bpu-diskon}]"))
    assert any("pilihan 'answer' yang terakhir harus selalu berlaku" in problem for problem in problems(folder))


def test_a_long_opening_is_refused(folder: Path) -> None:
    add(folder / "entries/iuran.yaml", entry("Kata. " * 80))
    assert any("paling panjang 400" in problem for problem in problems(folder))
    add(folder / "entries/manfaat.yaml", entry("kata " * 60).replace("percobaan", "panjang"))
    assert any("kalimat pertama panjangnya" in problem for problem in problems(folder))


@pytest.mark.parametrize(
    "row, message",
    [
        (fact(value="lima"), "'lima' bukan nilai dalam 'tahun'"),
        (fact(unit="kilo"), "satuan 'kilo' tidak dikenal"),
        (fact(confidence="certain"), "'confidence' harus high, medium, atau low"),
        (fact(since="kemarin"), "'effective_from' harus berupa tanggal seperti 2026-11-22"),
        (fact().replace("source", "sumber"), "isian 'sumber' tidak dikenal"),
        (fact().replace("  source: buku\n", ""), "'source' belum diisi"),
        (fact() + "  effective_to: 2025-01-01\n", "'effective_to' lebih awal daripada 'effective_from'"),
        (fact() + "  effective_to: 9999-12-31\n", "kosongkan 'effective_to'"),
        (fact() + "  unit: bulan\n", "isian 'unit' tertulis dua kali"),
        (fact() + "  ? [catatan]\n  : lama\n", "nama isian harus satu kata"),
        (fact(value="nan", unit="persen"), "'nan' bukan nilai dalam 'persen'"),
        (fact(value="Infinity", unit="persen"), "'Infinity' bukan nilai dalam 'persen'"),
        (fact(value="-1", unit="rupiah"), "'-1' bukan nilai dalam 'rupiah'"),
        (fact(value="6", unit="kelas"), "'6' bukan nilai dalam 'kelas'"),
        (fact(value="0", unit="kelas"), "'0' bukan nilai dalam 'kelas'"),
        (fact(value="30", unit="tanggal"), "'30' bukan nilai dalam 'tanggal'"),
        (fact().replace("  unit: tahun\n", ""), "'value' dan 'unit' harus diisi berdua"),
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
        ("[iuran_bpu]", "[iuran_apa]", "tidak ada maksud 'iuran_apa'"),
        (WAYS, "satu cara, Satu  Cara", "baru berisi 1 cara bertanya"),
        ("title: Percobaan", "title: " + "Judul " * 12, "paling panjang 60"),
        ("next: [menu]", "next: [entah]", "tidak ada jawaban atau menu 'entah'"),
        ("id: percobaan", "id: iuran-bpu", "tertulis dua kali; yang pertama di entries/iuran.yaml"),
        ("answer: Baik.", "answer: Baik *sekali.", "harus berpasangan"),
        ("answer: Baik.", "answer: Baik {Sekali}.", "kurung kurawal hanya untuk fakta"),
        ("answer: Baik.", "emergency: mungkin\n  answer: Baik.", "hanya boleh true atau false"),
        ("  answer: Baik.\n", "", "'answer' belum diisi"),
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
        re.match(rf"entries/iuran\.yaml:({line}|{line + 1}): tidak terbaca; periksa spasi", one)
        for one in problems(folder)
    )


def test_a_list_of_words_instead_of_rows_is_told(folder: Path) -> None:
    line = add(folder / "facts/layanan.yaml", "- hanya kata\n")
    assert f"facts/layanan.yaml:{line}: di sini harus ada isian seperti 'id: …'" in problems(folder)


def test_an_empty_book_says_so(folder: Path) -> None:
    (folder / "book.yaml").write_text("[]\n", encoding="utf-8")
    assert problems(folder) == ["book.yaml:1: berkas ini kosong"]


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "intents.yaml").unlink()
    assert "intents.yaml:1: berkas ini tidak ada" in problems(folder)
    (folder / "book.yaml").unlink()
    assert problems(folder) == ["book.yaml:1: berkas ini tidak ada"]


def test_a_book_without_the_helpline_or_an_emergency_does_not_start(folder: Path) -> None:
    for name, old in (("facts/layanan.yaml", "kontak-175"), ("entries/klaim.yaml", "  emergency: true\n")):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, ""), encoding="utf-8")
    found = problems(folder)
    assert "facts:1: fakta 'kontak-175' dipakai program; jangan dihapus, ganti nilainya saja" in found
    assert "entries:1: belum ada jawaban dengan 'emergency: true'" in found


def test_a_spelling_with_two_meanings_is_told(folder: Path) -> None:
    line = add(folder / "lexicon.yaml", "- standard: beras\n  written: [berapa, brp]\n")
    assert f"lexicon.yaml:{line + 1}: 'brp' berarti 'beras' di sini, 'berapa' di tempat lain" in problems(folder)


def test_a_wrong_village_is_told_with_its_line(folder: Path) -> None:
    path = folder / "villages.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("32.01.01.1002,kelurahan", "32.01.01.1002,desa"), "utf-8")
    assert problems(folder) == [
        "villages.csv:3: kode '32.01.01.1002' tidak cocok dengan jenis, kecamatan, atau namanya"
    ]


def test_an_old_name_for_no_village_and_a_lost_register_are_told(folder: Path) -> None:
    line = add(folder / "village_aliases.csv", "32.01.99.2001,Entah\n")
    assert problems(folder) == [f"village_aliases.csv:{line}: desa '32.01.99.2001' tidak ada, atau nama lamanya kosong"]
    (folder / "villages.csv").unlink()
    assert "villages.csv:1: berkas ini tidak terbaca (FileNotFoundError)" in problems(folder)


def test_the_digest_is_reminded_before_a_rule_ends_and_not_long_before() -> None:
    book = Book.load()
    soon = [text.message for text in book.remind(date(2026, 11, 23))]
    assert soon == ["diskon iuran petani, pedagang, dan pekerja mandiri lain berakhir {until}."]
    assert book.remind(date(2026, 10, 31)) == ()
    assert book.remind(date(2026, 6, 1)) == ()


def test_reminders_stand_in_the_order_of_their_days() -> None:
    book = Book.load()
    days = [text.values["until"] for text in book.remind(date(2027, 1, 30))]
    assert days == [Day(date(2027, 1, 31)), Day(date(2027, 2, 28)), Day(date(2027, 3, 31))]


@pytest.mark.parametrize(
    "last, words",
    [
        (date(2026, 12, 31), "petani"),
        (date(2027, 1, 31), "pensiun bulanan"),
        (date(2027, 2, 28), "batas upah"),
        (date(2027, 3, 31), "transportasi"),
        (date(2027, 12, 31), "usia pensiun"),
    ],
)
def test_each_turn_of_the_rules_is_reminded_of_for_sixty_days(last: date, words: str) -> None:
    book = Book.load()

    def reminded(day: date) -> bool:
        return any(words in text.message and text.values["until"] == Day(last) for text in book.remind(day))

    assert reminded(last)
    assert reminded(last - timedelta(days=60))
    assert not reminded(last - timedelta(days=61))
    assert not reminded(last + timedelta(days=1))


def test_an_ending_knows_whether_a_value_follows() -> None:
    found = {ending.fact.id: ending for ending in Book.load().ending(date(2027, 1, 30))}
    assert found["jp-manfaat-terendah"].following is not None
    assert found["jp-manfaat-terendah"].following.unknown
    assert not found["jp-manfaat-terendah"].settled
    assert found["jp-batas-upah"].following is not None
    assert not found["jp-batas-upah"].settled
    assert found["bpu-paket-transportasi"].settled
    assert found["bpu-diskon-transportasi-sampai"].following is None


def test_a_reminder_of_an_unknown_fact_or_with_a_number_is_told_with_its_line(folder: Path) -> None:
    line = add(folder / "reminders.yaml", "- facts: [tidak-ada]\n  days: 30\n  text: naik jadi 100.\n")
    assert problems(folder) == [
        f"reminders.yaml:{line}: tidak ada fakta 'tidak-ada'",
        f"reminders.yaml:{line + 1}: 'days' harus bilangan bulat, sedikitnya 60",
        f"reminders.yaml:{line + 2}: kalimat ini tidak boleh memuat angka, dan kurung kurawal hanya untuk {{until}}",
    ]


def test_the_branch_decides_over_its_own_days(folder: Path) -> None:
    (folder / "days_off.yaml").write_text(
        "- {day: 2026-12-30, open: false, reason: tutup buku}\n- {day: 2026-12-24, open: true}\n"
    )
    assert Book.load(folder).days_off == {date(2026, 12, 30): "tutup buku", date(2026, 12, 24): True}


def test_a_day_off_needs_its_reason(folder: Path) -> None:
    (folder / "days_off.yaml").write_text("- {day: 2026-12-30, open: false}\n")
    assert problems(folder) == ["days_off.yaml:1: 'reason' belum diisi"]


@pytest.mark.parametrize("typed", ["6.800", "Rp6800", "enam ribu", "6,8", ""])
def test_a_value_that_cannot_be_read_is_told_where_it_stands(folder: Path, typed: str) -> None:
    path = folder / "facts/bpu.yaml"
    text = path.read_text(encoding="utf-8")
    line = text[: text.index("value: 6800")].count("\n") + 1
    path.write_text(text.replace("value: 6800", f"value: {typed}", 1), encoding="utf-8")
    assert any(
        problem.startswith(f"facts/bpu.yaml:{line}") or "'value' dan 'unit'" in problem for problem in problems(folder)
    )
