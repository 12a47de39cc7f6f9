"""Marks: each word of a line for what it means to a calculation: a count, money, a role, "tidak digaji", an end."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.iuran.plan import Program
from knowledge.iuran.reading.people import Role, role_of
from knowledge.rupiah import Word, amount_at

Meaning: TypeAlias = Literal[
    "count", "money", "role", "orang", "unpaid", "paid", "wage", "state", "own", "pu", "program", "none", "part",
    "end", "and", "each", "total", "range", "period", "umk", "extra", "official", "not", "filler", "unknown",
]  # fmt: skip
"""none: there is nobody of them. part: some of those who were counted before. extra: beside the wage.
official: paid by the state, so that it is not settled whether the cooperative covers them."""
SURELY_A_WAGE = 10**6
"""From here on a bare number is no count, whoever follows: "karyawan 3.000.000 petani 40"."""


@dataclass(frozen=True)
class Mark:
    """meaning of the words from `at` to before `end` (indices). value: of a count or money. role: of a role."""

    meaning: Meaning
    at: int
    end: int
    value: int = 0
    role: Role | None = None
    program: Program | None = None


_MEANINGS: dict[Meaning, str] = {
    "orang": "orang org orng orangnya urang jiwa",
    "paid": "digaji digajih diupah dibayar berupah bergaji",
    "wage": "upah upahnya gaji gajinya gajih honor honornya honorarium insentif bayaran bayarannya @",
    "state": "apbn apbd apbdes pemda pemkab pemprov pemerintah",
    "own": "mandiri bpu sendiri penghasilan penghasilannya pendapatan pendapatannya omzet omset",
    "pu": "pu",
    "end": ", ; \n + plus lalu terus kemudian",
    "and": "& dan serta sama sm ama jeung sareng karo",
    "each": "masing semuanya",
    "total": "total totalnya jumlahnya seluruhnya keseluruhan",
    "period": (
        "sehari perhari hari hr harian borongan seminggu perminggu minggu mingguan setahun pertahun tahun tahunan thn"
        " sejam jam perjam"
    ),
    "umk": "umk umr ump umkab minimum",
    "none": "nihil",
    "part": (
        "termasuk diantaranya diantara antaranya terdiri sisa sisanya selebihnya separuh separo setengahnya sebagian"
    ),
    "extra": "tunjangan tunjangannya",
    "official": "pns asn pppk tni polri kades",
    "not": (
        "kecuali selain bukan atau minus kurangi potong tanpa non tidak tdk tak gak ga gk nggak ngga enggak kagak kaga"
        " belum blm teu henteu acan can ora mboten durung maksimal minimal paling shu simpanan modal anggaran dana"
        " pinjaman utang hutang denda bonus thr arisan tabungan saldo santunan uang"
    ),
    "filler": (
        "hitung hitungkan hitungin itung itungin tolong mohon coba minta bantu bisa boleh mau ingin saya kami"
        " kita koperasi kopdes kdmp kkmp kdkmp desa kelurahan merah putih iuran iurannya berapa brp bayar"
        " bayarnya untuk utk buat kalau kalo jika bila ada punya jadi yang yg itu ini nya dengan dgn dg di ke"
        " para halo hai pak bu bapak ibu min admin assalamualaikum selamat pagi siang sore malam terima kasih"
        " makasih tks ya kak sebulan perbulan bulan bln bulannya bulanan per tiap setiap perorang kira kurang"
        " lebih sekitar rata semua saja aja juga lagi biaya biayanya x kali sebanyak sejumlah adalah yaitu"
        " sebesar besarnya bpjs ketenagakerjaan bpjstk daftar didaftarkan dpt dapat menerima ikut program"
        " ditambah tambah pakai jadinya apa kerja bekerja sebagai rp dari oleh rupiah jumlah hanya cuma cuman"
        " ditanggung laki perempuan wanita pria"
    ),
}
_MEANING_OF: dict[str, Meaning] = {
    word: meaning for meaning, words in _MEANINGS.items() for word in words.replace("\n", "\\n").split()
} | {"\n": "end"}
_PROGRAMS: dict[str, Program] = {"jkk": "jkk", "jkm": "jkm", "jht": "jht", "jp": "jp"}
_PAY = frozenset(
    "digaji digajih diupah dibayar upah upahnya gaji gajinya gajih honor honornya honorarium bayaran berupah bergaji"
    " insentif".split()
)
_UNPAID = frozenset("sukarela relawan gratis cuma2 ikhlas".split())
_BETWEEN = frozenset(
    "ada dapat dpt terima menerima di punya diberi dikasih mendapat meunang yang yg pernah acan aya nampi".split()
)
"""What may stand between "tidak" and "digaji"."""
_THERE = frozenset("ada punya memiliki aya".split())
_ONLY = frozenset("hanya cuma cuman khusus".split())
_ALL = frozenset("semua semuanya".split())
_RANGE = frozenset(("-", "–", "/", "sampai", "hingga", "sd"))
_PAIRS: dict[tuple[str, ...], Meaning] = {
    ("bukan", "penerima", "upah"): "own",
    ("penerima", "upah"): "pu",
    ("dana", "desa"): "state",
    ("ditanggung", "desa"): "state",
    ("dibayar", "desa"): "state",
    ("dibayari", "desa"): "state",
    ("bayar", "sendiri"): "own",
    ("jumlah", "gaji"): "total",
    ("jumlah", "upah"): "total",
    ("jumlah", "honor"): "total",
    ("kepala", "desa"): "official",
    ("perangkat", "desa"): "official",
    ("kurang", "dari"): "not",
    ("lebih", "dari"): "not",
}


def marks_of(words: tuple[Word, ...]) -> Iterator[Mark]:
    """The marks of a line, one after the other, without gaps."""
    at, before = 0, None
    while at < len(words):
        mark = _mark(words, at, before)
        yield mark
        if mark.meaning != "filler" or mark.end - mark.at > 1:
            before = mark
        at = mark.end


def _mark(words: tuple[Word, ...], at: int, before: Mark | None) -> Mark:
    text = words[at].text
    if text in _RANGE and before is not None and before.end == at and before.meaning in {"count", "money"}:
        nearby = amount_at(words, at + 1) if at + 1 < len(words) else None
        if nearby is not None:
            return Mark("range", at, nearby.end)
    return _phrase(words, at) or _beside(words, at) or _number(words, at, before) or _word(words, at)


def _phrase(words: tuple[Word, ...], at: int) -> Mark | None:
    """Meanings of several words: "tidak ada gaji", "bukan penerima upah", "dana desa"."""
    texts = tuple(word.text for word in words[at : at + 6])
    for pair, meaning in _PAIRS.items():
        if texts[: len(pair)] == pair:
            return Mark(meaning, at, at + len(pair))
    if texts[0] in _UNPAID:
        return Mark("unpaid", at, at + 1)
    if texts[0] in _PAY and _is_not(texts[1:2]) and _THERE.issuperset(texts[2:3] or ("",)):
        return Mark("unpaid", at, at + 3)
    if not _is_not(texts):
        return None
    length = next((one for one, text in enumerate(texts) if one and text not in _BETWEEN), len(texts))
    if _PAY.issuperset(texts[length : length + 1] or ("",)):
        return Mark("unpaid", at, at + length + 1)
    return Mark("none", at, at + 2) if _THERE.issuperset(texts[1:2] or ("",)) else None


def _is_not(texts: tuple[str, ...]) -> bool:
    return bool(texts) and _MEANING_OF.get(texts[0]) == "not"


def _beside(words: tuple[Word, ...], at: int) -> Mark | None:
    """What a word means by the one after it: "semua 15jt", "hanya ketua", "120 anggota (80 petani"."""
    text, after = words[at].text, at + 1
    if after == len(words):
        return None
    if text in _ALL and (amount := amount_at(words, after)) and amount.money:
        return Mark("total", at, after)
    if text in _ONLY and role_of(words[after].text):
        return Mark("part", at, after)
    if text == "(" and (amount := amount_at(words, after)) and not amount.money:
        return Mark("part", at, after) if amount.end < len(words) and role_of(words[amount.end].text) else None
    return None


def _number(words: tuple[Word, ...], at: int, before: Mark | None) -> Mark | None:
    amount = amount_at(words, at)
    if amount is None:
        return None
    asked = before is not None and before.end == at and before.meaning == "wage"
    if asked and amount.value == 0:
        return Mark("unpaid", at, amount.end)
    counts = amount.bare and amount.value < SURELY_A_WAGE and _names_people(words, amount.end)
    money = not counts and (amount.money or asked)
    return Mark("money" if money else "count", at, amount.end, amount.value)


def _names_people(words: tuple[Word, ...], at: int) -> bool:
    """Are they counted by the number before: "2.500 anggota", "12000 orang"?"""
    text = words[at].text if at < len(words) else ""
    return _MEANING_OF.get(text) == "orang" or role_of(text) is not None


def _word(words: tuple[Word, ...], at: int) -> Mark:
    text = words[at].text
    program = _PROGRAMS.get(text)
    if program is not None:
        return Mark("program", at, at + 1, program=program)
    meaning = _MEANING_OF.get(text)
    role = role_of(text) if meaning is None else None
    if role is not None:
        return Mark("role", at, at + 1, role=role)
    if text == "." and (at + 1 == len(words) or words[at + 1].at > words[at].end):
        return Mark("end", at, at + 1)
    return Mark(meaning or ("unknown" if text[0].isalnum() else "filler"), at, at + 1)
