from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.render import plain
from leads.calendar import ZONE, WorkingDays
from leads.digest.agenda import LATE_AFTER, agenda
from leads.pipeline import CoopState, LeadState
from leads.row import LeadRow

L, C = LeadState, CoopState
CALENDAR = WorkingDays()
MONDAY = date(2026, 11, 23)


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


CALM = LeadRow(
    1, "K-1", "Mampir", L.dipegang, "Cileungsi", coop_state=C.berminat, claimed_by=1, sent_at=wib("2026-11-10T09:00"),
    last_news_at=wib("2026-11-20T10:00"), claim_until=wib("2026-11-27T00:00"),
)  # fmt: skip


def why(row: LeadRow, day: date = MONDAY) -> tuple[str, str] | None:
    found = agenda(row, day, CALENDAR)
    return found and (found[0], plain(found[1]).removeprefix("Mampir, Cileungsi. "))


def test_a_lead_with_fresh_news_wants_nothing() -> None:
    assert why(CALM) is None


@pytest.mark.parametrize("news,late", [("2026-11-18", True), ("2026-11-19", False), ("2026-11-20", False)])
def test_silence_counts_in_working_days(news: str, late: bool) -> None:
    row = replace(CALM, last_news_at=wib(f"{news}T10:00"))
    assert (why(row) is not None) is late
    assert (CALENDAR.between(date.fromisoformat(news), MONDAY) >= LATE_AFTER) is late


@pytest.mark.parametrize(
    "until,words",
    [
        ("2026-11-23", "hari ini kembali ke antrean."),
        ("2026-11-24", "besok kembali ke antrean."),
        ("2026-11-26", "Kamis kembali ke antrean."),
        ("2026-12-08", "8 Desember 2026 kembali ke antrean."),
    ],
)
def test_the_officer_is_told_when_a_silent_lead_leaves_him(until: str, words: str) -> None:
    row = replace(CALM, last_news_at=wib("2026-11-17T10:00"), claim_until=wib(f"{until}T00:00"))
    assert why(row) == ("terlambat", f"4 hari kerja tanpa kabar; {words}")


def test_an_appointment_comes_first_and_keeps_a_lead_from_being_late() -> None:
    silent = replace(CALM, last_news_at=wib("2026-11-02T10:00"))
    today = replace(silent, appointment_at=wib("2026-11-23T10:00"), contact="Bu Siti", jabatan="bendahara")
    assert why(today) == ("hari_ini", "Janji pukul 10.00 WIB. Bu Siti, bendahara")
    assert why(replace(silent, appointment_at=wib("2026-11-25T10:00"))) is None


def test_an_appointment_without_news_was_missed() -> None:
    row = replace(CALM, appointment_at=wib("2026-11-20T11:00"))
    assert why(row) == ("terlambat", "Janji Jumat belum ada kabarnya.")
    assert why(replace(row, last_news_at=wib("2026-11-20T11:30"))) is None


def test_a_registered_cooperative_waits_for_its_payment_and_is_never_late() -> None:
    row = replace(CALM, coop_state=C.terdaftar, last_news_at=wib("2026-11-02T10:00"))
    assert why(row) == ("terdaftar_belum_bayar", "Terdaftar, iuran pertama belum masuk: belum terlindungi.")


@pytest.mark.parametrize("sent,section", [("2026-11-20", "hari_ini"), ("2026-11-19", "terlambat")])
def test_the_promise_to_call_is_kept_in_sight(sent: str, section: str) -> None:
    row = replace(CALM, coop_state=C.baru, sent_at=wib(f"{sent}T09:00"))
    found = why(row)
    assert found is not None
    assert found[0] == section
    assert "paling lambat" in found[1]
    assert why(replace(row, sent_at=wib("2026-11-23T06:00"))) is None


def test_complete_papers_are_for_today() -> None:
    assert why(replace(CALM, coop_state=C.siap_daftar)) == ("hari_ini", "Berkas lengkap, siap didaftarkan.")


def test_a_postponed_lead_rests_until_its_day() -> None:
    asleep = replace(
        CALM, state=L.ditunda, last_news_at=wib("2026-11-02T10:00"), postponed_until=wib("2026-11-24T00:00")
    )
    assert why(asleep) is None
    assert why(asleep, date(2026, 11, 24)) == ("hari_ini", "Ditunda sampai hari ini; saatnya disapa lagi.")


def test_a_long_note_is_cut_at_a_word() -> None:
    found = why(replace(CALM, coop_state=C.siap_daftar, note="bawa  formulir\n" * 20))
    assert found is not None
    assert found[1].endswith("bawa formulir bawa…")
    assert len(found[1]) < 140
