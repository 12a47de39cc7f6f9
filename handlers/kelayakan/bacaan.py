"""Bacaan: how the replies to "Cek satu per satu" are read."""

import re
from typing import TypeVar

from dialogue.form import Filled, Read, Reply
from dialogue.state import Json
from knowledge.kelayakan import OLDEST, Other, Pay, Role
from leads.view import View

T = TypeVar("T")

ROLE_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("pppk_paruh", re.compile(r"^(?=.*\b(?:pppk|p3k)\b).*\bparuh\b|^paruh waktu$")),
    ("pppk", re.compile(r"\b(?:pppk|p3k)\b")),
    ("kades", re.compile(r"\b(?:kepala desa|kades|lurah)\b")),
    ("bangunan", re.compile(r"\b(?:bangunan|kuli|proyek|konstruksi|tukang (?:batu|kayu|cat|las))\b|^tukang$")),
    ("keluarga", re.compile(r"\b(?:istri|suami|anak(?! buah| magang)|keluarga|relawan|sukarelawan)\b")),
    ("pengurus", re.compile(r"\b(?:pengurus|pengawas|ketua|sekretaris|bendahara)\b")),
    (
        "pekerja",
        re.compile(
            r"\b(?:manajer|manager|karyawan|karyawati|kasir|pegawai|pekerja|buruh(?! tani)|admin|staf|satpam|apoteker"
            r"|pengelola|penjaga|anak buah|kurir|(?:sopir|supir|driver)(?! (?:angkot|ojol)))\b"
        ),
    ),
    ("anggota", re.compile(r"\b(?:anggota|petani|pedagang|nelayan|ojek|peternak|buruh tani)\b")),
)
_NO = r"(?:tidak|tdk|ga|gak|nggak|ngga|enggak|tanpa|belum|blm|teu|ora)"
PAY_WORDS: tuple[tuple[Pay, re.Pattern[str]], ...] = (
    (
        "honor",
        re.compile(
            r"\b(?:honor|honornya|honorarium|insentif|uang (?:lelah|transport|transpor|rapat|bensin|rokok))\b"
            r"|\b(?:per|tiap|setiap|kalau ada) rapat\b"
        ),
    ),
    (
        "tidak",
        re.compile(
            rf"\b{_NO} (?:\w+ ){{0,2}}(?:di)?(?:gaji|gajian|upah|bayar|bayaran)\b|\b(?:gratis|sukarela|ikhlas)\b"
        ),
    ),
    ("upah", re.compile(r"\b(?:upah|upahnya|gaji|gajinya|digaji|diupah|dibayar)\b")),
)
OTHER_WORDS: tuple[tuple[Other, re.Pattern[str]], ...] = (
    ("digaji", re.compile(r"\b(?:karyawan|karyawati|buruh(?! tani)|pabrik|kerja di|jaga)\b")),
    (
        "sendiri",
        re.compile(
            r"\b(?:sendiri|usaha|tani|petani|bertani|nyawah|dagang|pedagang|berdagang|jualan|warung|toko|bengkel|nelayan"
            r"|ojek|ojol|sopir angkot|supir angkot|ternak|peternak)\b"
        ),
    ),
    (
        "digaji",
        re.compile(r"\b(?:digaji|gaji|kantor|guru|perangkat desa|perusahaan|asn|pns|pppk|p3k|honorer)\b"),
    ),
)
REFUSED = re.compile(
    r"^(?:tidak|tdk|ga|gak|nggak|ngga|enggak|tak|belum|blm|bukan)\b"
    r"(?! (?:tahu|tau|tentu|tetap|pasti|jelas|yakin|ngerti|mengerti|paham|ingat|inget))"
)
BUT = re.compile(r"\b(?:cuma|cuman|hanya|tapi|tetapi|paling)\b")
"""After a "no" something is told all the same."""
YOUNG, OLD = "muda", "tua"


def named(said: str, words: tuple[tuple[T, re.Pattern[str]], ...]) -> T | None:
    """The first that the words name."""
    return next((value for value, pattern in words if pattern.search(said)), None)


def plainly(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def read_role(reply: Reply, view: View) -> Read:
    role = reply.choice or named(plainly(reply.text), ROLE_WORDS)
    return Filled({"siapa": role}) if role else None


def read_pay(reply: Reply, view: View) -> Read:
    said = plainly(reply.text)
    pay = reply.choice or named(said, PAY_WORDS) or ("tidak" if REFUSED.match(said) else None)
    return Filled({"bayaran": pay}) if pay else None


def read_other(reply: Reply, view: View) -> Read:
    said = plainly(reply.text)
    refused = REFUSED.match(said) and not BUT.search(said)
    other = reply.choice or ("tidak" if refused else named(said, OTHER_WORDS))
    return Filled({"lain": other}) if other else None


def read_age(reply: Reply, view: View) -> Read:
    """Only on which side of the limit, not the age itself."""
    found = re.search(r"\b\d{1,3}\b", reply.text)
    if reply.choice or not found:
        return Filled({"usia": reply.choice}) if reply.choice else None
    return Filled({"usia": YOUNG if int(found[0]) < view.facts.amount(OLDEST) else OLD})


def fill(text: str, view: View) -> dict[str, Json]:
    """What a whole sentence tells: the place in the cooperative, what it pays, the work of whoever is a member."""
    said = plainly(text)
    told: dict[str, Json] = {"siapa": named(said, ROLE_WORDS), "bayaran": named(said, PAY_WORDS)}
    if told["siapa"] == "anggota" and named(said, OTHER_WORDS) == "sendiri":
        told["lain"] = "sendiri"
    return {name: value for name, value in told.items() if value is not None}
