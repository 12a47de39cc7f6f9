"""What comes in from Telegram: one update as an `Inbound`; and the webhook, where Telegram brings it to us."""

import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.taps import read_tap
from bot.message import Inbound
from dialogue.event import Event, Kind

log = structlog.get_logger()

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
SERVICE = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "connected_website",
    "chat_background_set",
)
"""Messages that Telegram writes into a private chat by itself: nobody said anything."""


def parse(update: Update | Mapping[str, Any], *, now: datetime, username: str = "") -> Inbound | None:
    """One update, or None when it asks nothing of us (channel posts, groups that talk among themselves, moving
    live locations). A raw update that cannot be read is logged by its error's type and is None too; never raises.

    now: the caller's clock, aware. username: the bot's own, without "@"; it tells a group that means us.
    An edited text comes as kind `other`, text "edited": what was said has been answered already, so the talk asks
    for it again. A shared contact comes with its phone even when it is somebody else's card: it is the number that
    the person gives for the petugas to call.
    """
    try:
        whole = update if isinstance(update, Update) else Update.de_json(dict(update), None)
        return inbound(whole, now, username)
    except Exception as error:
        log.error("telegram_update_unreadable", error=type(error).__name__)
        return None


def inbound(update: Update, now: datetime, username: str) -> Inbound | None:
    number = str(update.update_id)
    if update.callback_query:
        return tapped(number, update.callback_query, now)
    if update.my_chat_member:
        return membership(number, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        means_us = update.message is not None and is_addressed(message, username)
        return Inbound("telegram", number, str(message.chat.id), None, group=True) if means_us else None
    if message.chat.type != ChatType.PRIVATE:
        return None
    event = edited(message, now) if update.edited_message else said(message, now)
    name = message.from_user.full_name if message.from_user else ""
    return Inbound("telegram", number, str(message.chat.id), event, name) if event else None


def tapped(number: str, query: CallbackQuery, now: datetime) -> Inbound:
    """A tap. Data that we did not write is a choice of turn -1: as stale as a tap can be."""
    message = query.message
    if message and message.chat.type != ChatType.PRIVATE:
        return Inbound("telegram", number, str(message.chat.id), None, tap=query.id, group=True)
    turn, step, value = read_tap(query.data or "") or (-1, "", "")
    return Inbound(
        "telegram",
        number,
        str(query.from_user.id),
        Event("choice", now, value, step, turn),
        query.from_user.full_name,
        tapped_message=str(message.message_id) if message else None,
        tap=query.id,
    )


def membership(number: str, change: ChatMemberUpdated) -> Inbound | None:
    """A person who blocked the bot, or let it in again."""
    if change.chat.type != ChatType.PRIVATE:
        return None
    blocked = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    return Inbound("telegram", number, str(change.chat.id), None, change.from_user.full_name, blocked=blocked)


def edited(message: Message, now: datetime) -> Event | None:
    """Only of a text or its caption; a live location "edits" itself every few seconds."""
    return Event("other", now, "edited") if message.text or message.caption else None


def said(message: Message, now: datetime) -> Event | None:
    if message.text:
        command = COMMAND.fullmatch(message.text)
        if command:
            return Event("command", now, f"{command[1].lower()} {command[3] or ''}".strip())
        return Event("text", now, message.text)
    if any(getattr(message, name) for name in SERVICE):
        return None
    kind, text = content(message)
    return Event(kind, now, text)


def content(message: Message) -> tuple[Kind, str]:
    """Kind and text of what is not words. An animation also carries a document, a venue a location."""
    found: Kind = "other"
    if message.contact:
        return "contact", message.contact.phone_number
    if message.location:
        return "location", f"{message.location.latitude},{message.location.longitude}"
    if message.photo:
        return "photo", message.caption or ""
    if message.voice or message.audio or message.video_note:
        found = "voice"
    elif message.sticker or message.animation:
        found = "sticker"
    elif message.document:
        return "document", message.document.file_name or ""
    return found, ""


def is_addressed(message: Message, username: str) -> bool:
    """Whether a message in a group means this bot: a command, an answer to it, or its name. Other bots never do."""
    if message.from_user and message.from_user.is_bot and message.sender_chat is None:
        return False
    text = message.text or message.caption or ""
    if command := COMMAND.fullmatch(text):
        return command[2] is None or command[2].lower() == username.lower()
    answered = message.reply_to_message and message.reply_to_message.from_user
    if answered and answered.username == username != "":
        return True
    return bool(username) and re.search(rf"@{re.escape(username)}\b", text, re.IGNORECASE) is not None


def check_secret(header: str | None, secret: str) -> bool:
    """Whether a delivery carries our secret (X-Telegram-Bot-Api-Secret-Token); takes the same time either way."""
    return hmac.compare_digest((header or "").encode("utf-8", "replace"), secret.encode()) and secret != ""


async def set_webhook(bot: Bot, url: str, secret: str) -> None:
    """Have Telegram bring updates to `url` (https). secret: 1-256 of A-Z a-z 0-9 _ -. Raises TelegramError."""
    await bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)


async def delete_webhook(bot: Bot) -> None:
    """Let updates be fetched again; waiting ones are kept. Raises TelegramError."""
    await bot.delete_webhook(drop_pending_updates=False)
