"""Spelling of place names: letters only, without the words that stand around a name."""

import re
from dataclasses import dataclass
from typing import Literal

_AROUND = frozenset(
    "koperasi koprasi kop kopdes kopkel kopdeskel kdmp kkmp kdkmp kmp merah putih desa ds kelurahan kel kecamatan kec "
    "kabupaten kab saya sy kami kita dari di daerah wilayah nama namanya pak bu bapak ibu".split()
)
_ROMAN = {"1": "i", "satu": "i", "2": "ii", "dua": "ii", "3": "iii", "tiga": "iii"}
_KELURAHAN = frozenset({"kelurahan", "kel", "kkmp", "kopkel"})
_DESA = frozenset({"desa", "ds", "kdmp", "kopdes"})
MOST_WORDS = 40
"""A place is named within this many words; the rest of a very long message is not read."""


@dataclass(frozen=True)
class Spelling:
    """The words of a name, and what they say of the kind of village."""

    words: tuple[str, ...]
    kind: Literal["desa", "kelurahan"] | None

    @property
    def joined(self) -> str:
        return "".join(self.words)

    def windows(self, longest: int) -> list[str]:
        """Every run of up to `longest` words, joined; the longest in letters first."""
        starts = range(len(self.words))
        runs = {"".join(self.words[start : start + length]) for start in starts for length in range(1, longest + 1)}
        return sorted(runs, key=lambda run: (-len(run), run))


def spell(text: str) -> Spelling:
    """The name in a text, ready to be compared. "1" and "satu" read as I."""
    words = re.findall(r"[a-z]+|[0-9]+", text.lower())[:MOST_WORDS]
    hints = set(words)
    says_kelurahan, says_desa = bool(hints & _KELURAHAN), bool(hints & _DESA)
    kind: Literal["desa", "kelurahan"] | None = None
    if says_kelurahan != says_desa:
        kind = "kelurahan" if says_kelurahan else "desa"
    return Spelling(tuple(_ROMAN.get(word, word) for word in words if word not in _AROUND), kind)
