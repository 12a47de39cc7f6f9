import pytest

from tests.handlers.talker import Talker, stranger


def test_a_sure_question_is_answered_shortly_and_the_rest_is_one_tap_away() -> None:
    talk = Talker().says("siapa yang bayar iurannya")
    assert (talk.labels[0], talk.labels[-1]) == ("Selengkapnya", "Bukan ini")
    talk.taps("Selengkapnya")
    assert "Dasar: " in talk.last
    assert "Menu" in talk.labels
    assert len(talk.labels) > 2


@pytest.mark.parametrize(
    "text, beginning",
    [
        ("mau pindah faskes gimana", "Kalau soal berobat"),
        ("bot bodoh", "Mohon maaf bila ada yang mengecewakan."),
        ("kapan bsu cair", "BSU dan bantuan upah"),
    ],
)
def test_what_is_not_ours_is_told_where_it_belongs(text: str, beginning: str) -> None:
    assert Talker().says(text).last.startswith(beginning)


def test_the_nearest_three_are_offered_once_and_then_a_human() -> None:
    words = "kalau kartu buat yang kerja di gudang itu gimana ngurusnya"
    talk = Talker().says(words)
    assert talk.labels[-1] == "Bukan ini"
    assert len(talk.labels) == 4
    assert talk.says(words).labels == ("Ya, teruskan", "Menu")


def test_greetings_and_the_like_are_no_suggestion() -> None:
    kinds = {entry.title for entry in stranger().book.entries.values() if entry.intents[0] == "oos_smalltalk"}
    assert kinds.isdisjoint(Talker().says("kalau kartu buat yang kerja di gudang itu gimana ngurusnya").labels)


def test_a_question_in_the_form_is_answered_and_the_form_goes_on() -> None:
    talk = Talker().says("daftar", "siapa yang bayar iurannya?")
    assert talk.last.startswith("Iuran kecelakaan kerja (JKK) dan kematian (JKM) seluruhnya dibayar koperasi.")
    assert talk.last.endswith("Contoh: Cikahuripan")


def test_a_question_in_the_form_without_a_sure_answer_is_no_village_either() -> None:
    talk = Talker().says("daftar", "kalau kartu buat yang kerja di gudang itu gimana ngurusnya?")
    assert talk.last.startswith("Maaf, yang itu belum yakin saya jawab.")
    assert talk.last.endswith("Contoh: Cikahuripan")


def test_is_my_data_safe_is_answered_at_consent_and_the_question_comes_back_short() -> None:
    talk = Talker().says("daftar", "Cikahuripan", "ya", "apa datanya aman?")
    assert talk.last.startswith("Data Bapak/Ibu hanya dibaca petugas")
    assert talk.last.endswith("Bolehkah nama, jabatan, dan nomor Bapak/Ibu kami simpan? Lengkapnya: PRIVASI.")


def test_words_without_meaning_wait_for_their_second_half() -> None:
    talk = Talker().does("text", "saya mau")
    assert (talk.last, talk.state.fragment) == ("", "saya mau")
    assert "Maksudnya" in talk.does("text", "daftarkan koperasi Cikahuripan").last
