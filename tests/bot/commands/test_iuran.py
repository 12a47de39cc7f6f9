from typing import Any

import pytest

from tests.bot.commands.conftest import Cli, Done

LINE = "5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani"


def told(cli: Cli, text: str, *more: str) -> Any:
    done = cli("iuran", "--json", text, *more)
    assert done.code == 0, done.err
    assert done.err == ""
    return done.json


def is_refused(done: Done, words: str) -> bool:
    return (done.code, done.raw, done.err.count("\n")) == (2, b"", 1) and words in done.err


def test_the_json_has_exactly_its_keys_in_every_part(cli: Cli) -> None:
    bill = told(cli, LINE, "--scale", "menengah")
    assert list(bill) == ["employer", "worker", "total", "groups"]
    for group in bill["groups"]:
        assert list(group) == ["label", "people", "segment", "wage", "employer", "worker", "lines"]
        for line in group["lines"]:
            assert list(line) == ["program", "rate", "base", "per_person", "employer", "worker", "source"]


def test_the_defaults_are_a_mikro_cooperative_of_class_one_today(cli: Cli) -> None:
    bill = told(cli, LINE)
    assert (bill["employer"], bill["worker"], bill["total"]) == (108_000, 336_000, 444_000)
    paid, _, own = bill["groups"]
    assert [(line["program"], line["rate"]) for line in paid["lines"]] == [("jkk", "0.0024"), ("jkm", "0.003")]
    assert [(line["program"], line["rate"]) for line in own["lines"]] == [("jkk", "0.01"), ("jkm", None)]
    assert (own["segment"], own["wage"], own["lines"][1]["base"]) == ("BPU", 1_000_000, 1_000_000)


def test_every_option_counts(cli: Cli) -> None:
    bill = told(cli, "1 manajer 15jt", "--on", "2026-02-28", "--scale", "besar", "--risk", "5")
    lines = {line["program"]: line for line in bill["groups"][0]["lines"]}
    assert lines["jkk"]["rate"] == "0.0174"
    assert (lines["jp"]["base"], lines["jp"]["per_person"]) == (10_547_400, 316_422)
    assert (lines["jkp"]["rate"], lines["jkp"]["per_person"]) == ("0", 0)
    assert lines["jht"]["source"] == "PP 46/2015 Pasal 16 ayat (1)"


def test_programs_hold_for_every_group_that_may_join_them(cli: Cli) -> None:
    bill = told(cli, "1 karyawan 3jt, 1 petani 2jt", "--programs", "jkk, JKM,jht,jp")
    programs = [[line["program"] for line in group["lines"]] for group in bill["groups"]]
    assert programs == [["jkk", "jkm", "jht", "jp", "jkp"], ["jkk", "jkm", "jht"]]
    assert bill["groups"][1]["wage"] == 2_000_000


def test_a_programme_named_in_the_text_is_added_unless_the_option_says_otherwise(cli: Cli) -> None:
    programs = [line["program"] for line in told(cli, "1 karyawan 3jt dengan JHT")["groups"][0]["lines"]]
    assert programs == ["jkk", "jkm", "jht", "jkp"]


@pytest.mark.parametrize("day, total", [("2026-12-31", 8_400), ("2027-01-01", 16_800)])
def test_the_cheapest_package_of_a_farmer_is_that_of_the_day(cli: Cli, day: str, total: int) -> None:
    assert told(cli, "1 petani", "--on", day)["total"] == total


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "Saya belum menemukan siapa yang dihitung."),
        ("xyzzy plugh", "Saya belum menemukan siapa yang dihitung."),
        ("2 karyawan", "Berapa upah karyawan sebulan"),
        ("2 karyawan UMK", "UMK atau UMR tidak kami simpan"),
        ("5 pengurus 3jt dan Siti", "“siti” belum bisa saya baca"),
        ("5 pengurus total 15jt", "bukan jumlah semuanya"),
        ("\x1b[31m\ud83d", "31m” itu siapa"),
    ],
)
def test_what_cannot_be_read_is_one_indonesian_sentence_on_stderr(cli: Cli, text: str, words: str) -> None:
    assert is_refused(cli("iuran", text), words)
    assert is_refused(cli("iuran", "--json", text), words)


@pytest.mark.parametrize("programs", ["", "jkk,xyz", "jkk;jkm", "jkk,"])
def test_programmes_that_do_not_exist_are_refused(cli: Cli, programs: str) -> None:
    assert is_refused(cli("iuran", LINE, "--programs", programs), "--programs hanya boleh berisi")


@pytest.mark.parametrize(
    "option, value, words",
    [
        *(("--risk", value, "--risk hanya boleh kelas 1 sampai 5.") for value in ("6", "0", "II", "")),
        *(("--scale", value, "--scale hanya boleh mikro, kecil") for value in ("raksasa", "")),
        *(("--on", value, "--on harus tanggal") for value in ("kemarin", "2026-02-30", "20260101", "")),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(cli: Cli, option: str, value: str, words: str) -> None:
    assert is_refused(cli("iuran", LINE, option, value), words)


def test_a_pasted_list_is_no_option_and_words_need_no_quotes(cli: Cli) -> None:
    assert told(cli, "- hitung 5 pengurus 3jt\n- 2 karyawan 2jt")["total"] == 102_600
    assert told(cli, "5", "pengurus", "3jt")["total"] == 81_000


def test_a_programme_that_a_group_cannot_join_is_told(cli: Cli) -> None:
    assert "5 petani: tidak bisa ikut program yang dipilih." in cli("iuran", "5 petani", "--programs", "jp").out


def test_a_rule_that_is_not_known_on_the_day_is_named(cli: Cli) -> None:
    done = cli("iuran", "1 karyawan 3jt", "--scale", "menengah", "--on", "2017-06-01")
    assert is_refused(done, "Batas upah JP yang berlaku pada 1 Juni 2017 belum kami ketahui")


def test_without_json_every_step_is_told_with_its_article(cli: Cli) -> None:
    out = cli("iuran", LINE, "--scale", "kecil").out
    assert "0,24% × Rp3.000.000 = Rp7.200; Rp7.200 × 5 orang = Rp36.000. PP 44/2015 Pasal 16 ayat (1)." in out
    assert "koperasi 3,7% × Rp3.000.000 = Rp111.000, pekerja 2% × Rp3.000.000 = Rp60.000" in out
    assert "1% × Rp1.000.000 = Rp10.000, diskon 50% menjadi Rp5.000" in out
    assert "angka resmi keluar di SIPP" in out
    assert "JKP hanya bila pekerjanya juga peserta JKN" in out
    assert out.rstrip().splitlines()[-1].startswith("Mulai 1 Januari 2027: Rp")


def test_it_leaves_nothing_behind(cli: Cli, data_dir: Any) -> None:
    cli("iuran", LINE)
    assert not data_dir.exists()
