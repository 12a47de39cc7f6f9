"""A Bot API server on loopback that answers, and refuses, like Telegram."""

import asyncio
import json
import random
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import aiohttp
from aiohttp import web

from bot.channels.telegram import Telegram
from bot.channels.telegram_request import TelegramRequest
from tests.fakes.telegram_chats import Chats
from tests.fakes.telegram_files import check_upload
from tests.fakes.telegram_rules import RefusedError, fields_of
from tests.fakes.wire import listen

OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"


@dataclass
class Fault:
    """What goes wrong with the next call of a method ("*": any).

    status: refused with it (retry_after: seconds, of a 429). drop: the connection breaks before or after the call was
    carried out. delay: seconds from carrying it out to the answer. body: the answer, whatever it should have been.
    """

    method: str
    status: int = 0
    retry_after: int = 0
    drop: Literal["", "before", "after"] = ""
    delay: float = 0.0
    body: str | None = None


class DroppedError(Exception):
    """The connection breaks."""


class FakeTelegram(Chats):
    """Use as `async with FakeTelegram() as telegram`; `url` is the API's. `Inside` reaches it without a server."""

    def __init__(self, token: str = "777:rahasia-sekali") -> None:
        super().__init__()
        self.token = token
        self.url = "http://127.0.0.1:1"
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[Fault] = []
        self.waiting: asyncio.Future[bool] | None = None

    async def __aenter__(self) -> "FakeTelegram":
        self.runner, self.url = await listen("/bot{token}/{method}", self.serve, 60_000_000)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.runner.cleanup()

    def fail(self, method: str = "*", *, times: int = 1, **how: Any) -> None:
        """Script a `Fault` for the next calls of a method."""
        self.faults += [Fault(method, **how) for _ in range(times)]

    def push(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        update = super().push(kind, content)
        if self.updates:
            self.wake(True)
        return update

    async def deliver(self, *, times: int = 1, shuffled: int | None = None) -> list[int]:
        """Bring the waiting updates to the webhook, each `times` times, at once when `shuffled` (a seed). Statuses."""
        jobs = self.updates * times
        if shuffled is not None:
            random.Random(shuffled).shuffle(jobs)
        header = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        width = asyncio.Semaphore(1 if shuffled is None else 20)

        async with aiohttp.ClientSession(headers=header) as session:

            async def bring(update: dict[str, Any]) -> int:
                async with width, session.post(self.webhook["url"], json=update) as response:
                    return response.status

            statuses = await asyncio.gather(*(bring(update) for update in jobs))
        if all(status == 200 for status in statuses):
            self.updates.clear()
        return statuses

    async def serve(self, request: web.Request) -> web.StreamResponse:
        form = {**request.query, **await request.post()}
        fields = {name: getattr(value, "filename", str(value)) for name, value in form.items()}
        files = {name: value.file.read() for name, value in form.items() if isinstance(value, web.FileField)}
        try:
            status, text = await self.reply(request.match_info["token"], request.match_info["method"], fields, files)
        except DroppedError:
            if request.transport:
                request.transport.abort()
            return web.Response()
        return web.Response(status=status, text=text, content_type="application/json")

    async def reply(
        self, token: str, method: str, sent: Mapping[str, str], files: Mapping[str, bytes] | None = None
    ) -> tuple[int, str]:
        """Status and JSON of one call, with the fault that was scripted for it. files: what was uploaded, by field."""
        fault = next((fault for fault in self.faults if fault.method in ("*", method)), Fault(method))
        if fault in self.faults:
            self.faults.remove(fault)
        if fault.drop == "before":
            raise DroppedError
        try:
            if token != self.token:
                raise RefusedError(401, "Unauthorized")
            if fault.status:
                after = {"retry_after": fault.retry_after} if fault.retry_after else {}
                raise RefusedError(fault.status, "scripted", **after)
            fields = fields_of(method, sent)
            self.uploaded = check_upload(method, files or {})
            body = {"ok": True, "result": await self.call(method, fields)}
        except RefusedError as refused:
            return refused.code, json.dumps(refused.body)
        await asyncio.sleep(fault.delay)
        if fault.drop == "after":
            raise DroppedError
        return 200, json.dumps(body) if fault.body is None else fault.body

    async def call(self, method: str, fields: dict[str, Any]) -> Any:
        self.calls.append((method, fields))
        if method == "getUpdates":
            return await self.get_updates(fields)
        known = getattr(self, re.sub("([A-Z])", r"_\1", method).lower(), None)
        return known(fields) if known else True

    def wake(self, has_updates: bool) -> None:
        """End the long poll that waits, if one does: with updates, or because another one has come."""
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(has_updates)

    async def get_updates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        """Waits up to `timeout`; a higher offset forgets earlier updates; of two that wait the first is sent away."""
        if self.webhook.get("url"):
            raise RefusedError(409, WEBHOOK_SET)
        self.allowed = fields.get("allowed_updates", self.allowed)
        self.updates = [update for update in self.updates if update["update_id"] >= fields.get("offset", 0)]
        self.wake(False)
        if not self.updates:
            self.waiting = waiting = asyncio.get_running_loop().create_future()
            await asyncio.wait([waiting], timeout=fields.get("timeout", 0))
            if waiting.done() and not waiting.result():
                raise RefusedError(409, OTHER_POLLER)
        return self.updates[: fields.get("limit", 100)]


class Inside(TelegramRequest):
    """Reaches the fake without HTTP, for what needs thousands of messages and no network."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self.telegram = telegram
        self.connect = self.read = 1.0

    async def exchange(
        self, method: str, url: str, data: dict[str, str] | aiohttp.FormData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        assert not isinstance(data, aiohttp.FormData)
        parts = urlsplit(url)
        token, name = parts.path.removeprefix("/bot").split("/")
        status, text = await self.telegram.reply(token, name, {**dict(parse_qsl(parts.query)), **(data or {})})
        return status, text.encode()


@asynccontextmanager
async def over_http(read: float = 5.0) -> AsyncIterator[tuple[FakeTelegram, Telegram]]:
    """The fake and our channel on it; `read`: seconds that the channel waits for an answer."""
    async with FakeTelegram() as telegram, aiohttp.ClientSession() as session:
        yield telegram, Telegram(telegram.token, TelegramRequest(session, connect=2.0, read=read), telegram.url)
