from datetime import date, datetime

import pytest

from leads.joining import Part
from leads.pipeline import CoopState, LeadState, Reason
from tests.handlers.talker import Talker

SENT = datetime.fromisoformat("2026-11-20T09:00+07:00")
AHEAD, PAST = date(2026, 11, 24), date(2026, 11, 20)


def status(state: LeadState, coop: CoopState | None = None, by: date = AHEAD, reason: Reason | None = None) -> str:
    until = datetime.fromisoformat("2026-12-01T00:00+07:00")
    part = Part("K-7QM3", "Nambo", state, coop, reason, "Ibu Rina", SENT, until, by)
    return Talker({"leads": (part,), "name": "Siti", "salutation": "Ibu"}).says("sudah sampai mana?").last


def test_before_there_is_anything_the_form_is_offered() -> None:
    assert Talker().says("status").labels == ("Daftarkan koperasi", "Menu")


def test_what_waits_says_by_when() -> None:
    said = status(LeadState.baru)
    assert "Petugas menghubungi paling lambat Selasa, 24 November 2026." in said
    assert said.endswith("Ini belum pendaftaran resmi.")


def test_what_waits_too_long_is_apologised_for() -> None:
    said = status(LeadState.baru, by=PAST)
    assert "Mohon maaf, Bu Siti, belum ada petugas yang mengambil" in said
    assert "paling lambat" not in said


def test_what_is_held_names_the_officer_and_makes_no_promise_that_is_over() -> None:
    assert "dipegang Ibu Rina, petugas BPJS Ketenagakerjaan. Petugas menghubungi" in status(LeadState.dipegang)
    assert "tekan Bicara petugas" in status(LeadState.dipegang, by=PAST)


def test_what_is_registered_is_not_called_unregistered_in_the_same_breath() -> None:
    said = status(LeadState.dipegang, CoopState.terdaftar)
    assert "sudah terdaftar, Bu Siti. Belum terlindungi" in said
    assert "belum pendaftaran resmi" not in said


@pytest.mark.parametrize("coop", [CoopState.dihubungi, CoopState.berminat])
def test_not_yet_official_is_said_once(coop: CoopState) -> None:
    assert status(LeadState.dipegang, coop).count("belum pendaftaran resmi") == 1


def test_what_is_postponed_says_until_when() -> None:
    assert "Kami sapa lagi Selasa, 1 Desember 2026." in status(LeadState.ditunda)


def test_what_is_over_says_how_it_ended() -> None:
    assert "tidak jadi didaftarkan" in status(LeadState.selesai, reason=Reason.tidak_berminat)


@pytest.mark.parametrize("text", ["status", "sdh smp mana ya", "gimana kabar pendaftaran saya", "kok belum dihubungi"])
def test_it_is_asked_for_in_many_words(text: str) -> None:
    part = Part("K-7QM3", "Nambo", LeadState.baru, None, None, "", SENT, None, AHEAD)
    assert "K-7QM3" in Talker({"leads": (part,)}).says(text).last
