"""The terminal as a channel: what is typed, and how a bubble is written."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Row

from bot.documents import file_name
from bot.message import Button, Inbound, Message
from bot.player import Shown
from bot.script import Input, WrongScriptError, with_file
from dialogue.event import Event, Kind

KINDS = get_args(Kind)


@dataclass
class Terminal:
    """The surface of scripts and of `sapakop talk`: taps are by label, found in the newest bubble that has it."""

    channel: str = "terminal"
    buttons: dict[str, list[Button]] = field(default_factory=dict)
    count: int = 0

    def address(self, who: str) -> str:
        return who

    def inbound(self, who: str, step: Input, at: datetime) -> Inbound:
        self.count += 1
        number, event = f"{who}:{self.count}:{at.isoformat()}", self.event(who, step, at)
        return Inbound(self.channel, number, self.address(who), event, phone=step.phone)

    def event(self, who: str, step: Input, at: datetime) -> Event:
        if step.verb == "tap":
            button = self.button(who, step)
            return Event("choice", at, button.value, button.step, button.turn)
        if step.verb == "text" and step.rest.startswith("/"):
            return Event("command", at, step.rest[1:])
        kind = next(kind for kind in KINDS if kind == step.verb)
        return Event(kind, at, step.rest)

    def button(self, who: str, step: Input) -> Button:
        """The newest button with this label."""
        found = [button for button in self.buttons.get(who, []) if button.label == step.rest]
        if not found:
            raise WrongScriptError(f"line {step.line}: no button {step.rest!r} was shown to {who}")
        return found[-1]

    def show(self, who: str, row: Row[Any]) -> Shown:
        message = Message.from_json(row.message)
        self.buttons.setdefault(who, []).extend(message.buttons)
        words = with_file(message.plain, file_name(message.file) if message.file else "")
        return Shown(words, tuple(button.label for button in message.buttons))
