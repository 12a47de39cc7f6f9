"""The webhook, where Meta brings what people write on WhatsApp and what became of our messages."""

import asyncio
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import structlog
from litestar import MediaType, get, post
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException, ServiceUnavailableException
from litestar.handlers import HTTPRouteHandler

from bot import statuses
from bot.channels.whatsapp_signs import Noted, Status, TemplateNews
from bot.channels.whatsapp_terms import PATH
from bot.channels.whatsapp_updates import Arrival, check_signature, parse
from bot.message import Inbound
from bot.service import Service
from bot.settings import Settings
from bot.web.site import AnyRequest, site_of
from db import outbox, templates

log = structlog.get_logger()

HEADER = "X-Hub-Signature-256"
LARGEST_BODY = 3 * 1024 * 1024
LONGEST_NUMBER = 100
AT_ONCE, AT_ONCE_ON_POSTGRESQL = 64, 8
"""Units of one delivery at once: on SQLite they share a commit, on PostgreSQL each takes a connection of its own."""


def routes(settings: Settings) -> Sequence[HTTPRouteHandler]:
    """The webhook's routes; none where WhatsApp is not set up."""
    return (shake_hands, webhook) if settings.whatsapp_token else ()


@get(PATH, media_type=MediaType.TEXT)
async def shake_hands(request: AnyRequest) -> str:
    """Meta asks whether this address is ours before it brings anything."""
    asked, settings = request.query_params, site_of(request).house.settings
    given, ours = asked.get("hub.verify_token", ""), settings.whatsapp_verify_token.get_secret_value()
    knows = hmac.compare_digest(given.encode("utf-8", "replace"), ours.encode())
    if not knows or not ours or asked.get("hub.mode") != "subscribe" or "hub.challenge" not in asked:
        log.warning("whatsapp_handshake_wrong", token_known=knows)
        raise PermissionDeniedException
    return str(asked["hub.challenge"])


@post(PATH, status_code=200, request_max_body_size=LARGEST_BODY, opt={"exclude_from_csrf": True})
async def webhook(request: AnyRequest) -> dict[str, str]:
    """Store a delivery: 200 only when all of it is committed, so that Meta brings again what is not.

    One arrival that cannot be stored keeps none of the others away; those are known when they are brought again.
    People do not wait for each other.
    """
    site = site_of(request)
    settings = site.house.settings
    given = request.headers.get(HEADER)
    if given is None:
        log.warning("whatsapp_signature_wrong", missing=True)
        raise NotAuthorizedException
    body = await request.body()
    if not check_signature(given, body, settings.whatsapp_app_secret.get_secret_value()):
        log.warning("whatsapp_signature_wrong", missing=False)
        raise PermissionDeniedException
    arrivals = parse(delivery_in(body), site.house.now(), number=settings.whatsapp_phone_number_id)
    if not await keep_all(site.service, arrivals):
        raise ServiceUnavailableException
    return {}


def delivery_in(body: bytes) -> Any:
    """The body's JSON; None when it is none."""
    try:
        return json.loads(body, parse_int=whole_number)
    except (ValueError, RecursionError):
        return None


def whole_number(digits: str) -> int | None:
    """None for what is longer than anything that we could use: Python reads no more than 4,300 digits."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


async def keep_all(service: Service, arrivals: Sequence[Arrival]) -> bool:
    """Store what a delivery brings; False when some of it has to be brought again."""
    gate = asyncio.Semaphore(AT_ONCE if service.house.database.sqlite else AT_ONCE_ON_POSTGRESQL)

    async def keep_in_order(line: Sequence[Arrival]) -> bool:
        async with gate:
            return all([await keep(service, arrival) for arrival in line])

    kept = True
    for _, run in groupby(arrivals, key=type):  # a message may speak of one of ours of which a status came before it
        kept &= all(await asyncio.gather(*map(keep_in_order, in_lines(list(run)))))
    return kept


def in_lines(arrivals: Sequence[Arrival]) -> Sequence[Sequence[Arrival]]:
    """The arrivals of each person (of each message of ours, of each template) in their order."""
    same: dict[str, str] = {}
    for arrival in arrivals:
        if isinstance(arrival, Inbound) and arrival.formerly:
            now, before = first_name(arrival.external_id, same), first_name(arrival.formerly, same)
            same |= {now: before} if now != before else {}
    lines: dict[str, list[Arrival]] = {}
    for arrival in arrivals:
        lines.setdefault(first_name(subject(arrival), same), []).append(arrival)
    return list(lines.values())


def first_name(name: str, same: Mapping[str, str]) -> str:
    while name in same:
        name = same[name]
    return name


def subject(arrival: Arrival) -> str:
    """Whom or what it is about."""
    match arrival:
        case Inbound(external_id=name) | Status(provider_id=name) | TemplateNews(name=name):
            return name
        case Noted():
            return ""


async def keep(service: Service, arrival: Arrival) -> bool:
    """Store one arrival, as a unit of its own; False when it has to be brought again."""
    try:
        await take(service, arrival)
    except Exception as error:
        log.error("whatsapp_not_stored", arrival=type(arrival).__name__, error=type(error).__name__)
        return False
    return True


async def take(service: Service, arrival: Arrival) -> None:
    """Store one arrival. Raises what the database raises."""
    database = service.house.database
    match arrival:
        case Inbound():
            await service.receive(await meant(service, arrival))
        case Status():
            if await database.run(statuses.settle, arrival, service.house.now()):
                service.arrived()
        case TemplateNews(name, language, at, status, category, reason):
            await database.run(templates.note, name, language, at=at, status=status, category=category, reason=reason)
        case Noted(type=kind):
            log.info("whatsapp_noted", type=kind)


async def meant(service: Service, inbound: Inbound) -> Inbound:
    """The update as the inbox takes it: a reaction speaks only when it stands under the newest of our bubbles."""
    reacted = inbound.tapped_message if inbound.page is None else None
    if reacted is None:
        return inbound
    heard = await service.house.database.read(outbox.is_last_word, inbound.channel, reacted)
    return replace(inbound, tapped_message=None, event=inbound.event if heard else None)
