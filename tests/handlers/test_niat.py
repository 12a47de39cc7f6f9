import pytest

from handlers.daftar.niat import wants
from tests.handlers.talker import Talker


@pytest.mark.parametrize(
    "text",
    [
        "daftar",
        "Mau daftar",
        "saya mau daftarkan koperasi desa Cikahuripan",
        "tolong bantu daftarkan kami",
        "kami ingin ikut BPJS Ketenagakerjaan",
        "hoyong ngadaftar koperasi",
        "koperasi kami mau didaftarkan bu",
        "ya udah daftarin aja",
    ],
)
def test_the_wish_to_register_opens_the_form(text: str) -> None:
    assert wants(text)
    assert "Ketik BATAL kapan saja." in Talker().says(text).last


@pytest.mark.parametrize(
    "text",
    [
        "cara daftar",
        "mau daftar syaratnya apa",
        "bisa daftar?",
        "mau daftar mandiri",
        "saya petani mau daftar",
        "sudah daftar tapi belum dihubungi",
        "mau daftar tapi belum punya nib",
        "tidak mau ikut",
        "mau tanya pendaftaran",
        "saya ikut saja",
        "daftar bpjs kesehatan bayi",
        "ikut rapat besok",
    ],
)
def test_a_question_a_refusal_or_another_wish_does_not(text: str) -> None:
    assert not wants(text)


def test_a_sentence_that_tells_all_is_only_asked_what_it_left_open() -> None:
    talk = Talker().says("saya Ibu Siti Aminah bendahara koperasi desa Cikahuripan mau daftar, hp 0812-3456-7890")
    assert talk.last.endswith("Maksudnya Koperasi Desa Merah Putih Cikahuripan, Kecamatan Klapanunggal?")
    assert talk.taps("Ya, benar", "Ya, boleh").last.endswith("• Ibu Siti Aminah, bendahara\n• 0812-3456-7890")


def test_a_village_of_three_kecamatan_is_asked_for_and_never_guessed() -> None:
    talk = Talker().says("mau daftarkan koperasi desa Bojong")
    assert talk.labels == ("Kemang", "Tenjo", "Klapanunggal", "Bukan semuanya")


def test_the_wish_does_not_tear_anybody_out_of_a_form() -> None:
    talk = Talker().says("daftar", "Nambo", "ya", "mau daftar")
    assert "Bolehkah" in talk.last


def test_the_name_of_a_cooperative_alone_is_an_offer_and_a_yes_takes_it_up() -> None:
    talk = Talker().says("KDMP Cikahuripan Klapanunggal")
    assert talk.last == "Koperasi Desa Merah Putih Cikahuripan, Kecamatan Klapanunggal. Mau didaftarkan?"
    assert talk.says("ya").last.startswith("Siap. Ini belum pendaftaran resmi; ketik BATAL kapan saja.")


def test_the_name_of_a_village_in_a_question_is_no_offer() -> None:
    assert "Mau didaftarkan?" not in Talker().says("koperasi Cikahuripan wajib ikut apa?").last
