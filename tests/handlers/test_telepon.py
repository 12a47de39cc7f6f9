import pytest

from leads.requests import SaveDraft
from tests.handlers.talker import Talker, of_type


def at_the_phone(**known: object) -> Talker:
    return Talker(known).says("daftar", "Cikahuripan", "ya", "ya boleh", "Ibu Siti Aminah, bendahara")


@pytest.mark.parametrize(
    "said, kept",
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("O812-3456-789O", "+6281234567890"),
        ("(0251) 8321234", "+622518321234"),
        ("+60 12-345 6789", "+60123456789"),
        ("wa.me/6281234567890", "+6281234567890"),
        ("hubungi 0812.3456.7890 ya bu (WA)", "+6281234567890"),
    ],
)
def test_a_phone_is_read_in_every_form(said: str, kept: str) -> None:
    talk = at_the_phone().says(said)
    assert "Sudah betul, Bu Siti?" in talk.last
    assert talk.state.top is not None
    assert talk.state.top.answers["telepon"] == kept


def test_of_two_numbers_the_mobile_one_is_called_and_the_other_kept() -> None:
    talk = at_the_phone().says("(0251) 8321234 / 0857-1234-5678")
    draft = of_type(talk.asked, SaveDraft)[-1]
    assert isinstance(draft, SaveDraft)
    assert (draft.answers["telepon"], draft.answers["telepon2"]) == ("+6285712345678", "+622518321234")
    again = talk.taps("Ubah", "nomor telepon").says("0812-3456-7890")
    assert again.state.top is not None
    assert again.state.top.answers["telepon2"] is None


def test_a_nik_is_refused_once_in_words_and_never_kept() -> None:
    talk = at_the_phone().says("3201324507800003")
    assert "NIK tidak perlu" in talk.last
    assert "3201324507800003" not in talk.state.to_json()
    assert "Ke nomor berapa" in talk.says("tidak punya").last
    assert "belum terbaca" in talk.says("12345").last


def test_a_shared_contact_fills_the_slot() -> None:
    assert "• 0812-3456-7890" in at_the_phone().sends("contact", "+6281234567890").last


def test_a_known_number_only_wants_a_yes() -> None:
    known = {"phone": "+6281234567890", "name": "Siti Aminah", "salutation": "Ibu", "jabatan": "bendahara"}
    talk = Talker({**known, "consented": True}).says("daftar", "Nambo", "ya")
    assert talk.last == "Petugas menghubungi ke nomor ini, 0812-3456-7890?"
    assert "• 0812-3456-7890" in talk.says("ya").last


def test_another_number_than_the_known_one_can_be_given() -> None:
    known = {"phone": "+6281234567890", "name": "Siti", "salutation": "Ibu", "jabatan": "bendahara", "consented": True}
    talk = Talker(known).says("daftar", "Nambo", "ya", "bukan")
    assert "Ke nomor berapa" in talk.last
    assert "• 0857-1234-5678" in talk.says("0857 1234 5678").last
