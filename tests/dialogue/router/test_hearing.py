from dialogue.turn import Wait
from tests.fakes.shop import Shop


def test_what_is_not_understood_waits_two_seconds_and_is_read_with_the_next() -> None:
    talk = Shop("pesan").writes("saya mau jam")
    assert talk.effects == [Wait(2.0)]
    assert talk.last == "Mau beli apa?"
    talk.waits(seconds=1).writes("buka dong")
    assert talk.last == "Toko buka tiap hari.\n\nMau beli apa?"
    assert talk.state.fragment == ""


def test_what_is_understood_is_never_delayed() -> None:
    talk = Shop("pesan").writes("beras")
    assert talk.last == "Berapa karung?"
    assert talk.effects == []


def test_the_second_half_is_read_alone_when_both_together_make_no_sense() -> None:
    assert Shop("pesan").says("beras").writes("hmm").waits(seconds=1).writes("menu").last == "Silakan pilih."


def test_nobody_writes_on_and_the_words_are_answered() -> None:
    assert Shop("pesan").writes("hmm").waits(seconds=2).sends("silence").last.startswith("Maaf, barang belum")


def test_a_silence_after_nothing_says_nothing() -> None:
    talk = Shop("pesan")
    assert len(talk.sends("silence").messages) == 1


def test_a_tap_ends_the_wait_and_the_words_are_let_go() -> None:
    talk = Shop("pesan").writes("hmm").taps("Pupuk")
    assert talk.last == "Berapa karung?"
    assert len(talk.sends("silence").messages) == len(talk.messages)
    assert talk.last == "Berapa karung?"


def test_whoever_writes_on_and_on_is_answered_after_ten_seconds() -> None:
    talk = Shop("pesan")
    for _ in range(6):
        talk.waits(seconds=1.9).writes("hmm")
    assert talk.last == "Mau beli apa?"
    assert talk.waits(seconds=1.9).writes("hmm").last.startswith("Maaf, barang belum saya tangkap.")


def test_a_fragment_does_not_grow_without_end() -> None:
    talk = Shop("pesan")
    for _ in range(200):
        talk.writes("x" * 200)
        assert len(talk.state.fragment) < 500


def test_old_words_are_no_half_of_new_ones() -> None:
    talk = Shop("pesan").writes("jam").waits(hours=2).says("buka")
    assert talk.last.startswith("Maaf, barang belum saya tangkap.")


def test_a_long_text_is_answered_at_once() -> None:
    assert Shop("pesan").writes("x " * 5_000).last.startswith("Maaf, barang belum saya tangkap.")


def test_the_ladder_is_other_words_then_an_example_then_a_human_then_rest() -> None:
    talk = Shop("pesan").says("xxx")
    assert talk.last == "Maaf, barang belum saya tangkap.\n\nMau beli apa?"
    assert talk.says("xxx").last == "Contohnya ada di papan toko.\n\nMau beli apa?"
    assert talk.says("xxx").last == "Belum bisa. Saya panggilkan orang?"
    assert talk.says("xxx").last.startswith("Tidak apa-apa, isian ini saya simpan dulu.")
    assert talk.labels == ("Ya, panggilkan", "Lanjutkan isian")


def test_a_good_answer_is_taken_at_any_rung_of_the_ladder() -> None:
    for rung in range(4):
        assert Shop("pesan").says("beras", *["xxx"] * rung, "7").last == "Diantar atau diambil?"


def test_after_the_ladder_a_good_answer_still_counts() -> None:
    talk = Shop("pesan").says("beras", *["xxx"] * 4, "7")
    assert talk.last == "Tadi kita sampai di: jumlah karung. Mau dilanjutkan?"
    assert talk.says("ya").last == "Diantar atau diambil?"


def test_nobody_is_told_the_same_three_times() -> None:
    talk = Shop("pesan").says(*["xxx"] * 9)
    said = [message.plain for message in talk.messages]
    assert not any(a == b == c for a, b, c in zip(said, said[1:], said[2:], strict=False))


def test_the_own_questions_of_the_engine_have_a_ladder_too() -> None:
    talk = Shop("pesan").says("beras", "7", "ambil", "xxx")
    assert talk.last.startswith("Maaf, saya belum menangkap maksudnya.")
    assert talk.says("xxx").last.startswith("Cukup dijawab: Ya, atau Tidak.")
    assert talk.says("xxx").last == "Belum bisa. Saya panggilkan orang?"


def test_ya_to_the_offer_of_a_human_is_no_consent() -> None:
    talk = Shop("pesan").says("beras", "7", "ambil", "xxx", "xxx", "xxx", "ya")
    assert talk.last == "Tolong korban dulu."
    assert not talk.customer.consented


def test_without_a_form_the_nearest_are_offered_and_then_a_human() -> None:
    talk = Shop().says("xxx")
    assert talk.labels == ("Jam buka",)
    assert talk.says("xxx").labels == ("Ya, panggilkan",)
    assert talk.says("ya").last == "Tolong korban dulu."


def test_an_answer_in_between_starts_the_count_anew() -> None:
    assert Shop().says("xxx", "jam buka?", "xxx").labels == ("Jam buka",)


def test_digits_are_the_value_where_a_number_is_asked() -> None:
    talk = Shop("pesan").says("beras", "2")
    assert talk.answers["jumlah"] == 2


def test_digits_are_the_choice_where_none_is_asked() -> None:
    for said in ("2", "2.", "nomor 2", "yang kedua"):
        assert Shop("pesan").says(said).answers["barang"] == "pupuk"


def test_a_number_that_names_no_choice_is_not_understood() -> None:
    assert Shop("pesan").says("9").last.startswith("Maaf, barang belum saya tangkap.")
    assert Shop("pesan").says("0").last.startswith("Maaf, barang belum saya tangkap.")


def test_a_choice_is_taken_as_its_label_and_as_what_is_nearly_its_label() -> None:
    assert Shop("pesan").says("BIBIT JAGUNG.").answers["barang"] == "bibit jagung"
    assert Shop("pesan").says("bibt jagong").answers["barang"] == "bibit jagung"


def test_an_emergency_is_heard_at_every_point() -> None:
    talk = Shop("pesan").says("beras", "7", "antar", "ada kecelakaan di jalan")
    assert talk.last == "Tolong korban dulu."
    assert "alamat" not in talk.answers


def test_nothing_at_all_is_answered() -> None:
    for odd in ("", "   ", "\x00", "\u202e", "\ud800"):
        assert Shop().says(odd).last == "Mohon diketik dengan kata-kata."


def test_a_command_is_its_topic_and_an_unknown_one_its_words() -> None:
    assert Shop().commands("MENU").last == "Silakan pilih."
    assert Shop().commands("jam_buka?").last == "Toko buka tiap hari."
    assert Shop("pesan").says("beras").commands("").last.startswith("Mohon diketik dengan kata-kata.")
