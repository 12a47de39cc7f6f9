import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import plain
from dialogue.router import LONGEST
from knowledge.iuran import Group
from knowledge.iuran.reading import Trouble, read_groups, read_people, read_wage
from knowledge.iuran.reading.people import ROLES

PENGURUS, KARYAWAN = Group("pengurus", 5, "PU", 3_000_000), Group("karyawan", 2, "PU", 2_500_000)
PETANI = Group("petani", 40, "BPU", None)
UNPAID = Group("pengurus", 5, "BPU", None)


@pytest.mark.parametrize(
    "text",
    [
        "5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani",
        "5 pengurus @ 3jt; 2 karyawan @ 2,5 juta; petani 40 orang",
        "5 pengurus 3jt\n2 karyawan 2,5jt\n40 petani",
        "- 5 pengurus: Rp 3.000.000\n- 2 karyawan: Rp 2.500.000\n- 40 petani",
        "5 pengurus 3jt dan 2 karyawan 2,5jt dan 40 petani",
        "5 pengurus 3jt + 2 karyawan 2,5jt + 40 petani",
        "5 pengurus 3jt 2 karyawan 2,5jt 40 petani",
        "pengurus 5 orang gaji 3 juta, karyawan dua orang upah 2500rb, empat puluh anggota petani",
        "hitung iuran koperasi: lima pengurus honor 3jt/bln, 2 karyawan 2 juta 500, 40 anggota, petani. Berapa ya?",
        "5 pengurus digaji 3.000.000,2 karyawan 2.500.000,40 petani",
        "5 (lima) orang pengurus 3.000.000 (tiga juta) rupiah, 2 karyawan 2,5 juta rupiah, 40 petani",
        "5 pengrus 3jt, 2 karywan 2.5jt, 40 anggta petani",
        "1. Pengurus 5 orang 3jt\n2. Karyawan 2 orang 2,5jt\n3. Anggota 40 petani",
        "1) pengurus 5 3jt 2) karyawan 2 2,5jt 3) petani 40",
        "a. 5 pengurus 3jt\nb. 2 karyawan 2,5jt\nc. 40 petani",
        "jumlah pengurus: 5\ngaji pengurus: 3jt\njumlah karyawan: 2\ngaji karyawan: 2,5jt\njumlah petani: 40",
        "pengurus 5, karyawan 2, petani 40. gaji pengurus 3jt, gaji karyawan 2,5jt",
        "5 pengurus @3jt = 15jt, 2 karyawan @2,5jt total 5jt, 40 petani",
        "pengurus lima urang gaji tilu juta, karyawan dua urang gajih 2,5jt, petani opat puluh",
        "lima (5) orang pengurus masing2 3jt, 2 karyawan 2,5jt, empat puluh (40) petani",
    ],
)
def test_one_line_is_read_however_it_is_written(text: str) -> None:
    reading = read_groups(text)
    assert reading.groups == (PENGURUS, KARYAWAN, PETANI)
    assert reading.trouble is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "pengurus 5 orang tidak digaji",
            "5 pengurus tanpa upah",
            "5 pengurus, belum ada gaji",
            "lima pengurus sukarela",
        ),
        *("5 pengurus gak dapat honor", "5 pengurus", "5 pengurus gaji 0", "5 pengurus tdk terima upah"),
        *("5 pengurus kagak digaji", "5 pengurus teu acan digajih", "5 pengurus durung digaji"),
        *("5 pengurus, honornya belum ada", "5 pengurus belum ada yang digaji", "5 pengurus (belum digaji)"),
        "5 pengurus (ketua, sekretaris, dan bendahara) belum ada gaji",
        *("5 pengurus, karyawan belum ada", "belum punya karyawan, pengurus 5", "pengurus 5, karyawan 0"),
    ],
)
def test_pengurus_without_a_wage_are_members_who_pay_their_own(text: str) -> None:
    assert read_groups(text).groups == (UNPAID,)


