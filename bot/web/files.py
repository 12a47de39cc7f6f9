"""Files of the chat: made when they are asked for, and given to nobody but whose message they go with."""

from litestar import Response, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath

from bot.channels.web import LARGEST
from bot.documents import UnmadeError
from bot.message import Message
from bot.web import rows
from bot.web.site import AnyRequest, site_of


class GoneError(HTTPException):
    """The file cannot be made any more."""

    status_code = 410


@get("/files/{message_id:int}")
async def download(request: AnyRequest, message_id: FromPath[int]) -> Response[bytes]:
    """The file of one of the visitor's messages: a picture to be looked at, anything else to be kept."""
    site = site_of(request)
    visitor = site.visitors.require(request)
    stored = None
    if 0 < message_id <= LARGEST:
        stored = await site.house.database.read(rows.find_message, visitor, message_id)
    file = Message.from_json(stored).file if stored else None
    if file is None:
        raise NotFoundException
    try:
        made = await site.shelf.take(file, site.house.book)
    except UnmadeError:
        raise GoneError from None
    way = "inline" if made.mime.startswith("image/") else "attachment"
    headers = {"Content-Disposition": f'{way}; filename="{made.name}"'}
    return Response(made.content, media_type=made.mime, headers=headers)
