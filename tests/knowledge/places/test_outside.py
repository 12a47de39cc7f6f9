import pytest

from knowledge.book import Book


@pytest.mark.parametrize(
    "text, place",
    [
        ("Kota Bogor", "Kota Bogor"),
        ("kelurahan Katulampa kota bogor", "Kota Bogor"),
        ("desa sukamaju, Kab. Cianjur", "Kabupaten Cianjur"),
        ("kabupaten cianjur", "Kabupaten Cianjur"),
        ("Depok", "Kota Depok"),
        ("koperasi di tangerang selatan", "Kota Tangerang Selatan"),
        ("kabupaten Blora", "Kabupaten Blora"),
    ],
)
def test_a_place_outside_is_named(book: Book, text: str, place: str) -> None:
    assert book.villages.outside(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Kabupaten Bogor",
        "kab bogor kecamatan ciomas",
        "kota batu",
        "bogor timur",
        "Jl. Raya Jakarta Bogor nomor sepuluh, Cibinong",
        "jalan raya sukabumi, ciawi",
        "cikarawang dramaga",
        "kabupaten mana ya",
        "kabupaten gunung putri",
        "",
    ],
)
def test_what_is_ours_or_only_a_street_is_not_outside(book: Book, text: str) -> None:
    assert book.villages.outside(text) is None


def test_no_village_of_ours_is_outside(book: Book) -> None:
    for village in book.villages.all:
        assert book.villages.outside(f"{village.name} kecamatan {village.kecamatan} kabupaten bogor") is None
