"""WhatsApp's templates: what may be said outside a person's window, one file each, and the body that says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bot.channels import SendError
from bot.channels.taps import tap_data
from bot.channels.whatsapp_errors import NO_TEMPLATE, OUTSIDE_WINDOW, WITHHELD
from bot.channels.words import one_line, shortened
from bot.message import Button, Message

FOLDER = Path(__file__).parent / "whatsapp_templates"
BODY, BUTTON = 1024, 20
"""Characters of a body with its values in it, and of a quick reply's label. (Meta takes 25 for the label; 20 is what
every other button of ours keeps to.)"""
PLACE = re.compile(r"\{\{(\d+)\}\}")
NAME = re.compile(r"sapakop_[a-z0-9_]{1,50}")


class TemplateError(Exception):
    """A template's file says what Meta would refuse; the message names the file."""


@dataclass(frozen=True)
class Template:
    """One template.

    purpose: of the messages that it stands for. body: with {{1}}, {{2}} … where values go; examples: one for each.
    button: the label of its quick reply, which opens what a button of the message opens whose label is in `stands_for`,
    and the topic `opens` where there is none.
    """

    purpose: str
    name: str
    language: str
    category: str
    body: str
    examples: tuple[str, ...]
    button: str
    stands_for: tuple[str, ...]
    opens: str

    def filled(self, values: tuple[str, ...]) -> str:
        """The words as a person reads them."""
        return PLACE.sub(lambda place: values[int(place[1]) - 1], self.body)

    def payload(self, message: Message) -> str:
        """What a tap on the quick reply brings back: a standing tap, good whenever it comes."""
        own = (button for button in message.buttons if button.turn == 0 and button.label in self.stands_for)
        return tap_data(next(own, Button(self.button, f">{self.opens}", "", 0)))


@cache
def templates() -> Mapping[str, Template]:
    """All templates by purpose. Raises TemplateError."""
    found = [read_template(file) for file in sorted(FOLDER.glob("*.yaml"))]
    return MappingProxyType({template.purpose: template for template in found})


def read_template(file: Path) -> Template:
    """One file. Raises TemplateError for what Meta would refuse."""
    row: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    try:
        template = Template(**{**row, "examples": tuple(row["examples"]), "stands_for": tuple(row["stands_for"])})
    except (KeyError, TypeError) as error:
        raise TemplateError(f"{file.name}: {error}") from None
    for why in complaints(template):
        raise TemplateError(f"{file.name}: {why}")
    return template


def complaints(template: Template) -> list[str]:
    """What Meta refuses, or what would be refused whenever it is sent."""
    places = [int(place) for place in PLACE.findall(template.body)]
    checks = {
        "name: sapakop_ and small letters, digits, _": NAME.fullmatch(template.name),
        "category: UTILITY": template.category == "UTILITY",
        "body: a value may stand neither first nor last": not PLACE.match(template.body)
        and not re.search(r"\}\}\W*$", template.body),
        "body: {{1}}, {{2}} … each once and in order": places == list(range(1, len(places) + 1)),
        "examples: one for each value": len(template.examples) == len(places),
        f"body: at most {BODY // 2} characters without the values": len(template.body) <= BODY // 2,
        f"button: 1 to {BUTTON} characters": 1 <= len(template.button) <= BUTTON,
    }
    return [words for words, kept in checks.items() if not kept]


def template_for(message: Message) -> Template | None:
    """The template that stands for this message; None: nothing may be said outside the window."""
    template = templates().get(message.purpose)
    return template if template and len(message.values) == len(template.examples) else None


def template_body(message: Message, address: Mapping[str, str]) -> dict[str, Any]:
    """The JSON body that sends the template of `message.purpose` to `address` ({"to": …} or {"recipient": …}).

    Whether Meta has approved it is the caller's to ask, by `body["template"]["name"]`. Raises SendError, permanent:
    "outside_window" for a message without a purpose, its purpose itself for what is withheld, "no_template" when no
    template fits its purpose and values.
    """
    template = template_for(message)
    if template is None:
        raise SendError(why_none(message.purpose), permanent=True)
    parts = [{"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [tap(template, message)]}]
    if message.values:
        said = [{"type": "text", "text": words} for words in fitted(template, message.values)]
        parts.insert(0, {"type": "body", "parameters": said})
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **address,
        "type": "template",
        "template": {
            "name": template.name,
            "language": {"policy": "deterministic", "code": template.language},
            "components": parts,
        },
    }


def why_none(purpose: str) -> str:
    """The reason of a message that no template stands for."""
    if purpose in WITHHELD:
        return purpose
    return NO_TEMPLATE.reason if purpose else OUTSIDE_WINDOW.reason


def tap(template: Template, message: Message) -> dict[str, str]:
    return {"type": "payload", "payload": template.payload(message)}


def fitted(template: Template, values: tuple[str, ...]) -> tuple[str, ...]:
    """Values that Meta takes: on one line, not blank, and together with the body no longer than it may be."""
    room = (BODY - len(template.body)) // len(values)
    return tuple(shortened(one_line(value), room) for value in values)
