from datetime import datetime

import pytest

from dialogue.text import Text
from leads.joining import Part
from leads.pipeline import LeadState
from leads.requests import AskOfficer, CheckOfficer, Queued
from tests.handlers.talker import Talker, of_type

PART = Part("K-7QM3", "Nambo", LeadState.baru, None, None, "", datetime.fromisoformat("2026-11-20T09:00+07:00"), None)
OPEN = Queued("K-7QM3", True, Text("sekarang"))
CLOSED = Queued("K-7QM3", False, Text("Senin, 30 November 2026 pukul 08.00 WIB"))


def asked(talk: Talker) -> dict[str, object]:
    (effect,) = of_type(talk.asked, AskOfficer)
    assert isinstance(effect, AskOfficer)
    return dict(effect.answers)


@pytest.mark.parametrize(
    "text", ["petugas", "mau bicara dengan orang", "minta nomor admin dong", "tolong hubungkan ke cs"]
)
def test_the_wish_for_a_human_is_heard(text: str) -> None:
    assert "Silakan tulis keperluannya" in Talker().says(text).last


def test_whoever_has_a_lead_is_asked_nothing_more() -> None:
    talk = Talker({"leads": (PART,)}, {AskOfficer: OPEN}).says("petugas", "kapan bisa datang ke desa kami?")
    assert asked(talk) == {"keperluan": "kapan bisa datang ke desa kami?"}
    assert "Petugas sedang bertugas" in talk.last


def test_a_question_for_the_officer_is_not_answered_by_the_bot() -> None:
    talk = Talker({"leads": (PART,)}, {AskOfficer: OPEN}).says("petugas", "siapa yang bayar iurannya?")
    assert asked(talk)["keperluan"] == "siapa yang bayar iurannya?"


def test_a_newcomer_tells_name_village_and_number_after_consent() -> None:
    talk = Talker({}, {AskOfficer: OPEN}).says("petugas", "kartu belum datang")
    assert talk.last.startswith("Bolehkah")
    talk.taps("Ya, boleh").says("Dedi dari koperasi Nambo", "0812 3456 7890")
    told = asked(talk)
    assert (told["keperluan"], told["telepon"]) == ("kartu belum datang", "+6281234567890")
    assert told["orang"] == {"salutation": None, "name": "Dedi"}
    assert "32.01.32.2003" in str(told["desa"])


def test_an_accident_told_to_an_officer_does_not_go_in_circles() -> None:
    talk = Talker({"leads": (PART,)}, {AskOfficer: CLOSED}).says("darurat").taps("Hubungi petugas")
    assert "telepon: 175" in talk.last
    talk.says("sopir kami tabrakan barusan, di IGD")
    assert str(asked(talk)["keperluan"]) == "DARURAT: sopir kami tabrakan barusan, di IGD"
    assert "Jangan menunggu: telepon 175." in talk.last


def test_an_accident_that_comes_up_while_writing_is_passed_on_with_what_helps_now() -> None:
    talk = Talker({}, {AskOfficer: OPEN}).says("petugas", "karyawan kami jatuh dari motor barusan")
    assert talk.last.startswith("Bila ada korban: bawa dulu ke IGD")


def test_after_a_death_the_officer_is_offered_gently() -> None:
    talk = Talker({"leads": (PART,)}, {AskOfficer: OPEN}).says("ketua kami meninggal semalam").taps("Hubungi petugas")
    assert talk.last.startswith("Baik, Bapak/Ibu. Petugas kami akan menghubungi dan mendampingi.")
    assert str(asked(talk.says("Pak Harun, semalam"))["keperluan"]) == "KABAR DUKA: Pak Harun, semalam"


@pytest.mark.parametrize("text", ["cek rina", "CEK Bu Rina", "cek petugas Rina Wati", "cek ibu rina"])
def test_an_officer_can_be_checked_by_name(text: str) -> None:
    (effect,) = of_type(Talker({}, {CheckOfficer: ("Ibu Rina",)}).says(text).asked, CheckOfficer)
    assert isinstance(effect, CheckOfficer)
    assert effect.name.startswith("rina")


@pytest.mark.parametrize("text", ["cek saldo jht", "cek kepesertaan", "cek status", "cek nomor kartu saya", "cek bsu"])
def test_other_checks_are_no_question_for_a_person(text: str) -> None:
    talk = Talker({}, {CheckOfficer: ()}).says(text)
    assert of_type(talk.asked, CheckOfficer) == []
    assert "daftar petugas kami" not in talk.last


def test_an_unknown_name_is_a_warning() -> None:
    assert "jangan memberi data atau uang" in Talker({}, {CheckOfficer: ()}).says("cek joko").last
