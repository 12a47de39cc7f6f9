from dialogue.form import Filled, Form
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Choice, Say
from dialogue.view import View
from tests.fakes.shop import Shop
from tests.fakes.topics import slot

STALE = "Tombol itu dari pesan sebelumnya, jadi tidak saya pakai."


def test_a_tap_on_an_older_bubble_is_answered_kindly_and_not_applied() -> None:
    talk = Shop("pesan").taps("Beras").taps("Pupuk")
    assert talk.last == f"{STALE}\n\nBerapa karung?"
    assert talk.answers["barang"] == "beras"


def test_the_second_of_two_taps_changes_nothing() -> None:
    talk = Shop("pesan").says("beras", "7").taps("Diantar")
    talk.tap_button(talk.messages[-2].buttons[0])
    assert talk.last == f"{STALE}\n\nDiantar ke mana?"


def test_a_tap_from_yesterdays_menu_shows_todays() -> None:
    talk = Shop("menu").waits(days=1).says("jam buka?").taps("Pesan barang")
    assert talk.last == f"{STALE} Silakan pilih dari sini:"
    assert talk.labels == ("Pesan barang", "Jam buka", "Darurat")


def test_a_tap_with_the_right_turn_and_the_wrong_step_is_stale() -> None:
    talk = Shop("pesan")
    for step, value in (
        ("pesan.jumlah", "beras"),
        ("pesan.barang", "emas"),
        ("", ""),
        (">", "lanjut"),
        ("kesan.usia", "1"),
    ):
        assert talk.tap(step, value, talk.state.turn).last.startswith(STALE)
    assert talk.answers == {}


def test_a_way_back_without_a_form_is_stale() -> None:
    assert Shop("pesan").says("menu", "batal").taps("Lanjutkan isian").last.startswith(STALE)


def test_a_link_that_stands_outside_any_turn_always_works() -> None:
    talk = Shop("pesan").says("beras")
    assert talk.tap(">tanya", "jam", 0).last == "Toko buka tiap hari.\n\nBerapa karung?"


def test_a_choice_of_a_form_never_stands_outside_a_turn() -> None:
    assert Shop("pesan").tap("pesan.barang", "beras", 0).last.startswith(STALE)


def test_a_choice_still_works_the_next_day() -> None:
    assert Shop("pesan").waits(days=2).taps("Pupuk").last == "Berapa karung?"


def twins() -> Topic[View]:
    """Two choices that look the same."""
    choices = (Choice("a", Text("Bojong")), Choice("b", Text("Bojong.")))
    one = slot(
        "desa",
        Text("desa"),
        lambda answers, hold, view: Say(Text("Yang mana?"), choices),
        lambda reply, view: Filled({"desa": reply.choice}) if reply.choice else None,
    )
    topic: Topic[View] = Topic("kembar", Text("Kembar"), Form((one,)))
    topic.done(lambda answers, view: Say(Text("Yang {desa}.", desa=answers["desa"])))
    return topic


def test_of_two_choices_that_look_the_same_none_is_guessed() -> None:
    assert Shop("kembar", twins()).says("bojong").last.startswith("Maaf, desa belum saya tangkap.")
    assert Shop("kembar", twins()).says("nomor 2").last == "Yang b."
    assert Shop("kembar", twins()).taps("Bojong.").last == "Yang b."