@pytest.mark.parametrize(
    "text, group",
    [
        ("tiga karyawan gaji 2 juta", Group("karyawan", 3, "PU", 2_000_000)),
        ("10 ojek", Group("ojek", 10, "BPU", None, "transportasi")),
        ("5 ojek 3 juta", Group("ojek", 5, "BPU", 3_000_000, "transportasi")),
        ("2 sopir", Group("sopir", 2, "BPU", None, "transportasi")),
        ("2 sopir 3jt", Group("sopir", 2, "PU", 3_000_000)),
        ("2 kurir mandiri 3jt", Group("kurir", 2, "BPU", 3_000_000, "transportasi")),
        ("20 anggota dibayar APBDes", Group("anggota", 20, "BPU", None, "tidak")),
        ("20 anggota ditanggung APBD", Group("anggota", 20, "BPU", None, "tidak")),
        ("20 petani iurannya dari dana desa", Group("petani", 20, "BPU", None, "tidak")),
        ("40 petani penghasilan 2jt", Group("petani", 40, "BPU", 2_000_000)),
        ("40 anggota 2jt", Group("anggota", 40, "BPU", 2_000_000)),
        ("3 anggota yang jadi karyawan gaji 2jt", Group("karyawan", 3, "PU", 2_000_000)),
        ("2 karyawan toko sembako 2jt", Group("karyawan", 2, "PU", 2_000_000)),
        ("3 barista 2jt", Group("pekerja", 3, "PU", 2_000_000)),
        ("40 anggota pemulung", Group("anggota", 40, "BPU", None)),
        ("20 orang mandiri", Group("anggota", 20, "BPU", None)),
        ("seorang manajer 5 juta", Group("manajer", 1, "PU", 5_000_000)),
        ("ketua 3jt", Group("ketua", 1, "PU", 3_000_000)),
        ("2.500 anggota", Group("anggota", 2_500, "BPU", None)),
        ("10 orang 3jt", Group("pekerja", 10, "PU", 3_000_000)),
    ],
)
def test_role_and_wage_decide_the_segment_and_the_job_the_discount(text: str, group: Group) -> None:
    reading = read_groups(text)
    assert reading.groups == (group,)
    assert reading.trouble is None


def test_two_jobs_in_a_line_are_two_groups() -> None:
    drivers = [Group("kurir", 2, "BPU", None, "transportasi"), Group("sopir", 3, "BPU", None, "transportasi")]
    assert list(read_groups("2 kurir dan 3 sopir").groups) == drivers
    assert all(list(read_groups(f"2 kurir {word} 3 sopir").groups) == drivers for word in ("sm", "ama", "sareng"))


def test_masing_masing_is_the_wage_of_all_before_it() -> None:
    groups = read_groups("2 karyawan dan 1 manajer masing-masing 3jt").groups
    assert [group.wage for group in groups] == [3_000_000, 3_000_000]


@pytest.mark.parametrize(
    "text, wages",
    [
        ("5 pengurus dan 3 pengawas digaji 3jt", [3_000_000, 3_000_000]),
        ("5 pengurus dan 2 karyawan semuanya digaji 3jt", [3_000_000, 3_000_000]),
        ("ketua, sekretaris, bendahara masing-masing 2jt", [2_000_000] * 3),
        ("ketua 3jt sekretaris 2jt bendahara 1jt", [3_000_000, 2_000_000, 1_000_000]),
        ("ketua sekretaris bendahara 2jt", [None, None, 2_000_000]),
        ("5 pengurus & 3 pengawas gaji 3jt", [None, 3_000_000]),
        ("5 pengurus, 3 pengawas digaji 3jt", [None, 3_000_000]),
        ("5 pengurus dan 2 karyawan 2,5jt", [None, 2_500_000]),
    ],
)
def test_a_wage_that_may_be_meant_for_several_is_shared_or_asked_for(text: str, wages: list[int | None]) -> None:
    reading = read_groups(text)
    assert reading.troubles == ()
    assert [(group.segment, group.wage) for group in reading.groups] == [("PU", wage) for wage in wages]


