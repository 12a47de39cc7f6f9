"""The chat page: opened with GET, spoken to with POST, answered by a stream."""

from typing import TypeVar

from litestar import MediaType, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException
from litestar.response import Redirect, ServerSentEvent, Template
from pydantic import BaseModel, ValidationError

from bot.channels import web
from bot.web import rows
from bot.web.site import AnyRequest, site_of
from bot.web.stream import Stream
from bot.web.visitor import new_visitor
from bot.web.words import STATIC, page_words, script_words
from dialogue.words import whole_number

LARGEST_BODY = 64 * 1024
"""Bytes of one post: 10,000 characters of any script, written as JSON may."""

Body = TypeVar("Body", bound=BaseModel)


@get("/", opt={"exclude_from_csrf": True})
async def home() -> Redirect:
    return Redirect("/chat")


@get("/chat", media_type=MediaType.HTML)
async def page(request: AnyRequest) -> Template:
    """The page, and a cookie that says who opened it; a forged one is replaced by that of a new visitor."""
    site = site_of(request)
    house = site.house
    visitor = site.visitors.find(request) or new_visitor()
    context = {
        "words": page_words(house.settings.branch, house.book.on(house.calendar.day(house.now()))),
        "script_words": script_words(),
        "static": STATIC,
        "visitor": site.visitors.tag(visitor),
        "csrf": site.visitors.csrf_name,
        "fresh": not await house.database.read(rows.has_messages, visitor),
    }
    return Template("chat.html", context=context, cookies=site.visitors.cookies(request, visitor))


@post("/messages", status_code=202, request_max_body_size=LARGEST_BODY)
async def say(request: AnyRequest) -> dict[str, str]:
    """Take one message in: 202 only after the commit. The answer comes by the stream; a repeated post has none."""
    site = site_of(request)
    visitor = site.visitors.require(request)
    posted = await read(request, web.Posted)
    await site.service.receive(web.inbound(posted, visitor, site.house.now()))
    site.wake(visitor)
    return {}


@post("/seen", status_code=200, request_max_body_size=LARGEST_BODY)
async def confirm_seen(request: AnyRequest) -> dict[str, str]:
    """The page has shown everything up to this message."""
    site = site_of(request)
    visitor = site.visitors.require(request)
    seen = await read(request, web.Seen)
    await site.house.database.run(rows.mark_seen, visitor, seen.up_to, site.house.now())
    return {}


@get("/chat/events")
async def events(request: AnyRequest) -> ServerSentEvent:
    """The visitor's bubbles as they come."""
    site = site_of(request)
    stream = Stream(site, site.visitors.require(request), last_event(request))
    return ServerSentEvent(stream.events(), headers={"Cache-Control": "no-store"})


def last_event(request: AnyRequest) -> int | None:
    """The last message that the page has: as the browser says it, or the page when it opens a new stream."""
    given = str(request.headers.get("last-event-id") or request.query_params.get("after") or "")
    return whole_number(given)


async def read(request: AnyRequest, model: type[Body]) -> Body:
    """The body as JSON, or a form's fields; raises ClientException (400) without a word of what was sent."""
    try:
        if request.content_type[0] == RequestEncodingType.URL_ENCODED:
            fields = dict(await request.form())
            fields.pop("_csrf_token", None)
            return model.model_validate(fields)
        return model.model_validate_json(await request.body())
    except ValidationError:
        raise ClientException from None
