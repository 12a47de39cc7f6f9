"""Questions are kept without anybody in them, judged, and deleted when they have served."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from db import questions
from db.engine import Database
from db.models import question

TODAY = date(2026, 11, 23)


def add(connection: Connection, outcome: str = "suggest", day: date = TODAY, text: str = "berapa iuran") -> int:
    return questions.keep(
        connection, text=text, outcome=outcome, entries=["iuran-bpu", "bpu-lapis"], day=day, version="0123456789ab"
    )


async def test_a_question_is_kept_and_found_by_its_number(database: Database) -> None:
    number = await database.run(add)
    row = await database.read(questions.fetch, number)
    assert row is not None
    assert (row.text, row.outcome, row.entries, row.verdict, row.chosen, row.day) == (
        *("berapa iuran", "suggest", ["iuran-bpu", "bpu-lapis"], None, None),
        TODAY,
    )
    assert await database.read(questions.fetch, number + 1) is None


async def test_nothing_in_a_row_says_whose_it_was_or_when(database: Database) -> None:
    assert set(question.c.keys()) == {"id", "text", "outcome", "entries", "verdict", "chosen", "day", "version"}
    assert not question.foreign_keys


async def test_a_text_that_is_too_long_is_cut(database: Database) -> None:
    row = await database.read(questions.fetch, await database.run(add, "suggest", TODAY, "a" * 600))
    assert row is not None
    assert len(row.text) == 500


async def test_the_last_judgement_counts(database: Database) -> None:
    number = await database.run(add)

    def judge(connection: Connection) -> None:
        questions.judge(connection, number, "refused")
        questions.judge(connection, number, "chosen", "bpu-lapis")
        questions.judge(connection, number + 1, "wrong")

    await database.run(judge)
    row = await database.read(questions.fetch, number)
    assert row is not None
    assert (row.verdict, row.chosen) == ("chosen", "bpu-lapis")


def a_few(connection: Connection) -> dict[str, int]:
    """Of every kind one that is old enough to go, and one that is not."""
    made: dict[str, int] = {}
    for days in (2, 3, 400, 401):
        day = TODAY - timedelta(days=days)
        made |= {f"{outcome} {days}": add(connection, outcome, day) for outcome in ("answer", "suggest", "decline")}
        made[f"wrong {days}"] = add(connection, "answer", day)
        questions.judge(connection, made[f"wrong {days}"], "wrong")
    return made


async def test_an_answer_waits_two_days_for_a_thumb_down_and_all_else_serves_four_hundred(database: Database) -> None:
    made = await database.run(a_few)
    await database.run(questions.prune, TODAY)

    def left(connection: Connection) -> set[Any]:
        return set(connection.execute(select(question.c.id)).scalars())

    kept = await database.read(left)
    assert {name for name, number in made.items() if number in kept} == {
        *("answer 2", "suggest 2", "decline 2", "wrong 2"),
        *("suggest 3", "decline 3", "wrong 3"),
        *("suggest 400", "decline 400", "wrong 400"),
    }


async def test_only_what_teaches_something_is_for_training(database: Database) -> None:
    made = await database.run(a_few)
    rows = await database.read(questions.all_for_training)
    assert [row.id for row in rows] == sorted(n for name, n in made.items() if not name.startswith("answer"))
