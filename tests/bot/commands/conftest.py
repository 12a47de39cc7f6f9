"""The command line as it is called, and a data directory with a week of a small branch in it."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
import time_machine
from click.testing import CliRunner

from bot.commands import main
from bot.demo import demo_settings, play_week
from knowledge.book import Book

NOW = datetime.fromisoformat("2026-11-23T09:05:00+07:00")
"""A Monday, after the digest."""


@dataclass(frozen=True)
class Done:
    """What a call left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.raw.splitlines()]


Cli = Callable[..., Done]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def read_once(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged content is read once for all calls; any other folder is read when it is asked for."""
    read = Book.load
    monkeypatch.setattr(Book, "load", lambda folder=None: read(folder) if folder else book)


@pytest.fixture
def cli(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_once: None) -> Iterator[Cli]:
    """`cli("staff", "list")`: the console script in this process, at NOW, with a data directory of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str, stdin: bytes | None = None, **env: str) -> Done:
        surroundings = {"SAPAKOP_DATA_DIR": str(data_dir), **{f"SAPAKOP_{name}": env[name] for name in env}}
        with CliRunner().isolation(stdin, surroundings) as streams, monkeypatch.context() as patch:
            patch.setattr("sys.argv", ["sapakop", *args])
            with time_machine.travel(NOW), pytest.raises(SystemExit) as left:
                main()
            out, err = streams[0].getvalue(), streams[1].getvalue()
        return Done(int(left.value.code or 0), out, err.decode())

    yield call
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def played_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's week, played once up to NOW."""
    folder = tmp_path_factory.mktemp("week")
    asyncio.run(play_week(demo_settings(folder), NOW))
    return folder / "sapakop.db"


@pytest.fixture
def week(played_week: Path, data_dir: Path) -> Path:
    """The database of that week in the data directory."""
    data_dir.mkdir(mode=0o700)
    return Path(shutil.copy(played_week, data_dir / "sapakop.db"))
