"""The stream of a visitor's bubbles: Server-Sent Events that survive a lost line."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import structlog
from litestar import Litestar
from litestar.response import ServerSentEventMessage

from bot.channels.web import bubble
from bot.web import rows
from bot.web.site import Site

log = structlog.get_logger()

POLL = 2.0
"""Seconds between two looks for what another process has written."""
BEAT = 15.0
"""Seconds between two signs of life; the page opens a new stream when they stay away."""

PAGES = 20
"""Open pages of one visitor; one more puts an end to the oldest, so that one cookie cannot take every connection."""


class Stream:
    """One open page. It ends when the site closes; the page will come back.

    after: the last message that the page has; None: it has none. given: what this stream has brought it.
    """

    def __init__(self, site: Site, visitor: str, after: int | None) -> None:
        self.site = site
        self.visitor = visitor
        self.after = after
        self.given: set[int] = set()
        self.person_id: int | None = None
        self.news = asyncio.Event()
        self.crowded_out = False

    async def events(self) -> AsyncGenerator[ServerSentEventMessage]:
        """Every bubble in order; `ready` when the page has caught up; `ping` now and then."""
        self.crowd_out()
        self.site.streams[self] = self.visitor
        try:
            yield ServerSentEventMessage(event="hello", retry=2000)
            async for message in self.fresh():
                yield message
            yield ServerSentEventMessage(event="ready")
            while not (self.crowded_out or self.site.closing.is_set()):
                if not await self.called():
                    yield ServerSentEventMessage(event="ping")
                async for message in self.fresh():
                    yield message
        except Exception as error:
            log.error("web_stream_failed", error=type(error).__name__)
        finally:
            self.site.streams.pop(self, None)
            self.leave()

    def crowd_out(self) -> None:
        """End the visitor's oldest pages beyond what one may have."""
        own = [stream for stream, visitor in self.site.streams.items() if visitor == self.visitor]
        for oldest in own[: max(0, len(own) - PAGES + 1)]:
            oldest.crowded_out = True
            oldest.news.set()

    async def fresh(self) -> AsyncIterator[ServerSentEventMessage]:
        """What the page has not been given yet."""
        found = rows.PAGE
        while found == rows.PAGE:
            self.news.clear()
            read = self.site.house.database.read
            person_id, page = await read(rows.fetch, self.visitor, self.after, frozenset(self.given))
            found = len(page)
            self.follow(person_id)
            for row in page:
                self.after = max(row.id, self.after or 0)
                self.given.add(row.id)
                yield ServerSentEventMessage(json.dumps(bubble(row), ensure_ascii=False), id=row.id)
        self.after = self.after or 0

    def follow(self, person_id: int | None) -> None:
        """Hear of news for this person; looked at each time, for whoever had everything deleted is somebody new."""
        if person_id == self.person_id:
            return
        self.leave()
        self.person_id = person_id
        if person_id is not None:
            self.news = self.site.service.listen(person_id)
            self.news.set()

    def leave(self) -> None:
        if self.person_id is not None:
            self.site.service.unlisten(self.person_id, self.news)
            self.person_id = None

    async def called(self) -> bool:
        """Wait for a call; False when none came for a while."""
        try:
            await asyncio.wait_for(self.news.wait(), BEAT)
        except TimeoutError:
            return False
        return True


@asynccontextmanager
async def watched(app: Litestar) -> AsyncGenerator[None]:
    """Call the pages whose messages another process has written: one look for all of them."""
    task = asyncio.create_task(watch(app.state.site))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def watch(site: Site) -> None:
    """Look for ever. A newcomer's page is called for anybody's news: nobody knows yet who he is."""
    last: int | None = None
    while True:
        try:
            last, persons = await site.house.database.read(rows.news_since, last)
            called = (stream for stream in site.streams if stream.person_id is None or stream.person_id in persons)
            for stream in called if persons else ():
                stream.news.set()
        except Exception as error:
            log.error("web_watch_failed", error=type(error).__name__)
        await asyncio.sleep(POLL)
