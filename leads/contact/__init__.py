"""Who somebody says he is: name, how he is spoken to, his office."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

from leads.contact.jabatan import Jabatan, find_jabatan
from leads.phone import without_numbers

__all__ = ["Contact", "Jabatan", "read_contact", "short_name"]

LONGEST = 60
"""Characters of a name that are kept; the longest names on Indonesian identity cards have 60."""
SHORT = 20
READ = 240
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

Salutation: TypeAlias = Literal["Ibu", "Bapak"]
SALUTATIONS: dict[str, Salutation] = {
    **dict.fromkeys("ibu bu ibuk buk bunda mbak mba mbk teh teteh".split(), "Ibu"),
    **dict.fromkeys("bapak bapa bpk bp pak pa mas kang akang bang abang".split(), "Bapak"),
}
TITLES: dict[str, Salutation | None] = {
    **dict.fromkeys("h haji kh ust ustadz drs".split(), "Bapak"),
    **dict.fromkeys("hj hajjah dra".split(), "Ibu"),
    **dict.fromkeys("dr ir rd moh muh mohd".split(), None),
}
AS = r"jabatan(?:nya| saya)?|sebagai|sbg|selaku|adalah"
GREETING = r"assalam\w*(?: wr\.? ?wb\.?)?|selamat (?:pagi|siang|sore|malam)|hall?o|hai|punten|(?:per)?kenalkan|i?ya"
MYSELF = r"nama(?: lengkap)?(?: saya| sy| aku| sya)?(?: adalah)?|saya|sy|sya|aku|ini|dengan|dgn|dg|atas nama|a\.?n\.?"
OPENERS = re.compile(rf"^(?:(?:{GREETING}|{MYSELF}|{AS})(?![\w'])[\s:;,.=-]*)+", re.IGNORECASE)
CLOSERS = re.compile(
    rf"[\s,;:(\[/=-]*(?<![\w'])(?:{AS}|saya|dr|dan|merangkap|sekaligus|ya|pak|bu|kak|min|gan)[\s,;:.)\]]*$",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?<![\w'])(?:koperasi|kopdes|kopkel|kop|kdmp|kkmp|kdkmp|desa|ds|kelurahan|kel|merah putih)(?![\w'])"
    r"|(?<![\w'])(?:di|dari)\s+\w",
    re.IGNORECASE,
)
CALLED = re.compile(rf"(?<![\w'])(?:{'|'.join(SALUTATIONS)})(?![\w'])", re.IGNORECASE)
NOT_A_NAME = frozenset(
    "tidak tdk gak ga nggak enggak bukan belum ok oke siap boleh nanti lewati sendiri bapak ibu pak bu kak".split()
)


@dataclass(frozen=True)
class Contact:
    """What was understood; None where nothing was said. `role` is the office (jabatan)."""

    name: str | None
    salutation: Salutation | None
    role: Jabatan | None


def read_contact(text: str) -> Contact:
    """Name, salutation and office from one line: "Ibu Siti Aminah, bendahara", "saya siti bendahara kopdes".

    Whatever else a name holds (signs, markup, any script) stays in it as plain characters; numbers long enough for a
    phone or a NIK are left out, and a name longer than 60 characters ends at a word.
    """
    line = _line(text)
    found = find_jabatan(line)
    if found is None:
        if line.endswith("?"):
            return Contact(None, None, None)
        return _named(_without_org(line), None)
    role, start, end = found
    before = _named(_without_org(line[:start]), role)
    if before.name:
        return before
    after = _named(_after(line[end:], role), role)
    return Contact(after.name, before.salutation or after.salutation, role)


def short_name(contact: Contact) -> str:
    """How somebody is spoken to: "Bu Siti", "Pak Dedi", "Bapak/Ibu Siti" when the salutation is not known."""
    call = {"Ibu": "Bu", "Bapak": "Pak", None: "Bapak/Ibu"}[contact.salutation]
    words = (contact.name or "").split()
    if not words:
        return contact.salutation or call
    called = next((word for word in words if _letters(word) > 1 and word.strip(".,").lower() not in TITLES), "")
    return f"{call} {called[:SHORT].rstrip('.,')}".strip()


def _line(text: str) -> str:
    """One line without what cannot be seen, without phone numbers and NIK."""
    seen = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text[:READ])
    kept = "".join(letter for letter in seen if letter not in BIDI and unicodedata.category(letter) != "Cs")
    return " ".join(without_numbers(kept).split())


def _named(words: str, role: Jabatan | None) -> Contact:
    """Name and salutation from what is left once the office is out."""
    words = OPENERS.sub("", _without_office(words))
    first, _, rest = words.partition(" ")
    salutation = SALUTATIONS.get(first.strip(".,:;").lower())
    name = _tidy(CLOSERS.sub("", rest if salutation else words))
    if name.lower() in NOT_A_NAME or _letters(name) < 2:
        return Contact(None, salutation, role)
    title = TITLES.get(name.split()[0].strip(".,").lower())
    return Contact(_cut(name), salutation or title, role)


def _without_office(words: str) -> str:
    """What stands before a second office: "Siti, ketua dan bendahara" has one name."""
    found = find_jabatan(words)
    return words[: found[1]] if found else words


def _after(words: str, role: Jabatan) -> str:
    """The part behind the office that may be a name: not the cooperative's, nor the village of its head."""
    words = words.strip(" ,;:.-–/()[]=")
    spoken = CALLED.search(words)
    place = role in (Jabatan.kepala_desa, Jabatan.lurah, Jabatan.perangkat_desa)
    if place or PLACE.match(words):
        parts = re.split(r"[,;:(\n]", words, maxsplit=1)
        return words[spoken.start() :] if spoken else _without_org(parts[1]) if len(parts) > 1 else ""
    return _without_org(words)


def _without_org(words: str) -> str:
    """What stands before the name of a cooperative or a village."""
    return PLACE.split(words, maxsplit=1)[0]


def _tidy(name: str) -> str:
    name = re.sub(r"\(\s*\)|\[\s*\]", " ", name)
    name = " ".join(name.split()).strip(" ,;:.-–/=([")
    name = name if "(" in name or not name.endswith(")") else name[:-1].rstrip()
    return name if name != name.lower() and name != name.upper() else " ".join(map(_capital, name.split()))


def _capital(word: str) -> str:
    """siti → Siti, AMINAH → Aminah, s.pd → S.Pd; a word that does not begin with a letter stays as it is."""
    if not word[0].isalpha():
        return word
    return "".join(part[:1].upper() + part[1:].lower() for part in re.split(r"(?<=[.-])", word))


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST + 1].rpartition(" ")[0] or name[:LONGEST]


def _letters(words: str) -> int:
    return sum(letter.isalpha() for letter in words)