def test_who_is_said_to_be_unpaid_shares_no_wage() -> None:
    groups = read_groups("5 pengurus belum digaji dan 2 karyawan digaji 2,5jt, 3 pengawas").groups
    assert [(group.segment, group.wage) for group in groups] == [("BPU", None), ("PU", 2_500_000), ("BPU", None)]


def test_members_and_workers_named_after_them_stay_two_groups() -> None:
    reading = read_groups("5 pengurus, 40 anggota. gaji karyawan 2,5jt")
    assert [group.label for group in reading.groups] == ["pengurus", "anggota"]
    assert [trouble.kind for trouble in reading.troubles] == ["orang"]


def test_a_worker_whose_wage_is_not_told_is_asked_for_it() -> None:
    reading = read_groups("2 karyawan, 40 petani")
    assert (reading.troubles, [group.label for group in reading.wageless]) == ((), ["karyawan"])
    assert reading.trouble is not None
    assert plain(reading.trouble.said).startswith("Berapa upah karyawan sebulan")


@pytest.mark.parametrize("text", ["2 karyawan umk", "2 karyawan upah minimum", "2 karyawan gaji UMK Bogor, 40 petani"])
def test_the_minimum_wage_is_no_number_that_we_keep_so_it_is_asked_for(text: str) -> None:
    reading = read_groups(text)
    assert (reading.troubles, [group.label for group in reading.wageless]) == ((), ["karyawan"])
    assert reading.trouble is not None
    assert plain(reading.trouble.said).startswith("Besarnya UMK atau UMR tidak kami simpan.")


def test_programmes_that_are_named_are_found() -> None:
    assert read_groups("5 pengurus 3jt dengan JHT dan JP").programs == ("jht", "jp")


