from tests.fakes.shop import Shop
from tests.fakes.topics import Draft, Sell, Wiped
from tests.fakes.turns import MONDAY_MORNING

UNTIL_CONSENT = ("beras", "7", "ambil")
ANSWERED = (*UNTIL_CONSENT, "ya", "Siti", "0812-3456-7890")


def test_a_form_is_asked_slot_by_slot_and_sent_when_confirmed() -> None:
    talk = Shop("pesan").says(*ANSWERED)
    assert talk.last == "Sudah betul? 7 beras, ambil, Siti, 0812-3456-7890"
    assert talk.labels == ("Ya, kirim", "Ubah", "Batal")
    assert talk.says("ya").last.startswith("Tercatat, nomor P-1.")
    sent = next(effect for effect in talk.effects if isinstance(effect, Sell))
    assert sent.answers["nama"] == "Siti"


def test_one_sentence_fills_several_slots() -> None:
    talk = Shop("pesan").says("pupuk, nama Dedi, 0812-3456-7890")
    assert talk.last == "Berapa karung?"
    assert talk.says("3", "ambil", "ya").last == "Sudah betul? 3 pupuk, ambil, Dedi, 0812-3456-7890"


def test_an_answer_to_another_question_is_acknowledged_by_name_and_the_question_comes_back() -> None:
    talk = Shop("pesan").says("beras").says("pupuk saja")
    assert talk.last == "Baik, barang sudah saya ganti.\n\nBerapa karung?"


def test_nothing_personal_is_kept_before_consent() -> None:
    talk = Shop("pesan").says("beras, nama Siti").says("0812-3456-7890")
    assert talk.last == "Terima kasih, nomor hp baru saya simpan setelah Bapak/Ibu mengizinkan.\n\nBerapa karung?"
    assert talk.state.unconsented == {"pesan": {"nama": "Siti", "hp": "0812-3456-7890"}}
    assert talk.answers == {"barang": "beras"}
    assert not any(isinstance(effect, Draft) for effect in talk.effects)


def test_what_was_told_at_the_consent_question_waits_for_the_answer() -> None:
    talk = Shop("pesan").says(*UNTIL_CONSENT, "nama Siti, 0812-3456-7890")
    assert talk.last.startswith("Terima kasih. Sebelum disimpan, mohon izinnya dulu.")
    assert talk.says("ya").last.startswith("Sudah betul? 7 beras, ambil, Siti")
    assert talk.state.unconsented == {}
    assert talk.state.unconsented_at is None


def test_a_draft_is_kept_from_consent_on_after_every_answer() -> None:
    talk = Shop("pesan").says(*ANSWERED)
    assert [draft.get("hp") for draft in talk.customer.drafts] == [None, None, "0812-3456-7890"]


def test_a_refusal_purges_what_was_told_and_ends_the_form() -> None:
    talk = Shop("pesan").says("beras, nama Siti, 0812-3456-7890", "7", "ambil", "tidak")
    assert talk.last == "Tidak apa-apa, tidak ada yang dicatat."
    assert "Siti" not in talk.state.to_json()
    assert talk.state.frames == ()


def test_words_that_only_sound_like_a_yes_are_no_consent() -> None:
    for words in ("boleh saya tanya dulu", "ga boleh dong", "ya jangan", "ga boleh"):
        assert not Shop("pesan").says(*UNTIL_CONSENT, words).customer.consented


def test_personal_answers_are_purged_after_a_day_without_consent() -> None:
    talk = Shop("pesan").says("beras, nama Siti").waits(hours=24, seconds=1).says("Lanjutkan")
    assert "Siti" not in talk.state.to_json()


def test_a_later_answer_does_not_prolong_the_wait_of_an_earlier_one() -> None:
    talk = Shop("pesan").says("beras, nama Siti").waits(hours=11).says("0812-3456-7890")
    assert talk.state.unconsented_at == MONDAY_MORNING.isoformat()


def test_a_part_is_changed_from_the_summary_and_the_summary_comes_back() -> None:
    talk = Shop("pesan").says(*ANSWERED).taps("Ubah")
    assert talk.labels == ("barang", "jumlah karung", "cara terima", "nama", "nomor hp", "Tidak ada yang diubah")
    assert talk.says("jumlah").last == "Berapa karung?"
    assert talk.says("9").last.startswith("Sudah betul? 9 beras")


def test_nothing_has_to_be_changed_after_all() -> None:
    for words in ("tidak jadi", "kembali", "Tidak ada yang diubah"):
        assert Shop("pesan").says(*ANSWERED, "ubah", words).last.startswith("Sudah betul? 7 beras")


def test_what_is_told_at_the_summary_changes_it() -> None:
    talk = Shop("pesan").says(*ANSWERED, "0813-2222-3333")
    assert talk.last == "Baik, sudah saya ganti.\n\nSudah betul? 7 beras, ambil, Siti, 0813-2222-3333"


def test_an_answer_that_another_one_made_void_is_not_sent() -> None:
    talk = Shop("pesan").says("beras", "7", "antar", "Kampung Rawa", "ya", "Siti", "0812-3456-7890")
    assert "Kampung Rawa" in talk.last
    talk.says("ubah", "cara terima", "ambil", "ya")
    assert "alamat" not in next(effect for effect in talk.effects if isinstance(effect, Sell)).answers


def test_an_optional_slot_can_be_left_out_and_another_cannot() -> None:
    assert Shop().commands("kesan P-1").says("puas", "lewati").last == "Terima kasih banyak."
    talk = Shop("pesan").says("beras").says("lewati")
    assert talk.last == "Yang ini belum bisa dilewati, Bapak/Ibu.\n\nBerapa karung?"


def test_a_shared_contact_fills_the_phone_and_nothing_else() -> None:
    talk = Shop("pesan").says("beras", "7", "antar").shares("+6281234567890")
    assert talk.last.endswith("Diantar ke mana?")
    assert talk.says("Kampung Rawa", "ya", "Siti").last.startswith("Sudah betul?")
    assert talk.answers["hp"] == "+6281234567890"


def test_a_contact_nobody_asked_for_is_answered() -> None:
    assert Shop().shares("+6281234567890").last == "Mohon diketik dengan kata-kata."


def test_a_follow_up_question_remembers_what_it_is_about() -> None:
    talk = Shop("pesan").says("ber")
    assert talk.last == "Maksudnya Beras?"
    assert talk.says("iya betul").last == "Berapa karung?"


def test_the_same_follow_up_question_is_not_asked_without_end() -> None:
    talk = Shop("pesan").says("ber", "bert")
    assert talk.last.startswith("Maaf, barang belum saya tangkap.")


def test_cancelling_wipes_what_the_form_has_kept() -> None:
    talk = Shop("pesan").says(*ANSWERED).taps("Batal")
    assert talk.last == "Baik, tidak jadi. Isian tadi sudah dihapus dan tidak dikirim."
    assert isinstance(talk.effects[-1], Wiped)
    assert talk.state.frames == ()


def test_deleting_everything_drops_every_form_and_every_word() -> None:
    talk = Shop("pesan").says("beras, nama Siti").tap(">hapus", "", 0)
    assert talk.last == "Sudah dihapus."
    assert talk.state.frames == ()
    assert "Siti" not in talk.state.to_json()
