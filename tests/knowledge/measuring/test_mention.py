import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.measuring import mentions


@pytest.mark.parametrize(
    "answer, word",
    [
        ("Termasuk segmen PU.", "pu"),
        ("pekerja (PU)", "pu"),
        ("dalam 5 hari", "5"),
        ("usia 59, lalu 60", "60"),
        ("Rp8.400 sebulan", "8.400"),
        ("rp 8.400", "Rp8.400"),
        ("Rp. 8.400", "rp8.400"),
        ("Rp8.400", "Rp. 8.400"),
        ("sebesar 5,7 %", "5,7%"),
        ("sebesar 5,7%", "5,7  %"),
        ("di kantor\n  cabang", "kantor cabang"),
        ("bpjsketenagakerjaan.go.id", "ketenagakerjaan"),
        ("tanggal 15 bulan berikutnya", "15 bulan"),
        ("ibu hamil", " hamil "),
        ("Rp8.4000", "8.400"),
        ("a.b", "a.b"),
    ],
)
def test_what_is_said_is_found_however_it_is_written(answer: str, word: str) -> None:
    assert mentions(answer, [[word]])


@pytest.mark.parametrize(
    "answer, word",
    [
        ("Termasuk BPU.", "pu"),
        ("pu2 saja", "pu"),
        ("jhtku sudah cair", "jht"),
        ("dalam 15 hari", "5"),
        ("dalam 150 hari", "15"),
        ("Rp28.400", "8.400"),
        ("Rp1.8.400", "8.400"),
        ("0,5,7%", "5,7%"),
        ("115 bulan", "15 bulan"),
        ("sebesar 5,7 persen", "5,7%"),
        ("8x400 lagi", "8.400"),
        ("kantorcabang", "kantor cabang"),
    ],
)
def test_what_only_looks_like_it_is_not_found(answer: str, word: str) -> None:
    assert not mentions(answer, [[word]])


def test_every_list_wants_one_of_its_words() -> None:
    must = [["jkk", "kecelakaan kerja"], ["jht", "hari tua"]]
    assert mentions("Kecelakaan kerja dan JHT", must)
    assert not mentions("Kecelakaan kerja dan JKK", must)
    assert mentions("apa saja", [])
    assert not mentions("apa saja", [[]])


@given(st.text(max_size=20), st.lists(st.lists(st.text(max_size=5), max_size=3), max_size=3))
def test_any_text_can_be_looked_at(answer: str, must: list[list[str]]) -> None:
    assert mentions(answer, must) == all(mentions(answer, [some]) for some in must)
