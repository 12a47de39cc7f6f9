"""The model: what `make model` learned from phrases, read from two files beside this one."""

import json
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from knowledge.asking.words import Said
from knowledge.search.linear import Linear, Shares, Vocabulary, likelihoods

HEAD, NUMBERS = "model.json", "model.bin"
"""How the model was made, its thresholds and their curve, to be read by people too; and its numbers."""
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Thresholds:
    """Chosen by `make model` on phrases that the model had not seen.

    ours: a question less likely ours than this is declined. sure: an intent at least as likely as this is answered,
    when its entry takes at least `entry` of that likelihood.
    """

    ours: float
    sure: float
    entry: float


@dataclass(frozen=True)
class Model:
    """intents: which intent a question is of. entries: of each intent with several, which entry answers it.

    sharpness: of the likelihoods of intents; sharpness_of_entries: of entries of one intent.
    learned: entry → the mark of what was learned of it (`mark`).
    """

    vocabulary: Vocabulary
    intents: Linear
    entries: Mapping[str, Linear]
    sharpness: float
    sharpness_of_entries: float
    thresholds: Thresholds
    learned: Mapping[str, str]

    def shares(self, said: Said) -> Shares:
        return self.vocabulary.shares(said)

    def of_intents(self, shares: Shares) -> dict[str, float]:
        """Intent → how likely the question is of it; they add up to 1."""
        scores = self.intents.scores(shares)
        return dict(zip(self.intents.names, likelihoods(scores, self.sharpness), strict=True))

    def of_entries(self, intent: str, shares: Shares) -> dict[str, float]:
        """Entry → how likely it is what is asked for, of the entries learned for an intent; they add up to 1."""
        linear = self.entries[intent]
        scores = linear.scores(shares)
        return dict(zip(linear.names, likelihoods(scores, self.sharpness_of_entries), strict=True))


@cache
def packaged() -> Model:
    """The model that comes with the program. Raises OSError or ValueError when its files are not whole."""
    return load(FOLDER)


def load(folder: Path) -> Model:
    """Read a model. Raises OSError, and ValueError when its two files do not belong together."""
    head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    parts = Parts((folder / NUMBERS).read_bytes(), head["parts"])
    names = parts.text("terms").split("\n")
    return Model(
        vocabulary=Vocabulary({name: place for place, name in enumerate(names)}, parts.numbers("rarity", "f")),
        intents=linear(head["intents"], parts, "intents"),
        entries={intent: linear(rows, parts, intent) for intent, rows in head["entries"].items()},
        sharpness=head["sharpness"],
        sharpness_of_entries=head["sharpness_of_entries"],
        thresholds=Thresholds(**head["thresholds"]),
        learned=head["learned"],
    )


def linear(head: Mapping[str, Any], parts: "Parts", name: str) -> Linear:
    places = parts.numbers(f"{name}.terms", "I")
    return Linear(
        names=tuple(head["names"]),
        offsets=tuple(head["offsets"]),
        terms={term: row for row, term in enumerate(places)},
        weights=parts.numbers(f"{name}.weights", "h"),
        step=head["step"],
    )


class Parts:
    """A file of numbers, by the names of its parts. sizes: name → bytes, in the order of the file."""

    def __init__(self, packed: bytes, sizes: Mapping[str, int]) -> None:
        if len(packed) != sum(sizes.values()):
            raise ValueError(f"{NUMBERS} has {len(packed)} bytes; {HEAD} tells of {sum(sizes.values())}")
        self._packed = memoryview(packed)
        ends = accumulate(sizes.values())
        self._places = {name: (end - size, end) for (name, size), end in zip(sizes.items(), ends, strict=True)}

    def text(self, name: str) -> str:
        return bytes(self._part(name)).decode()

    def numbers(self, name: str, kind: str) -> "array[Any]":
        """Numbers of an `array` kind, the lowest byte first whatever this machine prefers."""
        read: array[Any] = array(kind)
        read.frombytes(self._part(name))
        if sys.byteorder == "big":
            read.byteswap()
        return read

    def _part(self, name: str) -> memoryview:
        start, end = self._places[name]
        return self._packed[start:end]
