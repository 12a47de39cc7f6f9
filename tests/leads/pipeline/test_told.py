import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.render import plain
from leads.pipeline import PAID, REGISTERED, Case, CoopState, LeadState, Reason, told

FULL = Case(
    "Cikahuripan", "K-7QM3", "Bu Siti", "Ibu Rina", "Cabang Bogor Cileungsi", "0812-3456-7890", date(2026, 11, 23)
)
BARE = Case("Cikahuripan", "K-7QM3")
EARLY = re.compile(
    r"belum (?:pendaftaran resmi|terdaftar)|tidak jadi|digabung|serahkan|dihapus|tidak kami hubungi|catatan"
)
PROTECTED = re.compile(r"terlindungi|perlindungan")
COVERED_LATER = re.compile(r"belum terlindungi|perlindungan mulai setelah iuran pertama dibayar", re.IGNORECASE)


def lead_texts(case: Case) -> Iterator[str]:
    for state in LeadState:
        for came_from in (None, *LeadState):
            reasons = [one for one in Reason if one is not Reason.berhasil] if state is LeadState.selesai else [None]
            for reason in reasons:
                yield plain(told(state, case, reason=reason, came_from=came_from))


@pytest.mark.parametrize("case", [FULL, BARE], ids=["all known", "little known"])
def test_no_step_of_a_lead_sounds_like_a_registration(case: Case) -> None:
    texts = list(lead_texts(case))
    assert all(EARLY.search(text) for text in texts)
    assert not [text for text in texts if PROTECTED.search(text) or "sudah terdaftar" in text]


@pytest.mark.parametrize("state", set(CoopState) - REGISTERED)
def test_nobody_is_called_registered_before_he_is(state: CoopState) -> None:
    text = plain(told(state, FULL))
    assert re.search(r"belum (?:pendaftaran resmi|terdaftar)", text)
    assert "sudah terdaftar" not in text
    assert not PROTECTED.search(text)


def test_whoever_is_registered_but_has_not_paid_hears_that_he_is_not_protected() -> None:
    text = plain(told(CoopState.terdaftar, FULL))
    assert "Belum terlindungi" in text
    assert not PROTECTED.search(COVERED_LATER.sub("", text))


@pytest.mark.parametrize("state", PAID)
def test_protection_is_only_spoken_of_with_the_contributions_that_it_needs(state: CoopState) -> None:
    assert "terlindungi" in plain(told(state, FULL))
    assert "selama iurannya dibayar" in plain(told(state, FULL))


@pytest.mark.parametrize("state", [*LeadState, *CoopState])
def test_what_is_not_known_leaves_no_gap(state: LeadState | CoopState) -> None:
    for case in (FULL, BARE, replace(FULL, phone=""), replace(FULL, day=None)):
        for reason in Reason:
            text = plain(told(state, case, reason=reason))
            assert text
            assert not re.search(r"\{|  | [.,]|\(\)", text)


@pytest.mark.parametrize("state", [*LeadState, *CoopState])
def test_a_step_fits_the_first_bubble(state: LeadState | CoopState) -> None:
    long = Case(
        "Cibeuteung Udik Barat",
        "K-TYJP56",
        "Bapak/Ibu Muhammadnur",
        "Bapak Muhammad Nurhasan",
        "x" * 40,
        "9" * 16,
        FULL.day,
    )
    for came_from in (None, *LeadState):
        assert len(plain(told(state, long, reason=Reason.di_luar_wilayah, came_from=came_from))) <= 400


def test_the_applicant_hears_who_holds_his_request() -> None:
    assert plain(told(LeadState.dipegang, FULL)) == (
        "Kabar baik, Bu Siti. Koperasi Cikahuripan (K-7QM3) dipegang Ibu Rina. Beliau petugas Cabang Bogor Cileungsi. "
        "Beliau menghubungi paling lambat Senin, 23 November 2026. Nomor beliau: 0812-3456-7890. "
        "Ini belum pendaftaran resmi."
    )


def test_a_return_to_the_queue_is_told_as_one() -> None:
    assert "Terima kasih" in plain(told(LeadState.baru, FULL, came_from=LeadState.draft))
    assert "kembali ke antrean" in plain(told(LeadState.baru, FULL, came_from=LeadState.dipegang))
    assert "buka lagi" in plain(told(LeadState.baru, FULL, came_from=LeadState.selesai))


def test_an_end_has_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        told(LeadState.selesai, FULL)


def test_only_the_text_of_success_says_that_it_was_paid() -> None:
    texts = {reason: plain(told(LeadState.selesai, FULL, reason=reason)) for reason in Reason}
    assert [reason for reason, text in texts.items() if "sudah dibayar" in text] == [Reason.berhasil]
