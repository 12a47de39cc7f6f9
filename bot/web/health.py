"""Is the process alive, and may it get traffic?"""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

from litestar import MediaType, Response, get
from sqlalchemy import Connection, text

from bot.web.site import AnyRequest, site_of
from db import migration
from db.engine import Database

PATIENCE = 3.0
"""Seconds that the database may take for nothing at all."""
OPEN = {"exclude_from_csrf": True}


@get("/healthz", media_type=MediaType.TEXT, opt=OPEN)
async def alive() -> str:
    return "ok"


@get("/readyz", opt=OPEN)
async def ready(request: AnyRequest) -> Response[dict[str, bool]]:
    """200 when messages can be taken in, else 503; the body says what is missing."""
    database = site_of(request).house.database
    names = ("database", "writer", "migrations")
    found = await asyncio.gather(answers(database), writes(database), is_current(database))
    return Response(dict(zip(names, found, strict=True)), status_code=200 if all(found) else 503)


async def answers(database: Database) -> bool:
    """A query is answered, and the file that it read is still the one with its name."""
    return exists(database) and await holds(database.read(nothing))


async def writes(database: Database) -> bool:
    """The writer's thread is there and commits."""
    if database.writer and not database.writer.thread.is_alive():
        return False
    return await holds(database.run(nothing))


async def is_current(database: Database) -> bool:
    return await holds(database.read(migration.is_current))


def exists(database: Database) -> bool:
    return not database.sqlite or Path(database.url.database or "").exists()


def nothing(connection: Connection) -> bool:
    return bool(connection.execute(text("SELECT 1")).scalar_one())


async def holds(check: Awaitable[bool]) -> bool:
    """Whether it comes true in time. The check is not cancelled: the writer would meet an answer nobody waits for."""
    task = asyncio.ensure_future(check)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    return bool(done) and task.exception() is None and task.result()
