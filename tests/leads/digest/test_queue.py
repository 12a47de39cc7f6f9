from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.render import plain
from leads.calendar import ZONE, WorkingDays
from leads.digest import DRAFT_IDLE, idle
from leads.digest.queue import draft_line, new_line
from leads.pipeline import LeadState
from leads.row import LeadRow, Wish

CALENDAR = WorkingDays()
MONDAY = date(2026, 11, 23)
SENT = datetime(2026, 11, 23, 6, 5, tzinfo=ZONE)
NEW = LeadRow(5, "K-5", "Ciangsana", LeadState.baru, "Gunungputri", sent_at=SENT)


def test_what_is_not_known_leaves_no_gap() -> None:
    bare = LeadRow(5, "K-5", "Ciangsana", LeadState.baru)
    assert plain(new_line(bare, MONDAY, CALENDAR)) == "Ciangsana."
    assert plain(draft_line(LeadRow(6, "", "", LeadState.draft), MONDAY, CALENDAR)) == (
        "Koperasi belum disebut. Formulir terhenti. Izin sudah ada."
    )


def test_a_fresh_lead_says_when_and_what_is_wished() -> None:
    row = replace(NEW, wish=Wish.kapan_saja)
    assert plain(new_line(row, MONDAY, CALENDAR)) == "Ciangsana, Gunungputri. Masuk hari ini 06.05 WIB, kapan saja."


def test_what_is_unusual_is_said() -> None:
    row = replace(NEW, outside=True, mismatch=True, contacts=2, note="minta bicara dengan petugas")
    words = plain(new_line(row, MONDAY, CALENDAR))
    for said in ("Di luar wilayah", "belum cocok", "Ada 2 kontak.", "Catatan: minta bicara dengan petugas."):
        assert said in words


def test_a_broken_promise_is_seen_in_the_queue() -> None:
    old = replace(NEW, sent_at=SENT - timedelta(days=5))
    assert "Dijanjikan dihubungi paling lambat Kamis." in plain(new_line(old, MONDAY, CALENDAR))
    ancient = replace(NEW, sent_at=SENT - timedelta(days=30))
    assert plain(new_line(ancient, MONDAY, CALENDAR)).startswith("Ciangsana, Gunungputri. Masuk 24 Oktober 2026.")


def test_a_form_counts_as_left_after_two_quiet_hours() -> None:
    draft = replace(NEW, state=LeadState.draft, last_news_at=SENT)
    assert not idle(draft, SENT + DRAFT_IDLE - timedelta(seconds=1))
    assert idle(draft, SENT + DRAFT_IDLE)
    assert not idle(replace(draft, state=LeadState.baru), SENT + DRAFT_IDLE)


def test_names_are_never_read_as_markup() -> None:
    row = replace(NEW, village="*{ref}*", jabatan="<i>", question="*apa* {x}?")
    assert (
        plain(new_line(row, MONDAY, CALENDAR))
        == "*{ref}*, Gunungputri. Masuk hari ini 06.05 WIB, <i>. Menanyakan: *apa* {x}?"
    )


def test_a_moment_a_week_ago_has_its_date_since_its_weekday_would_mislead() -> None:
    for days, when in ((6, "Selasa 06.05 WIB"), (7, "16 November 2026.")):
        words = plain(draft_line(replace(NEW, last_news_at=SENT - timedelta(days=days)), MONDAY, CALENDAR))
        assert f"terhenti {when}" in words
