"""Rows of the content files, each field with the line it stands on, so that a mistake can be pointed at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a content file, at a line that people count from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(Exception):
    """The content is not fit to answer from. `problems` holds all mistakes, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Row:
    """One item of a content file. A missing or wrong field goes on the list of problems, and is read as empty."""

    def __init__(self, file: str, node: yaml.MappingNode, problems: list[Problem]) -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        self._problems = problems
        self._fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._complain_at(key, "nama isian harus satu kata, bukan daftar")
                continue
            if key.value in self._fields:
                self._complain_at(key, f"isian '{key.value}' tertulis dua kali; hapus salah satu")
            self._fields[key.value] = value

    def complain(self, message: str, field: str | None = None) -> None:
        """Put a problem on the list, at the line of the field, or of the row."""
        node = self._fields.get(field or "")
        if node is None:
            self._problems.append(Problem(self.file, self.line, message))
        else:
            self._complain_at(node, message)

    def only(self, *known: str) -> None:
        """Complain of every field that is not one of these."""
        for field in self._fields:
            if field not in known:
                self.complain(f"isian '{field}' tidak dikenal; yang dikenal: {', '.join(known)}", field)

    def text(self, field: str) -> str | None:
        """Words, or None where the field is left out or empty."""
        node = self._fields.get(field)
        if node is None or _is_null(node):
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.complain(f"'{field}' harus berupa kata-kata, bukan daftar", field)
            return None
        return " ".join(str(node.value).split()) if node.style in {">", None} else str(node.value).strip()

    def needed(self, field: str) -> str:
        """Words that must be there."""
        words = self.text(field)
        if not words:
            self.complain(f"'{field}' belum diisi", field)
        return words or ""

    def words(self, field: str) -> tuple[str, ...]:
        """A list of words; empty where the field is left out."""
        node = self._fields.get(field)
        if node is None or _is_null(node):
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(one, yaml.ScalarNode) for one in node.value):
            self.complain(f"'{field}' harus berupa daftar, misalnya [satu, lain]", field)
            return ()
        return tuple(str(one.value) for one in node.value)

    def day(self, field: str) -> date | None:
        """A calendar day YYYY-MM-DD, or None where the field is left out."""
        words = self.text(field)
        try:
            return date.fromisoformat(words) if words else None
        except ValueError:
            self.complain(f"'{field}' harus berupa tanggal seperti 2026-11-22, bukan '{words}'", field)
            return None

    def flag(self, field: str) -> bool:
        words = self.text(field) or "false"
        if words not in {"true", "false"}:
            self.complain(f"'{field}' hanya boleh true atau false", field)
        return words == "true"

    def parts(self, field: str) -> "list[Row]":
        """Passages: plain words, or a list of words and of rows with 'text' and more."""
        node = self._fields.get(field)
        if node is None or _is_null(node):
            return []
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return [Row(self.file, _as_part(item), self._problems) for item in items]

    def _complain_at(self, node: yaml.Node, message: str) -> None:
        self._problems.append(Problem(self.file, node.start_mark.line + 1, message))


def read_rows(path: Path, name: str, problems: list[Problem]) -> list[Row]:
    """The rows of a file that is a list, or the one row of a file that is a mapping."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except FileNotFoundError:
        problems.append(Problem(name, 1, "berkas ini tidak ada"))
        return []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(Problem(name, mark.line + 1 if mark else 1, _reason(error)))
        return []
    rows = root.value if isinstance(root, yaml.SequenceNode) else [root] if root is not None else []
    odd = [node for node in rows if not isinstance(node, yaml.MappingNode)]
    problems += [Problem(name, node.start_mark.line + 1, "di sini harus ada isian seperti 'id: …'") for node in odd]
    return [Row(name, node, problems) for node in rows if isinstance(node, yaml.MappingNode)]


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "berkas ini bukan teks UTF-8; simpan ulang sebagai UTF-8"
    return "tidak terbaca; periksa spasi di awal baris, titik dua di dalam kalimat, dan tanda kutip atau kurung di sini"


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _as_part(node: yaml.Node) -> yaml.MappingNode:
    if isinstance(node, yaml.MappingNode):
        return node
    key = yaml.ScalarNode("tag:yaml.org,2002:str", "text", node.start_mark, node.end_mark)
    return yaml.MappingNode("tag:yaml.org,2002:map", [(key, node)], node.start_mark, node.end_mark)
