"""Telegram as a channel: one message sent, edited or refused."""

from collections.abc import Awaitable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, BotCommand, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.channels import SendError
from bot.channels.telegram_markup import Keyboard, bubble, fits_caption
from bot.channels.telegram_request import (
    TelegramRequest,
    TooFastError,
    UnansweredError,
    UnreachableError,
    quiet_http_loggers,
)
from bot.documents import SORRY, Made
from bot.message import Message
from bot.render import plain
from dialogue.text import Text

API_URL = "https://api.telegram.org"
NOBODY = ("chat not found", "user not found", "user is deactivated", "peer_id_invalid", "chat_id_invalid")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Answer = TypeVar("Answer")


class Telegram:
    """The Bot API: `Telegram(token, TelegramRequest(session))`.

    Telegram takes about 30 messages a second, and one a second to one person.
    """

    name = "telegram"
    per_second = 25.0
    person_interval = 1.0
    burst = 3
    window: timedelta | None = None

    def __init__(self, token: str, request: TelegramRequest, api_url: str = API_URL) -> None:
        quiet_http_loggers()
        self.request = request
        self.bot = Bot(token, f"{api_url.rstrip('/')}/bot", request=request, get_updates_request=request)
        self.username = ""

    async def connect(self) -> None:
        """Learn the bot's own name, by which groups call it. Raises TelegramError; InvalidToken: the token is bad."""
        self.username = (await self.bot.get_me()).username or ""

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
        if tap is not None:
            await self.acknowledge(tap)
        text, keyboard = bubble(message, private=not external_id.startswith("-"))
        if made is not None:
            return await self.deliver(external_id, made, text, keyboard)
        if replaces is not None and message.browse and not message.ask_contact:
            taps = keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None
            if await self.edit(external_id, replaces, text, taps):
                return replaces
        return await self.say(external_id, text, keyboard)

    async def say(self, external_id: str, text: str, keyboard: Keyboard | None = None) -> str:
        """A message of its own. Raises SendError."""
        sent = self.bot.send_message(
            external_id, text, ParseMode.HTML, reply_markup=keyboard, link_preview_options=NO_PREVIEW
        )
        return str((await told(sent)).message_id)

    async def deliver(self, external_id: str, made: Made, text: str, keyboard: Keyboard | None) -> str:
        """A file with its words under it; words too long for that go first, with the buttons. Raises SendError."""
        if fits_caption(text):
            return await self.captioned(external_id, made, text, keyboard)
        number = await self.say(external_id, text, keyboard)
        try:
            await self.captioned(external_id, made)
        except SendError as error:
            raise half_sent(error) from None
        return number

    async def captioned(self, external_id: str, made: Made, text: str = "", keyboard: Keyboard | None = None) -> str:
        """A file and its words; a file that Telegram does not take costs nobody the words."""
        try:
            return await self.upload(external_id, made, text, keyboard)
        except SendError as error:
            if error.reason != "refused":
                raise
        return await self.say(external_id, f"{text}\n\n{plain(SORRY)}".strip(), keyboard)

    async def upload(self, external_id: str, made: Made, caption: str, keyboard: Keyboard | None) -> str:
        """A picture as a photo, everything else as a document. Raises SendError."""
        send = self.bot.send_photo if made.mime.startswith("image/") else self.bot.send_document
        sent = send(
            external_id,
            made.content,
            caption or None,
            reply_markup=keyboard,
            parse_mode=ParseMode.HTML,
            filename=made.name,
        )
        return str((await told(sent)).message_id)

    async def acknowledge(self, tap: str) -> None:
        """Stop the spinner on a tapped button. Too late, or not at all, is no error: it has no other effect."""
        with suppress(TelegramError):
            await self.bot.answer_callback_query(tap)

    async def edit(self, external_id: str, message_id: str, text: str, taps: InlineKeyboardMarkup | None) -> bool:
        """Put text and buttons in the place of a message; False: it cannot be edited any more. Raises SendError.

        An edit may be repeated: the second one is "not modified", which is success.
        """
        editing = self.bot.edit_message_text(
            text,
            external_id,
            int(message_id),
            parse_mode=ParseMode.HTML,
            reply_markup=taps,
            link_preview_options=NO_PREVIEW,
        )
        try:
            await editing
        except TelegramError as error:
            words = str(error).lower()
            if isinstance(error, BadRequest) and "message is not modified" in words:
                return True
            if isinstance(error, BadRequest) and ("edit" in words or "message_id_invalid" in words):
                return False
            if isinstance(error, UnansweredError):
                raise SendError("unanswered") from None
            raise send_error(error) from None
        return True

    async def set_commands(self, commands: Sequence[tuple[str, Text]], languages: Sequence[str] = ("", "id")) -> None:
        """Fill the bot's command menu in each language ("" is for everybody else). Raises TelegramError."""
        for language in languages:
            menu = [BotCommand(name, plain(text, language or "id")) for name, text in commands]
            await self.bot.set_my_commands(menu, language_code=language or None)


async def told(call: Awaitable[Answer]) -> Answer:
    """The answer of a call; its failure as SendError."""
    try:
        return await call
    except TelegramError as error:
        failure = send_error(error)
    raise failure


def half_sent(error: SendError) -> SendError:
    """The words have arrived and the file has not, or perhaps: whatever must not come twice is not sent again."""
    return SendError(
        error.reason, permanent=error.permanent, retry_after=error.retry_after, unknown=True, gone=error.gone
    )


def send_error(error: TelegramError) -> SendError:
    """What a failure of a *sending* call means for the outbox."""
    words = str(error).lower()
    match error:
        case TooFastError():
            return SendError("too_many_requests", retry_after=error.seconds)
        case UnansweredError():
            return SendError("unanswered", unknown=True)
        case UnreachableError():
            return SendError("unreachable")
        case Forbidden():
            return SendError("forbidden", permanent=True, gone=True)
        case BadRequest() if any(phrase in words for phrase in NOBODY):
            return SendError("not_found", permanent=True, gone=True)
        case BadRequest() | ChatMigrated():
            return SendError("refused", permanent=True)
        case InvalidToken():
            return SendError("bad_token", retry_after=60.0)
        case NetworkError():
            return SendError("server_error")
        case _:
            return SendError("unanswered", unknown=True)
