"""Event: what happens, in people's words."""

import re

from knowledge.manfaat.person import Event

_BE = r"(?:kecelakaan |celaka |hubungan )?(?:be)?kerja"
BY_WORK = re.compile(
    rf"\b(?:karena|krn|gara gara|gara2|saat|waktu|wkt|ketika|pas|sedang|lagi|lg|di tempat|dalam) {_BE}\b"
    r"|\b(?:kecelakaan|celaka) kerja\b|\b(?:berangkat|brgkt|pulang|pergi)(?: ke)?(?: tempat)? (?:be)?kerja\b|\bdinas\b"
)
NOT_BY_WORK = re.compile(
    r"\b(?:bukan|bkn|tidak|tdk|tak|ga|gak|nggak|enggak|tanpa)"
    rf"(?: (?:karena|krn|gara gara|gara2|saat|waktu|sedang|lagi|ada|hubungan(?:nya)?|dengan|dgn))* {_BE}\b"
)
DEATH = re.compile(r"\b(?:meninggal|wafat|kematian|mati|tewas|berpulang|maot|jkm)\b")
ILL = re.compile(r"\bsakit\b|\bbiasa\b|\btua\b")
ACCIDENT = re.compile(r"\b(?:kecelakaan|celaka|kacilakaan|cacat|cedera|luka|jatuh|jatoh|tabrakan|jkk)\b")
EVENTS: tuple[tuple[Event, re.Pattern[str]], ...] = (
    ("phk", re.compile(r"\b(?:phk|jkp|dipecat|pecat|diberhentikan|(?:ke)?hilang(?:an)? (?:pekerjaan|kerja))\b")),
    ("pensiun", re.compile(r"\b(?:pensiun|pensiunan|jp)\b")),
    ("hari_tua", re.compile(r"\b(?:hari tua|jht|tabungan)\b")),
)


def read_event(text: str) -> Event | None:
    """What happens: "meninggal karena kerja", "PHK", "pensiun"; None where it is not told, as of a death by an accident
    that may have had nothing to do with work."""
    said = " ".join(re.findall(r"\w+", text.lower()))
    if DEATH.search(said):
        return _of_death(said)
    if ACCIDENT.search(said):
        return "kecelakaan"
    return next((event for event, pattern in EVENTS if pattern.search(said)), None)


def _of_death(said: str) -> Event | None:
    if BY_WORK.search(NOT_BY_WORK.sub(" ", said)):
        return "meninggal_kerja"
    if NOT_BY_WORK.search(said) or ILL.search(said):
        return "meninggal"
    return None if ACCIDENT.search(said) else "meninggal"
