"""What an officer's own lead wants today: its section of the digest and the sentence that says why."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from dialogue.text import Clock, Day, Number, Text
from leads.calendar import WorkingDays
from leads.digest.dates import near
from leads.digest.lines import noted, row_text, who
from leads.digest.sheet import SectionKey
from leads.pipeline import CoopState, LeadState
from leads.row import LeadRow

LATE_AFTER = 3
"""Working days without news from which a lead is late: two mornings of warning before a claim lapses on the fifth."""
UNCALLED = (CoopState.belum_disapa, CoopState.baru)
Why: TypeAlias = tuple[SectionKey, Text]


def agenda(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    """The first thing that this held or postponed lead wants today, as a whole row; None: it runs as planned."""
    checks = CHECKS if row.state is LeadState.dipegang else (_back_today,)
    for check in checks:
        if why := check(row, day, calendar):
            return why[0], row_text(row, why[1], noted(row), who(row))
    return None


def _appointment(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    if row.appointment_at is None or calendar.day(row.appointment_at) != day:
        return None
    return "hari_ini", Text("Janji pukul {clock}.", clock=Clock(row.appointment_at))


def _missed(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    promised = row.appointment_at
    if promised is None or calendar.day(promised) >= day or (row.last_news_at and row.last_news_at >= promised):
        return None
    return "terlambat", Text("Janji {day} belum ada kabarnya.", day=near(calendar.day(promised), day))


def _registered(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    if row.coop_state is not CoopState.terdaftar:
        return None
    if row.registered_on is None:
        return "terdaftar_belum_bayar", Text("Terdaftar, iuran pertama belum masuk: belum terlindungi.")
    since = Day(row.registered_on)
    return "terdaftar_belum_bayar", Text("Terdaftar {day}, iuran pertama belum masuk: belum terlindungi.", day=since)


def _silent(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    news = row.last_news_at or row.sent_at
    ahead = row.appointment_at is not None and calendar.day(row.appointment_at) > day
    days = calendar.between(calendar.day(news), day) if news else 0
    if days < LATE_AFTER or ahead:
        return None
    if row.claim_until is None:
        return "terlambat", Text("{days} hari kerja tanpa kabar.", days=Number(days))
    back = near(max(calendar.day(row.claim_until), day), day)
    return "terlambat", Text("{days} hari kerja tanpa kabar; {back} kembali ke antrean.", days=Number(days), back=back)


def _uncalled(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    due = calendar.contact_deadline(row.sent_at) if row.sent_at and row.coop_state in UNCALLED else None
    if due is None or due > day:
        return None
    why = Text("Belum dihubungi; dijanjikan paling lambat {day}.", day=near(due, day))
    return ("hari_ini" if due == day else "terlambat"), why


def _ready(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    ready = row.coop_state is CoopState.siap_daftar
    return ("hari_ini", Text("Berkas lengkap, siap didaftarkan.")) if ready else None


def _back_today(row: LeadRow, day: date, calendar: WorkingDays) -> Why | None:
    if row.postponed_until is None or calendar.day(row.postponed_until) > day:
        return None
    return "hari_ini", Text(
        "Ditunda sampai {day}; saatnya disapa lagi.", day=near(calendar.day(row.postponed_until), day)
    )


CHECKS: tuple[Callable[[LeadRow, date, WorkingDays], Why | None], ...] = (
    _appointment,
    _missed,
    _registered,  # before _silent: who only waits for the payment is not late
    _silent,
    _uncalled,
    _ready,
)
