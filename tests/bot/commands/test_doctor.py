import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.doctor import content, machine
from bot.doctor.endings import check_endings
from bot.doctor.finding import Level
from bot.render import plain
from bot.settings import load_settings
from knowledge.book import Book
from leads.calendar import WorkingDays
from tests.bot.commands.conftest import NOW, Cli
from tests.fakes.telegram import FakeTelegram

WELL = {"BRANCH_PHONE": "(0251) 8312345", "BRANCH_ADDRESS": "Jl. Pemuda 1, Bogor"}
LINE = re.compile(r"\[(  baik  |PERIKSA | RUSAK  )\] \S.*\.?")


def write(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(sql)


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fact is about to end."""
    monkeypatch.setattr("bot.doctor.content.check_endings", lambda book, today: iter(()))


@pytest.fixture
def healthy(cli: Cli, week: Path, quiet: None) -> Path:
    """A database in which nothing is wrong, with a backup."""
    write(week, "UPDATE staff SET kecamatan = '[]'")
    assert cli("backup").code == 0
    return week


def sick(cli: Cli, words: str, code: int = 1, **env: str) -> None:
    """The doctor finds that and nothing else."""
    done = cli("doctor", **{**WELL, **env})
    bad = [line for line in done.out.splitlines() if line.startswith(("[PERIKSA ]", "[ RUSAK  ]"))]
    assert len(bad) == 1, done.out
    assert words in bad[0]
    assert bad[0].startswith("[ RUSAK  ]" if code == 2 else "[PERIKSA ]")
    assert done.code == code


def test_nothing_wrong_is_exit_code_zero(cli: Cli, healthy: Path) -> None:
    done = cli("doctor", **WELL)
    assert (done.code, done.err) == (0, "")
    *findings, total = done.out.splitlines()
    assert all(LINE.fullmatch(line) for line in findings)
    assert total == f"{len(findings)} baik, 0 perlu diperiksa, 0 rusak."


def test_looking_changes_nothing(cli: Cli, healthy: Path) -> None:
    before = healthy.read_bytes()
    cli("doctor")
    assert healthy.read_bytes() == before


def test_a_fresh_machine_gets_warnings_and_stays_fresh(cli: Cli, data_dir: Path) -> None:
    done = cli("doctor", **WELL)
    assert done.code == 1
    assert "Akan dibuat oleh: sapakop serve" in done.out
    assert not data_dir.exists()


def test_a_wrong_setting_is_broken_and_named(cli: Cli) -> None:
    done = cli("doctor", PORT="delapan")
    assert done.code == 2
    assert "[ RUSAK  ] Pengaturan salah: SAPAKOP_PORT: " in done.out


def test_an_open_data_directory_is_a_warning(cli: Cli, healthy: Path) -> None:
    healthy.parent.chmod(0o755)
    sick(cli, f"chmod 700 {healthy.parent}")


def test_a_data_directory_that_is_a_file_is_broken(cli: Cli, data_dir: Path, quiet: None) -> None:
    data_dir.touch()
    assert "tidak bisa ditulis" in (done := cli("doctor", **WELL)).out
    assert done.code == 2


@pytest.mark.parametrize("free, level", [(5000, Level.good), (500, Level.warning), (50, Level.broken)])
def test_a_disk_that_fills_up_is_told(free: int, level: Level, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usage = SimpleNamespace(free=free * machine.MEGABYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda where: usage)
    settings = load_settings(data_dir=tmp_path / "not" / "yet", _env_file=None)
    assert machine.check_disk(settings).level is level


def test_content_that_cannot_be_read_is_broken_with_its_place(cli: Cli, healthy: Path, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("since: kemarin\n")
    sick(cli, "book.yaml:1", code=2, KNOWLEDGE_DIR=str(tmp_path))


def endings(book: Book, today: date) -> list[tuple[Level, str]]:
    return [(one.level, plain(one.text)) for one in check_endings(book, today)]


def test_facts_that_end_soon_stand_together_by_day_and_regulation(book: Book) -> None:
    ((level, said),) = endings(book, date(2026, 11, 26))
    assert level is Level.warning
    assert said.startswith("Berakhir 31 Desember 2026 (PP 50/2025): bpu-diskon-umum-sampai berakhir; ")
    assert "bpu-paket-umum berganti menjadi Rp16.800" in said
    assert said.endswith("Cari aturan barunya, lalu tambahkan ke data pengetahuan.")
    assert endings(book, date(2026, 6, 1)) == []


def test_a_fact_that_nobody_knows_how_it_goes_on_is_told_so(book: Book) -> None:
    said = "\n".join(words for _, words in endings(book, date(2027, 1, 30)))
    (pension,) = [line for line in said.splitlines() if line.startswith("Berakhir 31 Januari 2027 (PP 45/2015): ")]
    assert "jp-manfaat-terendah belum diketahui gantinya" in pension
    assert "jp-batas-upah untuk sementara tetap Rp11.086.300, belum diketahui gantinya" in said


def test_a_fact_whose_next_value_is_sure_is_no_warning(book: Book) -> None:
    ((level, said),) = endings(book, date(2027, 11, 30))
    assert level is Level.good
    assert "jp-usia berganti menjadi 60 tahun" in said


def test_the_doctor_lists_what_ends_soon(cli: Cli, week: Path) -> None:
    assert "Berakhir 31 Desember 2026 (PP 50/2025): " in cli("doctor", **WELL).out


def test_a_year_without_known_cuti_bersama_is_told_when_it_matters() -> None:
    calendar = WorkingDays()
    levels = {day: [one.level for one in content.check_calendar(calendar, day)] for day in YEARS}
    assert levels[YEARS[0]] == [Level.good]
    assert levels[YEARS[1]] == []
    assert levels[YEARS[2]] == [Level.warning]


YEARS = (date(2026, 11, 23), date(2027, 3, 1), date(2027, 10, 1))


@pytest.mark.usefixtures("quiet")
def test_a_damaged_database_is_broken(cli: Cli, healthy: Path) -> None:
    healthy.write_bytes(b"\x00" * 5000)
    sick(cli, "sapakop restore", code=2)


def test_a_database_outside_wal_mode_is_a_warning(cli: Cli, healthy: Path) -> None:
    write(healthy, "PRAGMA journal_mode = DELETE")
    sick(cli, "WAL (delete)")


def test_old_tables_are_a_warning_and_newer_ones_are_broken(cli: Cli, healthy: Path) -> None:
    write(healthy, "UPDATE alembic_version SET version_num = '9999'")
    sick(cli, "program yang lebih baru", code=2)
    write(healthy, "DELETE FROM alembic_version")
    sick(cli, "sapakop db upgrade")


def test_a_missing_an_old_and_a_damaged_backup_are_warnings(cli: Cli, healthy: Path) -> None:
    (copy,) = (healthy.parent / "backups").iterdir()
    old = copy.rename(copy.with_name("sapakop-20261121-020000-daily.db"))
    sick(cli, "sudah lama: 21 November 2026 02.00 WIB")
    damaged = old.rename(copy)
    damaged.write_bytes(b"x")
    sick(cli, f"rusak: {copy.name}")
    damaged.unlink()
    sick(cli, "Belum ada cadangan")


def test_messages_that_wait_or_went_wrong_are_told(cli: Cli, healthy: Path) -> None:
    due = "due_at = '2026-11-23T01:00:00.000000Z', created_at = '2026-11-23T01:00:00.000000Z'"
    first = "WHERE id = (SELECT min(id) FROM outbox)"
    write(healthy, f"UPDATE outbox SET status = 'waiting', channel = 'telegram', {due} {first}")
    sick(cli, "SAPAKOP_TELEGRAM_TOKEN kosong")
    write(healthy, f"UPDATE outbox SET status = 'failed', {due} {first}")
    sick(cli, "1 pesan gagal terkirim")
    write(healthy, f"UPDATE outbox SET status = 'unknown', {due} {first}")
    sick(cli, "tidak jelas terkirim")
    write(healthy, f"UPDATE outbox SET status = 'failed', created_at = '2026-10-01T01:00:00.000000Z' {first}")
    assert cli("doctor", **WELL).code == 0


def test_a_job_that_nobody_runs_is_told(cli: Cli, healthy: Path) -> None:
    write(healthy, "UPDATE job SET done_at = NULL, due_at = '2026-11-22T23:30:00.000000Z' WHERE kind = 'sweep'")
    sick(cli, "sejak 23 November 2026 06.30 WIB (sweep)")


def test_a_clock_that_went_back_is_broken(cli: Cli, healthy: Path) -> None:
    write(healthy, "UPDATE seen SET at = '2026-11-24T00:00:00.000000Z'")
    sick(cli, "Jam komputer mundur", code=2)
    settings = load_settings(_env_file=None)
    assert [one.level for one in machine.check_clock(settings, NOW, date(2027, 1, 1))] == [Level.broken]


def test_another_time_zone_is_a_warning(cli: Cli, healthy: Path) -> None:
    sick(cli, "SAPAKOP_TIMEZONE=Asia/Jakarta", TIMEZONE="Asia/Jayapura")


def test_kecamatan_without_anybody_are_named(cli: Cli, healthy: Path) -> None:
    write(healthy, "UPDATE staff SET kecamatan = '[\"32.01.32\"]'")
    sick(cli, "39 kecamatan tanpa petugas: Babakan Madang, ")


def test_a_branch_without_officers_is_told_how_to_invite(cli: Cli, healthy: Path) -> None:
    write(healthy, "UPDATE staff SET left_at = '2026-11-01T00:00:00.000000Z'")
    sick(cli, "sapakop staff invite")


def test_an_officer_who_blocked_the_bot_is_named(cli: Cli, healthy: Path) -> None:
    write(healthy, "UPDATE person SET blocked_at = '2026-11-20T00:00:00.000000Z' WHERE external_id = 'rina'")
    sick(cli, "Ibu Rina memblokir bot")


def test_what_is_not_known_of_the_branch_is_a_warning(cli: Cli, healthy: Path) -> None:
    sick(cli, "SAPAKOP_BRANCH_PHONE", BRANCH_PHONE="")
    sick(cli, "SAPAKOP_BRANCH_ADDRESS", BRANCH_ADDRESS="")


async def test_a_token_is_shown_to_telegram(cli: Cli, healthy: Path) -> None:
    async with FakeTelegram() as telegram:
        env = {**WELL, "TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
        assert "(@SapakopUjiBot)" in (await asyncio.to_thread(lambda: cli("doctor", **env))).out
        wrong = {**env, "TELEGRAM_TOKEN": "777:salah"}
        await asyncio.to_thread(lambda: sick(cli, "menolak token", code=2, **wrong))
        assert "salah" not in (await asyncio.to_thread(lambda: cli("doctor", **wrong))).out


def test_telegram_out_of_reach_is_only_a_warning(cli: Cli, healthy: Path) -> None:
    sick(cli, "tidak bisa dihubungi", TELEGRAM_TOKEN="777:x", TELEGRAM_API_URL="http://127.0.0.1:1")


def test_a_postgresql_that_does_not_answer_is_broken(cli: Cli, data_dir: Path, quiet: None) -> None:
    data_dir.mkdir(mode=0o700)
    sick(cli, "SAPAKOP_DATABASE_URL", code=2, DATABASE_URL="postgresql://127.0.0.1:1/x", SECRET_KEY="k")
    sick(cli, "bukan alamat database", code=2, DATABASE_URL="salah")
