"""The book: facts, entries and villages, read once at the start and checked as a whole."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dialogue.text import Text
from knowledge.asking.words import Words, read_words
from knowledge.endings import Ending, endings
from knowledge.entry import Entry
from knowledge.facts import Fact, Facts
from knowledge.reading.checks import check_days, check_names, turning_days
from knowledge.reading.entries import read_entry
from knowledge.reading.facts import read_facts
from knowledge.reading.formulas import check_formulas
from knowledge.reading.needed import missing
from knowledge.reading.rows import ContentError, Problem, Row, read_rows
from knowledge.reminders import Reminder, check_covered, due, read_days_off, read_reminder
from knowledge.villages import Villages

__all__ = ["PACKAGED", "Book", "ContentError", "Problem", "files_of", "version_of"]

PACKAGED = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Intent:
    """What a question may be about. `in_scope`: it is ours to answer."""

    id: str
    title: str
    in_scope: bool


@dataclass(frozen=True)
class Book:
    """All that is known. `since`: the first day the content is made for. `version`: changes with any content file."""

    facts: tuple[Fact, ...]
    entries: Mapping[str, Entry]
    intents: Mapping[str, Intent]
    villages: Villages
    words: Words
    reminders: tuple[Reminder, ...]
    days_off: Mapping[date, bool | str]
    since: date
    checked: date
    version: str

    def on(self, day: date) -> Facts:
        """The rule book as of a day."""
        return Facts(self.facts, day, self.checked)

    def remind(self, day: date) -> tuple[Text, ...]:
        """What ends soon, as the morning digest says it."""
        return due(self.reminders, self.facts, day)

    def ending(self, day: date) -> tuple[Ending, ...]:
        """The rows of facts that hold on a day and end soon after it, the soonest first."""
        return endings(self.facts, day)

    @classmethod
    def load(cls, folder: Path | None = None) -> "Book":
        """Read a folder of content (None: the packaged one). Raises ContentError with every problem found."""
        return _Reader(folder or PACKAGED).book()

    @classmethod
    def reread(cls, folder: Path) -> "Book":
        """Read content that an older program accepted: what the rules of this one object to does not count. Raises
        ContentError when it cannot be read at all."""
        return _Reader(folder, strict=False).book()


class _Reader:
    """Reads a folder once and gathers its problems."""

    def __init__(self, folder: Path, *, strict: bool = True) -> None:
        self.folder = folder
        self.strict = strict
        self.problems: list[Problem] = []

    def book(self) -> Book:
        about = self._about()
        since, checked = about.day("since") or date.min, about.day("checked") or date.min
        fact_rows = self._rows("facts/*.yaml")
        facts = read_facts(fact_rows, about.needed("reviewer"), checked)
        intents = {intent.id: intent for intent in map(_intent, self._rows("intents.yaml"))}
        rows, entries = self._entries(frozenset(about.words("digit_names")))
        check_names(rows, entries, facts, frozenset(intents))
        self._check_whole(facts, entries)
        if not self.problems:
            check_formulas(fact_rows, facts, turning_days(facts, date.min), checked)
        ours = frozenset(intent.id for intent in intents.values() if intent.in_scope)
        check_days(rows, entries, facts, ours, since, checked)
        villages = self._villages(about.needed("regency"))
        words = read_words(self._rows("lexicon.yaml"))
        known = frozenset(fact.id for fact in facts)
        reminders = tuple(read_reminder(row, known) for row in self._rows("reminders.yaml"))
        check_covered(fact_rows, facts, reminders, checked)
        days_off = read_days_off(self._rows("days_off.yaml"))
        if villages is None or (self.problems and self.strict):
            raise ContentError(self.problems)
        version = version_of(self.folder)
        return Book(tuple(facts), entries, intents, villages, words, reminders, days_off, since, checked, version)

    def _about(self) -> Row:
        rows = self._rows("book.yaml")
        if not rows:
            raise ContentError(self.problems or [Problem("book.yaml", 1, "berkas ini kosong")])
        rows[0].only("since", "checked", "reviewer", "regency", "digit_names")
        rows[0].needed("since")
        rows[0].needed("checked")
        return rows[0]

    def _rows(self, pattern: str) -> list[Row]:
        paths = sorted(self.folder.glob(pattern)) or [self.folder / pattern]
        return [
            row for path in paths for row in read_rows(path, path.relative_to(self.folder).as_posix(), self.problems)
        ]

    def _entries(self, digit_names: frozenset[str]) -> tuple[dict[str, Row], dict[str, Entry]]:
        rows: dict[str, Row] = {}
        entries: dict[str, Entry] = {}
        for row in self._rows("entries/*.yaml"):
            entry = read_entry(row, digit_names)
            if entry.id in entries:
                row.complain(f"jawaban '{entry.id}' tertulis dua kali; yang pertama di {rows[entry.id].file}", "id")
                continue
            rows[entry.id], entries[entry.id] = row, entry
        return rows, entries

    def _villages(self, regency: str) -> Villages | None:
        try:
            return Villages.load(self.folder / "villages.csv", regency)
        except ContentError as error:
            self.problems += error.problems
            return None

    def _check_whole(self, facts: list[Fact], entries: Mapping[str, Entry]) -> None:
        self.problems += missing(facts)
        if not any(entry.emergency for entry in entries.values()):
            self.problems.append(Problem("entries", 1, "belum ada jawaban dengan 'emergency: true'"))


def _intent(row: Row) -> Intent:
    row.only("id", "title", "in_scope")
    return Intent(row.needed("id"), row.needed("title"), row.flag("in_scope"))


def files_of(folder: Path) -> list[Path]:
    """The files that the content is made of, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".csv"})


def version_of(folder: Path) -> str:
    """What the content of these files is called. Raises OSError."""
    digest = hashlib.sha256()
    for path in files_of(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
