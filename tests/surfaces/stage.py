"""The stage: plays whole talks, each on a database of its own that is copied from a migrated one."""

import asyncio
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.channels.terminal import Terminal
from bot.house import House, build
from bot.player import Clock, Player, Surface
from bot.script import Script
from bot.settings import load_settings
from bot.start import prepare
from db.engine import Database
from tests.surfaces.telegram import TelegramSurface
from tests.surfaces.web import WebSurface
from tests.surfaces.whatsapp import WhatsAppSurface

MONDAY_MORNING = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
SURFACES: Mapping[str, Callable[[], Surface]] = {
    "terminal": Terminal,
    "telegram": TelegramSurface,
    "web": WebSurface,
    "whatsapp": WhatsAppSurface,
}


@dataclass
class Stage:
    """One house for all talks: its rule book is read once, and so is the way to the database; only the file is new."""

    house: House
    template: Path
    file: Path

    @classmethod
    def built(cls, folder: Path) -> "Stage":
        settings = load_settings(data_dir=folder, database_url="", _env_file=None)
        house = build(settings, Clock(MONDAY_MORNING))
        asyncio.run(fill(house))
        template = (folder / "sapakop.db").rename(folder / "template.db")
        database = Database(settings.url)
        assert database.writer is not None
        event.listen(database.writer.engine, "connect", hurry)
        return cls(replace(house, database=database), template, folder / "sapakop.db")

    def new_house(self, clock: Clock) -> House:
        """The house on an empty database, with this clock."""
        close_files(self.house)
        for rest in ("-wal", "-shm"):
            self.file.with_name(self.file.name + rest).unlink(missing_ok=True)
        shutil.copy(self.template, self.file)
        return replace(self.house, now=clock)

    async def play(self, script: Script, surface: str = "terminal", now: datetime = MONDAY_MORNING) -> list[str]:
        """The talk as it went on this surface, in the grammar."""
        clock = Clock(now)
        return await Player(self.new_house(clock), SURFACES[surface](), clock).play(script)

    async def close(self) -> None:
        await self.house.database.close()


def hurry(connection: Any, record: object) -> None:
    """Nobody pulls the plug in the middle of a talk."""
    connection.execute("PRAGMA synchronous=OFF")


async def fill(house: House) -> None:
    """Tables and registry, whole in the file."""
    try:
        await prepare(house, backup=False)
    finally:
        await house.database.close()


def close_files(house: House) -> None:
    """Let go of the database's file; it is opened again when it is needed."""
    assert house.database.writer is not None
    house.database.writer.engine.dispose()
