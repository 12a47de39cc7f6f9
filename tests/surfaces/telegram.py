"""Telegram as a surface: each input becomes an update of the Bot API, each message is judged as Telegram would."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.channels.telegram_markup import CAPTION_UNITS, CONTACT, bubble, fits_caption
from bot.channels.telegram_updates import parse
from bot.documents import file_name
from bot.message import Inbound, Message
from bot.player import Shown
from bot.render import plain
from bot.script import Input, WrongScriptError, with_file
from tests.fakes import telegram_people as people
from tests.fakes.telegram_rules import check_keyboard, fields_of, visible

Key = Mapping[str, Any]
FIRST_CHAT = 501


@dataclass
class TelegramSurface:
    """People of a talk get chat ids in the order in which they turn up. keys: of each person, the newest last."""

    channel: str = "telegram"
    chats: dict[str, int] = field(default_factory=dict)
    keys: dict[str, list[Key]] = field(default_factory=dict)
    count: int = 0

    def address(self, who: str) -> str:
        return str(self.chats.setdefault(who, FIRST_CHAT + len(self.chats)))

    def inbound(self, who: str, step: Input, at: datetime) -> Inbound:
        self.count += 1
        found = parse({"update_id": self.count, **self.update(who, step)}, now=at)
        assert found is not None
        assert found.external_id == self.address(who)
        return found

    def update(self, who: str, step: Input) -> dict[str, Any]:
        """What Telegram makes of it; a key of a reply keyboard says its words."""
        chat = int(self.address(who))
        key = self.key(who, step) if step.verb == "tap" else None
        if key and "callback_data" in key:
            shown = people.message(chat, self.count, text="…", **{"from": people.BOT})
            return {"callback_query": people.tap(chat, str(self.count), shown, key["callback_data"])}
        words = key["text"] if key else step.rest
        return {"message": people.message(chat, self.count, **content(chat, step.verb, words))}

    def key(self, who: str, step: Input) -> Key:
        """The newest key with this label."""
        found = [key for key in self.keys.get(who, []) if key["text"] == step.rest]
        if not found:
            raise WrongScriptError(f"line {step.line}: no button {step.rest!r} was shown to {who}")
        return found[-1]

    def show(self, who: str, row: Row[Any]) -> Shown:
        """What Telegram shows of it; raises RefusedError for what Telegram does not take."""
        message = Message.from_json(row.message)
        html, keyboard = bubble(message)
        under = message.file is not None and fits_caption(html)
        method, field = ("sendDocument", "caption") if under else ("sendMessage", "text")
        sent = {"chat_id": self.address(who), field: html, "parse_mode": "HTML"}
        if under and message.file:
            sent["document"] = file_name(message.file)
        if keyboard is not None:
            sent["reply_markup"] = json.dumps(keyboard.to_dict())
        fields = fields_of(method, sent)
        markup = fields.get("reply_markup", {})
        words, _ = visible(fields[field], fields["parse_mode"], CAPTION_UNITS if under else 4096)
        check_keyboard(markup or None, private=True)
        lines: list[list[Key]] = markup.get("inline_keyboard") or markup.get("keyboard") or []
        keys = [key for line in lines for key in line if key["text"] != plain(CONTACT)]
        self.keys.setdefault(who, []).extend(keys)
        name = file_name(message.file) if message.file else ""
        return Shown(with_file(words, name), tuple(key["text"] for key in keys))


def content(chat: int, verb: str, words: str) -> dict[str, Any]:
    """The content of a message, by the verb of the grammar."""
    if verb in ("text", "tap"):
        return people.words(words)
    if verb == "contact":
        return {"contact": {"phone_number": words, "first_name": "Siti", "user_id": chat}}
    if verb == "document":
        return {"document": {**people.DOCUMENT, "file_name": words}}
    if verb == "location":
        latitude, longitude = map(float, words.split(","))
        return {"location": {"latitude": latitude, "longitude": longitude}}
    return people.CONTENT[verb]
