import pytest

from tests.fakes.shop import Shop

BEFORE_SUMMARY = ("beras", "7", "ambil", "ya", "Siti", "0812-3456-7890")


def at_summary(*words: str) -> Shop:
    talk = Shop("pesan")
    talk.says(*BEFORE_SUMMARY, *words)
    return talk


@pytest.mark.parametrize("words", ["eh salah, 9 karung", "Maaf salah, harusnya 9", "ralat: 9", "salah, 9"])
def test_a_correction_changes_the_last_answer(words: str) -> None:
    talk = Shop("pesan").says("beras", "7", words)
    assert talk.answers == {"barang": "beras", "jumlah": 9}
    assert talk.last == "Baik, sudah saya ganti.\n\nDiantar atau diambil?"


def test_digits_correct_the_newest_answer_that_wants_digits() -> None:
    talk = Shop("pesan").says("beras", "7", "antar", "Kampung Rawa", "eh salah, 9 karung")
    assert talk.answers["jumlah"] == 9
    assert talk.answers["alamat"] == "Kampung Rawa"


def test_what_the_words_tell_by_themselves_is_changed_whatever_was_last() -> None:
    talk = Shop("pesan").says("beras", "7", "eh salah, maksud saya pupuk")
    assert talk.answers["barang"] == "pupuk"
    assert talk.last == "Baik, sudah saya ganti.\n\nDiantar atau diambil?"


@pytest.mark.parametrize(
    "words",
    [
        "nomornya salah 0813-2222-3333",
        "nomor hp saya salah, yang benar 0813-2222-3333",
        "ganti nomor jadi 0813-2222-3333",
        "ubah nomor hp ke 0813-2222-3333",
        "eh nomornya keliru, harusnya 0813-2222-3333",
    ],
)
def test_the_answer_that_is_named_is_changed(words: str) -> None:
    talk = at_summary(words)
    assert talk.answers["hp"] == "0813-2222-3333"
    assert talk.last == "Baik, sudah saya ganti.\n\nSudah betul? 7 beras, ambil, Siti, 0813-2222-3333"


def test_an_answer_named_without_a_new_one_is_asked_again() -> None:
    assert at_summary("namanya salah").last == "Atas nama siapa?"
    assert at_summary("ubah nama").last == "Atas nama siapa?"


@pytest.mark.parametrize("words", ["bukan Siti, Sari", "bukan siti tapi Sari", "eh maaf, bukan Siti; Sari"])
def test_not_this_but_that_changes_the_answer_in_which_this_stands(words: str) -> None:
    talk = at_summary(words)
    assert talk.answers["nama"] == "Sari"
    assert talk.last.startswith("Baik, sudah saya ganti.\n\nSudah betul? 7 beras, ambil, Sari")


def test_not_this_but_that_also_corrects_what_was_guessed() -> None:
    talk = Shop("pesan").says("ber", "bukan beras, pupuk")
    assert talk.answers["barang"] == "pupuk"


def test_not_this_where_this_was_never_said_is_no_correction() -> None:
    assert at_summary("bukan Wati, Sari").answers["nama"] == "Siti"


def test_a_slip_alone_asks_the_last_answer_again_and_at_the_summary_which_part() -> None:
    assert Shop("pesan").says("beras", "7", "eh salah").last == "Berapa karung?"
    assert at_summary("salah").last == "Bagian mana yang diubah?"


def test_a_slip_at_a_follow_up_question_goes_back_to_the_question() -> None:
    assert Shop("pesan").says("ber", "eh salah").last == "Mau beli apa?"
    assert Shop("pesan").says("ber", "eh salah, pupuk").answers["barang"] == "pupuk"


def test_a_slip_at_the_consent_question_is_no_refusal() -> None:
    talk = Shop("pesan").says("beras", "7", "ambil", "salah")
    assert talk.last == "Diantar atau diambil?"


def test_words_that_fit_nothing_bring_the_last_question_back() -> None:
    assert Shop("pesan").says("beras", "7", "eh salah, banyak sekali pokoknya").last == "Berapa karung?"


@pytest.mark.parametrize(
    "words", ["maksudnya apa?", "kalau nomornya salah gimana", "salah apa", "kartu salah bisa diubah?"]
)
def test_a_question_about_a_mistake_is_no_correction(words: str) -> None:
    talk = at_summary()
    assert talk.writes(words).state.frames[-1].step == "ringkasan"
    assert talk.answers["nama"] == "Siti"


def test_at_the_first_question_the_new_words_are_the_answer() -> None:
    assert Shop("pesan").says("eh salah, pupuk").answers["barang"] == "pupuk"


def test_a_form_that_sleeps_is_not_corrected() -> None:
    assert Shop("pesan").says("beras", "7", "menu", "eh salah, 9").answers["jumlah"] == 7
