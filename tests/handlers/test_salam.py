import pytest

from tests.handlers.talker import Talker


@pytest.mark.parametrize("text", ["halo", "Assalamualaikum wr wb", "selamat pagi bu", "punten", "P", "pagi", "tes"])
def test_a_greeting_is_greeted(text: str) -> None:
    assert Talker().says(text).last.startswith("Selamat datang, Bapak/Ibu.")


@pytest.mark.parametrize("text", ["terima kasih", "makasih ya bu", "oke siap terima kasih banyak", "hatur nuhun"])
def test_thanks_are_answered_in_kind(text: str) -> None:
    assert Talker().says(text).last.startswith("Sama-sama, Bapak/Ibu.")


@pytest.mark.parametrize("text", ["ok", "👍", "🙏🙏", "siap bu"])
def test_a_nod_is_not_a_question(text: str) -> None:
    assert Talker().says(text).last.startswith("Baik, Bapak/Ibu.")


def test_question_marks_alone_bring_the_menu() -> None:
    assert "Daftarkan koperasi" in Talker().says("???").labels


def test_a_greeting_in_the_middle_of_the_form_is_no_village() -> None:
    talk = Talker().says("daftar", "assalamualaikum")
    assert talk.last.startswith("Halo, Bapak/Ibu.")
    assert talk.last.endswith("Contoh: Cikahuripan")


def test_pagi_answers_when_somebody_would_like_to_be_called() -> None:
    talk = Talker({"leads": ()}).opens("lengkapi", "K-7QM3").says("pagi aja")
    assert "berapa orang" in talk.last


def test_whoever_has_told_his_name_is_greeted_with_it() -> None:
    talk = Talker({"name": "Siti Aminah", "salutation": "Ibu"}).says("halo")
    assert talk.last == "Selamat datang kembali, Bu Siti. Ada yang bisa saya bantu?"
