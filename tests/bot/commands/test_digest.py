import asyncio
import itertools
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo import demo_settings
from bot.house import build
from bot.preview import EVERYBODY, preview
from leads.ledger import Ledger
from tests.bot.commands.conftest import NOW, Cli

MONDAY = date(2026, 11, 23)
SECTIONS = ["hari_ini", "terlambat", "terdaftar_belum_bayar", "baru", "belum_lengkap"]


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def balanced(book: Any) -> bool:
    flow = book["saldo_awal"] + book["masuk"] - sum(book["keluar"].values())
    return bool(flow == book["saldo_akhir"] == book["menunggu"] + book["dipegang"] + book["ditunda"])


def test_without_preview_nothing_is_made(cli: Cli, week: Path) -> None:
    before = content(week)
    done = cli("digest")
    assert done.code == 2
    assert done.err == "sapakop: sending is the work of sapakop serve; to look at a digest add --preview\n"
    assert content(week) == before


@pytest.mark.parametrize("code", ["all", "RINA", "hasan"])
def test_a_preview_sends_and_marks_nothing(cli: Cli, week: Path, code: str) -> None:
    before = content(week)
    assert cli("digest", "--preview", "--for", code).code == 0
    assert cli("digest", "--preview", "--for", code, "--date", "2026-11-24", "--json").code == 0
    assert content(week) == before


@pytest.mark.usefixtures("week")
def test_the_whole_regency_is_one_digest_that_balances(cli: Cli) -> None:
    made = cli("digest", "--preview", "--json", "--date", "2026-11-23").json
    assert list(made) == ["sections", "ledger"]
    assert list(made["sections"]) == SECTIONS
    assert {key: len(refs) for key, refs in made["sections"].items()} == {
        "hari_ini": 1,
        "terlambat": 1,
        "terdaftar_belum_bayar": 1,
        "baru": 2,
        "belum_lengkap": 1,
    }
    book = made["ledger"]
    assert balanced(book)
    assert (book["saldo_akhir"], book["menunggu"], book["dipegang"], book["ditunda"]) == (6, 2, 3, 1)
    assert len(made["sections"]["baru"]) == book["menunggu"]


def books(week: Path, days: list[date]) -> list[Ledger]:
    """The ledgers of the whole regency, seen from NOW."""

    async def look() -> list[Ledger]:
        house = build(demo_settings(week.parent))
        try:
            made = [await house.database.read(preview, house, EVERYBODY, day, NOW) for day in days]
        finally:
            await house.database.close()
        assert all(len(one.sections["baru"]) == one.ledger.menunggu for one in made)
        return [one.ledger for one in made]

    return asyncio.run(look())


@pytest.mark.usefixtures("read_once")
def test_the_ledger_of_every_day_balances_and_the_days_join_each_other(week: Path) -> None:
    days = [MONDAY - timedelta(days=back) for back in range(14, -5, -1)]
    found = books(week, days)
    assert all(book.balanced for book in found)
    worked = [book for day, book in zip(days, found, strict=True) if day.weekday() < 5 and day <= MONDAY]
    pairs = [(before.saldo_akhir, after.saldo_awal) for before, after in itertools.pairwise(worked)]
    assert [before for before, _ in pairs] == [after for _, after in pairs]
    assert (worked[0].saldo_akhir, worked[-1].saldo_akhir) == (0, 6)


@pytest.mark.usefixtures("week")
def test_a_past_day_is_told_as_it_was(cli: Cli) -> None:
    before, after = (cli("digest", "--preview", "--json", "--date", day).json for day in ("2026-11-16", "2026-11-19"))
    assert before["ledger"]["saldo_akhir"] == 0
    assert (after["ledger"]["saldo_awal"], after["ledger"]["masuk"], after["ledger"]["saldo_akhir"]) == (2, 1, 3)


@pytest.mark.usefixtures("week")
def test_an_officer_reads_what_the_morning_would_bring(cli: Cli) -> None:
    shown = cli("digest", "--preview", "--for", "rina", "--date", "2026-11-24").out
    assert shown.startswith("Selamat pagi, Bu Rina. Selasa, 24 November 2026\n")
    assert "Hitungan: saldo Senin " in shown
    assert "[Buka 1]" in shown


@pytest.mark.usefixtures("week")
def test_the_head_of_the_branch_sees_decisions(cli: Cli) -> None:
    assert "PERLU KEPUTUSAN" in cli("digest", "--preview", "--for", "HASAN").out
    assert "Seluruh cabang" in cli("digest", "--preview", "--for", "HASAN", "--date", "2026-11-19").out


@pytest.mark.usefixtures("week")
def test_every_page_is_shown_with_its_buttons(cli: Cli) -> None:
    shown = cli("digest", "--preview", "--date", "2026-12-01").out
    made = cli("digest", "--preview", "--date", "2026-12-01", "--json").json
    count = sum(map(len, made["sections"].values()))
    assert count > 6
    assert all(f"\n{number}. " in shown for number in range(1, count + 1))
    assert "— Selanjutnya —" in shown


@pytest.mark.usefixtures("week")
def test_a_code_that_nobody_has_is_refused(cli: Cli) -> None:
    done = cli("digest", "--preview", "--for", "SIAPA")
    assert done.code == 2
    assert done.err == "sapakop: no officer with the code 'SIAPA'; see: sapakop staff list\n"


def test_an_empty_branch_has_an_empty_digest(cli: Cli) -> None:
    made = cli("digest", "--preview", "--json").json
    assert made["sections"] == {name: [] for name in SECTIONS}
    assert balanced(made["ledger"])
    assert made["ledger"]["saldo_akhir"] == 0
