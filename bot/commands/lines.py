"""Lines: a file of questions, one JSON object a line, read so that a bad line is told by its number."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of a file. row: its object, with a text unless there is an error. error: why it is no question."""

    number: int
    row: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""


def read_lines(file: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a JSONL file, a bad one with its error; empty lines are left out."""
    for number, line in enumerate(file, start=1):
        if line.strip():
            yield read_line(number, line)


def read_line(number: int, line: bytes) -> Line:
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=refuse)
    except UnicodeDecodeError:
        return Line(number, error=f"line {number}: not UTF-8")
    except (ValueError, RecursionError):
        return Line(number, error=f"line {number}: not JSON")
    if not isinstance(row, dict):
        return Line(number, error=f"line {number}: not an object")
    return Line(number, row, "" if isinstance(row.get("text"), str) else f"line {number}: no text")


def refuse(word: str) -> None:
    raise ValueError(word)
