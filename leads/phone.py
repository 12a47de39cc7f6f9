"""Phone numbers in what people type, and the 16 digits of a NIK that must never be taken for one."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatch, PhoneNumberMatcher, PhoneNumberType

HOME = "ID"
LONGEST = 2000
"""Characters that are looked at; nobody writes a phone number after that."""
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
DIGITS = re.compile(r"(?<![^\W\d_])[\dOoIl|](?:[ .()/–-]{0,3}[\dOoIl|]){6,}(?![^\W\d_])")
LOOK_ALIKE = str.maketrans("OoIl|", "00111")
SIXTEEN = re.compile(r"(?<![\d+])(?<!\d[ .-])[1-9](?:[ .-]?\d){15}(?![ .-]?\d)")
MONEY = re.compile(r"\bRp\.?\s*[\d.,]+", re.IGNORECASE)
SIDE_BY_SIDE = re.compile(r"(\d(?:[ .-]?\d){8,14}) +(?=(?:\+?62|0) ?8\d)")
ABROAD = re.compile(r"(?<![\d+])(?<!\d[ .–-])(?<!\) )00(?=[1-9])")


@dataclass(frozen=True)
class Phone:
    """A number that exists. e164: "+6281234567890". national: as it is dialled here, or with its + when foreign.

    masked: for lists that not everybody may read: "0812-****-890".
    """

    e164: str
    national: str
    mobile: bool
    masked: str


def read_phones(text: str) -> tuple[Phone, ...]:
    """The phone numbers of a text in their order, each once; numbers that cannot exist and a NIK are left out."""
    line = SIDE_BY_SIDE.sub(r"\1 ; ", ABROAD.sub("+", _without_nik(_plain(text))))
    found = {match.start: match for match in _matches(line)}
    phones = (_phone(found[start].number) for start in sorted(found))
    return tuple({phone.e164: phone for phone in phones}.values())


def holds_nik(text: str) -> bool:
    """Is there a run of 16 digits that is, or may be, a NIK (a KTP or family card number)?

    Unbroken digits always count; with blanks or dots between them only when the code of a province and a birthday are
    in their places, since two phone numbers side by side may have 16 digits too.
    """
    return any(map(_is_nik, SIXTEEN.finditer(_plain(text))))


def without_numbers(text: str) -> str:
    """The text without phone numbers and NIK, for whatever wants only the words of it."""
    return DIGITS.sub(" ", text)


def _plain(text: str) -> str:
    """Without invisible marks (phone books paste them), and with the letter O as zero inside numbers."""
    seen = "".join(letter for letter in text[:LONGEST] if unicodedata.category(letter) != "Cf")
    return DIGITS.sub(lambda run: run[0].translate(LOOK_ALIKE), seen)


def _without_nik(line: str) -> str:
    return SIXTEEN.sub(lambda run: " ; " if _is_nik(run) else run[0], line)


def _is_nik(run: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", run[0])
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    return run[0].isdecimal() or (11 <= int(digits[:2]) <= 97 and 1 <= day <= 31 and 1 <= month <= 12)


def _matches(line: str) -> Iterator[PhoneNumberMatch]:
    """What stands there as a phone number, and then mobile numbers without their leading 0 (812…)."""
    sure = list(PhoneNumberMatcher(line, HOME, leniency=Leniency.VALID))
    yield from sure
    for match in PhoneNumberMatcher(MONEY.sub(lambda run: " " * len(run[0]), line), HOME, leniency=Leniency.POSSIBLE):
        free = all(match.end <= other.start or other.end <= match.start for other in sure)
        if free and phonenumbers.is_valid_number(match.number) and _mobile(match.number):
            yield match


def _mobile(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.number_type(number) in MOBILE


def _phone(number: phonenumbers.PhoneNumber) -> Phone:
    number.extension = None  # an office's extension is not part of the number that is kept
    home = phonenumbers.region_code_for_number(number) == HOME
    spoken = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Phone(e164, spoken, _mobile(number), _masked(spoken))


def _masked(spoken: str) -> str:
    """The first group (operator, area, country) and the last three digits."""
    head = re.split(r"[ -]", spoken, maxsplit=1)[0]
    return f"{head}-****-{spoken[-3:]}" if head.isdecimal() else f"{head} ****{spoken[-3:]}"
