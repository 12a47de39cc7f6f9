"""Calendar days as people write them."""

import re
from datetime import date, timedelta

MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember".split(),
    "jan feb mar apr mei jun jul agu sep okt nov des".split(),
)
NUMBERS = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b")
NAMED = re.compile(r"\b(\d{1,2})[ -]([a-z]{3,9})\.?(?:[ -](\d{4}))?\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
RELATIVE = {"hari ini": 0, "barusan": 0, "kemarin": 1, "kemaren": 1, "kemarin lusa": 2}


def read_day(text: str, today: date | None = None) -> date | None:
    """24-11-2026, 2026-11-24, 24 November 2026; with `today` also "24 November" (the nearest one) and "kemarin"."""
    said = " ".join(text.lower().split())
    if today is not None and said in RELATIVE:
        return today - timedelta(days=RELATIVE[said])
    if iso := ISO.search(said):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := NUMBERS.search(said):
        return _day(int(numbers[3]), int(numbers[2]), int(numbers[1]))
    named = NAMED.search(said)
    month = _month(named[2]) if named else 0
    if not named or not month:
        return None
    if named[3]:
        return _day(int(named[3]), month, int(named[1]))
    return _nearest(today, month, int(named[1])) if today is not None else None


def _month(word: str) -> int:
    return next((names.index(word) + 1 for names in MONTHS if word in names), 0)


def _nearest(today: date, month: int, number: int) -> date | None:
    """The day of this year or of its neighbours that is nearest to today."""
    days = (_day(year, month, number) for year in (today.year - 1, today.year, today.year + 1))
    return min((day for day in days if day), key=lambda day: abs((day - today).days), default=None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
