"""Places outside the regency that people name: told apart only when clearly named."""

import re
from pathlib import Path

from knowledge.reading.rows import Problem, read_rows

_KABUPATEN = re.compile(r"\bkabupaten ([a-z]+)")
_NO_NAME = frozenset("mana ini itu kami kita saya apa yang lain kota".split())
_ROAD = re.compile(r"\b(?:jalan|jln|jl)\b(?:\W+\w+){1,4}")


class Outside:
    """Names of regencies and cities other than ours, and the ways they are written. `home`: our own places, spelled."""

    def __init__(self, names: dict[str, str], home: frozenset[str]) -> None:
        self._home = home
        self._names = dict(sorted(names.items(), key=lambda pair: -len(pair[0])))

    @classmethod
    def load(cls, path: Path, home: frozenset[str], problems: list[Problem]) -> "Outside":
        """Read outside.yaml; a missing file knows no names."""
        rows = read_rows(path, path.name, problems) if path.exists() else []
        for row in rows:
            row.only("name", "written")
        return cls({written: row.needed("name") for row in rows for written in row.words("written")}, home)

    def find(self, text: str) -> str | None:
        """The place outside that is named, or None. A street called after a city does not count."""
        words = _ROAD.sub(" ", re.sub(r"[^a-z0-9.\s]", " ", text.lower()))
        said = " " + " ".join(re.findall(r"[a-z]+", words)) + " "
        said = re.sub(r" kab ", " kabupaten ", said)
        for written, name in self._names.items():
            if f" {written} " in said:
                return name
        found = _KABUPATEN.search(said)
        if found is None or found[1] in _NO_NAME or any(place.startswith(found[1]) for place in self._home):
            return None
        return f"Kabupaten {found[1].capitalize()}"
