import pytest

from leads.requests import Forget, Redeem, Restart, Stop, WrongNumber
from tests.handlers.talker import Talker, of_type


@pytest.mark.parametrize("code", ["32-01-32-2005", "32_01_32_2005", "32.01.32.2005"])
def test_the_link_of_a_cooperative_greets_and_makes_sure(code: str) -> None:
    talk = Talker().does("command", f"start {code}")
    assert talk.last.startswith("Selamat datang, Bapak/Ibu.")
    assert talk.last.endswith("Maksudnya Koperasi Desa Merah Putih Cikahuripan, Kecamatan Klapanunggal?")


@pytest.mark.parametrize("code", ["32.73.01.1001", "32-73-01-1001"])
def test_the_link_of_a_cooperative_that_we_do_not_know_opens_the_form_and_asks(code: str) -> None:
    talk = Talker().does("command", f"start {code}")
    assert talk.last.startswith("Selamat datang, Bapak/Ibu.")
    assert talk.last.endswith("Koperasinya di desa atau kelurahan apa? Contoh: Cikahuripan")
    assert of_type(talk.asked, Redeem) == []


def test_any_other_code_is_an_invitation() -> None:
    talk = Talker({}, {Redeem: None}).does("command", "start k7qm-22aa")
    assert of_type(talk.asked, Redeem) == [Redeem("K7QM-22AA")]
    assert "tidak berlaku" in talk.last


def test_stop_holds_at_once_and_asks_only_about_the_phone() -> None:
    talk = Talker().says("stop")
    assert of_type(talk.asked, Stop) == [Stop(may_phone=False)]
    assert of_type(talk.says("boleh").asked, Stop)[-1] == Stop(may_phone=True)


def test_after_stop_nothing_is_asked_any_more() -> None:
    talk = Talker().opens("lengkapi", "K-7QM3").says("stop", "jangan")
    assert talk.last == "Baik, petugas juga tidak akan menelepon. Terima kasih."


def test_mulai_brings_messages_back() -> None:
    talk = Talker({"stopped": True}, {Restart: None}).says("mulai")
    assert of_type(talk.asked, Restart)


@pytest.mark.parametrize(
    "words, yes, effect", [("hapus data", "Ya, hapus semua", Forget), ("bukan saya", "Ya, bukan saya", WrongNumber)]
)
def test_who_is_forgotten_is_asked_nothing_more(words: str, yes: str, effect: type) -> None:
    talk = Talker({}, {Forget: "HD-1", WrongNumber: 1}).says(
        "daftar", "Cikahuripan", "ya", "ya boleh", "Siti, bendahara"
    )
    talk.says(words).taps(yes)
    assert of_type(talk.asked, effect)
    assert talk.state.frames == ()
    assert "Siti" not in talk.state.to_json()
    assert talk.labels == ("Menu",)


def test_batal_does_not_undo_a_stop() -> None:
    talk = Talker().says("stop", "batal")
    assert talk.last == "Baik. Pesan tetap tidak saya kirim; ketik MULAI bila ingin dikabari lagi."
    assert of_type(talk.asked, Restart) == []
