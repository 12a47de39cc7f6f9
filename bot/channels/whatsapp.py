"""WhatsApp as a channel: one message sent, in as many bodies as it takes, or refused."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.channels import SendError
from bot.channels.whatsapp_errors import FILE, NO_TEMPLATE, OUTSIDE_WINDOW, REFUSED
from bot.channels.whatsapp_markup import CALLBACK, Media, address, bodies, media
from bot.channels.whatsapp_request import WhatsAppRequest, refusal, unanswered
from bot.channels.whatsapp_templates import template_body
from bot.channels.whatsapp_terms import CHANNEL, WINDOW
from bot.documents import Made, without_file
from bot.message import Message
from db.refs import part_of

RECEIPT_SECONDS = 5.0
"""A read receipt that takes longer is let go: the answer is worth more."""
SEND_SECONDS = 75.0
"""All bodies of one message, its file before them: less than a sender's lease."""


class WhatsApp:
    """The Cloud API: `WhatsApp(phone_number_id, WhatsAppRequest(session, token), approved)`.

    approved: whether Meta has approved the template of this name. per_second: what Meta lets this number send; it takes
    one message in six seconds to one person, after a burst of 45.
    """

    name = CHANNEL
    person_interval = 6.0
    burst = 45
    window: timedelta | None = WINDOW

    def __init__(
        self,
        phone_number_id: str,
        request: WhatsAppRequest,
        approved: Callable[[str], bool] = lambda name: False,
        per_second: float = 80.0,
    ) -> None:
        self.phone_number_id = phone_number_id
        self.request = request
        self.approved = approved
        self.per_second = per_second

    async def send(
        self,
        external_id: str,
        message: Message,
        *,
        replaces: str | None = None,
        tap: str | None = None,
        made: Made | None = None,
        outside: bool = False,
        ref: str = "",
    ) -> str:
        """tap: the person's own message, marked as read while we write. WhatsApp cannot edit: `replaces` is nothing."""
        if tap is not None:
            await self.acknowledge(tap)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                if outside:
                    return await self.send_template(external_id, message, ref)
                return await self.say(external_id, message, made, ref)
        except TimeoutError:
            failure = unanswered()
        raise failure

    async def acknowledge(self, tap: str) -> None:
        """Blue ticks, and that we are writing. Too late, or not at all, is no error."""
        mark = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": tap,
            "typing_indicator": {"type": "text"},
        }
        with suppress(SendError, TimeoutError):
            async with asyncio.timeout(RECEIPT_SECONDS):
                await self.request.post(f"{self.phone_number_id}/messages", mark)

    async def say(self, external_id: str, message: Message, made: Made | None, ref: str) -> str:
        """The message itself; when Meta finds the window closed, its template. Raises SendError.

        A file that Meta does not take costs nobody the words. It goes in the first part, and is not brought again.
        """
        made = made if message.page == 0 else None
        gone = media("", made.name, made.mime) if made and message.done else None
        file = gone or (await self.upload(made) if made else None)
        shown = without_file(message) if made and file is None else message
        try:
            parts = bodies(shown, address=address(external_id), file=file, ref=ref)
            return await self.post_all(parts, message.done)
        except SendError as error:
            failure = error
        if failure.reason == OUTSIDE_WINDOW.reason:
            return await self.send_template(external_id, message, ref)
        if file is None or failure.done or failure.reason not in {FILE.reason, REFUSED.reason}:
            raise failure
        return await self.say(external_id, without_file(message), None, ref)

    async def post_all(self, parts: Sequence[dict[str, Any]], done: int = 0) -> str:
        """The wamid of the last, which goes in any case. done: so many have gone before. Raises SendError, which tells
        how many have gone now."""
        done, wamid = min(done, len(parts) - 1), ""
        for gone, body in enumerate(parts[done:], done):
            try:
                wamid = await self.post(body)
            except SendError as error:
                error.done = gone
                raise
        return wamid

    async def send_template(self, external_id: str, message: Message, ref: str) -> str:
        """What Meta has approved for the message's purpose. Raises SendError; permanent when there is nothing."""
        body = template_body(message, address(external_id))
        if not self.approved(body["template"]["name"]):
            raise refusal(NO_TEMPLATE)
        return await self.post({**body, **({CALLBACK: part_of(ref, 1, 1)} if ref else {})})

    async def upload(self, made: Made) -> Media | None:
        """A file brought to Meta, to be shown by its id; None: Meta does not take it. Raises SendError."""
        try:
            said = await self.request.post_file(f"{self.phone_number_id}/media", made.content, made.name, made.mime)
        except SendError as error:
            if error.permanent:
                return None
            failure = not_begun(error)
        else:
            return media(str(said["id"]), made.name, made.mime) if "id" in said else None
        raise failure

    async def post(self, body: dict[str, Any]) -> str:
        """One body sent; its wamid. Raises SendError."""
        said = await self.request.post(f"{self.phone_number_id}/messages", body)
        try:
            return str(said["messages"][0]["id"])
        except (KeyError, IndexError, TypeError):
            failure = unanswered()
        raise failure


def not_begun(error: SendError) -> SendError:
    """Whatever became of an upload, no message has been sent."""
    return SendError(error.reason, retry_after=error.retry_after, person_only=error.person_only)
