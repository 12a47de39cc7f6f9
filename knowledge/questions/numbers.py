"""Numbers: phones, NIK, card numbers and birthdays out of a question; amounts, counts, ages and years stay."""

import re

from knowledge.questions.marks import DAY, NUMBER

LOOK_ALIKE = str.maketrans("OoIl|", "00111")
TYPED = re.compile(r"(?<![^\W\d_])[\dOoIl|](?:[\W_]{0,3}[\dOoIl|]){5,}(?![^\W\d_])")
FEWEST_DIGITS = 5
"""True digits that letters have to stand among to be digits themselves."""
RUN = re.compile(r"\+? ?\(?\d(?:[^\w<>]{0,3}_?\d)*")
"""All digits with nothing but blanks and signs between them."""
SPELLED = re.compile(
    r"\b(?:(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan)\b[\W_]{0,3}){7,}", re.IGNORECASE
)
REFERENCE = re.compile(r"\b[kj] ?[-–] ?(?=[a-z]*\d)[a-z0-9]{2,9}\b", re.IGNORECASE)

MONTH = r"(?:jan|feb|mar|apr|mei|may|jun|jul|ag[su]|aug|sep|okt|oct|nov|des|dec)[a-z]*"
FULL_DAY = rf"\d{{1,2}} ?[-/. ] ?(?:\d{{1,2}}|{MONTH}) ?[-/., ] ?(?:19|20)?\d\d(?!\d)|\d{{1,2}} ?{MONTH} ?\d{{4}}"
AGO = r"(?:19\d\d|200\d|201[0-2])(?!\d)"
LONG_AGO = rf"\b\d{{1,2}}(?: ?[-/.] ?\d{{1,2}} ?[-/.] ?| \d{{1,2}} | ?{MONTH}[ ,./-]*){AGO}"
BORN = re.compile(rf"(\b(?:lahir\w*|kelahiran|ttl|lhr)\b[^\d<>]{{0,40}}?)(?:{FULL_DAY})", re.IGNORECASE)
IN_THE_PAST = re.compile(LONG_AGO, re.IGNORECASE)
"""A day so long ago is of somebody's life, not of a rule."""

YEAR = re.compile(r"(?:19|20)\d\d")
TIME = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)\d\d|\d\d)")
DECIMAL = re.compile(r"(?:0|[1-9]\d?),\d\d?%?")
ROUND = re.compile(r"[1-9]\d{2,3}00|[1-9]\d00000")
"""Alone, and written as an amount is: 16800, 2500000; too short for anybody's number."""
GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,3}(?:,\d\d?)?|[1-9]\d{0,2}(?:,\d{3}){1,3}")
RP = re.compile(r"(?:\brp|\bidr)\.? ?$", re.IGNORECASE)
MONEY = re.compile(
    r"\b(?:gaji|digaji|upah|diupah|honor|insentif|bayar|dibayar|penghasilan|pendapatan|omzet|omset|iuran|umk|umr|dasar"
    r"|denda|tunggakan|saldo|santunan)[a-z]*(?:[ :=.]+[a-z]+){0,3}[ :=.]*$",
    re.IGNORECASE,
)
UNIT = re.compile(r" ?(?:rb|ribu|rbu|k|jt|juta|jta|jutaan|rupiah|perak|miliar|milyar)\b", re.IGNORECASE)
A_MONTH = re.compile(r" ?(?:/|per ?|se|tiap |setiap )?(?:bulan|bln|bl)\b", re.IGNORECASE)
MOST_AMOUNT, MOBILE, MOST_SMALL = 10, 9, 6
"""Digits: of an amount at most; of a mobile number at least, which begins with 8; of small numbers side by side."""


def without_numbers(said: str) -> str:
    said = TYPED.sub(_typed, said)
    said = IN_THE_PAST.sub(DAY, BORN.sub(rf"\1{DAY}", said))
    said = SPELLED.sub(f"{NUMBER} ", REFERENCE.sub(NUMBER, said))
    return RUN.sub(_decided, said)


def _typed(run: re.Match[str]) -> str:
    """With the letter O as zero where it stands among digits."""
    return run[0].translate(LOOK_ALIKE) if sum(map(str.isdigit, run[0])) >= FEWEST_DIGITS else run[0]


def _decided(run: re.Match[str]) -> str:
    """The run itself where it counts something, else its mark."""
    digits = re.sub(r"\D", "", run[0])
    if len(digits) < FEWEST_DIGITS or ROUND.fullmatch(run[0].strip()) or _is_harmless(run):
        return run[0]
    return run[0][: len(run[0]) - len(run[0].lstrip())] + NUMBER


def _is_harmless(run: re.Match[str]) -> bool:
    """Every piece of it is an amount, a year, a time, or so small that nobody is called by it."""
    if run[0].lstrip().startswith("+"):
        return False
    pieces = re.findall(r"[^\s();]+", run[0])
    small: list[str] = []
    years = 0
    for place, piece in enumerate(pieces):
        before = run.string[: run.start()] if place == 0 else ""
        after = run.string[run.end() :] if place == len(pieces) - 1 else ""
        if _is_amount(piece, before, after) or DATE.fullmatch(piece.strip(".,:")):
            continue
        for part in re.split(r"[-–—/]", piece):
            part = part.strip(".,:*~")
            if YEAR.fullmatch(part):
                years += 1
            elif not (TIME.fullmatch(part) or DECIMAL.fullmatch(part) or _is_amount(part, "", after)):
                small.append(part)
    return _are_small(small, years)


def _are_small(parts: list[str], years: int) -> bool:
    digits = [re.sub(r"\D", "", part) for part in parts]
    together = sum(map(len, digits))
    led_by_zero = any(one.startswith("0") and len(one) > 2 for one in digits)
    return (
        not led_by_zero and all(len(one) < FEWEST_DIGITS for one in digits) and together <= (2 if years else MOST_SMALL)
    )


def _is_amount(piece: str, before: str, after: str) -> bool:
    """ "2.500.000", and what "Rp", a unit or a word about money says is one; nothing that can be dialled."""
    whole = piece.strip(".,:-/")
    digits = re.sub(r"\D", "", whole)
    if not digits or digits.startswith("0") or len(digits) > MOST_AMOUNT:
        return False
    if (digits.startswith("8") and len(digits) >= MOBILE) or (digits.startswith("62") and len(digits) == MOST_AMOUNT):
        return False
    if GROUPED.fullmatch(whole):
        return len(digits) <= MOST_SMALL or digits.endswith("00") or bool(RP.search(before))
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", whole):
        return False
    if UNIT.match(after):
        return len(digits) <= MOST_SMALL or (whole.isdigit() and digits.endswith("00"))
    said = RP.search(before) or ((MONEY.search(before) or A_MONTH.match(after)) and digits.endswith("00"))
    return bool(said)
