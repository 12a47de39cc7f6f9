"""Days and hours as a digest speaks of them: hari ini, besok, Sabtu 19.12."""

from datetime import date, datetime, timedelta

from dialogue.text import Clock, Day, Text
from leads.calendar import WorkingDays

WEEKDAYS = (
    Text("Senin"),
    Text("Selasa"),
    Text("Rabu"),
    Text("Kamis"),
    Text("Jumat"),
    Text("Sabtu"),
    Text("Minggu"),
)
GREETINGS = (
    (11, Text("Selamat pagi, {name}. {day}")),
    (15, Text("Selamat siang, {name}. {day}")),
    (18, Text("Selamat sore, {name}. {day}")),
    (24, Text("Selamat malam, {name}. {day}")),
)
WEEK = timedelta(days=7)


def near(day: date, today: date) -> Text:
    """A day seen from today: hari ini, besok, its weekday within a week either way, else its date."""
    if day == today:
        return Text("hari ini")
    if day == today + timedelta(days=1):
        return Text("besok")
    return WEEKDAYS[day.weekday()] if abs(day - today) < WEEK else Text("{day}", day=Day(day))


def past(moment: datetime, today: date, calendar: WorkingDays) -> Text:
    """A moment that lies behind: with its hour within a week, else its date."""
    day = calendar.day(moment)
    if today - day >= WEEK:
        return Text("{day}", day=Day(day))
    return Text("{day} {clock}", day=near(day, today), clock=Clock(moment))


def greeting(name: str, at: datetime, calendar: WorkingDays) -> Text:
    """Selamat pagi, Bu Rina. Senin, 23 November 2026"""
    hour = at.astimezone(calendar.zone).hour
    message = next(text.message for until, text in GREETINGS if hour < until)
    return Text(message, name=name, day=Day(calendar.day(at), weekday=True))
