import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.manfaat.reading import read_children, read_event, read_months, read_segment, read_wage


@pytest.mark.parametrize(
    "text, months",
    [
        ("2 tahun", 24),
        ("dua tahun", 24),
        ("8 bulan", 8),
        ("2 thn 3 bln", 27),
        ("dua tahun tiga bulan", 27),
        ("setahun", 12),
        ("setahun lebih", 12),
        ("setengah tahun", 6),
        ("1,5 tahun", 18),
        ("dua tahun setengah", 30),
        ("dua setengah tahun", 30),
        ("kira2 10 tahun lah bu", 120),
        ("baru", 0),
        ("baru daftar minggu lalu", 0),
        ("baru 2 bulan", 2),
        ("sudah dua belas bulan", 12),
        ("2tahun", 24),
        ("16 taun", 192),
        ("dua tahunan", 24),
        ("1 1/2 tahun", 18),
        ("2½ tahun", 30),
        ("2 tahun kurang 1 bulan", 23),
        ("kurang lebih 2 tahun", 24),
        ("hampir 3 tahun", 35),
        ("kurang dari 3 bulan", 2),
        ("belum sampai 3 bulan", 2),
        ("gaji 3 juta sebulan, ikut 2 tahun", 24),
        ("umur 45, sudah 2 tahun", 24),
    ],
)
def test_how_long_somebody_has_been_a_member_is_read(text: str, months: int) -> None:
    assert read_months(text) == months


@pytest.mark.parametrize(
    "text",
    [
        *("lama sekali", "8", "sejak dulu", "3 juta", "900 tahun", "", "belum setahun", "umur 45 tahun"),
        *("3 juta sebulan", "gaji sebulan 3 juta", "dua juta setengah sebulan", "36 juta setahun"),
        *("sudah lama, belum pernah nunggak", "saya 45 tahun sudah 2 tahun ikut"),
    ],
)
def test_what_tells_no_time_is_no_time(text: str) -> None:
    assert read_months(text) is None


@pytest.mark.parametrize(
    "text, children",
    [
        ("2 anak, SD dan SMA", ("sd", "sma")),
        ("dua, SD dan SMP", ("sd", "smp")),
        ("dua SD dan satu SMP", ("sd", "sd", "smp")),
        ("putra saya dua, SD kelas 1 sama SMP kelas 3", ("sd", "smp")),
        ("anaknya 2, yang pertama 12 tahun SMP, yang kedua 7 tahun SD", ("smp", "sd")),
        ("anak ke 1 kuliah, anak ke 2 SMA", ("kuliah", "sma")),
        ("1. SD 2. SMP", ("sd", "smp")),
        ("SD 2 SMP 1", ("sd", "sd", "smp")),
        ("anak saya 3: kuliah 1, sma 1, sd 1", ("kuliah", "sma", "sd")),
        ("SD dua orang", ("sd", "sd")),
        ("SD dan SMP, 2 orang", ("sd", "smp")),
        ("keduanya SMA", ("sma", "sma")),
        ("SMPN 3 dan SDN 1", ("smp", "sd")),
        ("belum sekolah, masih bayi", ("sd",)),
        ("yang besar sudah kerja, SD dua", ("sd", "sd")),
        ("2 anak SD dan SMA", ("sd", "sma")),
        ("3 anak SD", ("sd", "sd", "sd")),
        ("2 anak SD dan 1 SMP", ("sd", "sd", "smp")),
        ("anak saya dua, satu SD satu kuliah", ("sd", "kuliah")),
        ("satu, kelas 2 SMP", ("smp",)),
        ("SMK kelas 3", ("sma",)),
        ("anak pertama kuliah semester 4, yang kecil TK", ("kuliah", "sd")),
        ("satu balita", ("sd",)),
        ("1 anak umur 10 tahun SD", ("sd",)),
        ("tidak ada", ()),
        ("ga punya anak", ()),
        ("sudah lulus semua", ()),
        ("0", ()),
    ],
)
def test_children_are_read_with_their_schools(text: str, children: tuple[str, ...]) -> None:
    assert read_children(text) == children


@pytest.mark.parametrize("text", ["2 anak", "ada", "lupa", "sudah lulus SMA belum kerja"])
def test_children_without_a_school_are_asked_for_again(text: str) -> None:
    assert read_children(text) is None


@pytest.mark.parametrize(
    "text, event",
    [
        ("kecelakaan saat kerja", "kecelakaan"),
        ("jatuh dari motor", "kecelakaan"),
        ("meninggal karena kerja", "meninggal_kerja"),
        ("meninggal karena kecelakaan kerja", "meninggal_kerja"),
        ("meninggal bukan karena kerja", "meninggal"),
        ("meninggal karena sakit", "meninggal"),
        ("JHT", "hari_tua"),
        ("pensiun", "pensiun"),
        ("kena PHK", "phk"),
        ("apa saja", None),
        ("meninggal tidak karena kerja", "meninggal"),
        ("meninggal di jalan waktu berangkat kerja", "meninggal_kerja"),
        ("meninggal kecelakaan", None),
        ("meninggal kecelakaan tapi bukan kerja", "meninggal"),
        ("JKM", "meninggal"),
    ],
)
def test_what_happens_is_read(text: str, event: str | None) -> None:
    assert read_event(text) == event


@pytest.mark.parametrize(
    "text, segment",
    [
        *(("digaji koperasi", "PU"), ("kasir", "PU"), ("belum digaji", "BPU"), ("petani", "BPU"), ("begitulah", None)),
        *(("sopir koperasi, digaji", "PU"), ("saya sendiri digaji", "PU"), ("bukan petani tapi karyawan", "PU")),
        *(("bukan karyawan", None), ("karyawan, belum bayar iuran", "PU"), ("pegawai mandiri", None)),
        *(("tidak pernah dapat gaji", "BPU"), ("dagang", "BPU")),
    ],
)
def test_who_pays_is_read(text: str, segment: str | None) -> None:
    assert read_segment(text) == segment


@pytest.mark.parametrize(
    "text, wage",
    [("kasir gaji 3jt, 2 tahun", 3_000_000), ("upah Rp 2.500.000", 2_500_000), ("2jt atau 3jt", None), ("8", None)]
    + [
        (text, None)
        for text in ("100 ribu per hari", "150rb/hari", "36 juta setahun", "3-4 juta", "antara 2 dan 3 juta")
    ],
)
def test_one_amount_of_money_in_a_sentence_is_the_wage(text: str, wage: int | None) -> None:
    assert read_wage(text) == wage


def test_a_line_of_four_thousand_digits_takes_no_time() -> None:
    before = time.process_time()
    read_months("1" * 4096)
    assert time.process_time() - before < 0.1


@given(st.text(max_size=200))
def test_nothing_that_is_written_breaks_the_reading(text: str) -> None:
    read_months(text), read_event(text), read_segment(text), read_wage(text)
    assert len(read_children(text) or ()) <= 10
