import itertools
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot import demo
from bot.demo import NotADemoError, demo_settings, fill, invitation
from bot.house import House, build
from bot.start import prepare
from db import leads, registry
from db.people import lock_person
from leads.pipeline import CoopState, LeadState
from tests.bot.commands.conftest import NOW, Cli

STATES = {"dipegang": 3, "ditunda": 1, "baru": 2, "selesai": 1, "draft": 1}


def held(file: Path) -> bytes:
    return file.read_bytes()


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.fixture
async def house(week: Path) -> AsyncIterator[House]:
    house = build(demo_settings(week.parent), lambda: NOW)
    yield house
    await house.database.close()


async def test_the_week_holds_every_kind_of_lead(house: House) -> None:
    assert await house.database.read(leads.count_by_state) == STATES
    found = await house.database.read(leads.territory, (), tuple(LeadState))
    assert {row.contact for row in found if row.outside} == {"Bu Lina"}
    assert {row.contact for row in found if row.joined_to} == {"Pak Dedi"}
    assert {row.village for row in found if row.coop_state is CoopState.terdaftar} == {"Gandoang"}
    assert (await house.database.read(registry.by_state))["belum_disapa"] == 430


@pytest.mark.parametrize("now", ["2026-11-22T00:10", "2026-11-24T07:29", "2026-12-28T12:00", "2027-01-04T07:31"])
@pytest.mark.usefixtures("read_once")
async def test_the_week_can_be_played_on_any_day(tmp_path: Path, now: str) -> None:
    settings = demo_settings(tmp_path)
    moment = datetime.fromisoformat(f"{now}:00+07:00")
    assert await fill(settings, moment)
    house = build(settings, lambda: moment)
    try:
        assert await house.database.read(leads.count_by_state) == STATES
    finally:
        await house.database.close()


@pytest.mark.usefixtures("read_once")
async def test_a_second_start_adds_nothing(week: Path) -> None:
    before = held(week)
    assert await fill(demo_settings(week.parent), NOW + timedelta(days=1)) is False
    assert held(week) == before
    assert names(week.parent) == {"sapakop.db"}


@pytest.mark.usefixtures("read_once")
async def test_a_filling_that_was_broken_off_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = demo_settings(tmp_path)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(demo, "programme", broken)
        with pytest.raises(KeyboardInterrupt):
            await fill(settings, NOW)
    assert names(tmp_path) == set()
    assert await fill(settings, NOW)


@pytest.mark.usefixtures("read_once")
async def test_a_database_of_real_people_is_left_alone(tmp_path: Path) -> None:
    settings = demo_settings(tmp_path)
    house = build(settings)
    await prepare(house)
    await house.database.run(lock_person, "telegram", "501", NOW)
    await house.database.close()
    before = held(tmp_path / "sapakop.db")
    with pytest.raises(NotADemoError):
        await fill(settings, NOW)
    assert held(tmp_path / "sapakop.db") == before


async def test_the_officers_code_stays_the_same_while_it_is_good(house: House) -> None:
    first = await house.database.run(invitation, NOW)
    assert await house.database.run(invitation, NOW + timedelta(hours=20)) == first
    assert await house.database.run(invitation, NOW + timedelta(hours=24)) != first


def test_the_demo_takes_nothing_but_host_and_port_from_the_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SAPAKOP_TELEGRAM_TOKEN=1:a\nSAPAKOP_DATA_DIR=nyata\n")
    for name, value in {"PORT": "8123", "TELEGRAM_TOKEN": "1:b", "DATABASE_URL": "postgresql://x/y"}.items():
        monkeypatch.setenv(f"SAPAKOP_{name}", value)
    settings = demo_settings(tmp_path)
    monkeypatch.undo()
    assert (settings.port, settings.telegram_token.get_secret_value(), settings.postgresql) == (8123, "", False)
    assert settings.data_dir == tmp_path


def test_a_taken_port_is_told_with_another_one_to_take(cli: Cli, data_dir: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = cli("demo", PORT=str(port))
    assert done.code == 1
    assert done.err.startswith(f"sapakop: port {port} is taken by another program; choose another one: SAPAKOP_PORT=")
    assert not data_dir.exists()


def test_a_host_that_is_not_ours_is_told(cli: Cli) -> None:
    done = cli("demo", HOST="192.0.2.1")
    assert done.code == 1
    assert done.err.startswith("sapakop: cannot listen on 192.0.2.1")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_the_demo_tells_its_address_when_it_answers_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    env = {**os.environ, "SAPAKOP_DATA_DIR": str(tmp_path), "SAPAKOP_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", "from bot.commands import main; main()", "demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as running:
        assert running.stdout
        shown = "".join(itertools.takewhile(lambda line: not line.startswith("Tekan"), running.stdout))
        page = fetched(f"http://127.0.0.1:{port}/chat") if "/start " in shown else 0
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=30)
    assert (running.returncode, page, errors) == (0, 200, "")
    assert f"http://127.0.0.1:{port}/chat" in shown
    assert "lalu ketik: /start " in shown
    assert "Bu Rina" in shown


def fetched(address: str) -> int:
    """The status of a page."""
    with urlopen(address) as page:
        return int(page.status)
