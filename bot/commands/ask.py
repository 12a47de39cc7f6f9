"""sapakop ask: what the bot answers to a question. Stateless; no database."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import IO, Any

import click

from bot.commands.lines import read_lines
from bot.commands.opening import MisuseError, told
from bot.render import plain
from bot.settings import Settings, load_settings
from dialogue.text import Text
from dialogue.topic import Opened
from dialogue.turn import Say
from handlers import tanya
from knowledge.book import Book
from knowledge.search import Found, Search
from leads.calendar import ZONE, WorkingDays
from leads.view import View

Json = dict[str, Any]
OUTCOMES = {
    "answer": Text("dijawab"),
    "suggest": Text("ditawarkan, belum yakin"),
    "decline": Text("di luar urusan kami"),
}


@click.command("ask")
@click.argument("text", required=False)
@click.option("--file", "file", type=click.File("rb"), help="Questions, one JSON object a line with text and maybe id.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day whose rules count; today by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(text: str | None, file: IO[bytes] | None, on: datetime | None, as_json: bool) -> None:
    """Answer TEXT, or every question of a file, from the knowledge alone: nothing is stored or sent.

    A line of the file that is no question gives an object with "error"; the others are answered, the exit code is 1.
    """
    if (text is None) == (file is None):
        raise MisuseError("ask needs either a TEXT or --file")
    with told():
        desk = open_desk(load_settings(), on.date() if on else None)
    questions = read(file) if file else iter([Question(text=text or "")])
    bad = False
    for question in questions:
        answer = desk.answer(question)
        bad = bad or "error" in answer
        click.echo(in_json(answer) if as_json else in_words(answer, titled=file is not None))
    if bad:
        raise SystemExit(1)


@dataclass(frozen=True)
class Question:
    """One line of a file. error: why it is none."""

    text: str = ""
    id: Any = None
    error: str = ""


def read(file: IO[bytes]) -> Iterator[Question]:
    """The questions of a JSONL file, a bad line as one with an error; empty lines are left out."""
    for line in read_lines(file):
        yield Question("" if line.error else line.row["text"], line.row.get("id"), line.error)


@dataclass(frozen=True)
class Desk:
    """Whoever answers: somebody who has never written before is asking."""

    view: View

    def answer(self, question: Question) -> Json:
        """One answer as `--json` prints it."""
        if question.error:
            return {"id": question.id, "error": question.error}
        found = self.view.search.find(question.text)
        book = self.view.book
        entries = [
            {"id": one.entry_id, "intents": list(book.entries[one.entry_id].intents), "score": one.score}
            for one in found.entries
        ]
        head = {"id": question.id, "text": question.text, "outcome": found.outcome, "in_scope": found.in_scope}
        return {**head, "entries": entries, "rendered": self.rendered(question.text, found)}

    def rendered(self, text: str, found: Found) -> str:
        """What the person reads, with "Selengkapnya" opened: of an answer and of a refusal the first entry; of a
        suggestion the offer with its choices, and then the first of them as it reads when it is chosen."""
        opened = self.opened(found.entries[0].entry_id) if found.entries else ""
        if found.outcome != "suggest" and found.entries:
            return opened
        offer = tanya.unsure(text, 1, self.view)
        labels = (plain(choice.label) for choice in offer.choices)
        lines = [spoken(offer), *(f"{number}. {label}" for number, label in enumerate(labels, start=1))]
        return "\n".join([*lines, "", opened] if opened else lines)

    def opened(self, entry_id: str) -> str:
        return spoken(tanya.open_entry(f"more:{entry_id}", self.view))


def spoken(say: Opened) -> str:
    assert isinstance(say, Say)
    assert say.text is not None
    return plain(say.text)


def open_desk(settings: Settings, day: date | None) -> Desk:
    """Load the book; raise `ContentError`, or a refusal of a day that the book knows nothing of."""
    book = Book.load(settings.knowledge_dir)
    now = datetime.now(UTC)
    at = datetime.combine(day, time(12), ZONE) if day else now
    if at.astimezone(ZONE).date() < book.since:
        raise MisuseError(f"--on: the content begins on {book.since}")
    view = View(
        at=at,
        consented=False,
        plain=plain,
        book=book,
        search=Search(book),
        branch=settings.branch,
        calendar=WorkingDays(),
    )
    return Desk(view)


def in_json(answer: Json) -> bytes:
    """One line. Half a surrogate pair, which only a hostile file holds, stays an escape."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")


def in_words(answer: Json, *, titled: bool) -> bytes:
    """The answer for a reader, and how sure it was."""
    if "error" in answer:
        return f"!! {answer['error']}\n".encode()
    near = ", ".join(f"{entry['id']} {entry['score']:.2f}".replace(".", ",") for entry in answer["entries"][:3])
    how = plain(
        Text("({outcome}; terdekat: {entries})", outcome=OUTCOMES[answer["outcome"]], entries=near or "-"),
    )
    asked = [f"> {answer['text']}"] if titled else []
    return "\n".join([*asked, answer["rendered"], "", how, *([""] if titled else [])]).encode("utf-8", "replace")
