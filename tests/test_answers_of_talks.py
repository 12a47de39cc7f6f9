"""Every answer of every golden talk is made again word for word, and no log of it holds what somebody wrote."""

import ast
import asyncio
import gc
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select

from bot.answers import prove
from db.models import answer
from knowledge.book import Book
from leads.answers import ProvedAnswer, Verdict
from tests.surfaces.stage import Stage
from tests.test_conversations import TALKS

ROOT = Path(__file__).resolve().parent.parent
PLAIN = re.compile(r"[\d.,:+-]*|\d{4}-\d\d-\d\d")
"""Amounts, counts and days: they may stand in the log."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage.built(tmp_path_factory.mktemp("stage"))
    gc.freeze()
    yield stage
    gc.unfreeze()
    asyncio.run(stage.close())


@pytest.fixture(scope="module")
def vocabulary(book: Book) -> frozenset[str]:
    """Every string of our own: of the program, and the names of entries and facts."""
    sources = (path for folder in ("handlers", "knowledge", "leads") for path in (ROOT / folder).rglob("*.py"))
    ours = {name for path in sources for name in constants(path.read_text(encoding="utf-8"))}
    return frozenset(ours | set(book.entries) | {fact.id for fact in book.facts})


def constants(source: str) -> Iterator[str]:
    """The strings of a source as they stand, and the words of those that are split into words there."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(ast.Constant(str(words)), "split")):
                yield from words.split()
            case ast.Constant(str(words)):
                yield words


def strings(value: Any) -> Iterator[str]:
    """The strings in a JSON value; the names of fields are ours."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def foreign(inputs: Any, vocabulary: frozenset[str]) -> list[str]:
    """What is neither a word of our own, or two of them ("akta:ada"), nor an amount, a count or a day."""
    known = {one: all(part in vocabulary for part in one.split(":")) for one in strings(inputs)}
    return [one for one, ours in known.items() if not ours and not PLAIN.fullmatch(one)]


def logged(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(answer).order_by(answer.c.id)).all()


@pytest.mark.parametrize("name", TALKS)
async def test_every_answer_of_a_talk_is_made_again_and_holds_nothing_that_was_written(
    stage: Stage, name: str, vocabulary: frozenset[str]
) -> None:
    await stage.play(TALKS[name])

    def again(connection: Connection) -> list[tuple[Row[Any], ProvedAnswer]]:
        return [(row, prove(connection, stage.house, row)) for row in logged(connection)]

    for row, proved in await stage.house.database.run(again):
        kept = Verdict.dihapus if row.person_id is None else Verdict.sama
        assert proved.verdict is kept, (row.topic, row.inputs)
        assert not foreign(row.inputs, vocabulary), (row.topic, row.inputs)


def test_what_was_written_would_be_seen(vocabulary: frozenset[str]) -> None:
    inputs = {"entry": "iuran-bpu", "who": ["Ibu Zubaedah dari Cikahuripan", 3, "2026-12-31", "16.800"]}
    assert foreign(inputs, vocabulary) == ["Ibu Zubaedah dari Cikahuripan"]
