"""The leads that nobody holds yet: new ones, and forms that were left unfinished."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dialogue.text import Number, Text, joined
from leads.calendar import WorkingDays
from leads.digest.dates import near, past
from leads.digest.lines import asked, noted, row_text, who
from leads.pipeline import LeadState
from leads.row import LeadRow, Wish

DRAFT_IDLE = timedelta(hours=2)
"""A form without a word for so long is shown to staff as "belum lengkap"; its sender allowed that beforehand."""
WISHES: Mapping[Wish, Text] = {
    Wish.pagi: Text("minta pagi"),
    Wish.siang: Text("minta siang"),
    Wish.sore: Text("minta sore"),
    Wish.kapan_saja: Text("kapan saja"),
}


def idle(row: LeadRow, at: datetime) -> bool:
    """Is this a form that was left unfinished?"""
    return row.state is LeadState.draft and (row.last_news_at is None or at - row.last_news_at >= DRAFT_IDLE)


def new_line(row: LeadRow, day: date, calendar: WorkingDays) -> Text:
    """The row of a lead that waits: when it came, who it is, what is special about it."""
    came = Text("Masuk {when}", when=past(row.sent_at, day, calendar)) if row.sent_at else None
    office = Text("{jabatan}", jabatan=row.jabatan) if row.jabatan else None
    wish = WISHES[row.wish] if row.wish else None
    first = joined(came, office, wish, by=", ") if came or office or wish else None
    return row_text(
        row,
        Text("{first}.", first=first) if first else None,
        *flags(row),
        overdue(row, day, calendar),
        asked(row),
        noted(row),
    )


def draft_line(row: LeadRow, day: date, calendar: WorkingDays) -> Text:
    """The row of an unfinished form. It could be kept only with consent, so an officer may call."""
    when = past(row.last_news_at, day, calendar) if row.last_news_at else None
    stopped = Text("Formulir terhenti {when}.", when=when) if when else Text("Formulir terhenti.")
    return row_text(row, stopped, Text("Izin sudah ada."), who(row))


def overdue(row: LeadRow, day: date, calendar: WorkingDays) -> Text | None:
    """The promise that falls due today, or is broken."""
    due = calendar.contact_deadline(row.sent_at) if row.sent_at else None
    if due is None or due > day:
        return None
    return Text("Dijanjikan dihubungi paling lambat {day}.", day=near(due, day))


def flags(row: LeadRow) -> tuple[Text | None, ...]:
    """What is unusual: outside the regency, not in the registry, several contacts."""
    return (
        Text("Di luar wilayah, untuk diserahkan.") if row.outside else None,
        Text("Nama desanya belum cocok dengan daftar.") if row.mismatch else None,
        Text("Ada {count} kontak.", count=Number(row.contacts)) if row.contacts > 1 else None,
    )
