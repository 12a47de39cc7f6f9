"""Checks across files: every entry must be sayable, from facts that may be said, on every day from now on."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from dialogue.text import Day, Number, Percent, Rupiah, Text, Value
from knowledge.entry import HELPLINE, Entry, Part
from knowledge.facts import Fact, Facts
from knowledge.reading.rows import Row

LONGEST_OPENING = 400
LONGEST_FIRST_SENTENCE = 200
TOPICS = frozenset("menu kecelakaan iuran manfaat kelayakan pendaftaran tanya daftar status petugas privasi".split())
"""The topics that an entry may lead on to, besides other entries."""


def check_names(
    rows: Mapping[str, Row], entries: Mapping[str, Entry], facts: list[Fact], intents: frozenset[str]
) -> None:
    """Every name that an entry uses must be there; a fact of low confidence never gives its number."""
    known = {fact.id for fact in facts}
    unsayable = {fact.id for fact in facts if fact.value is None or fact.confidence == "low"}
    for entry in entries.values():
        row = rows[entry.id]
        for field, parts in (("answer", entry.answer), ("detail", entry.detail)):
            for part in parts:
                _check_part(row, field, part, known, unsayable)
        _complain_of(row, "cites", [one for one in entry.cites if one not in known], "no fact '{}'")
        _complain_of(row, "intents", [one for one in entry.intents if one not in intents], "no intent '{}'")
        onward = [one for one in entry.next if one not in TOPICS and one not in entries]
        _complain_of(row, "next", onward, "no topic or entry '{}'")


def check_days(
    rows: Mapping[str, Row], entries: Mapping[str, Entry], facts: list[Fact], since: date, checked: date
) -> None:
    """On each day on which any fact changes, every entry can be said, and opens shortly. The first bad day is told."""
    books = [Facts(facts, day, checked) for day in _turning_days(facts, since)]
    known = {fact.id for fact in facts}
    for entry in entries.values():
        bad = next(((book, problem) for book in books for problem in _problems_on(entry, book, known)), None)
        if bad is not None:
            rows[entry.id].complain(f"on {bad[0].day}: {bad[1]}", "answer")


def _check_part(row: Row, field: str, part: Part, known: set[str], unsayable: set[str]) -> None:
    named = (*part.uses, *part.cites, *filter(None, (part.when, part.unless)))
    _complain_of(row, field, [one for one in named if one not in known], "no fact '{}'")
    mute = [one for one in part.uses if one in unsayable]
    _complain_of(row, field, mute, "fact '{}' has no number that may be said (none, or confidence low)")


def _complain_of(row: Row, field: str, names: list[str], message: str) -> None:
    for name in names:
        row.complain(message.format(name), field)


def _turning_days(facts: list[Fact], since: date) -> list[date]:
    starts = {fact.effective_from for fact in facts if fact.effective_from}
    ends = {fact.effective_to + timedelta(days=1) for fact in facts if fact.effective_to}
    return sorted({since} | {day for day in starts | ends if day > since})


def _problems_on(entry: Entry, facts: Facts, known: set[str]) -> Iterator[str]:
    missing = [one for one in _used_on(entry, facts) if one not in facts]
    yield from (f"the fact '{one}' does not hold; use 'when' or another variant" for one in missing if one in known)
    if missing or HELPLINE not in facts or not any(part.holds(facts) for part in entry.answer):
        return
    opening = _rough(entry.opening(facts))
    if len(opening) > LONGEST_OPENING:
        yield f"the answer has {len(opening)} characters; at most {LONGEST_OPENING}"
    first = opening.split(". ")[0]
    if len(first) > LONGEST_FIRST_SENTENCE:
        yield f"the first sentence has {len(first)} characters; at most {LONGEST_FIRST_SENTENCE}"


def _used_on(entry: Entry, facts: Facts) -> list[str]:
    said = next((part for part in entry.answer if part.holds(facts)), None)
    parts = [part for part in entry.detail if part.holds(facts)] + ([said] if said else [])
    return [fact_id for part in parts for fact_id in part.uses]


_LENGTHS: dict[type, Callable[..., str]] = {
    Rupiah: lambda value: f"Rp{value.amount:,}",
    Percent: lambda value: f"{value.rate * 100:.2f}%",
    Number: lambda value: f"{value.count:,}",
    Day: lambda value: "30 September 2026",
}


def _rough(value: Value) -> str:
    """About how a text is going to look; only its length counts."""
    if isinstance(value, Text):
        said = {name: _rough(inner) for name, inner in value.values.items()}
        return re.sub(r"\{(\w+)\}", lambda found: said.get(found[1], ""), value.message)
    spoken = _LENGTHS.get(type(value))
    return spoken(value) if spoken else str(getattr(value, "words", value))
