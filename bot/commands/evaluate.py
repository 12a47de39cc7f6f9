"""sapakop evaluate: how good the answers are to a file of questions whose answers are known. Stateless; no database."""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import IO

import click

from bot.commands.ask import Desk, open_desk
from bot.commands.lines import Line, read_lines
from bot.commands.opening import RefusalError, told
from bot.settings import load_settings
from handlers import tanya
from knowledge.measuring import (
    About,
    Answer,
    PageError,
    Question,
    Report,
    RowError,
    Verdict,
    in_json,
    judge,
    markdown,
    overall,
    placed,
    read_question,
)

WARM_UP = 20
TITLE = "# How good the answers are\n\n"
OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("file", type=click.File("rb"))
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day whose rules count; today by default.")
@click.option("--json", "json_file", type=OUT, help="Write the whole report there as JSON.")
@click.option("--markdown", "markdown_file", type=OUT, help="Write the whole report there as Markdown.")
@click.option("--into", type=OUT, help="Put it into a Markdown file, between its <!-- report --> lines.")
@click.option("--show-wrong", is_flag=True, help="List here what went wrong, with the questions' texts.")
def command(
    file: IO[bytes],
    on: datetime | None,
    json_file: Path | None,
    markdown_file: Path | None,
    into: Path | None,
    show_wrong: bool,
) -> None:
    """Measure the answers to the questions of FILE, one JSON object a line: text and acceptable_intents (or intent),
    maybe in_scope, must_mention, group, style, source_kind and id. No report holds a question's text.
    """
    content = file.read()
    questions = read(content, named(file))
    with told():
        page = read_page(into) if into else ""
        desk = open_desk(load_settings(), on.date() if on else None)
    about = About(named(file), hashlib.sha256(content).hexdigest()[:12], desk.view.book.version, desk.view.today)
    report = Report(about, tuple(verdicts(desk, questions)))
    click.echo(overall(report))
    if show_wrong:
        click.echo(b"".join(map(wrong_line, report.verdicts)), nl=False)
    with told():
        if json_file:
            json_file.write_text(json.dumps(in_json(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if markdown_file:
            markdown_file.write_text(TITLE + markdown(report), encoding="utf-8")
        if into:
            into.write_text(placed(markdown(report), page), encoding="utf-8")


def named(file: IO[bytes]) -> str:
    """The file's name without its folder."""
    return Path(str(getattr(file, "name", "-"))).name


def read(content: bytes, name: str) -> list[Question]:
    """The questions of a file; exit code 1 at the first line that is none, or when there is no line."""
    questions = [question(line) for line in read_lines(BytesIO(content))]
    if not questions:
        raise RefusalError(f"{name} holds no question yet; one JSON object a line is wanted, with text and intent")
    return questions


def question(line: Line) -> Question:
    if line.error:
        raise RefusalError(line.error)
    try:
        return read_question(line.row, f"line {line.number}")
    except RowError as error:
        raise RefusalError(f"line {line.number}: {error}") from None


def read_page(path: Path) -> str:
    """The page that the report goes into; exit code 1 when it has no place for it."""
    try:
        page = path.read_text(encoding="utf-8")
        placed("", page)
    except UnicodeDecodeError:
        raise RefusalError(f"{path}: not UTF-8") from None
    except PageError as error:
        raise RefusalError(f"{path}: {error}") from None
    return page


def verdicts(desk: Desk, questions: Sequence[Question]) -> Iterator[Verdict]:
    """One verdict a question; how far it is stands on stderr when that is a terminal."""
    answers = answers_of(desk)
    for one in questions[:WARM_UP]:
        desk.view.search.find(one.text)
    with click.progressbar(questions, label="Questions", file=sys.stderr, hidden=not sys.stderr.isatty()) as shown:
        for one in shown:
            yield verdict(desk, one, answers)


def answers_of(desk: Desk) -> dict[str, Answer]:
    """Every entry as it is read when it is opened."""
    book = desk.view.book
    return {
        entry.id: Answer(entry.intents, book.intents[entry.intents[0]].in_scope, desk.opened(entry.id))
        for entry in book.entries.values()
    }


def verdict(desk: Desk, question: Question, answers: dict[str, Answer]) -> Verdict:
    start = perf_counter()
    found = desk.view.search.find(question.text)
    ms = (perf_counter() - start) * 1000
    offered = [entry.id for entry in tanya.suggested(found, desk.view)]
    return judge(question, found, offered, answers, ms)


def wrong_line(verdict: Verdict) -> bytes:
    """What went wrong with one question; nothing when it went well."""
    if not verdict.fault:
        return b""
    question, first = verdict.question, ", ".join(one.entry_id for one in verdict.found.entries[:3])
    text = json.dumps(question.text, ensure_ascii=False)
    wanted = "|".join(sorted(question.acceptable))
    line = f"\n{question.label}: {verdict.fault}\n  {text}\n  wanted {wanted}; found {first}\n"
    return line.encode("utf-8", "backslashreplace")
