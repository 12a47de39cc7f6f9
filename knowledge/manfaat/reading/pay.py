"""Pay: by whom somebody is paid, and how much."""

import re

from knowledge.iuran.plan import Segment
from knowledge.manfaat.reading.amounts import amounts_of

DENIED = re.compile(r"\bbukan (?!mandiri|bpu)\w+|\b(?:saya|sy|nya|dia|orangnya|bapak|ibu|suami|istri) sendiri\b")
"""What somebody is not, and "sendiri" where it means but himself."""
UNPAID = re.compile(
    r"\b(?:tidak|tdk|tanpa|belum|blm|ga|gak|nggak|enggak|teu|ora)(?: (?:ada|pernah|dapat|dapet|menerima|terima))*"
    r" (?:digaji|gaji|diupah|upah|dibayar(?! iuran)|bayaran)\b"
)
SURELY = re.compile(r"\b(?:digaji|diupah|pu|penerima upah)\b")
PAID = re.compile(
    r"\b(?:gaji|gajinya|gajian|upah|upahnya|karyawan|karyawati|pegawai|kasir|manajer|manager|buruh(?! tani)|satpam)\b"
)
ALONE = re.compile(r"\b(?:mandiri|bpu|sendiri)\b")
OWN_JOB = re.compile(
    r"\b(?:tani|petani|bertani|dagang|pedagang|berdagang|jualan|warung|nelayan|ojek|ojol|sopir|supir|peternak|tukang)\b"
)
OF_ANOTHER_TIME = re.compile(r"\W*(?:se|per|tiap|setiap)?\W*(?:hari|harian|minggu|mingguan|tahun|thn|th)\b")
"""After an amount that is not of a month."""
SPAN = re.compile(
    r"(?:\d|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)\s*(?:-|–|sampai|s/d|hingga|dan|atau)\s*$"
)
"""Before an amount that is the end of a span."""


def read_segment(text: str) -> Segment | None:
    """Paid by somebody (PU) or on his own (BPU); None where it is not told, or told as both. That he is paid says more
    than his job: so may be a driver."""
    said = DENIED.sub(" ", " ".join(re.findall(r"\w+", text.lower())))
    if UNPAID.search(said):
        return "BPU"
    alone, sure = bool(ALONE.search(said)), bool(SURELY.search(said))
    own = alone or (bool(OWN_JOB.search(said)) and not sure)
    paid = sure or bool(PAID.search(said))
    return None if own is paid else "BPU" if own else "PU"


def read_wage(text: str) -> int | None:
    """The one amount of money in a sentence, whole rupiah a month; None for none or several, or for one of a day or a
    year, or of a span."""
    said = text.lower()
    found = [one for one in amounts_of(said) if one.money]
    if len(found) != 1:
        return None
    (amount,) = found
    unclear = OF_ANOTHER_TIME.match(said[amount.end :]) or SPAN.search(said[: amount.at])
    return None if unclear else amount.value
