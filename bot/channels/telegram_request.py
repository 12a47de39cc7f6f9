"""python-telegram-bot's requests over the program's one aiohttp session, and what their failures mean."""

import json
import logging
from io import BytesIO
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.channels.wire import CONNECT_SECONDS, NEVER_WENT_OUT, READ_SECONDS, UPLOAD_SECONDS, limits

TALKATIVE = ("httpx", "httpcore", "aiohttp", "aiohttp.client", "aiohttp.internal", "telegram")


def quiet_http_loggers() -> None:
    """A Telegram URL contains the token, and python-telegram-bot's debug lines contain texts: warnings only."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class UnreachableError(NetworkError):
    """The request never went out: sending it again is safe."""


class UnansweredError(NetworkError):
    """The request went out and no whole answer came back: it may have been carried out."""


class TooFastError(TelegramError):
    """Telegram asks for a pause of `seconds`. (Its own RetryAfter warns of deprecation whenever it is made.)"""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class TelegramRequest(BaseRequest):
    """Posts over a session it does not own and never closes. Errors carry no URL, so that no token can leak."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        connect: float = CONNECT_SECONDS,
        read: float = READ_SECONDS,
        upload: float = UPLOAD_SECONDS,
    ) -> None:
        self.session = session
        self.connect = connect
        self.read = read
        self.upload = upload

    @property
    def read_timeout(self) -> float:
        return self.read

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body. Raises UnreachableError, UnansweredError or TooFastError.

        Of the four times only `read_timeout` (seconds) is obeyed, and of a call without files; the rest are set once,
        in the constructor.
        """
        read = float(read_timeout) if isinstance(read_timeout, int | float) else self.read
        if request_data is not None and request_data.contains_files:
            read = self.upload  # the system takes a file at once and brings it up a slow line as slowly as that is
        status, body = await self.exchange(method, url, form_of(request_data), limits(self.connect, read))
        if status == 504:
            raise UnansweredError("gateway time-out")
        if status >= 400 and (seconds := pause_asked(body)):
            raise TooFastError(seconds)
        return status, body

    async def exchange(
        self, method: str, url: str, data: dict[str, str] | aiohttp.FormData | None, times: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        failure: NetworkError
        try:
            async with self.session.request(method, url, data=data, timeout=times, allow_redirects=False) as response:
                return response.status, await response.read()
        except NEVER_WENT_OUT as error:
            failure = UnreachableError(type(error).__name__)
        except (aiohttp.ClientError, OSError) as error:
            failure = UnansweredError(type(error).__name__)
        raise failure  # outside of `except`: the cause names the URL

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object. The library's own version logs the whole payload when it is not JSON."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok", True) and "result" not in answer):
            raise UnansweredError("not an answer of the Bot API")
        return answer


def form_of(request_data: RequestData | None) -> dict[str, str] | aiohttp.FormData | None:
    """The fields as a form; with files as multipart."""
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        body = BytesIO(content) if isinstance(content, bytes) else content  # aiohttp would write bytes in one piece
        form.add_field(name, body, filename=filename, content_type=mime)
    return form


def pause_asked(body: bytes) -> float:
    """Seconds of a refusal's `retry_after`; 0 when there is none."""
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 0.0
