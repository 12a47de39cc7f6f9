import random

import pytest

from knowledge.book import Book
from knowledge.villages import Match, Nothing, Some, Sure, Village


def offered(match: Match) -> tuple[Village, ...]:
    match match:
        case Sure(village):
            return (village,)
        case Some(villages):
            return villages
        case _:
            return ()


def with_typo(name: str, dice: random.Random) -> str:
    """One letter lost, swapped or changed; not in a numeral, whose loss makes the name of a neighbour."""
    at = dice.randrange(1, len(name.removesuffix(" I").removesuffix(" II")) - 1)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return dice.choice((name[:at] + name[at + 1 :], swapped, name[:at] + dice.choice("aeiouklmn") + name[at + 1 :]))


def test_the_register_holds_416_desa_and_19_kelurahan_in_40_kecamatan(book: Book) -> None:
    kinds = [village.kind for village in book.villages.all]
    assert (kinds.count("desa"), kinds.count("kelurahan")) == (416, 19)
    assert len(book.villages.kecamatan) == 40
    assert ("32.01.32", "Klapanunggal") in book.villages.kecamatan


def test_a_village_is_known_by_its_code(book: Book) -> None:
    village = book.villages["32.01.01.1001"]
    assert (village.name, village.kind, village.kecamatan) == ("Pondok Rajeg", "kelurahan", "Cibinong")
    assert village.cooperative == "Koperasi Kelurahan Merah Putih Pondok Rajeg"
    assert "32.01.01.9999" not in book.villages
    with pytest.raises(KeyError):
        book.villages["32.01.01.9999"]


@pytest.mark.parametrize(
    "text, name, kecamatan",
    [
        ("Cikahuripan", "Cikahuripan", "Klapanunggal"),
        ("ds. cikahuripan kec. klapanunggal", "Cikahuripan", "Klapanunggal"),
        ("KDMP Cikahuripan", "Cikahuripan", "Klapanunggal"),
        ("koperasi desa merah putih gunung putri", "Gunungputri", "Gunungputri"),
        ("tapos 1", "Tapos I", "Tenjolaya"),
        ("Tapos satu", "Tapos I", "Tenjolaya"),
        ("cibatok dua", "Cibatok II", "Cibungbulang"),
        ("babakn madang", "Babakan Madang", "Babakan Madang"),
        ("situ sari cileungsi", "Situsari", "Cileungsi"),
        ("bojong tenjo", "Bojong", "Tenjo"),
        ("kkmp pondok rajeg", "Pondok Rajeg", "Cibinong"),
        ("cihoe", "Cihowe", "Ciseeng"),
        ("Cihideunghilir", "Cihideung Ilir", "Ciampea"),
        ("Nanggewer kab bogor", "Nanggewer", "Cibinong"),
    ],
)
def test_a_noisy_name_is_understood(book: Book, text: str, name: str, kecamatan: str) -> None:
    match = book.villages.match(text)
    assert isinstance(match, Sure)
    assert (match.village.name, match.village.kecamatan) == (name, kecamatan)


def test_a_name_that_several_villages_bear_offers_them_all(book: Book) -> None:
    match = book.villages.match("Bojong")
    assert isinstance(match, Some)
    assert {village.kecamatan for village in match.villages} == {"Kemang", "Tenjo", "Klapanunggal"}
    assert len(offered(book.villages.match("pabuaran"))) == 5


def test_an_old_spelling_competes_with_the_village_that_bears_the_name_now(book: Book) -> None:
    assert {village.name for village in offered(book.villages.match("Cipayung"))} == {"Cipayung", "Sipayung"}


@pytest.mark.parametrize("hint", ["Kemang", "kec. kemang", "32.01.12"])
def test_the_kecamatan_settles_it(book: Book, hint: str) -> None:
    match = book.villages.match("Bojong", kecamatan=hint)
    assert isinstance(match, Sure)
    assert match.village.kecamatan == "Kemang"


@pytest.mark.parametrize(
    "text",
    [
        "saya dari koperasi desa Cikahuripan klapanunggal mau daftar",
        "assalamualaikum pak, kami pengurus koperasi Cikahuripan ingin mendaftar bagaimana caranya",
    ],
)
def test_a_village_is_found_inside_a_sentence(book: Book, text: str) -> None:
    match = book.villages.match(text)
    assert isinstance(match, Sure)
    assert match.village.name == "Cikahuripan"


@pytest.mark.parametrize(
    "text", ["", "   ", "saya mau daftar bpjs", "Katulampa", "tidak tahu", "🙂🙂", "a" * 10_000, "<b>&{}"]
)
def test_what_is_no_village_is_nothing(book: Book, text: str) -> None:
    assert book.villages.match(text) == Nothing()


def test_every_village_is_found_by_its_own_name_and_kecamatan(book: Book) -> None:
    for village in book.villages.all:
        assert book.villages.match(f"{village.name} {village.kecamatan}") == Sure(village)


def test_one_typo_with_the_kecamatan_still_finds_the_village(book: Book) -> None:
    dice = random.Random(435)
    missed = [
        village
        for village in book.villages.all
        if village not in offered(book.villages.match(f"{with_typo(village.name, dice)} {village.kecamatan}"))
    ]
    assert len(missed) <= 2


def test_one_typo_without_the_kecamatan_offers_the_village_among_five(book: Book) -> None:
    dice = random.Random(435)
    matches = [(village, offered(book.villages.match(with_typo(village.name, dice)))) for village in book.villages.all]
    assert sum(village not in some for village, some in matches) <= 4
    assert max(len(some) for _, some in matches) <= 5


@pytest.mark.parametrize(
    "text, name",
    [("kecamatan gunung putri", "Gunungputri"), ("klapa nunggal", "Klapanunggal"), ("di Cileungsi pak", "Cileungsi")],
)
def test_a_kecamatan_is_found(book: Book, text: str, name: str) -> None:
    found = book.villages.find_kecamatan(text)
    assert found is not None
    assert found[1] == name
    assert all(village.kecamatan == name for village in book.villages.in_kecamatan(found[0]))


def test_what_is_no_kecamatan_is_none(book: Book) -> None:
    assert book.villages.find_kecamatan("saya tidak tahu") is None
    assert book.villages.find_kecamatan("") is None
