"""The webhook, where Telegram brings its updates."""

import json

import structlog
from litestar import post
from litestar.exceptions import ClientException, NotAuthorizedException, PermissionDeniedException

from bot.channels.telegram_updates import check_secret, parse
from bot.web.site import AnyRequest, site_of

log = structlog.get_logger()

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 256 * 1024


@post("/telegram", status_code=200, request_max_body_size=LARGEST_BODY, opt={"exclude_from_csrf": True})
async def webhook(request: AnyRequest) -> dict[str, str]:
    """Store one update: 200 only after the commit, so that Telegram brings again whatever is not stored.

    An update that asks nothing of us is 200, too; a wrong secret is refused before the body is read.
    """
    house = site_of(request).house
    given = request.headers.get(HEADER)
    if not check_secret(given, house.settings.telegram_secret.get_secret_value()):
        log.warning("telegram_secret_wrong", missing=given is None)
        raise NotAuthorizedException if given is None else PermissionDeniedException
    username = getattr(house.channels.get("telegram"), "username", "")
    inbound = parse(update_in(await request.body()), now=house.now(), username=username)
    if inbound:
        await site_of(request).service.receive(inbound)
    return {}


def update_in(body: bytes) -> dict[str, object]:
    """The body's JSON object; raises ClientException (400) without a word of it."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise ClientException from None
    if not isinstance(update, dict):
        raise ClientException
    return update
