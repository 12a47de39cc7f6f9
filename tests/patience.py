"""Waiting in tests: for something that comes about by itself."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(condition: Callable[[], bool | Awaitable[bool]], seconds: float = 10.0) -> None:
    """Wait until it holds. Raises TimeoutError with the condition's name."""
    for _ in range(int(seconds / 0.01)):
        holds = condition()
        if holds if isinstance(holds, bool) else await holds:
            return
        await asyncio.sleep(0.01)
    raise TimeoutError(f"not within {seconds} s: {getattr(condition, '__name__', condition)}")
