"""Nothing of a person survives in a question that is kept; what is asked does."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.book import Book
from knowledge.questions.masking import LONGEST, masked, teaches

Mask = Callable[[str], str]
AROUND = (
    "{}",
    "nomor saya {} ya",
    "wa:{}",
    "hub {}, berapa iuran 2 karyawan",
    "gaji 3 jt {}",
    "tolong cek {}?",
    "no.{}.",
)
SEPARATORS = ("", " ", "-", ".", " - ", "–", "/", "  ", "\u200b", ", ", "·", "_")
GROUPS = ((12,), (4, 4, 4), (4, 3, 5), (3, 3, 3, 3), (2, 3, 3, 4), (4, 8), (6, 6), (2, 2, 2, 2, 2, 2))


@pytest.fixture(scope="module")
def mask(book: Book) -> Mask:
    return lambda text: masked(text, book)


def split(digits: str, groups: tuple[int, ...], separator: str) -> str:
    """The digits in groups of these sizes, the last one as long as it has to be."""
    parts, rest = [], digits
    for size in groups[:-1]:
        parts.append(rest[:size])
        rest = rest[size:]
    return separator.join(part for part in (*parts, rest) if part)


def digits_left(said: str) -> int:
    """The longest run of digits with only signs between them."""
    runs = re.findall(r"\d(?:[^\w<>]{0,3}\d)*", said)
    return max((len(re.sub(r"\D", "", run)) for run in runs), default=0)


@given(
    st.sampled_from(("08", "628", "+628", "8", "(0251) ", "021")),
    st.text("0123456789", min_size=8, max_size=10),
    st.sampled_from(GROUPS),
    st.sampled_from(SEPARATORS),
    st.sampled_from(AROUND),
)
def test_a_phone_is_masked_however_it_is_written(
    mask: Mask, start: str, rest: str, groups: tuple[int, ...], separator: str, around: str
) -> None:
    head = "+" if start.startswith("+") else ""
    written = head + split(start.removeprefix("+") + rest, groups, separator)
    assert digits_left(mask(around.format(written))) < 5


@given(
    st.from_regex(r"(?:[1-9][0-9]){2}[0-9]{2}(?:[0-6][0-9])(?:0[1-9]|1[0-2])[0-9]{2}[0-9]{4}", fullmatch=True),
    st.sampled_from((*GROUPS, (16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4))),
    st.sampled_from(SEPARATORS),
    st.sampled_from(AROUND),
)
def test_a_nik_is_masked_however_it_is_written(
    mask: Mask, digits: str, groups: tuple[int, ...], separator: str, around: str
) -> None:
    assert digits_left(mask(around.format(split(digits, groups, separator)))) < 5


@given(st.text("0123456789", min_size=9, max_size=12), st.sampled_from("０٠०"))
def test_digits_of_other_alphabets_hide_nothing(mask: Mask, rest: str, zero: str) -> None:
    digits = "08" + rest
    written = "".join(chr(ord(zero) + int(digit)) for digit in digits)
    assert digits_left(mask(f"wa {written}")) < 5


AMOUNTS = (
    *("Rp{:,}", "Rp {:,}", "rp.{:,}", "{:,}", "upah {:,} sebulan", "gaji Rp{:,}, dua orang"),
    *("{} ribu", "{}rb", "Rp{}", "gaji {}", "gaji saya {} sebulan", "upahnya {} per bulan"),
)


@given(st.integers(10, 7999), st.sampled_from(AMOUNTS))
def test_an_amount_stays(mask: Mask, thousands: int, how: str) -> None:
    worth = thousands if how.startswith("{}") else thousands * 1000
    written = how.format(worth).replace(",", ".") if ":," in how else how.format(worth)
    assert written in mask(f"iuran {written}")


@given(st.decimals(1, 99, places=1), st.sampled_from(("juta", "jt", " juta", " jt")))
def test_an_amount_in_millions_stays(mask: Mask, millions: object, unit: str) -> None:
    written = f"{millions}{unit}".replace(".", ",")
    assert written in mask(f"iurannya berapa kalau gaji {written}")


@pytest.mark.parametrize(
    "said",
    [
        "2 karyawan gaji 2,5jt umur 62 tahun iurannya berapa",
        "klo bendahara ga digaji bs ikut bpjs tk gk min, byr brp",
        "karyawan 5 3.000.000 sama 30 petani 1.200.000",
        "iuran 16.800 atau 16800 sebulan, jkk 0,24 0,54 0,89%",
        "pp 44 tahun 2015, uu 24/2011, permenaker 5 2021, jam 08.00-16.00",
        "UMK 2025-2026, mulai 1 Januari 2026, 01-01-2026",
        "pekerja kelahiran 1960 masih bisa?",
    ],
)
def test_numbers_that_are_asked_about_stay(mask: Mask, said: str) -> None:
    assert mask(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "pak kades boleh ikut ga? bu bendahara juga?",
        "ibu rumah tangga bisa ikut? ibu kandung saya",
        "pak mau tanya, bu iurannya berapa, mas bisa daftar lewat hp ga",
        "Berapa Iuran Untuk Pengurus Koperasi?",
        "APAKAH KASIR WAJIB IKUT BPJS",
        "apa bedanya JKK, JKM, dan JHT? Apakah Kasir wajib ikut?",
        "saya ngojek bisa ikut ga",
        "nama perusahaan di sipp beda, nama saya salah di kartu",
        "koperasi nanggung iurannya, di nanggung siapa, di tengah bulan",
    ],
)
def test_offices_kin_and_everyday_words_are_nobody(mask: Mask, said: str) -> None:
    assert mask(said) == said


@pytest.mark.parametrize(
    "said, left",
    [
        ("saya budi dari kopdes cikahuripan", "saya <nama> dari kopdes <tempat>"),
        ("nama saya Yayuk Hendrawati, bendahara KDMP Sukamaju", "nama saya <nama>, bendahara KDMP <tempat>"),
        ("pak hartanto sekretaris umur 62", "pak <nama> sekretaris umur 62"),
        ("Bpk. Sukirman wafat", "Bpk. <nama> wafat"),
        ("kartu a.n. wawan salah", "kartu a.n. <nama> salah"),
        ("Tolong daftarkan Wahyudin ke BPJS", "Tolong daftarkan <nama> ke BPJS"),
        ("BERAPA IURAN BU SITI", "BERAPA IURAN BU <nama>"),
        ("anaknya lahir 12 Mei 1980", "anaknya lahir <tanggal>"),
        ("ttl bogor, 5/7/79 dapat berapa", "ttl bogor, <tanggal> dapat berapa"),
        ("email budi.s@gmail.com, ig @budi_s", "email <alamat>, ig <nama>"),
        ("cek https://contoh.id/x?y=1 ya", "cek <alamat> ya"),
        ("rumah di jl. mawar RT 02/05", "rumah di <alamat>"),
        ("desa wonosari bisa ikut?", "desa <tempat> bisa ikut?"),
        ("di Cibinong, di desa Tengah", "di <tempat>, di desa <tempat>"),
        ("K-NY97 sudah sampai mana", "<nomor> sudah sampai mana"),
        ("nol delapan satu dua tiga empat lima enam", "<nomor>"),
        ("kpj 12345678901, kode 88412", "kpj <nomor>, kode <nomor>"),
    ],
)
def test_whoever_is_in_it_is_taken_out(mask: Mask, said: str, left: str) -> None:
    assert mask(said).strip() == left


def test_every_village_of_the_registry_is_masked_after_desa(mask: Mask, book: Book) -> None:
    assert {mask(f"desa {one.name} ikut") for one in book.villages.all} == {"desa <tempat> ikut"}


@given(st.text(max_size=700))
def test_any_text_is_one_short_line_and_masked_once_for_all(mask: Mask, text: str) -> None:
    left = mask(text)
    assert len(left) <= LONGEST
    assert left.isprintable()
    assert digits_left(mask(left)) <= max(4, digits_left(left))


def test_a_mark_is_not_cut_in_half(mask: Mask) -> None:
    assert mask("berapa ya " * 49 + "iuran 08123456789012").endswith("iuran")


@pytest.mark.parametrize(
    "said, worth", [("berapa iuran", True), ("<nama> <nomor>", False), ("xqzw", False), ("", False)]
)
def test_what_has_no_word_of_ours_teaches_nothing(book: Book, said: str, worth: bool) -> None:
    assert teaches(said, book) is worth
