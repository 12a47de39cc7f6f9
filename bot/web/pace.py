"""How fast one session, and one address, may post, and ask for files.

In memory: right for one process, and with several each allows as much. Litestar's own limiter; a fixed window.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request
from litestar.middleware import DefineMiddleware
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.stores.memory import MemoryStore

from bot.web.visitor import Visitors

PER_SESSION = 60
PER_ADDRESS = 600
"""Posts a minute, and as many files. Many phones share one address of their operator."""
STORE = "pace"
SWEEP = 300.0


def paces(visitors: Visitors, what: str) -> list[DefineMiddleware]:
    """The limits as middleware, counted for each `what` by itself.

    The client's address is uvicorn's, which believes a proxy on loopback only.
    """

    def session(request: Request[Any, Any, Any]) -> str:
        return f"{what}:session:{visitors.find(request)}"

    async def has_session(request: Request[Any, Any, Any]) -> bool:
        return visitors.find(request) is not None

    def address(request: Request[Any, Any, Any]) -> str:
        return f"{what}:address:{request.client.host if request.client else ''}"

    by_session = RateLimitConfig(
        ("minute", PER_SESSION), identifier_for_request=session, check_throttle_handler=has_session, store=STORE
    )
    by_address = RateLimitConfig(("minute", PER_ADDRESS), identifier_for_request=address, store=STORE)
    return [by_address.middleware, by_session.middleware]


@asynccontextmanager
async def swept(app: Litestar) -> AsyncGenerator[None]:
    """Forget, now and then, who has been quiet: the store does not by itself."""
    store = app.stores.get(STORE)
    assert isinstance(store, MemoryStore)

    async def sweep() -> None:
        while True:
            await asyncio.sleep(SWEEP)
            await store.delete_expired()

    task = asyncio.create_task(sweep())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
