"""A state that another version stored: topics and slots that are gone."""

from dataclasses import replace

from dialogue.form import CONSENT
from dialogue.state import Frame, State
from tests.fakes.shop import Shop

LEFT = Frame("pesan", "merek", {"barang": "beras", "merek_lama": "x"}, tries=1, hold={"old": 1})


def stored(*frames: Frame, **more: object) -> str:
    return replace(State(turn=5, frames=frames), **more).to_json()  # type: ignore[arg-type]


def test_a_slot_that_is_gone_becomes_the_next_question_with_the_answers_kept() -> None:
    talk = Shop(state=stored(LEFT)).says("Rojolele")
    assert talk.last.startswith("Ada pembaruan pada Sapakop. Kita mulai lagi dari jumlah karung;")
    assert talk.last.endswith("Berapa karung?")
    assert talk.answers["barang"] == "beras"
    assert "jumlah" not in talk.answers
    assert talk.says("7").last == "Diantar atau diambil?"


def test_words_meant_for_a_slot_that_is_gone_are_no_answer_to_another() -> None:
    talk = Shop(state=stored(LEFT)).writes("7")
    assert "jumlah" not in talk.answers


def test_an_accident_is_heard_before_anything_is_said_of_an_update() -> None:
    assert Shop(state=stored(LEFT)).says("ada kecelakaan").last.endswith("Tolong korban dulu.")


def test_a_tap_on_a_slot_that_is_gone_is_stale() -> None:
    talk = Shop(state=stored(LEFT)).tap("pesan.merek", "x", 5)
    assert "dari pesan sebelumnya" in talk.last
    assert talk.last.endswith("Berapa karung?")


def test_a_topic_that_is_gone_says_so_and_shows_the_menu() -> None:
    talk = Shop(state=stored(Frame("arisan", "bulan"))).says("Maret")
    assert talk.last.startswith("Ada pembaruan pada Sapakop, jadi isian tadi tidak bisa diteruskan.")
    assert talk.labels == ("Pesan barang", "Jam buka", "Darurat")
    assert talk.state.frames == ()


def test_below_a_topic_that_is_gone_the_next_form_goes_on() -> None:
    talk = Shop(state=stored(Frame("pesan", "jumlah", {"barang": "beras"}), Frame("arisan", "bulan"))).says("3")
    assert talk.last.startswith("Ada pembaruan pada Sapakop. Kita mulai lagi dari jumlah karung;")
    assert "jumlah" not in talk.answers


def test_a_topic_that_is_gone_from_below_is_not_spoken_of() -> None:
    talk = Shop(state=stored(Frame("arisan", "bulan"), Frame("pesan", "jumlah", {"barang": "beras"}))).says("3")
    assert talk.last == "Diantar atau diambil?"


def test_a_consent_that_is_no_longer_asked_is_passed_over() -> None:
    talk = Shop(state=stored(Frame("kesan", CONSENT, {"no": "P-1"}))).says("ya")
    assert talk.last.endswith("Bagaimana tokonya?")


def test_a_form_whose_last_open_slot_is_gone_asks_its_last_one_again() -> None:
    talk = Shop(state=stored(Frame("kesan", "bintang", {"no": "P-1", "kesan": "puas", "usia": 40}))).says("5")
    assert talk.last.endswith("Umurnya berapa?")


def test_the_silence_after_a_fragment_speaks_of_the_update() -> None:
    state = stored(LEFT, fragment="Rojo", fragment_at=Shop().now.isoformat())
    assert Shop(state=state).sends("silence").last.startswith("Ada pembaruan")


def test_a_question_that_was_answered_meanwhile_is_not_asked_again() -> None:
    talk = Shop(state=stored(Frame("pesan", CONSENT, {"barang": "beras", "jumlah": 1, "cara": "ambil"})))
    talk.customer.consented = True
    assert talk.says("jam buka?").last.endswith("Atas nama siapa?")
