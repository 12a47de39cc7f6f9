"""Meta's Graph API over the program's one aiohttp session, and what its failures mean."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import aiohttp
import structlog

from bot.channels import SendError
from bot.channels.whatsapp_errors import Meaning, meaning
from bot.channels.wire import CONNECT_SECONDS, NEVER_WENT_OUT, READ_SECONDS, UPLOAD_SECONDS, limits

log = structlog.get_logger()

API_URL = "https://graph.facebook.com/v23.0"
NO_OBJECT = 33
"""Subcode of a 100: the number or account is not there, or the token may not see it."""


class WhatsAppRequest:
    """Calls over a session it does not own and never closes. Neither errors nor log lines hold the token or a body."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: str,
        api_url: str = API_URL,
        *,
        connect: float = CONNECT_SECONDS,
        read: float = READ_SECONDS,
        upload: float = UPLOAD_SECONDS,
    ) -> None:
        self.session = session
        self.headers = {"Authorization": f"Bearer {token}"}
        self.api_url = api_url.rstrip("/")
        self.connect = connect
        self.read = read
        self.upload = upload

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a JSON body. Raises SendError, as all of these do."""
        content = json.dumps(body).encode()
        return await self.call("POST", path, self.read, data=content, headers={"Content-Type": "application/json"})

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        return await self.call("GET", path, self.read, params=query)

    async def delete(self, path: str, **query: str) -> dict[str, Any]:
        return await self.call("DELETE", path, self.read, params=query)

    async def post_file(self, path: str, content: bytes, name: str, mime: str) -> dict[str, Any]:
        """The answer to a file, sent as a form."""
        form = aiohttp.FormData({"messaging_product": "whatsapp", "type": mime})
        form.add_field("file", BytesIO(content), filename=name, content_type=mime)
        return await self.call("POST", path, self.upload, data=form)

    async def call(
        self, method: str, path: str, read: float, headers: Mapping[str, str] | None = None, **what: Any
    ) -> dict[str, Any]:
        """The answer as an object. Raises SendError."""
        times = limits(self.connect, read)
        url, headers = f"{self.api_url}/{path.lstrip('/')}", {**self.headers, **(headers or {})}
        failure: SendError
        try:
            async with self.session.request(
                method, url, headers=headers, timeout=times, allow_redirects=False, **what
            ) as response:
                return answer(response.status, await response.read())
        except NEVER_WENT_OUT:
            failure = SendError("unreachable")
        except (aiohttp.ClientError, OSError):
            failure = unanswered()
        raise failure  # outside of `except`: the cause names the URL


def answer(status: int, content: bytes) -> dict[str, Any]:
    """An answer's object. Raises SendError: what the answer refuses, or nobody knows when it is none."""
    try:
        said = json.loads(content.decode("utf-8", "replace"))
    except ValueError:
        said = None
    if status < 300 and isinstance(said, dict) and "error" not in said:
        return said
    if status == 504 or (status < 400 and not (isinstance(said, dict) and "error" in said)):
        raise unanswered()
    code = code_of(said)
    log.warning("whatsapp_refused", status=status, code=code)
    raise refusal(meaning(code, status))


def code_of(said: Any) -> int:
    """The code of an error; -1 when it tells none."""
    error = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error, dict):
        return -1
    if error.get("code") == 100 and error.get("error_subcode") == NO_OBJECT:
        return NO_OBJECT
    code = error.get("code")
    return code if isinstance(code, int) else -1


def refusal(found: Meaning) -> SendError:
    """The error of a meaning."""
    return SendError(
        found.reason, permanent=found.permanent, retry_after=found.retry_after, person_only=found.person_only
    )


def unanswered() -> SendError:
    """The request went out and no whole answer came back: it may have been carried out."""
    return SendError("unanswered", unknown=True)
