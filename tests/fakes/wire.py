"""What fakes and tests of a wire share: a server on loopback, one that says nothing, and everything that is logged."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiohttp import web


async def listen(path: str, serve: Any, largest: int) -> tuple[web.AppRunner, str]:
    """A server whose calls below `path` are answered by `serve`, with bodies of at most `largest` bytes; its URL."""
    app = web.Application(client_max_size=largest)
    app.router.add_route("*", path, serve)
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@asynccontextmanager
async def silent_server(answer: bytes | None) -> AsyncIterator[str]:
    """Accepts connections; sends `answer` and hangs, or never reads at all when it is None."""
    release = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if answer is not None:
            await reader.read(10)
            writer.write(answer)
        await release.wait()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        release.set()
        server.close()
        await asyncio.sleep(0.01)


class Catcher(logging.Handler):
    """Keeps every record."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def overheard(names: Iterable[str]) -> Iterator[list[logging.LogRecord]]:
    """Everything that is logged, by these loggers and the root, which are told to log everything."""
    catcher, root = Catcher(), logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", *names)}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(catcher)
    yield catcher.records
    root.removeHandler(catcher)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
