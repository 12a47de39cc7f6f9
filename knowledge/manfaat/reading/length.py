"""Length: how long somebody has been a member, in people's words."""

import re

from knowledge.manfaat.reading.amounts import Found, amounts_of

YEAR = 12
MOST_MONTHS = 60 * YEAR
YEARS = frozenset("tahun thn th taun taon warsa warsih".split())
MONTHS = frozenset("bulan bln bl sasih wulan".split())
_TIME = r"(?:tahun|thn|th|taun|taon)"
_A_TIME = r"(?:se|sa|sak ?) ?(?:tahun|taun|bulan)"
BESIDE = (
    re.compile(r"\b(?:ber)?(?:umur|usia)(?:nya)?\W+\d+(?: ?(?:tahun|thn|th))?\b"),
    re.compile(rf"(\b(?:ju?ta|jt|jutaan|ribu|rb|rupiah)|\d{{4}}|\d[.,]\d{{3}}|setengah)(?:an)?\W*\b{_A_TIME}\b"),
    re.compile(rf"\b(?:upah|gaji|penghasilan|pendapatan|honor|bayaran)\w*\W+(?:\w+\W+)?{_A_TIME}\b"),
)
"""Ages, and the time for which a wage is paid: no time of a membership."""
RESPELLED = (
    (re.compile(r"½|\b1/2\b"), " setengah"),
    (re.compile(r"\b(\w*(?:tahun|taun|bulan))an\b"), r"\1"),
    (re.compile(r"\b(?:se|sa|sak ?) ?(tahun|taun|bulan)\b"), r"1 \1"),
    (re.compile(rf"\b(\w+) +{_TIME} setengah\b|\b(\w+) +setengah {_TIME}\b"), r"\1\2 tahun 6 bulan"),
    (re.compile(rf"\bsetengah {_TIME}\b"), "6 bulan"),
    (re.compile(rf"\b(\d+)[.,]5 ?{_TIME}\b"), r"\1 tahun 6 bulan"),
)
LESS = re.compile(
    r"(?:\b(?:belum|blm)(?: (?:sampai|sampe|nyampe|genap|ada|cukup|penuh|lewat))?|\bkurang dari|\bdi ?bawah)\W*$"
)
NEARLY = re.compile(r"\b(?:hampir|ampir|nyaris|menjelang|jelang|mau)\W*$")
MINUS = re.compile(r"\bkurang\W*$")
_FEW = r"(?:\d+|se|satu|dua|tiga|empat|lima|enam|tujuh|sepuluh|beberapa|bbrp)"
SHORT = re.compile(
    r"\b(?:baru|nembe|anyar|kemarin|kamari|wingi)\b"
    rf"|\b{_FEW} ?(?:hari|minggu)\b|\bminggu (?:ini|lalu|kemarin)\b"
)
"""Less than a month."""


def read_months(text: str) -> int | None:
    """Months of membership: "2 tahun", "2 thn 3 bln", "1,5 tahun", "baru" (0), "hampir 3 tahun" (35); None where no
    time is told, or one that may be much shorter ("belum setahun")."""
    said = text.lower()
    for beside in BESIDE:
        said = beside.sub(r"\1" if beside.groups else " ", said)
    for pattern, plain in RESPELLED:
        said = pattern.sub(plain, said)
    found = [one for one in amounts_of(said) if one.follows in YEARS | MONTHS]
    if not found:
        return 0 if SHORT.search(said) else None
    if len(found) != len({one.follows in YEARS for one in found}):
        return None
    return _together(found, said)


def _together(found: list[Found], said: str) -> int | None:
    """Years and months, and what the word before them makes of them."""
    total = sum(_signed(one, said) for one in found)
    before = said[: found[0].at]
    if LESS.search(before):
        return None if found[0].follows in YEARS else max(0, total - 1)
    return total - 1 if NEARLY.search(before) and total else total if 0 <= total <= MOST_MONTHS else None


def _signed(one: Found, said: str) -> int:
    months = one.value * (YEAR if one.follows in YEARS else 1)
    return -months if MINUS.search(said[: one.at]) else months
