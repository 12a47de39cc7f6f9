import pytest

from tests.fakes.shop import Shop

AT_SUMMARY = ("beras", "7", "ambil", "ya", "Siti", "0812-3456-7890")


def test_kembali_undoes_one_answer_at_a_time() -> None:
    talk = Shop("pesan").says("beras", "7", "kembali")
    assert talk.last == "Berapa karung?"
    assert talk.says("kembali").last == "Mau beli apa?"
    assert talk.says("kembali").last == "Ini pertanyaan pertama, Bapak/Ibu.\n\nMau beli apa?"


def test_kembali_from_the_summary_asks_the_last_answer_again() -> None:
    talk = Shop("pesan").says(*AT_SUMMARY, "kembali")
    assert talk.last == "Nomor hp-nya?"
    assert talk.says("kembali").last == "Atas nama siapa?"


def test_kembali_from_a_follow_up_question_goes_to_the_question_itself() -> None:
    talk = Shop("pesan").says("ber", "kembali")
    assert talk.last == "Mau beli apa?"


def test_kembali_from_ubah_goes_to_the_summary() -> None:
    assert Shop("pesan").says(*AT_SUMMARY, "ubah", "kembali").last.startswith("Sudah betul?")


def test_kembali_without_a_form_is_the_menu() -> None:
    assert Shop().says("kembali").last == "Silakan pilih."


def test_batal_without_a_form_says_that_there_is_nothing_to_cancel() -> None:
    assert Shop().says("batal").last.startswith("Tidak ada isian yang sedang berjalan")


def test_batal_at_ubah_drops_the_form_and_tidak_jadi_only_the_change() -> None:
    assert Shop("pesan").says(*AT_SUMMARY, "ubah", "batal").state.frames == ()
    assert Shop("pesan").says(*AT_SUMMARY, "ubah", "tidak jadi").last.startswith("Sudah betul?")


def test_nanti_without_a_form_is_answered() -> None:
    assert Shop().says("nanti").last == "Baik. Kapan pun Bapak/Ibu siap, tulis saja di sini."


def test_nanti_keeps_even_a_question_that_may_be_left_out() -> None:
    talk = Shop().commands("kesan P-1").says("puas", "nanti")
    assert talk.state.asleep
    assert "usia" not in talk.answers
    assert Shop().commands("kesan P-1").says("puas", "nanti saja").last == "Terima kasih banyak."


def test_lanjut_without_a_form_says_so() -> None:
    assert Shop().says("lanjut").last.startswith("Tidak ada isian yang menunggu.")


def test_lanjut_in_a_form_that_is_awake_is_no_answer_but_to_a_yes_or_no() -> None:
    assert Shop("pesan").says("beras", "lanjut").last == "Berapa karung?"
    assert Shop("pesan").says("ber", "lanjut").answers["barang"] == "beras"
    assert not Shop("pesan").says("beras", "7", "ambil", "lanjut").customer.consented


@pytest.mark.parametrize("words", ["kenapa ditanya?", "buat apa", "knp harus nama?", "untuk apa namanya?", "kenapa ya"])
def test_why_it_is_asked_is_told_and_it_is_asked_again(words: str) -> None:
    talk = Shop("pesan").says("beras", "7", "ambil", "ya", words)
    assert talk.last == "Supaya nama tidak keliru.\n\nAtas nama siapa?"


def test_why_consent_is_asked_and_why_the_summary() -> None:
    asked = Shop("pesan").says("beras", "7", "ambil", "kenapa?")
    assert asked.last.startswith("Nama dan nomor orang hanya dicatat dengan izinnya.")
    assert Shop("pesan").says(*AT_SUMMARY, "kenapa?").last.startswith("Supaya tidak ada yang keliru")


def test_why_of_anything_else_is_not_why_it_is_asked() -> None:
    assert Shop("pesan").says("kenapa hujan").last.startswith("Maaf, barang belum saya tangkap.")
