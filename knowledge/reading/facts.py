"""Reading facts: rows of facts/*.yaml become dated facts, or problems."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import cast, get_args

from knowledge.facts import IN_RANGE, PROGRAM, SPOKEN_BY_UNIT, Confidence, Fact, FactValue, Layers
from knowledge.reading.rows import Row

UNKNOWN = "tidak diketahui"
"""The value of a row that says that nobody knows."""
_FIELDS = (
    *"id note value formula unit effective_from effective_to".split(),
    *"regulation article source confidence reviewer reviewed".split(),
)


def read_facts(rows: list[Row], reviewer: str, checked: date) -> list[Fact]:
    """All rows as facts; problems are put on the rows' list. Rows of one id stand side by side in time: no day twice,
    none left out in between. reviewer, checked: of a row that names neither."""
    facts = [_fact(row, reviewer, checked) for row in rows]
    rows_by_id = defaultdict(list)
    for row, fact in zip(rows, facts, strict=True):
        rows_by_id[fact.id].append((fact, row))
    for same in rows_by_id.values():
        _check_dates(same)
    begun = {id(fact): since for same in rows_by_id.values() for fact, since in _since([fact for fact, _ in same])}
    return [replace(fact, since=begun[id(fact)]) for fact in facts]


def _since(same: list[Fact]) -> Iterator[tuple[Fact, date | None]]:
    """Each row of one id and the first day of its value."""
    before: Fact | None = None
    since: date | None = None
    for fact in sorted(same, key=lambda one: one.effective_from or date.min):
        goes_on = before is not None and (before.value, before.unknown) == (fact.value, fact.unknown)
        since = since if goes_on else fact.effective_from
        yield fact, since
        before = fact


def _fact(row: Row, reviewer: str, checked: date) -> Fact:
    row.only(*_FIELDS)
    unit = row.text("unit")
    strange = unit is not None and unit not in SPOKEN_BY_UNIT
    if strange:
        row.complain(f"satuan '{unit}' tidak dikenal; yang dikenal: {', '.join(SPOKEN_BY_UNIT)}", "unit")
    unknown = row.text("value") == UNKNOWN
    return Fact(
        id=row.needed("id"),
        value=None if unknown or strange else _value(row, unit),
        unit=None if strange else unit,
        effective_from=row.day("effective_from"),
        effective_to=_last_day(row),
        regulation=row.text("regulation"),
        article=row.text("article"),
        source=row.needed("source"),
        confidence=_confidence(row, unknown),
        note=row.text("note") or "",
        reviewer=row.text("reviewer") or reviewer,
        reviewed=row.day("reviewed") or checked,
        unknown=unknown,
    )


def _last_day(row: Row) -> date | None:
    """None is open: what other programs mean by the last day of the calendar, which here no day may follow."""
    day = row.day("effective_to")
    if day == date.max:
        row.complain("kosongkan 'effective_to' bila belum ada hari terakhirnya", "effective_to")
        return None
    return day


def _confidence(row: Row, unknown: bool) -> Confidence:
    """What nobody knows needs none."""
    confidence = row.text("confidence") or ("low" if unknown else row.needed("confidence"))
    if confidence and confidence not in get_args(Confidence):
        row.complain(f"'confidence' harus high, medium, atau low, bukan '{confidence}'", "confidence")
    return cast("Confidence", confidence)


def _value(row: Row, unit: str | None) -> FactValue:
    words = row.text("value")
    if words is None or unit is None:
        if words is not None or unit is not None:
            row.complain("'value' dan 'unit' harus diisi berdua, atau dikosongkan berdua")
        return None
    try:
        return _parse(words, unit)
    except (ValueError, InvalidOperation):
        row.complain(f"'{words}' bukan nilai dalam '{unit}'", "value")
        return None


def _parse(words: str, unit: str) -> FactValue:
    if unit == "teks":
        return words
    if unit == "daftar program":
        if PROGRAM.sub("", words.lower()).replace("dan", "").strip(" ,"):
            raise ValueError(words)
        return words
    if unit == "hari kalender":
        return date.fromisoformat(words).isoformat()
    if unit == "lapis":
        return _layers(words)
    number = Decimal(words) / 100 if unit == "persen" else int(words)
    if not 0 <= number < Decimal("Infinity") or (unit in IN_RANGE and number not in IN_RANGE[unit]):
        raise ValueError(words)
    return number


def _layers(words: str) -> Layers:
    """ "0 1000000 / 1100000 1200000 / …": what a layer begins with and what it gives, both rising."""
    pairs = [[int(number) for number in layer.split()] for layer in words.split("/")]
    layers = tuple((begin, gives) for begin, gives in pairs)
    if layers[0][0] != 0 or any(a >= c or b >= d for (a, b), (c, d) in pairwise(layers)):
        raise ValueError(words)
    return layers


def _check_dates(same: list[tuple[Fact, Row]]) -> None:
    for fact, row in same:
        if fact.effective_from and fact.effective_to and fact.effective_from > fact.effective_to:
            row.complain("'effective_to' lebih awal daripada 'effective_from'", "effective_to")
    ordered = sorted(same, key=lambda pair: pair[0].effective_from or date.min)
    for one, other in pairwise(ordered):
        _check_neighbours(one, other)
    measured = [(fact, row) for fact, row in ordered if fact.unit or not fact.unknown]
    for (earlier, _), (later, row) in pairwise(measured):
        if earlier.unit != later.unit:
            row.complain(f"satuan baris ini lain daripada baris fakta '{later.id}' sebelumnya", "unit")


def _check_neighbours(one: tuple[Fact, Row], other: tuple[Fact, Row]) -> None:
    (earlier, before), (later, row) = one, other
    begins, ends = later.effective_from or date.min, earlier.effective_to or date.max
    if begins <= ends:
        row.complain(
            f"fakta '{later.id}' sudah punya baris yang berlaku pada hari yang sama ({before.file}:{before.line}); "
            "tutup yang lama dengan 'effective_to', atau hapus salah satu",
            "effective_from",
        )
    elif begins > (first := ends + timedelta(days=1)):
        row.complain(
            f"fakta '{later.id}' tidak punya baris untuk {first} sampai {begins - timedelta(days=1)}; "
            f"betulkan tanggalnya, atau tambahkan baris 'value: {UNKNOWN}' untuk masa itu",
            "effective_from",
        )
