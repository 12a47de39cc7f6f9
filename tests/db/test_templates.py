"""Templates: what we last heard of each."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from db import templates
from db.engine import Database
from tests.db.seed import MONDAY

DAY = timedelta(days=1)


def note(connection: Connection, /, days: int, name: str = "sapakop_tugas", **told: Any) -> None:
    templates.note(connection, name, "id", at=MONDAY + days * DAY, **told)


def known(connection: Connection) -> list[tuple[str, str, str, str | None]]:
    return [(row.name, row.status, row.category, row.reason) for row in templates.all_templates(connection)]


async def test_what_is_not_told_stays_as_it_was(database: Database) -> None:
    await database.run(note, 0, status="REJECTED", category="UTILITY", reason="INVALID_FORMAT")
    await database.run(note, 1, category="MARKETING")
    assert await database.read(known) == [("sapakop_tugas", "REJECTED", "MARKETING", "INVALID_FORMAT")]


async def test_a_reason_goes_with_its_status(database: Database) -> None:
    await database.run(note, 0, status="REJECTED", reason="INVALID_FORMAT")
    await database.run(note, 1, status="APPROVED")
    assert await database.read(known) == [("sapakop_tugas", "APPROVED", "", None)]


async def test_old_news_change_nothing(database: Database) -> None:
    await database.run(note, 1, status="APPROVED")
    await database.run(note, 0, status="PENDING")
    assert await database.read(known) == [("sapakop_tugas", "APPROVED", "", None)]


async def test_news_of_the_same_second_count_although_the_webhook_tells_no_fractions(database: Database) -> None:
    await database.run(templates.note, "sapakop_tugas", "id", at=MONDAY.replace(microsecond=900_000), status="PENDING")
    await database.run(note, 0, status="APPROVED")
    assert await database.read(known) == [("sapakop_tugas", "APPROVED", "", None)]
    await database.run(templates.note, "sapakop_tugas", "id", at=MONDAY - timedelta(microseconds=1), status="PENDING")
    assert await database.read(known) == [("sapakop_tugas", "APPROVED", "", None)]


async def test_what_is_handed_in_takes_no_decision_back_but_begins_anew_what_was_gone(database: Database) -> None:
    def begin(connection: Connection, name: str) -> None:
        told = {"status": "PENDING", "category": "UTILITY", "gone": "DELETED"}
        templates.begin(connection, name, "id", at=MONDAY + DAY, **told)

    await database.run(note, 0, status="APPROVED")
    await database.run(note, 0, "sapakop_janji", status="DELETED", reason="NONE")
    for name in ("sapakop_janji", "sapakop_jawaban", "sapakop_tugas"):
        await database.run(begin, name)
    assert [row[:2] for row in await database.read(known)] == [
        ("sapakop_janji", "PENDING"),
        ("sapakop_jawaban", "PENDING"),
        ("sapakop_tugas", "APPROVED"),
    ]


async def test_words_longer_than_their_columns_are_kept_as_far_as_they_fit(database: Database) -> None:
    for days in range(2):
        await database.run(note, days, name="n" * 128, status="S" * 128, category="C" * 128, reason="r" * 300)
    assert await database.read(known) == [("n" * 60, "S" * 30, "C" * 30, "r" * 200)]
