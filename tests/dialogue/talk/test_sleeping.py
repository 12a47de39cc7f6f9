from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Remind, Say
from dialogue.view import View
from tests.fakes.shop import Shop
from tests.fakes.topics import Wiped

HALF = ("beras", "7")


def test_nanti_keeps_the_form_and_lanjut_takes_it_up() -> None:
    talk = Shop("pesan").says(*HALF, "nanti")
    assert talk.last == "Baik, isian Bapak/Ibu saya simpan dulu. Kapan pun siap, ketik LANJUT."
    assert talk.effects[-1] == Remind("pesan")
    assert talk.waits(days=3).says("lanjut").last == "Diantar atau diambil?"
    assert talk.answers == {"barang": "beras", "jumlah": 7}


def test_after_half_a_day_it_is_asked_whether_to_go_on_and_what_was_written_is_used() -> None:
    talk = Shop("pesan").says(*HALF).waits(hours=12, seconds=1).says("diantar saja, ambil sendiri")
    assert talk.last == "Tadi kita sampai di: cara terima. Mau dilanjutkan?"
    assert talk.labels == ("Lanjutkan", "Mulai baru")
    assert talk.says("ya").last == "Bolehkah nama dan nomornya dicatat?"
    assert talk.answers["cara"] == "ambil"


def test_before_half_a_day_nothing_is_asked() -> None:
    talk = Shop("pesan").says("beras").waits(hours=11, minutes=59).says("7")
    assert talk.last == "Diantar atau diambil?"


def test_the_clock_is_no_sign_of_life() -> None:
    talk = Shop("pesan").says("beras").waits(hours=11).sends("silence").waits(hours=2).says("7")
    assert talk.last.startswith("Tadi kita sampai di: jumlah karung.")


def test_beginning_anew_wipes_the_form_and_asks_from_the_start() -> None:
    talk = Shop("pesan").says(*HALF).waits(hours=13).says("saya ambil").taps("Mulai baru")
    assert talk.last == "Mau beli apa?"
    assert talk.answers == {}
    assert isinstance(talk.effects[-1], Wiped)
    assert talk.state.held == ""


def test_beginning_anew_still_speaks_of_the_same_order() -> None:
    talk = Shop().commands("kesan P-1").waits(hours=13).says("ramah").taps("Mulai baru")
    assert talk.last == "Bagaimana tokonya?"
    assert talk.answers == {"no": "P-1"}


def test_whoever_is_asked_to_go_on_may_simply_answer_the_question() -> None:
    talk = Shop("pesan").says(*HALF).waits(hours=13).says("halo").says("ambil")
    assert talk.last == "Bolehkah nama dan nomornya dicatat?"


def test_not_now_keeps_the_form() -> None:
    talk = Shop("pesan").says(*HALF).waits(hours=13).says("saya ambil", "tidak")
    assert talk.last == "Baik, isiannya tetap saya simpan. Kapan pun siap, ketik LANJUT."
    assert talk.taps("Lanjutkan isian").answers["jumlah"] == 7


def test_it_is_not_asked_again_and_again_whether_to_go_on() -> None:
    talk = Shop("pesan").says(*HALF).waits(hours=13).says("halo")
    assert talk.says("entah apa").last == "Belum yakin. Maksudnya ini?"
    assert talk.labels == ("Jam buka", "Lanjutkan isian")


def test_consent_is_not_taken_from_a_yes_said_before_the_question_was_seen_again() -> None:
    talk = Shop("pesan").says(*HALF, "ambil").waits(hours=13).says("iya")
    assert talk.says("ya").last == "Bolehkah nama dan nomornya dicatat?"
    assert not talk.customer.consented


def test_what_is_held_without_consent_waits_no_longer_than_a_day() -> None:
    talk = Shop("pesan").says(*HALF).waits(hours=13).says("nama Siti 0812-3456-7890").waits(hours=25).sends("photo")
    assert "Siti" not in talk.state.to_json()
    assert "0812" not in talk.state.to_json()


def test_a_menu_leaves_the_way_back_open() -> None:
    talk = Shop("pesan").says(*HALF, "menu")
    assert talk.labels == ("Pesan barang", "Jam buka", "Darurat", "Lanjutkan isian")
    assert talk.says("4").last == "Diantar atau diambil?"


def test_what_is_written_after_a_menu_is_held_for_the_form() -> None:
    talk = Shop("pesan").says(*HALF, "menu", "ambil").taps("Lanjutkan")
    assert talk.last == "Bolehkah nama dan nomornya dicatat?"


def test_an_accident_puts_the_form_to_sleep_and_what_follows_is_no_answer_to_it() -> None:
    talk = Shop("pesan").says("beras", "7", "antar", "ada kecelakaan")
    assert talk.last == "Tolong korban dulu."
    assert talk.labels == ("Sudah ditangani",)
    talk.says("di sawah, pak Dedi")
    assert talk.last == "Belum yakin. Maksudnya ini?"
    assert "Dedi" not in talk.state.to_json()
    assert talk.says("lanjut").last == "Diantar ke mana?"


def test_a_choice_that_belongs_to_the_grave_bubble_works_tapped_and_typed() -> None:
    assert Shop("pesan").says("beras", "ada kecelakaan").taps("Sudah ditangani").last == "Tolong korban dulu."
    assert Shop("pesan").says("beras", "ada kecelakaan", "sudah ditangani").state.aside
    assert Shop("pesan").says("beras", "ada kecelakaan", "1").last == "Tolong korban dulu."


def test_a_double_tap_does_not_wake_the_form_beside_an_accident() -> None:
    talk = Shop("pesan").says("beras", "ada kecelakaan").taps("Sudah ditangani")
    talk.tap_button(talk.messages[-2].buttons[0])
    assert talk.last == "Tombol itu dari pesan sebelumnya, jadi tidak saya pakai."
    assert talk.state.asleep


def test_a_question_beside_a_form_that_sleeps_does_not_wake_it() -> None:
    talk = Shop("pesan").says("beras", "menu", "jam buka?")
    assert talk.last == "Toko buka tiap hari."
    assert talk.labels == ("Menu", "Lanjutkan isian")


def test_kembali_brings_a_form_that_sleeps_back_as_it_was() -> None:
    assert Shop("pesan").says(*HALF, "menu", "kembali").last == "Diantar atau diambil?"


def test_a_question_that_may_be_left_out_comes_back_once_and_then_rests() -> None:
    talk = Shop().commands("kesan P-1").says("puas", "jam buka?")
    assert talk.last == "Toko buka tiap hari.\n\nUmurnya berapa?"
    assert talk.says("jam buka?").last == "Toko buka tiap hari."
    assert talk.says("lanjut").last == "Umurnya berapa?"


def test_what_is_said_alone_offers_the_way_back_and_holds_what_is_written_next() -> None:
    greeting: Topic[View] = Topic("halo", Text("Halo"))
    greeting.opens(lambda argument, view: Say(Text("Selamat datang."), alone=True))
    talk = Shop("pesan", greeting).says(*HALF).tap(">halo", "", 0)
    assert talk.last == "Selamat datang."
    assert talk.labels == ("Lanjutkan isian",)
    assert talk.says("ambil", "ya").last == "Bolehkah nama dan nomornya dicatat?"
