"""How Meta brings to a webhook what people do and what became of messages: late, twice, in any order, signed."""

import asyncio
import hashlib
import hmac
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.fakes import whatsapp_people as people
from tests.fakes.whatsapp_business import Business

HANDSHAKE = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}


class Webhook(Business):
    """webhook: where `deliver` brings things, signed with the app's `secret`."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.secret = "rahasia-aplikasi"
        self.webhook = ""

    async def subscribe(self, word: str) -> bool:
        """The handshake with which a webhook is entered in the app's settings; word: the token to verify."""
        async with aiohttp.ClientSession() as session:
            query = HANDSHAKE | {"hub.verify_token": word}
            async with session.get(self.webhook, params=query) as response:
                return response.status == 200 and await response.text() == HANDSHAKE["hub.challenge"]

    async def deliver(self, *, times: int = 1, shuffled: int | None = None, together: bool = False) -> list[int]:
        """Bring what waits to the webhook, each `times` times; HTTP statuses. What is not answered 200 stays.

        shuffled: a seed; in any order and at once. together: all of it in one delivery.
        """
        changes, self.queue = self.queue, []
        groups = [changes] if together and changes else [[change] for change in changes]
        jobs = groups * times
        if shuffled is not None:
            random.Random(shuffled).shuffle(jobs)
        width = asyncio.Semaphore(1 if shuffled is None else 20)
        async with aiohttp.ClientSession() as session:

            async def bring(group: list[people.Change]) -> int:
                async with width:
                    return await self.bring(session, people.delivery(*group))

            statuses = list(await asyncio.gather(*(bring(group) for group in jobs)))
        refused = [group for group, status in zip(jobs, statuses, strict=True) if status != 200]
        self.queue[:0] = [change for group in groups if group in refused for change in group]
        return statuses

    @asynccontextmanager
    async def bringing(self) -> AsyncIterator[None]:
        """Meanwhile Meta brings what waits as soon as it waits, and again what was not taken."""

        async def courier() -> None:
            while True:
                if self.queue:
                    await self.deliver()
                await asyncio.sleep(0.02)

        task = asyncio.create_task(courier())
        try:
            yield
        finally:
            task.cancel()

    async def bring(self, session: aiohttp.ClientSession, delivery: Any) -> int:
        """One signed delivery; its HTTP status, 0 when nobody answered."""
        body = json.dumps(delivery).encode()
        signature = "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": signature, "Content-Type": "application/json"}
        try:
            async with session.post(self.webhook, data=body, headers=headers) as response:
                return response.status
        except aiohttp.ClientError:
            return 0
