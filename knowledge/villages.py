"""Villages: the register of one regency, and finding a village in the words of a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from rapidfuzz import fuzz, process

from knowledge.places.outside import Outside
from knowledge.places.spelling import Spelling, spell
from knowledge.places.village import Village
from knowledge.reading.rows import ContentError, Problem
from knowledge.reading.villages import read_aliases, read_villages

__all__ = ["Match", "Nothing", "Some", "Sure", "Village", "Villages"]

SURE = 85
MAYBE = 70
MARGIN = 2
IN_SENTENCE = 90
MOST = 5
LONGEST_WINDOW = 4
"""Measured on noisy Bogor names: 30 of 30 right; 97 of 100 foreign names refused."""


@dataclass(frozen=True)
class Sure:
    """One village fits; still to be confirmed by the person."""

    village: Village


@dataclass(frozen=True)
class Some:
    """Several fit, best first, at most five (one: it fits, but not well)."""

    villages: tuple[Village, ...]


@dataclass(frozen=True)
class Nothing:
    """No village fits."""


Match: TypeAlias = Sure | Some | Nothing
_Scored: TypeAlias = list[tuple[float, Village]]
_Spellings: TypeAlias = tuple[list[str], list[Village]]


class Villages:
    """All villages of a regency. `regency`: its name without "Kabupaten"."""

    def __init__(
        self, villages: Iterable[Village], regency: str, aliases: dict[str, tuple[str, ...]], out: Outside
    ) -> None:
        self.all = tuple(villages)
        self.regency = regency
        self._by_code = {village.code: village for village in self.all}
        self._outside = out
        self._aliases = aliases
        self._spellings = self._spelled(self.all)

    @classmethod
    def load(cls, path: Path, regency: str = "Bogor") -> "Villages":
        """Read villages.csv; old names from village_aliases.csv and places outside from outside.yaml beside it, when
        they are there. Raises ContentError with file and line."""
        problems: list[Problem] = []
        villages = read_villages(path, problems)
        aliases = read_aliases(path.with_name("village_aliases.csv"), villages, problems)
        home = frozenset(spell(name).joined for one in villages for name in (one.name, one.kecamatan, regency))
        out = Outside.load(path.with_name("outside.yaml"), home, problems)
        if problems:
            raise ContentError(problems)
        return cls(villages, regency, aliases, out)

    def __getitem__(self, code: str) -> Village:
        """Raises KeyError."""
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @cached_property
    def kecamatan(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of every kecamatan, by name."""
        pairs = {(village.kecamatan_code, village.kecamatan) for village in self.all}
        return tuple(sorted(pairs, key=lambda pair: pair[1]))

    def in_kecamatan(self, code: str) -> tuple[Village, ...]:
        """The villages of a kecamatan, by name; none for an unknown code."""
        inside = (one for one in self.all if one.kecamatan_code == code)
        return tuple(sorted(inside, key=lambda one: (one.name, one.code)))

    def match(self, text: str, kecamatan: str | None = None) -> Match:
        """The village that a person means. `kecamatan`: a code or a name, to look only there."""
        within = self._kecamatan_code(kecamatan)
        said = spell(text)
        scored = self._scored(said, within, said.joined, cutoff=MAYBE - MARGIN)
        if scored and scored[0][0] >= SURE:
            return _decide(scored)
        inside = self._match_in_sentence(said, within)
        if not scored or scored[0][0] < MAYBE or inside == Sure(scored[0][1]):
            return inside
        return _decide(scored)

    def find_kecamatan(self, text: str) -> tuple[str, str] | None:
        """(code, name) of the kecamatan named in the text, or None."""
        said = spell(text)
        for window in said.windows(LONGEST_WINDOW):
            needed = SURE if window == said.joined else IN_SENTENCE
            scored = [(fuzz.ratio(window, spell(name).joined), code, name) for code, name in self.kecamatan]
            score, code, name = max(scored, default=(0.0, "", ""))
            if score >= needed:
                return code, name
        return None

    def outside(self, text: str) -> str | None:
        """The regency or city outside this one that the text names, such as "Kota Depok", or None."""
        return self._outside.find(text)

    def _kecamatan_code(self, kecamatan: str | None) -> str | None:
        if kecamatan is None or any(code == kecamatan for code, _ in self.kecamatan):
            return kecamatan
        found = self.find_kecamatan(kecamatan)
        return found[0] if found else None

    def _scored(self, said: Spelling, within: str | None, words: str, cutoff: float) -> _Scored:
        """Every village at or above the cutoff with the best score of its spellings, best first."""
        spellings, owners = self._spellings if within is None else self._by_kecamatan[within]
        best: dict[str, float] = {}
        for _, score, place in process.extract(words, spellings, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None):
            village = owners[place]
            best[village.code] = max(best.get(village.code, 0.0), score + (said.kind == village.kind))
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(score, self._by_code[code]) for code, score in ranked]

    @cached_property
    def _by_kecamatan(self) -> dict[str, _Spellings]:
        return {code: self._spelled(self.in_kecamatan(code)) for code, _ in self.kecamatan}

    def _spelled(self, villages: Iterable[Village]) -> _Spellings:
        pairs = [(form, one) for one in villages for form in _forms(one, self.regency, self._aliases.get(one.code, ()))]
        return [form for form, _ in pairs], [village for _, village in pairs]

    def _match_in_sentence(self, said: Spelling, within: str | None) -> Match:
        """A village named inside a longer sentence: the longest run of words that fits very well."""
        for window in said.windows(LONGEST_WINDOW):
            scored = self._scored(said, within, window, IN_SENTENCE - MARGIN)
            if scored and scored[0][0] >= IN_SENTENCE:
                return _decide(scored)
        return Nothing()


def _decide(scored: _Scored) -> Match:
    best = scored[0][0]
    if best < SURE:
        return Some(tuple(village for score, village in scored if score >= MAYBE)[:MOST])
    near = tuple(village for score, village in scored if score > best - MARGIN)
    return Sure(near[0]) if len(near) == 1 else Some(near[:MOST])


def _forms(village: Village, regency: str, aliases: Sequence[str]) -> list[str]:
    kecamatan, kabupaten = spell(village.kecamatan).joined, spell(regency).joined
    names = [spell(name).joined for name in (village.name, *aliases)]
    tails = ("", kecamatan, kecamatan + kabupaten, kabupaten)
    return [name + tail for name in names for tail in tails]
