import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import Connection

from bot import backup
from bot.backup import BadBackupError, check, copies, folder, is_due, make_backup, nightly
from bot.house import House, build
from bot.player import Clock
from bot.settings import load_settings
from db import migration
from db.people import lock_person

NIGHT = datetime.fromisoformat("2026-11-24T01:50:00+07:00")


@pytest.fixture
def clock() -> Clock:
    return Clock(NIGHT)


@pytest.fixture
async def house(tmp_path: Path, sqlite_template: Path, clock: Clock) -> AsyncIterator[House]:
    shutil.copy(sqlite_template, tmp_path / "sapakop.db")
    house = build(load_settings(data_dir=tmp_path, backups=3, _env_file=None), clock)
    yield house
    await house.database.close()


def meet(connection: Connection, who: str) -> None:
    lock_person(connection, "web", who, NIGHT)


def persons(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT external_id FROM person ORDER BY id")]


async def test_a_copy_made_while_others_write_is_whole_and_the_owners_alone(house: House) -> None:
    await house.database.run(meet, "siti")
    writing = [asyncio.create_task(house.database.run(meet, f"p{number}")) for number in range(50)]
    made = await make_backup(house, NIGHT)
    await asyncio.gather(*writing)
    assert check(made) == migration.newest()
    assert persons(made)[0] == "siti"
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700
    assert made.name == "sapakop-20261124-015000-daily.db"


async def test_the_oldest_copies_go_and_those_made_by_hand_push_no_nightly_one_out(house: House) -> None:
    nights = [await make_backup(house, NIGHT + timedelta(days=day)) for day in range(5)]
    for second in range(5):
        await make_backup(house, NIGHT + timedelta(seconds=second), why="manual")
    assert list(copies(folder(house), "daily")) == nights[2:]
    assert len(copies(folder(house), "manual")) == 3


async def test_a_copy_that_is_not_sound_is_not_kept_and_pushes_nothing_out(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [await make_backup(house, NIGHT + timedelta(days=day)) for day in range(3)]

    def spoil(connection: Connection, target: Path) -> None:
        target.write_bytes(b"SQLite format 3\x00" + bytes(5000))

    monkeypatch.setattr(backup, "copy_to", spoil)
    with pytest.raises(BadBackupError):
        await make_backup(house, NIGHT + timedelta(days=3))
    assert sorted(folder(house).iterdir()) == kept


@pytest.mark.parametrize("bytes_", [b"", b"bukan database", b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_is_no_database_of_ours_is_no_backup(tmp_path: Path, bytes_: bytes) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(bytes_)
    with pytest.raises(BadBackupError, match=r"x\.db"):
        check(file)


async def test_a_page_that_was_lost_is_found(house: House) -> None:
    made = await make_backup(house, NIGHT)
    content = bytearray(made.read_bytes())
    content[8192:40960] = bytes(32768)
    made.write_bytes(content)
    with pytest.raises(BadBackupError):
        check(made)


async def test_a_backup_is_due_once_a_day_at_two_in_the_night(house: House) -> None:
    await make_backup(house, NIGHT - timedelta(days=1) + timedelta(minutes=30))
    assert not is_due(house, NIGHT)
    assert is_due(house, NIGHT + timedelta(minutes=10))
    await make_backup(house, NIGHT + timedelta(minutes=10))
    assert not is_due(house, NIGHT + timedelta(hours=23))
    assert is_due(house, NIGHT + timedelta(hours=24, minutes=10))


async def test_a_night_that_was_missed_is_caught_up(house: House) -> None:
    await make_backup(house, NIGHT - timedelta(days=4))
    assert is_due(house, NIGHT)


async def test_a_copy_made_by_hand_does_not_stand_for_the_nightly_one(house: House) -> None:
    await make_backup(house, NIGHT + timedelta(hours=1), why="manual")
    assert is_due(house, NIGHT + timedelta(hours=2))


class Nights:
    """Sleeps as long as it is told to, on the test's clock; ends the loop after some nights."""

    def __init__(self, clock: Clock, until: datetime) -> None:
        self.clock = clock
        self.until = until
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.now += timedelta(seconds=seconds)
        if self.clock.now > self.until:
            raise asyncio.CancelledError


async def live(house: House, clock: Clock, days: float, monkeypatch: pytest.MonkeyPatch) -> tuple[Nights, list[Any]]:
    """Run the loop over some days; returns its pauses and what it logged."""
    nights = Nights(clock, clock.now + timedelta(days=days))
    monkeypatch.setattr("asyncio.sleep", nights.sleep)
    with structlog.testing.capture_logs() as logged, pytest.raises(asyncio.CancelledError):
        await nightly(house)
    return nights, list(logged)


async def test_the_loop_makes_one_copy_a_night(house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_backup(house, NIGHT - timedelta(hours=20))
    await live(house, clock, 2.0, monkeypatch)
    assert [file.name[8:21] for file in copies(folder(house), "daily")] == [
        "20261123-0550",
        "20261124-0200",
        "20261125-0200",
    ]


async def test_a_failure_is_logged_by_name_and_tried_again_later(
    house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(connection: Connection, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy_to", full)
    nights, logged = await live(house, clock, 0.1, monkeypatch)
    assert logged[0] == {"event": "backup_failed", "error": "OSError", "log_level": "error"}
    assert nights.pauses[0] == 3600
    monkeypatch.undo()
    assert is_due(house, clock.now)


def test_on_postgresql_the_loop_ends_at_once(tmp_path: Path) -> None:
    async def live() -> None:
        house = build(load_settings(data_dir=tmp_path, database_url="postgresql://x/y", secret_key="k", _env_file=None))
        await nightly(house)
        await house.database.close()

    asyncio.run(live())
    assert list(tmp_path.iterdir()) == []
