"""Reading villages: rows of villages.csv and of old names, or problems."""

import csv
from pathlib import Path

from knowledge.places.village import Village
from knowledge.reading.rows import Problem

_KIND_BY_DIGIT = {"1": "kelurahan", "2": "desa"}
"""The first digit of the last four of a code."""


def read_villages(path: Path, problems: list[Problem]) -> list[Village]:
    """All villages of the file; one that contradicts its code is a problem."""
    return [_village(row, line, path.name, problems) for line, row in _lines(path, problems)]


def read_aliases(path: Path, villages: list[Village], problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Old names by code of village; none where there is no such file."""
    codes = {village.code for village in villages}
    aliases: dict[str, tuple[str, ...]] = {}
    for line, row in _lines(path, problems) if path.exists() else []:
        code, name = row.get("kode") or "", row.get("nama") or ""
        if code not in codes or not name:
            problems.append(Problem(path.name, line, f"desa '{code}' tidak ada, atau nama lamanya kosong"))
            continue
        aliases[code] = (*aliases.get(code, ()), name)
    return aliases


def _lines(path: Path, problems: list[Problem]) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(enumerate(csv.DictReader(file), start=2))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(path.name, 1, f"berkas ini tidak terbaca ({type(error).__name__})"))
        return []


def _village(row: dict[str, str], line: int, file: str, problems: list[Problem]) -> Village:
    code, kind = row.get("kode") or "", row.get("jenis") or ""
    name, kecamatan, within = row.get("nama") or "", row.get("kecamatan") or "", row.get("kecamatan_kode") or ""
    if not (name and kecamatan and code.startswith(within + ".") and kind == _KIND_BY_DIGIT.get(code[9:10])):
        problems.append(Problem(file, line, f"kode '{code}' tidak cocok dengan jenis, kecamatan, atau namanya"))
    return Village(code, "kelurahan" if kind == "kelurahan" else "desa", name, kecamatan, within)
