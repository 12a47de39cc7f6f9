"""Numbers that somebody can be called or found by, however much they look like an amount."""

import pytest

from knowledge.questions.numbers import without_numbers


@pytest.mark.parametrize(
    "said, left",
    [
        ("hub O812-3456-789O ya", "hub <nomor> ya"),
        ("wa +62 251.325.000", "wa <nomor>"),
        ("telp 812.500.000 ya", "telp <nomor> ya"),
        ("gaji 6281234500", "gaji <nomor>"),
        ("telp 0251 88", "telp <nomor>"),
        ("kartu 1990 1234", "kartu <nomor>"),
    ],
)
def test_a_number_in_the_shape_of_an_amount_is_still_a_number(said: str, left: str) -> None:
    assert without_numbers(said) == left


@pytest.mark.parametrize("said", ["gaji 2500000", "251.325.000", "tahun 2025 2026", "SOLO 5 karyawan", "kelas 1 2 3"])
def test_what_is_an_amount_or_a_count_stays(said: str) -> None:
    assert without_numbers(said) == said
