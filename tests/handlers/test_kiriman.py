import pytest

from tests.handlers.talker import Talker


@pytest.mark.parametrize("kind", ["voice", "photo", "document", "sticker", "location", "contact", "other"])
def test_whatever_is_sent_is_answered_in_the_same_turn(kind: str) -> None:
    assert Talker().does(kind, "x").last  # type: ignore[arg-type]  # the kinds of an event


@pytest.mark.parametrize("kind", ["voice", "photo", "document", "sticker", "location"])
def test_nothing_that_is_sent_loses_the_form(kind: str) -> None:
    talk = Talker().says("daftar", "Cikahuripan").does(kind, "x")  # type: ignore[arg-type]
    assert talk.last.endswith("Kecamatan Klapanunggal?")
    assert talk.labels == ("Ya, benar", "Bukan")


def test_a_picture_may_be_an_identity_card_and_is_not_kept() -> None:
    assert "tidak saya simpan. Bila itu foto KTP, mohon hapus juga" in Talker().sends("photo").last


def test_an_edited_message_is_asked_for_again() -> None:
    assert "ketik lagi sebagai pesan baru" in Talker().sends("other", "edited").last


def test_an_empty_message_is_answered_too() -> None:
    assert "pesannya kosong" in Talker().says("   ").last
    assert "pesannya kosong" in Talker().says("\u202e").last
