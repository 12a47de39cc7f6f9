"""Reading facts: rows of facts/*.yaml become dated facts, or problems."""

from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import cast, get_args

from knowledge.facts import SPOKEN_BY_UNIT, Confidence, Fact, FactValue
from knowledge.reading.rows import Row

_FIELDS = tuple("id note value unit effective_from effective_to regulation article source confidence".split())


def read_facts(rows: list[Row]) -> list[Fact]:
    """All rows as facts; problems are put on the rows' list. Two rows of one id may not hold on the same day."""
    facts = [_fact(row) for row in rows]
    rows_by_id = defaultdict(list)
    for row, fact in zip(rows, facts, strict=True):
        rows_by_id[fact.id].append((fact, row))
    for same in rows_by_id.values():
        _check_dates(same)
    return facts


def _fact(row: Row) -> Fact:
    row.only(*_FIELDS)
    unit = row.text("unit")
    if unit is not None and unit not in SPOKEN_BY_UNIT:
        row.complain(f"unknown unit '{unit}'; known: {', '.join(SPOKEN_BY_UNIT)}", "unit")
    confidence = row.needed("confidence")
    if confidence and confidence not in get_args(Confidence):
        row.complain(f"'confidence' must be high, medium or low, not '{confidence}'", "confidence")
    return Fact(
        id=row.needed("id"),
        value=_value(row, unit),
        unit=unit,
        effective_from=row.day("effective_from"),
        effective_to=row.day("effective_to"),
        regulation=row.text("regulation"),
        article=row.text("article"),
        source=row.needed("source"),
        confidence=cast("Confidence", confidence),
        note=row.text("note") or "",
    )


def _value(row: Row, unit: str | None) -> FactValue:
    words = row.text("value")
    if words is None or unit is None:
        if words is not None or unit is not None:
            row.complain("'value' and 'unit' belong together")
        return None
    try:
        return _parse(words, unit)
    except (ValueError, InvalidOperation):
        row.complain(f"'{words}' is no value in '{unit}'", "value")
        return None


def _parse(words: str, unit: str) -> FactValue:
    if unit == "teks":
        return words
    if unit == "hari kalender":
        return date.fromisoformat(words).isoformat()
    if unit == "persen":
        return Decimal(words) / 100
    return int(words)


def _check_dates(same: list[tuple[Fact, Row]]) -> None:
    for fact, row in same:
        if fact.effective_from and fact.effective_to and fact.effective_from > fact.effective_to:
            row.complain("'effective_to' is before 'effective_from'", "effective_to")
    ordered = sorted(same, key=lambda pair: pair[0].effective_from or date.min)
    for (earlier, _), (later, row) in pairwise(ordered):
        if (later.effective_from or date.min) <= (earlier.effective_to or date.max):
            row.complain(f"fact '{later.id}' has two rows that hold on the same day", "effective_from")
        if earlier.unit != later.unit:
            row.complain(f"fact '{later.id}' has rows with different units", "unit")
