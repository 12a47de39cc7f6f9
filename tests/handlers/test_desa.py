from typing import Any

import pytest

from tests.handlers.talker import Talker


def asked(*said: str) -> Talker:
    return Talker().says("daftar", *said)


def place(talk: Talker) -> Any:
    """What the form holds as the village."""
    assert talk.state.top is not None
    return talk.state.top.answers["desa"]


def test_one_village_is_made_sure_of_before_it_counts() -> None:
    talk = asked("cikahuripan")
    assert talk.labels == ("Ya, benar", "Bukan")
    assert place(talk.taps("Ya, benar"))["code"] == "32.01.32.2005"


def test_a_name_of_three_kecamatan_is_picked_by_the_kecamatan() -> None:
    assert place(asked("bojong", "klapanunggal"))["code"] == "32.01.32.2002"


def test_a_village_typed_instead_of_a_choice_is_looked_up() -> None:
    assert "Kecamatan Klapanunggal?" in asked("Bojong", "Cikahuripan").last


def test_two_halves_of_a_name_are_one() -> None:
    assert "Merah Putih Cikahuripan, Kecamatan Klapanunggal?" in asked("Ciku", "hripan klapanunggal").last


def test_bukan_asks_for_village_and_kecamatan_and_does_not_offer_the_same_again() -> None:
    talk = asked("Cikahuripan").taps("Bukan")
    assert "nama desa dan kecamatannya" in talk.last
    assert "Kecamatannya apa" in talk.says("Cikahuripan").last


def test_a_village_that_nobody_knows_is_taken_as_said_and_flagged() -> None:
    talk = asked("Zzyzx", "Jonggol")
    assert "Saya catat “Zzyzx”" in talk.last
    assert place(talk) == {
        "code": None,
        "village": "Zzyzx",
        "outside": None,
        "unmatched": True,
        "kecamatan": "Jonggol",
        "kecamatan_code": "32.01.06",
    }


def test_a_place_outside_the_regency_is_told_so_at_once() -> None:
    talk = asked("Kelurahan Sukmajaya Kota Depok")
    assert "Kota Depok di luar wilayah kami" in talk.last
    assert place(talk)["outside"] == "Kota Depok"


@pytest.mark.parametrize("said", ["???", "12", "🌾🌾", "-", "\u202e"])
def test_what_is_no_name_is_asked_for_again(said: str) -> None:
    assert "desa atau kelurahan" in asked(said).last


def test_who_somebody_is_is_not_taken_for_a_place() -> None:
    talk = asked("Ibu Siti Aminah, bendahara")
    assert "setelah Bapak/Ibu mengizinkan" in talk.last
    assert talk.state.top is not None
    assert "desa" not in talk.state.top.answers


def test_a_phone_number_is_no_part_of_a_village() -> None:
    assert "0812" not in str(asked("Zzyzx 0812-3456-7890").state.top)


def test_a_village_that_has_left_the_registry_meanwhile_is_asked_for_anew() -> None:
    talk = asked("bojong")
    frame = talk.state.top
    assert frame is not None
    talk.state = talk.state.with_top(type(frame)(frame.topic, frame.step, hold={"step": "sure", "codes": ["99.99"]}))
    assert "Koperasinya di desa atau kelurahan apa?" in talk.says("kenapa?").last
