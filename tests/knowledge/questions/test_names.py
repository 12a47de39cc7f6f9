"""Who is a person, told by what stands around a word that nobody knows."""

import pytest

from knowledge.book import Book
from knowledge.questions.masking import masked


@pytest.mark.parametrize(
    "said, left",
    [
        ("saya yayuk, bendahara", "saya <nama>, bendahara"),
        ("kata ahmad bin hasan, iuran naik", "kata <nama>, iuran naik"),
        ("pak agung bisa ikut", "pak <nama> bisa ikut"),
        ("pak bu\u200bdi tanya iuran", "pak <nama> tanya iuran"),
        ("rumah di jl. mawar no. 5 iuran", "rumah di <alamat> iuran"),
        ("desa wonosari Berapa iurannya", "desa <tempat> Berapa iurannya"),
    ],
)
def test_a_name_is_masked_and_no_more_than_the_name(book: Book, said: str, left: str) -> None:
    assert masked(said, book) == left


@pytest.mark.parametrize(
    "said",
    [
        "iurannya berapa pak. zebra saya ikut",
        "Bisa daftar? Zebra saya ikut",
        "Apakah Zebra Saya Bisa Ikut Daftar",
        "pak bendahra bisa ikut",
        "hari yang agung bisa ikut",
    ],
)
def test_a_first_word_a_headline_and_a_misspelling_are_no_names(book: Book, said: str) -> None:
    assert masked(said, book) == said