@pytest.mark.parametrize(
    "text, kind, part",
    [
        ("", "kosong", ""),
        ("asdf", "kosong", ""),
        ("5 pengurus 3jt dan Siti", "asing", "siti"),
        ("5 pengurus 3jt kecuali ketua 5jt", "asing", "5 pengurus 3jt kecuali"),
        ("2 atau 3 karyawan 2jt", "asing", "2 atau"),
        ("5", "peran", "5"),
        ("10 orang", "peran", "10 orang"),
        ("3 pemulung", "peran", "3 pemulung"),
        ("5 ekor sapi", "peran", "5 ekor sapi"),
        ("karyawan 2jt", "orang", "karyawan 2jt"),
        ("0 pengurus", "banyak", "0 pengurus"),
        ("100001 anggota", "banyak", "100001 anggota"),
        ("40 anggota petani umk", "umk", "40 anggota petani umk"),
        ("2 karyawan 100rb per hari", "masa", "2 karyawan 100rb per hari"),
        ("5 pengurus total 15jt", "semua", "5 pengurus total 15jt"),
        ("karyawan 2 orang, 2-3 juta", "rentang", "2-3 juta"),
        ("2 karyawan gaji 3", "kecil", "2 karyawan gaji 3"),
        ("2 karyawan 2500", "kecil", "2 karyawan 2500"),
        ("2 karyawan harian 100rb", "masa", "2 karyawan harian 100rb"),
        ("5 pengurus honor tahunan 6jt", "masa", "5 pengurus honor tahunan 6jt"),
        ("5 pengurus semuanya 15jt", "semua", "5 pengurus semuanya 15jt"),
        ("5 pengurus jumlah gaji 15jt", "semua", "5 pengurus jumlah gaji 15jt"),
        ("2 karyawan gaji pokok 2jt tunjangan 500rb", "tunjangan", "2 karyawan gaji pokok 2jt tunjangan 500rb"),
        ("5 pengurus tidak digaji 2jt", "upah", "5 pengurus tidak digaji 2jt"),
        ("5 pengurus simpanan pokok 100rb", "asing", "5 pengurus simpanan pokok 100rb"),
        ("5 pengurus kurang dari 1jt", "asing", "5 pengurus kurang dari 1jt"),
        ("1 PPPK 3jt", "pegawai", "1 pppk 3jt"),
        ("5 perangkat desa 2,5jt", "pegawai", "5 perangkat desa 2,5jt"),
        ("5 pengurus yaitu ketua sekretaris bendahara", "sebagian", "sekretaris"),
        ("5 pengurus, ketua 3jt", "sebagian", "ketua 3jt"),
        ("5 pengurus, hanya ketua yang digaji 2jt", "sebagian", "hanya ketua yang digaji 2jt"),
        ("120 anggota: 80 petani, 40 pedagang", "sebagian", "120 anggota"),
        ("120 anggota (80 petani, 30 pedagang)", "sebagian", "120 anggota"),
        ("50 anggota termasuk 5 pengurus", "sebagian", "50 anggota termasuk"),
        ("50 anggota, separuh petani", "sebagian", "50 anggota, separuh petani"),
        ("40 anggota, 30 di antaranya petani", "sebagian", "30 di antaranya petani"),
        ("2 karyawan 2 miliar", "besar", "2 karyawan 2 miliar"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_guessed(text: str, kind: str, part: str) -> None:
    trouble = read_groups(text).troubles[0]
    assert (trouble.kind, trouble.part) == (kind, part)
    assert plain(trouble.said).endswith((".", "?"))


def test_no_part_of_a_line_is_dropped_silently() -> None:
    reading = read_groups("5 pengurus 3jt, Budi 2jt, 40 petani")
    assert [group.label for group in reading.groups] == ["pengurus", "petani"]
    assert [trouble.part for trouble in reading.troubles] == ["budi 2jt"]


@given(st.text() | st.text("0123456789 ,.\n-@jtrbkdanpengurusly"))
def test_reading_never_fails_and_every_trouble_can_be_said(text: str) -> None:
    reading = read_groups(text)
    assert reading.groups or reading.troubles
    assert all(plain(trouble.said) for trouble in reading.troubles)
    assert all(1 <= group.people <= 100_000 and group.label in LABELS for group in reading.groups)


LABELS = {role.label for role in ROLES.values()}
COUNTS, WAGES = st.integers(1, 9_999), st.integers(10_000, 10**9)
WRITTEN = st.lists(
    st.tuples(COUNTS, st.sampled_from(["karyawan", "kasir", "manajer", "staf"]), WAGES), min_size=1, max_size=8
)


@given(
    WRITTEN, st.sampled_from([", ", "\n", "; ", " dan ", " + "]), st.sampled_from(["Rp{}", "@ Rp {}", "gaji Rp{},-"])
)
def test_a_line_comes_back_as_it_was_written(told: list[tuple[int, str, int]], by: str, form: str) -> None:
    parts = [f"{people} {label} {form.format(f'{wage:,}'.replace(',', '.'))}" for people, label, wage in told]
    groups = read_groups(by.join(parts)).groups
    assert [(group.people, group.label, group.wage) for group in groups] == told


@pytest.mark.parametrize("part", ["pengerus kariawan 5 x ", "1 ", "1, ", "3jt, ", "tani 3jt, "])
def test_a_line_of_four_thousand_characters_takes_no_time(part: str) -> None:
    before = time.process_time()
    read_groups((part * LONGEST)[:LONGEST])
    assert time.process_time() - before < 0.5


@pytest.mark.parametrize("text, wage", [("2,5 juta", 2_500_000), ("belum ada", 0), ("0", 0), ("entah", None)])
def test_a_wage_alone_is_read(text: str, wage: int | None) -> None:
    assert read_wage(text) == wage


@pytest.mark.parametrize(
    "text, kind",
    [("UMK", "umk"), ("100rb sehari", "masa"), ("total 15jt", "semua"), ("3", "kecil"), ("2 miliar", "besar")],
)
def test_a_wage_alone_that_is_none_says_why(text: str, kind: str) -> None:
    trouble = read_wage(text)
    assert isinstance(trouble, Trouble)
    assert trouble.kind == kind


@pytest.mark.parametrize(
    "text, people", [("5", 5), ("lima orang", 5), ("40 anggota", 40), ("2 juta", None), ("5 atau 6", None), ("", None)]
)
def test_a_number_of_people_alone_is_read(text: str, people: int | None) -> None:
    assert read_people(text) == people
