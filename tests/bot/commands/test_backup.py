import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import migration
from tests.bot.commands.conftest import Cli

PG = {"DATABASE_URL": "postgresql://127.0.0.1:1/x", "SECRET_KEY": "k"}


@pytest.fixture
def copy(cli: Cli, week: Path) -> Path:
    """A backup of the week."""
    assert cli("backup").code == 0
    return next((week.parent / "backups").iterdir())


def write(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(sql)


def count(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def lose_a_lead(file: Path) -> None:
    """Something happened after the backup."""
    write(file, "UPDATE lead SET changed_at = '2026-11-23T08:00:00.000000Z', village = 'Lain'")


def replaced(database: Path) -> list[Path]:
    return sorted(database.parent.glob("sapakop.db.replaced-*"))


def test_a_backup_is_made_and_its_place_is_told(cli: Cli, week: Path) -> None:
    done = cli("backup")
    assert done.code == 0
    made = week.parent / "backups" / "sapakop-20261123-090500-manual.db"
    assert str(made) in done.out
    assert count(made, "lead") == count(week, "lead")


def test_without_a_database_there_is_nothing_to_back_up(cli: Cli, data_dir: Path) -> None:
    done = cli("backup")
    assert done.code == 1
    assert done.err == "sapakop: there is no database yet; it comes with the first: sapakop serve\n"
    assert not data_dir.exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_its_own_tools(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "x.db").touch()
    done = cli(*([command] if command == "backup" else [command, "x.db"]), **PG)
    assert done.code == 2
    assert "pg_" in done.err


def test_a_backup_comes_back_and_what_it_replaced_lies_beside(cli: Cli, week: Path, copy: Path) -> None:
    write(week, "DELETE FROM history")
    write(week, "DELETE FROM seen")
    write(week, "UPDATE outbox SET sent_at = NULL")
    write(week, "UPDATE lead SET changed_at = '2026-01-01T00:00:00.000000Z', village = 'Rusak'")
    done = cli("restore", str(copy))
    assert done.code == 0
    assert "Database dipulihkan" in done.out
    assert count(week, "history") == count(copy, "history") > 0
    (kept,) = replaced(week)
    assert str(kept) in done.out
    assert count(kept, "history") == 0
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in (week, kept))
    assert cli("doctor").out.count("dalam mode WAL.") == 1


def test_a_newer_database_is_not_overwritten_unless_it_is_forced(cli: Cli, week: Path, copy: Path) -> None:
    lose_a_lead(week)
    before = week.read_bytes()
    done = cli("restore", str(copy))
    assert done.code == 1
    assert "the database goes on until 2026-11-23 15:00 WIB, the backup only until 2026-11-23 09:05 WIB" in done.err
    assert "--force" in done.err
    assert replaced(week) == []
    with closing(sqlite3.connect(week)) as connection:
        assert connection.execute("SELECT count(*) FROM lead WHERE village = 'Lain'").fetchone()[0] > 0
    assert len(before) == len(week.read_bytes())
    assert cli("restore", str(copy), "--force").code == 0
    assert len(replaced(week)) == 1


def test_a_backup_can_be_restored_where_nothing_is(cli: Cli, week: Path, copy: Path) -> None:
    week.unlink()
    week.with_name("sapakop.db-wal").write_bytes(b"left behind by a crash")
    done = cli("restore", str(copy))
    assert done.code == 0
    assert replaced(week)[0].read_bytes() == b"left behind by a crash"
    assert count(week, "lead") == count(copy, "lead")


@pytest.fixture
def service(week: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has the database open, idle."""
    with closing(sqlite3.connect(week, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT count(*) FROM lead").fetchone()
        yield connection


def test_nothing_is_restored_while_the_service_runs(
    cli: Cli, week: Path, copy: Path, service: sqlite3.Connection
) -> None:
    done = cli("restore", str(copy), "--force")
    assert done.code == 1
    assert done.err == "sapakop: the database is in use: stop sapakop serve first\n"
    assert replaced(week) == []
    service.execute("UPDATE lead SET village = 'Masih Bisa'")


def test_a_damaged_database_can_be_replaced(cli: Cli, week: Path, copy: Path) -> None:
    week.write_bytes(b"\x00" * 5000)
    assert cli("restore", str(copy)).code == 0
    assert count(week, "lead") == count(copy, "lead")
    assert replaced(week)[0].read_bytes() == b"\x00" * 5000


def test_a_file_that_is_no_backup_changes_nothing(cli: Cli, week: Path, tmp_path: Path, copy: Path) -> None:
    before = week.read_bytes()
    half, text, empty = (tmp_path / name for name in ("half.db", "text.db", "empty.db"))
    half.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    text.write_text("bukan database")
    empty.touch()
    for file in (half, text, empty):
        done = cli("restore", str(file), "--force")
        assert done.code == 1
        assert done.err.startswith(f"sapakop: {file.name} ")
        assert done.err.count("\n") == 1
    assert week.read_bytes() == before
    assert {file.name for file in week.parent.iterdir()} == {"sapakop.db", "backups"}


def test_a_backup_of_a_newer_program_is_refused(cli: Cli, copy: Path, tmp_path: Path) -> None:
    newer = Path(shutil.copy(copy, tmp_path / "newer.db"))
    write(newer, "UPDATE alembic_version SET version_num = '9999'")
    done = cli("restore", str(newer), "--force")
    assert done.code == 1
    assert "newer program (version 9999)" in done.err


def test_a_live_file_is_restored_with_what_lies_in_its_wal(cli: Cli, week: Path, tmp_path: Path) -> None:
    live = Path(shutil.copy(week, tmp_path / "live # 1?.db"))
    with closing(sqlite3.connect(live, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE lead SET village = 'Di Dalam WAL', changed_at = '2027-01-01T00:00:00.000000Z'")
        assert cli("restore", str(live)).code == 0
    with closing(sqlite3.connect(week)) as connection:
        assert connection.execute("SELECT DISTINCT village FROM lead").fetchall() == [("Di Dalam WAL",)]


def test_what_may_have_been_sent_since_is_marked_and_not_sent_again(cli: Cli, week: Path) -> None:
    write(week, "UPDATE outbox SET status = 'waiting', repeatable = (kind = 'reply')")
    kinds = count(week, "outbox WHERE kind = 'reply'"), count(week, "outbox WHERE kind <> 'reply'")
    assert all(kinds)
    assert cli("backup").code == 0
    assert cli("restore", str(next((week.parent / "backups").iterdir()))).code == 0
    assert count(week, "outbox WHERE status = 'waiting'") == kinds[0]
    assert count(week, "outbox WHERE status = 'unknown' AND error = 'restored'") == kinds[1]


def test_a_restored_database_is_that_of_this_program(cli: Cli, week: Path, copy: Path) -> None:
    assert cli("restore", str(copy)).code == 0
    assert cli("db", "status").code == 0
    assert migration.newest() in cli("db", "status").out
    assert cli("staff", "list").out.startswith("RINA")
    assert week.exists()
