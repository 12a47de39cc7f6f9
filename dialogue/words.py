"""Small words that mean the same everywhere: yes, no, skip, "the second one", and the label that was nearly typed."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

YES = frozenset(
    "ya y iya iyah yaa yes boleh betul benar bener setuju ok oke okay sip siap silakan silahkan lanjut enggeh nggih "
    "muhun sumuhun leres mangga".split()
)
NO = frozenset(
    "tidak tdk tak ga gak nggak ngga enggak engga gk no bukan jangan jgn belum salah teu henteu mboten ora".split()
)
SOFT = frozenset(
    "saja aja pak bapak bu ibu mbak mas kak kakak min dong deh lah kok nih ini itu sudah udah sdh banget sekali saya "
    "kirim dikirim simpan disimpan catat terima kasih makasih insyaallah insya allah dengan senang hati nomor".split()
)
"""Words that leave a yes a yes."""
NOT_A_NO = frozenset("apa papa tahu tau masalah ngerti mengerti paham yakin".split())
"""After "tidak" they refuse nothing: "tidak apa-apa", "tidak tahu"."""
REFUSING = frozenset("usah perlu mau jadi ada boleh yang yg".split())
"""After "tidak" they refuse and tell nothing else."""
UNKNOWN = frozenset(
    f"{no} {know}"
    for no in ("tidak", "tdk", "gak", "ga", "nggak", "ngga", "enggak", "kurang", "belum", "blm")
    for know in ("tahu", "tau")
)
SKIP_WORDS = UNKNOWN | {"lewati", "lewat", "skip", "nanti saja", "nanti aja", "lupa"}
SHORTENED = {
    short: word
    for word, shorts in {"sudah": "udh udah sdh sudh", "belum": "blm blum belom", "tidak": "tdk", "yang": "yg"}.items()
    for short in shorts.split()
}
ORDINALS = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan")
COUNTED = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
PICKED = re.compile(r"^(?:(?:saya )?(?:pilih|pilihan) )?(?:(?:yang|nomor|nomer|no|angka) )*(\w+)$")
NEAR = 0.8
MARGIN = 0.1
"""How much nearer the nearest label has to be than the next."""
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Control characters, marks of writing direction, halves of surrogate pairs: no database keeps all of them."""


def clean(text: str) -> str:
    """The text without what cannot be seen or stored, and without blanks around it."""
    return UNSEEN.sub("", text.replace("\r\n", "\n")).strip()


def bare(text: str) -> str:
    """Lower case, one space between words, no signs around them."""
    return re.sub(r"[^\w]+", " ", text.lower()).strip()


def is_yes(text: str) -> bool:
    """A plain yes: "boleh saya tanya dulu" is none, since consent hangs on it."""
    words = bare(text).split()
    return 0 < len(words) <= 6 and words[0] in YES and YES.union(SOFT).issuperset(words)


def is_no(text: str) -> bool:
    words = bare(text).split()
    return 0 < len(words) <= 4 and words[0] in NO and not NOT_A_NO.intersection(words)


def is_plain_no(text: str) -> bool:
    """A no and nothing else: "ga punya KTP" tells of something."""
    return is_no(text) and NO.union(SOFT, REFUSING).issuperset(bare(text).split())


def is_skip(text: str) -> bool:
    return text.strip() == "-" or bare(text) in SKIP_WORDS


def whole_number(text: str) -> int | None:
    """The number that these are the digits of, at most nine of them; None for anything else ("²" is a digit to Python,
    and no number)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def number_of(text: str) -> int | None:
    """The choice that is named by its number: "2", "2.", "nomor 2", "yang kedua", "pilih dua"."""
    found = PICKED.match(bare(text)[:40])
    if not found:
        return None
    word, alone = found[1], found[1] == found[0]
    if word.isascii() and word.isdigit() and len(word) < 3:
        return int(word)
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    return COUNTED.index(word) + 1 if word in COUNTED and not alone else None


def spelled(text: str) -> str:
    """`bare`, with the words that people shorten written out."""
    return " ".join(SHORTENED.get(word, word) for word in bare(text).split())


def exact(text: str, labels: Mapping[str, str]) -> str | None:
    """The key of the one label that was typed as it stands, case, signs and "udh" for "sudah" aside; None for two that
    read the same."""
    words = spelled(text)
    keys = [key for key, label in labels.items() if words and spelled(label) == words]
    return keys[0] if len(keys) == 1 else None


def nearest(text: str, labels: Mapping[str, str]) -> str | None:
    """The key of the one label that was nearly typed; None when there is none, or another is nearly as near."""
    words = bare(text)
    if len(words) < 3 or len(words) > 80:
        return exact(text, labels)
    ratios = {key: nearness(words, bare(label)) for key, label in labels.items()}
    first, second = [*sorted(ratios.values(), reverse=True), 0.0, 0.0][:2]
    if first < NEAR or first - second < MARGIN:
        return None
    return max(ratios, key=lambda key: ratios[key])


def part(text: str, labels: Mapping[str, str]) -> str | None:
    """The key of the one label of which a word or more was typed ("lengkap" for "Sudah lengkap").

    A label that begins with yes or no has to be meant as a whole: much may hang on it.
    """
    words = bare(text)
    if len(words) < 4 or words.isdecimal():
        return None
    keys = [
        key
        for key, label in labels.items()
        if f" {words} " in f" {bare(label)} " and not YES.union(NO).intersection(bare(label).split()[:1])
    ]
    return keys[0] if len(keys) == 1 else None


def nearness(words: str, label: str) -> float:
    """0 to 1; 0 when only one of the two says no, or when they name different numbers."""
    if NO.isdisjoint(words.split()) != NO.isdisjoint(label.split()):
        return 0.0
    if re.findall(r"\d+", words) != re.findall(r"\d+", label):
        return 0.0
    return SequenceMatcher(None, words, label).ratio()
