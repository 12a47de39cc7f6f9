"""Export: what was learned as two files that plain Python reads in a moment."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.search.model import HEAD, NUMBERS
from tools.model.fit import Fitted, Learned

HIGHEST = 32767
"""The largest number that a weight is kept as."""


def export(fitted: Fitted, about: Mapping[str, Any], folder: Path) -> None:
    """Write the model's files. about: what else the head tells: checksum, thresholds, curve."""
    parts: dict[str, bytes] = {
        "terms": "\n".join(fitted.terms).encode(),
        "rarity": fitted.rarity.astype("<f4").tobytes(),
    }
    head = {
        **about,
        "intents": part(fitted.intents, "intents", parts),
        "entries": {intent: part(one, intent, parts) for intent, one in sorted(fitted.entries.items())},
    }
    sizes = {name: len(packed) for name, packed in parts.items()}
    (folder / NUMBERS).write_bytes(b"".join(parts.values()))
    (folder / HEAD).write_text(json.dumps({**head, "parts": sizes}, indent=1) + "\n", encoding="utf-8")


def part(learned: Learned, name: str, parts: dict[str, bytes]) -> dict[str, Any]:
    """One linear model: its numbers go to the parts, the rest is its head."""
    step = float(np.abs(learned.weights).max()) / HIGHEST
    parts[f"{name}.terms"] = learned.terms.astype("<u4").tobytes()
    parts[f"{name}.weights"] = np.rint(learned.weights / step).astype("<i2").tobytes()
    offsets = [round(float(offset), 6) for offset in learned.offsets]
    return {"names": list(learned.names), "offsets": offsets, "step": step}
