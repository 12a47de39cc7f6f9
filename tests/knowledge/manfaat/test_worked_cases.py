"""An oracle: cases worked by hand from PP 82/2019, PP 46/2015, PP 45/2015 and PP 6/2025, not by the program."""

from datetime import date
from typing import Any

import pytest

from knowledge.book import Book
from knowledge.manfaat import Person, reckon

NOVEMBER = date(2026, 11, 23)

CASES: list[tuple[Person, dict[str, int | None]]] = [
    # 48 x 3.000.000 = 144.000.000; + 24 x 500.000 + 10.000.000 = 166.000.000 (SUMMARY.md: the worked example)
    (
        Person("meninggal_kerja", "PU", 3_000_000),
        {"santunan": 144_000_000, "berkala": 12_000_000, "total": 166_000_000},
    ),
    # 48 x 1.000.000 + 22.000.000 = 70.000.000: the lowest base of BPU (fact bpu-manfaat-dasar)
    (Person("meninggal_kerja", "BPU"), {"santunan": 48_000_000, "total": 70_000_000}),
    # an income of 1.550.000 is reported in the layer 1.500.000-1.699.000: base 1.600.000, x 48
    (Person("meninggal_kerja", "BPU", 1_550_000), {"santunan": 76_800_000, "total": 98_800_000}),
    # 48 x 400.000 = 19.200.000, less than the death benefit of JKM: 20.000.000
    (Person("meninggal_kerja", "PU", 400_000), {"santunan": 20_000_000, "total": 42_000_000}),
    # 48 x 416.666 = 19.999.968, still less; 48 x 416.667 = 20.000.016, no longer
    (Person("meninggal_kerja", "PU", 416_666), {"santunan": 20_000_000}),
    (Person("meninggal_kerja", "PU", 416_667), {"santunan": 20_000_016}),
    # a child at primary school: 8 x 1,5 + 3 x 2 + 3 x 3 + 5 x 12 = 87 million; at SMA: 3 x 3 + 60 = 69
    (
        Person("meninggal_kerja", "PU", 3_000_000, None, ("sma", "sd")),
        {"beasiswa-1": 87_000_000, "beasiswa-2": 69_000_000, "upto": 156_000_000},
    ),
    # SMP: 3 x 2 + 9 + 60 = 75; university: 5 x 12 = 60
    (
        Person("meninggal_kerja", "PU", 3_000_000, None, ("smp", "kuliah")),
        {"beasiswa-1": 75_000_000, "beasiswa-2": 60_000_000},
    ),
    # three children at primary school: two of them, 174 million
    (
        Person("meninggal_kerja", "PU", 3_000_000, None, ("sd", "sd", "sd")),
        {"beasiswa-3": None, "upto": 174_000_000},
    ),
    # 56 x 3.000.000 = 168.000.000, + 12.000.000; away from work 100 % and 50 %
    (
        Person("kecelakaan", "PU", 3_000_000),
        {"stmb-awal": 3_000_000, "stmb-lanjut": 1_500_000, "cacat-total": 168_000_000, "total": 180_000_000},
    ),
    # BPU at the lowest base: 1.000.000, 500.000, 56.000.000 (fact bpu-manfaat-dasar)
    (Person("kecelakaan", "BPU"), {"stmb-awal": 1_000_000, "stmb-lanjut": 500_000, "cacat-total": 56_000_000}),
    # half of 2.000.001 is 1.000.000,5: half up
    (Person("kecelakaan", "PU", 2_000_001), {"stmb-lanjut": 1_000_001}),
    # 20 + 12 + 10 = 42 million, whatever the wage
    (
        Person("meninggal", "PU", 9_000_000, 48),
        {"santunan": 20_000_000, "berkala": 12_000_000, "pemakaman": 10_000_000, "total": 42_000_000},
    ),
    # BPU, two months: 10 million; three months: in full
    (Person("meninggal", "BPU", None, 2), {"total": 10_000_000, "santunan": None, "penuh": 42_000_000}),
    (Person("meninggal", "BPU", None, 3), {"total": 42_000_000, "sebelum-tunggu": None}),
    # paid a wage, two months: nobody settled it, so nothing is promised
    (Person("meninggal", "PU", None, 2), {"total": 0, "sebelum-tunggu": 10_000_000, "penuh": 42_000_000}),
    # scholarships of JKM: 35 months are too few, 36 are enough
    (Person("meninggal", "BPU", None, 35, ("sd",)), {"beasiswa-1": None, "upto": 0}),
    (Person("meninggal", "BPU", None, 36, ("sd",)), {"beasiswa-1": 87_000_000, "upto": 87_000_000}),
    # 3,7 % + 2 % of 3.000.000 = 111.000 + 60.000 = 171.000; x 24 = 4.104.000;
    # after a year 2.052.000, of which 5,51 % = 113.065,2 in the second year
    (
        Person("hari_tua", "PU", 3_000_000, 24),
        {"jht-iuran": 4_104_000, "jht-tumbuh": 113_065, "example": 4_217_065},
    ),
    # 11 months: nothing has grown yet. BPU: 2 % of 1.000.000 = 20.000
    (Person("hari_tua", "BPU", None, 11), {"jht-iuran": 220_000, "jht-tumbuh": 0}),
    # 36 months of 20.000: 240.000 a year; 13.224 in the second; (480.000 + 13.224) x 5,51 % = 27.176,64 in the third
    (Person("hari_tua", "BPU", None, 36), {"jht-iuran": 720_000, "jht-tumbuh": 13_224 + 27_177}),
    # five years of JP: (60.000 + 30.000) x 60 = 5.400.000; with fifteen 1 % x 15 x 3.000.000 = 450.000
    (Person("pensiun", "PU", 3_000_000, 60), {"jp-sekaligus": 5_400_000, "pensiun": 450_000}),
    # 1 % x 15 x 2.000.000 = 300.000, less than the least of 2026
    (Person("pensiun", "PU", 2_000_000, 60), {"pensiun": 411_400}),
    # counted up to 11.086.300: 221.726 + 110.863 = 332.589 a month; 1 % x 15 x 11.086.300 = 1.662.945
    (Person("pensiun", "PU", 15_000_000, 10), {"jp-sekaligus": 3_325_890, "pensiun": 1_662_945}),
    # 60 % x 3.000.000 = 1.800.000, x 6 = 10.800.000; counted up to 5.000.000: 3.000.000 and 18.000.000
    (Person("phk", "PU", 3_000_000, 24), {"jkp-bulan": 1_800_000, "jkp-seluruhnya": 10_800_000}),
    (Person("phk", "PU", 8_000_000, 24), {"jkp-bulan": 3_000_000, "jkp-seluruhnya": 18_000_000}),
    # 11 months are too few, 12 are enough; BPU have none
    (Person("phk", "PU", 3_000_000, 11), {"jkp-bulan": None}),
    (Person("phk", "PU", 3_000_000, 12), {"jkp-bulan": 1_800_000}),
    (Person("phk", "BPU", 3_000_000, 24), {"jkp-bulan": None, "upto": 0}),
    (Person("pensiun", "BPU", 3_000_000, 240), {"pensiun": None, "example": 0}),
]


@pytest.mark.parametrize("person, expected", CASES, ids=lambda value: getattr(value, "event", ""))
def test_a_case_worked_by_hand_comes_out_the_same(book: Book, person: Person, expected: dict[str, Any]) -> None:
    benefit = reckon(person, book.on(NOVEMBER))
    sums = {"total": benefit.total(), "upto": benefit.total("upto"), "example": benefit.total("example")}
    assert {name: sums.get(name, benefit.amount(name)) for name in expected} == expected
