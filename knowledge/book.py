"""The book: facts, entries and villages, read once at the start and checked as a whole."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dialogue.text import Text
from knowledge.asking.words import Words, read_words
from knowledge.entry import HELPLINE, Entry
from knowledge.facts import Fact, Facts
from knowledge.reading.checks import check_days, check_names
from knowledge.reading.entries import read_entry
from knowledge.reading.facts import read_facts
from knowledge.reading.rows import ContentError, Problem, Row, read_rows
from knowledge.reminders import Reminder, due, read_days_off, read_reminder
from knowledge.villages import Villages

__all__ = ["Book", "ContentError", "Problem"]

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

    @classmethod
    def load(cls, folder: Path | None = None) -> "Book":
        """Read a folder of content (None: the packaged one). Raises ContentError with every problem found."""
        return _Reader(folder or PACKAGED).book()


class _Reader:
    """Reads a folder once and gathers its problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def book(self) -> Book:
        about = self._about()
        since, checked = about.day("since") or date.min, about.day("checked") or date.min
        facts = read_facts(self._rows("facts/*.yaml"))
        intents = {intent.id: intent for intent in map(_intent, self._rows("intents.yaml"))}
        rows, entries = self._entries(frozenset(about.words("digit_names")))
        check_names(rows, entries, facts, frozenset(intents))
        self._check_whole(facts, entries)
        check_days(rows, entries, facts, since, checked)
        villages = self._villages(about.needed("regency"))
        words = read_words(self._rows("lexicon.yaml"))
        known = frozenset(fact.id for fact in facts)
        reminders = tuple(read_reminder(row, known) for row in self._rows("reminders.yaml"))
        days_off = read_days_off(self._rows("days_off.yaml"))
        if self.problems or villages is None:
            raise ContentError(self.problems)
        version = _version(self.folder)
        return Book(tuple(facts), entries, intents, villages, words, reminders, days_off, since, checked, version)

    def _about(self) -> Row:
        rows = self._rows("book.yaml")
        if not rows:
            raise ContentError(self.problems)
        rows[0].only("since", "checked", "regency", "digit_names")
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
                row.complain(f"entry '{entry.id}' stands here twice; first in {rows[entry.id].file}", "id")
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
        if not any(fact.id == HELPLINE and fact.value for fact in facts):
            self.problems.append(Problem("facts", 1, f"the fact '{HELPLINE}' is missing"))
        if not any(entry.emergency for entry in entries.values()):
            self.problems.append(Problem("entries", 1, "no entry has 'emergency: true'"))


def _intent(row: Row) -> Intent:
    row.only("id", "title", "in_scope")
    return Intent(row.needed("id"), row.needed("title"), row.flag("in_scope"))


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".csv"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
