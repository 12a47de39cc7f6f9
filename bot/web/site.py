"""What every route needs, put together once."""

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from litestar import Request

from bot.documents import Shelf
from bot.house import House
from bot.service import Service
from bot.web.visitor import Visitors

if TYPE_CHECKING:
    from bot.web.stream import Stream

AnyRequest: TypeAlias = Request[Any, Any, Any]


@dataclass(frozen=True)
class Site:
    """streams: the open pages in the order they came, and whose each is.

    closing: set when the server goes down; whatever is open for long ends then. shelf: the files that were made last.
    """

    service: Service
    visitors: Visitors
    streams: "dict[Stream, str]" = field(default_factory=dict)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def house(self) -> House:
        return self.service.house

    def wake(self, visitor: str) -> None:
        """There is news for a visitor: of a newcomer the service could not tell, it knows persons only."""
        for stream in self.streams:
            if stream.visitor == visitor:
                stream.news.set()

    def close(self) -> None:
        self.closing.set()
        for stream in self.streams:
            stream.news.set()


def site_of(request: AnyRequest) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
