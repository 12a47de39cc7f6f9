"""One way to run a query function, on either database: `run` writes, `read` reads."""

import asyncio
import random
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.sqlite import Writer, rebuild, sqlite_engine, sqlite_reader

P = ParamSpec("P")
T = TypeVar("T")
Query = Callable[Concatenate[Connection, P], T]

AGAIN = ("40001", "40P01")
"""PostgreSQL's serialization failure and deadlock: the unit is whole, so it is simply run again."""
TRIES = 5


class Database:
    """Where everything is kept. `url`: sqlite:///FILE or postgresql://…"""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.writer = Writer(sqlite_engine(url)) if self.sqlite else None
        self.engine = sqlite_reader(self.url) if self.sqlite else postgresql_engine(self.url)

    async def run(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One unit: it is committed whole when this returns, or not at all when it raises."""
        if self.writer:
            return await asyncio.wrap_future(self.writer.put(lambda connection: query(connection, *args, **kwargs)))
        for attempt in range(TRIES):
            try:
                async with self.engine.begin() as connection:
                    return await connection.run_sync(query, *args, **kwargs)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in AGAIN or attempt == TRIES - 1:
                    raise
            await asyncio.sleep(random.uniform(0.0, 0.02 * 2**attempt))
        raise AssertionError

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """A query that changes nothing, beside the writer."""
        async with self.engine.connect() as connection:
            return await connection.run_sync(query, *args, **kwargs)

    async def migrate(self, change: Query[[], None]) -> None:
        """Change the tables, whole or not at all, while nothing else writes."""
        if self.sqlite:
            await asyncio.to_thread(rebuild, self.url, change)
        else:
            await self.run(change)

    async def close(self) -> None:
        if self.writer:
            await asyncio.to_thread(self.writer.close)
        await self.engine.dispose()


def postgresql_engine(url: URL) -> AsyncEngine:
    """Connections are tried before use: a restarted server costs nobody his unit. libpq's `sslmode` is taken."""
    query = {("ssl" if name == "sslmode" else name): value for name, value in url.query.items()}
    return create_async_engine(url.set(drivername="postgresql+asyncpg", query=query), pool_pre_ping=True)
