import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import migration
from tests.bot.commands.conftest import Cli
from tests.databases import Postgres


def test_an_empty_directory_has_no_tables_and_is_left_alone(cli: Cli, data_dir: Path) -> None:
    done = cli("db", "status")
    assert done.code == 1
    assert done.out == f"Database versi -, program ini memerlukan {migration.newest()}.\n"
    assert not data_dir.exists()


def test_an_upgrade_makes_the_tables_and_a_second_one_changes_nothing(cli: Cli, data_dir: Path) -> None:
    first, second = cli("db", "upgrade"), cli("db", "upgrade")
    assert (first.code, second.code) == (0, 0)
    assert first.out == f"Selesai: dari versi - ke {migration.newest()}.\n"
    assert second.out == f"Tidak ada yang perlu diubah (versi {migration.newest()}).\n"
    assert data_dir.stat().st_mode & 0o777 == 0o700
    assert cli("db", "status").code == 0


@pytest.mark.parametrize("args", [("staff", "list"), ("leads", "export"), ("digest", "--preview")])
def test_a_database_with_other_tables_has_to_be_upgraded_first(cli: Cli, week: Path, args: tuple[str, ...]) -> None:
    rename(week, "0000")
    done = cli(*args)
    assert done.code == 1
    assert done.err == "sapakop: the database has other tables than this program; run: sapakop db upgrade\n"


def test_a_database_of_a_newer_program_is_not_touched(cli: Cli, week: Path) -> None:
    rename(week, "9999")
    done = cli("db", "upgrade")
    assert done.code == 1
    assert done.err == "sapakop: the database is of a newer program (version 9999): update this program\n"
    assert cli("db", "status").code == 1


def test_a_file_that_is_no_database_is_told_in_one_line(cli: Cli, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "sapakop.db").write_text("bukan database, " * 100)
    for args in (("db", "status"), ("db", "upgrade"), ("staff", "list"), ("backup",)):
        done = cli(*args)
        assert done.code == 1
        assert done.err == "sapakop: the database refuses: file is not a database\n"


def rename(file: Path, revision: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


@pytest.fixture
def env(postgres: Postgres) -> dict[str, str]:
    """An empty PostgreSQL database."""
    postgres.execute("DROP DATABASE IF EXISTS commands WITH (FORCE)", "CREATE DATABASE commands STRATEGY FILE_COPY")
    return {"DATABASE_URL": postgres.url("commands"), "SECRET_KEY": "k"}


def test_postgresql_is_upgraded_by_hand_and_then_used(cli: Cli, env: dict[str, str]) -> None:
    assert cli("db", "status", **env).code == 1
    assert "sapakop db upgrade" in cli("staff", "list", **env).err
    assert "versi -" in (sick := cli("doctor", **env)).out
    assert sick.code == 2
    assert cli("db", "upgrade", **env).code == 0
    assert cli("db", "status", **env).code == 0
    assert cli("staff", "invite", "Ibu Rina", **env).code == 0
    assert "Ibu Rina" in cli("staff", "list", **env).out
    assert cli("digest", "--preview", "--json", **env).json["ledger"]["saldo_akhir"] == 0
    assert cli("leads", "export", **env).code == 0
    well = cli("doctor", **env)
    assert well.code == 1
    assert f"Susunan database sesuai dengan program (versi {migration.newest()})." in well.out
    assert "RUSAK" not in well.out
