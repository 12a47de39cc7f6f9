"""Reload: edited content goes live in a running service as soon as it has been checked; half-edited never does."""

import asyncio
from pathlib import Path
from typing import TypeAlias

import structlog

from bot.content import SEAL, Content, read_content, sealed
from bot.house import House
from bot.settings import WrongSettingsError
from db import registry
from knowledge.book import ContentError, files_of, version_of

log = structlog.get_logger()

POLL = 5.0
"""Seconds between two looks at the folder."""
Signature: TypeAlias = tuple[tuple[str, int, int], ...]


class Reloader:
    """Looks at the folder of the content; every process does so for itself."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.seen: Signature = ()
        self.told = ""

    async def run(self) -> None:
        """Look for ever; ends at once where the content is the packaged one."""
        folder = self.house.settings.knowledge_dir
        while folder is not None:
            try:
                await self.look(folder)
            except Exception as error:
                log.error("content_look_failed", error=type(error).__name__)
            await asyncio.sleep(POLL)

    async def look(self, folder: Path) -> bool:
        """Take up what has changed and was checked; tells whether there was any. A change is looked at once."""
        seen = await asyncio.to_thread(signature, folder)
        if seen == self.seen:
            return False
        taken = await self.compare(folder)
        self.seen = seen  # not before: a look that failed, as while the database is away, is taken again
        return taken

    async def compare(self, folder: Path) -> bool:
        """Take up what was checked and is not answered from yet."""
        found = await asyncio.to_thread(version_of, folder)
        good = sealed(folder)
        if found == self.house.book.version:
            return False
        if found != good:
            self.tell("content_unchecked", found)
            return False
        return await self.take_up(good)

    async def take_up(self, version: str) -> bool:
        """Read it beside the running service, and answer from it from the next update on."""
        try:
            content = await asyncio.to_thread(read_content, self.house.settings)
        except (ContentError, WrongSettingsError) as error:
            self.tell("content_refused", version, error=type(error).__name__)
            return False
        if content.book.version != version:
            self.tell("content_unchecked", content.book.version)
            return False
        await self.go_live(content)
        return True

    async def go_live(self, content: Content) -> None:
        await self.house.database.run(registry.fill, content.book.villages.all)
        self.house.content = content
        self.told = ""
        log.info("content_loaded", version=content.book.version)

    def tell(self, event: str, version: str, **what: str) -> None:
        """Once, however often the files are saved until they are checked."""
        if self.told != event:
            log.warning(event, version=version, **what)
        self.told = event


def signature(folder: Path) -> Signature:
    """Cheap to make, and another one after any change. Raises OSError."""
    paths = [*files_of(folder), *folder.glob(SEAL)]
    stats = ((path, path.stat()) for path in paths)
    return tuple((path.as_posix(), stat.st_mtime_ns, stat.st_size) for path, stat in stats)
