"""Checks across files: every entry must be sayable, from facts that may be said, on every day from now on."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from dialogue.text import Day, Number, Percent, Rupiah, Text, Value
from knowledge.entry import HELPLINE, Entry, Part
from knowledge.facts import Fact, Facts
from knowledge.reading.rows import Row

LONGEST_OPENING = 400
LONGEST_FIRST_SENTENCE = 200
TOPICS = frozenset("menu kecelakaan iuran manfaat kelayakan pendaftaran tanya daftar status petugas privasi".split())
"""The topics that an entry may lead on to, besides other entries."""
NO_FACT = "tidak ada fakta '{}'"


def check_names(
    rows: Mapping[str, Row], entries: Mapping[str, Entry], facts: list[Fact], intents: frozenset[str]
) -> None:
    """Every name that an entry uses must be there; a fact of low confidence never gives its number."""
    known = {fact.id for fact in facts}
    unsayable = {fact.id for fact in facts if not fact.unknown and _is_unsayable(fact)}
    for entry in entries.values():
        row = rows[entry.id]
        for field, parts in (("answer", entry.answer), ("detail", entry.detail)):
            for part in parts:
                _check_part(row, field, part, known, unsayable)
        _complain_of(row, "cites", [one for one in entry.cites if one not in known], NO_FACT)
        _complain_of(row, "intents", [one for one in entry.intents if one not in intents], "tidak ada maksud '{}'")
        onward = [one for one in entry.next if one not in TOPICS and one not in entries]
        _complain_of(row, "next", onward, "tidak ada jawaban atau menu '{}'")


def check_days(
    rows: Mapping[str, Row],
    entries: Mapping[str, Entry],
    facts: list[Fact],
    ours: frozenset[str],
    since: date,
    checked: date,
) -> None:
    """On each day on which any fact changes, every entry can be said and opens shortly; one with an intent that is ours
    rests on a rule. The first bad day is told."""
    books = [Facts(facts, day, checked) for day in turning_days(facts, since)]
    known = {fact.id for fact in facts}
    for entry in entries.values():
        based = not ours.isdisjoint(entry.intents)
        bad = next(((book, problem) for book in books for problem in _problems_on(entry, book, known, based)), None)
        if bad is not None:
            rows[entry.id].complain(f"pada {bad[0].day}: {bad[1]}", "answer")


def turning_days(facts: Iterable[Fact], since: date) -> list[date]:
    """The first day and every later one on which a row begins or has just ended."""
    starts = {fact.effective_from for fact in facts if fact.effective_from}
    ends = {fact.effective_to + timedelta(days=1) for fact in facts if fact.effective_to}
    return sorted({since} | {day for day in starts | ends if day > since})


def _check_part(row: Row, field: str, part: Part, known: set[str], unsayable: set[str]) -> None:
    named = (*part.uses, *part.cites, *filter(None, (part.when, part.unless)))
    _complain_of(row, field, [one for one in named if one not in known], NO_FACT)
    mute = [one for one in part.uses if one in unsayable]
    _complain_of(row, field, mute, "angka fakta '{}' tidak boleh disebut (tidak ada, atau confidence low)")


def _complain_of(row: Row, field: str, names: list[str], message: str) -> None:
    for name in names:
        row.complain(message.format(name), field)


def _is_unsayable(fact: Fact) -> bool:
    return not _has_words(fact) or fact.confidence == "low"


def _has_words(fact: Fact) -> bool:
    """Whether its value can be spoken at all; one that could not be read is a problem of its own."""
    return fact.value is not None and fact.unit != "lapis"


def _problems_on(entry: Entry, facts: Facts, known: set[str], based: bool) -> Iterator[str]:
    missing = [one for one in _used_on(entry, facts) if one not in facts]
    yield from (_not_valid(one, facts) for one in missing if one in known)
    mute = any(not _has_words(facts[one]) for one in (*_used_on(entry, facts), HELPLINE) if one in facts)
    if missing or mute or HELPLINE not in facts or not any(part.holds(facts) for part in entry.answer):
        return
    opening = _rough(entry.opening(facts))
    if len(opening) > LONGEST_OPENING:
        yield f"jawaban pembuka panjangnya {len(opening)} huruf; paling panjang {LONGEST_OPENING}"
    first = opening.split(". ")[0]
    if len(first) > LONGEST_FIRST_SENTENCE:
        yield f"kalimat pertama panjangnya {len(first)} huruf; paling panjang {LONGEST_FIRST_SENTENCE}"
    if based and not entry.cited(facts):
        yield "jawaban ini tidak punya dasar; pakai {id-fakta} di dalamnya, atau isi 'cites'"


def _not_valid(fact_id: str, facts: Facts) -> str:
    why = "tidak diketahui" if facts.is_unknown(fact_id) else "tidak berlaku"
    return f"fakta '{fact_id}' {why}; beri 'when: {fact_id}', atau buat pilihan jawaban lain"


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
