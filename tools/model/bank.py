"""The bank: what people write, by intent and style, read from `knowledge/phrases` and from the entries' `asks`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.book import Book

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "knowledge/phrases"
STYLES = ("formal", "fragment", "chat", "story", "regional")
ASKS = "asks"
_SECTION = re.compile(r"\[([\w-]+)\]")
_PHRASE = re.compile(r"(\w+): (.+)")


@dataclass(frozen=True)
class Phrase:
    """text: as somebody would write it. intent: what it asks for. entry: which entry of it; "" when any would do.

    source: who wrote it: phrases of one source resemble each other, so that none is measured by its own.
    style: one of `STYLES`; "" for the words of an entry itself. place: file and line.
    """

    text: str
    intent: str
    entry: str
    source: str
    style: str = ""
    place: str = ""


class BankError(ValueError):
    """What is wrong with the bank, one sentence a line."""


def read_bank(book: Book, folder: Path = FOLDER) -> list[Phrase]:
    """All phrases, those of the entries first. Raises BankError with everything that is wrong."""
    problems: list[str] = []
    phrases = [*asked(book)]
    for path in sorted(folder.rglob("*.txt")):
        phrases += read_file(path, path.relative_to(folder).as_posix(), book, problems)
    if problems:
        raise BankError("\n".join(problems))
    return phrases


def asked(book: Book) -> Iterator[Phrase]:
    """What the book itself says: titles and `asks`, and the titles of intents."""
    for entry in book.entries.values():
        for text in (entry.title, *entry.asks):
            yield Phrase(text, entry.intents[0], entry.id, ASKS)
    for intent in book.intents.values():
        yield Phrase(intent.title, intent.id, "", ASKS)


def read_file(path: Path, name: str, book: Book, problems: list[str]) -> Iterator[Phrase]:
    """One file: `[entry or intent]`, and below it lines of `style: text`; `#` begins a remark."""
    source = name.partition("/")[0] if "/" in name else "bank"
    intent, entry = "", ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        place, line = f"{name}:{number}", line.strip()
        if not line or line.startswith("#"):
            continue
        if section := _SECTION.fullmatch(line):
            intent, entry = home(section[1], book)
            if not intent:
                problems.append(f"{place}: '{section[1]}' is neither an entry nor an intent")
        elif (phrase := _PHRASE.fullmatch(line)) is None or phrase[1] not in STYLES:
            problems.append(f"{place}: a phrase is 'STYLE: TEXT', and STYLE one of {', '.join(STYLES)}")
        elif intent:
            yield Phrase(phrase[2], intent, entry, source, phrase[1], place)


def home(section: str, book: Book) -> tuple[str, str]:
    """Intent and entry that a section stands for; two empty words for nothing known."""
    if section in book.entries:
        return book.entries[section].intents[0], section
    only = [entry.id for entry in book.entries.values() if entry.intents[0] == section]
    return (section if only else "", only[0] if len(only) == 1 else "")


def by_intent(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Intent → its phrases."""
    groups: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        groups.setdefault(phrase.intent, []).append(phrase)
    return groups
