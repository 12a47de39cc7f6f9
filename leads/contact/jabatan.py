"""The offices people hold around a cooperative, and how they are typed in a chat."""

import re
from collections.abc import Mapping
from enum import StrEnum

from rapidfuzz import fuzz


class Jabatan(StrEnum):
    """An office, named as people say it. Pengurus, pengawas and pengelola as in Juklak Menkop 1/2025."""

    ketua = "ketua"
    wakil_ketua = "wakil ketua"
    sekretaris = "sekretaris"
    bendahara = "bendahara"
    pengurus = "pengurus"
    ketua_pengawas = "ketua pengawas"
    pengawas = "pengawas"
    pengelola = "pengelola"
    manajer = "manajer"
    kasir = "kasir"
    karyawan = "karyawan"
    anggota = "anggota"
    kepala_desa = "kepala desa"
    lurah = "lurah"
    perangkat_desa = "perangkat desa"
    pendamping = "pendamping"


SPELLINGS: Mapping[Jabatan, str] = {
    Jabatan.perangkat_desa: (
        r"sek(?:retaris|ertaris)? ?des(?:a)?|ka(?:ur|si) (?:pem\w*|kes\w*|pel\w*|umum|keu\w*|per\w*)"
        r"|ketua r[tw](?: ?\d+)?|(?:perangkat|aparat|staff?) desa"
    ),
    Jabatan.kepala_desa: r"kepala desa|kpl desa|kades|pak kuwu|kuwu",
    Jabatan.lurah: r"bu lurah|pak lurah|lurah",
    Jabatan.ketua_pengawas: r"ketua (?:badan )?pengawas",
    Jabatan.wakil_ketua: (
        r"(?:wakil|wkl|waka)\.?(?: ?(?:ketua|ket|ktua))?(?: (?:bidang|bid\.?) (?:usaha|(?:ke)?anggota(?:an)?))?|waket"
    ),
    Jabatan.ketua: r"ketua(?: umum)?|ktua|ketum",
    Jabatan.sekretaris: r"sekretaris|sekertaris|sekretris|sekertris|sekre|sekr|sekret|skretaris",
    Jabatan.bendahara: r"bendahara|bndahara|bendhara|bendara|bendahra|bend|bdh|bndhr|bendum",
    Jabatan.pengurus: r"pengurus|pngurus",
    Jabatan.pengawas: r"(?:anggota )?(?:badan )?pengawas|pngawas",
    Jabatan.pengelola: r"pengelola|pngelola",
    Jabatan.manajer: r"manajer|manager|menejer|menajer|mgr",
    Jabatan.kasir: r"kasir",
    Jabatan.karyawan: r"karyawan|karyawati|pegawai|pekerja|staff?|admin|operator",
    Jabatan.anggota: r"anggota|angota|anggta",
    Jabatan.pendamping: r"business assistant|bisnis asisten|pendamping|pmo",
}
"""Where two begin at the same place the one that stands first here counts: the longer before the shorter."""
PATTERNS = {
    jabatan: re.compile(rf"(?<![\w'])(?:{spelling})(?:nya)?(?![\w'])\.?", re.IGNORECASE)
    for jabatan, spelling in SPELLINGS.items()
}
LONG = (Jabatan.sekretaris, Jabatan.bendahara, Jabatan.pengawas, Jabatan.pengelola)
"""Long enough to be known with a typing error. Not anggota or ketua: Anggita and Ketut are names."""
NEAR = 85


def find_jabatan(text: str) -> tuple[Jabatan, int, int] | None:
    """The first office that a text names, and where it starts and ends there; None when it names none."""
    found = [
        (match.start(), match.end(), jabatan) for jabatan in SPELLINGS if (match := PATTERNS[jabatan].search(text))
    ]
    if not found:
        return _mistyped(text)
    start, end, jabatan = min(found, key=lambda one: one[0])
    return jabatan, start, end


def _mistyped(text: str) -> tuple[Jabatan, int, int] | None:
    for word in re.finditer(r"[^\W\d_]{7,}", text):
        for jabatan in LONG:
            if fuzz.ratio(word[0].lower(), jabatan) >= NEAR:
                return jabatan, word.start(), word.end()
    return None
