"""The web chat as a surface: each input is the JSON that the page posts, each bubble the JSON that it is given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from bot.channels import web
from bot.message import Inbound
from bot.player import Shown
from bot.script import Input, WrongScriptError, with_file

Button = Mapping[str, Any]
VERBS = frozenset(("text", "tap", "contact", "wait"))
"""What the page can do: it has no place for a voice note, a picture, a file or a location."""


@dataclass
class WebSurface:
    """buttons: of each person, with the bubble that each stands under; the newest last."""

    channel: str = web.NAME
    buttons: dict[str, list[Button]] = field(default_factory=dict)
    count: int = 0

    def address(self, who: str) -> str:
        return who

    def inbound(self, who: str, step: Input, at: datetime) -> Inbound:
        self.count += 1
        post = json.dumps({"id": str(UUID(int=self.count)), **self.post(who, step)})
        return web.inbound(web.Posted.model_validate_json(post), self.address(who), at)

    def post(self, who: str, step: Input) -> dict[str, Any]:
        if step.verb not in VERBS:
            raise WrongScriptError(f"line {step.line}: nobody can send a {step.verb} from the page")
        if step.verb != "tap":
            return {step.verb: step.rest}
        found = [button for button in self.buttons.get(who, []) if button["label"] == step.rest]
        if not found:
            raise WrongScriptError(f"line {step.line}: no button {step.rest!r} was shown to {who}")
        return {"choice": {name: found[-1][name] for name in ("step", "value", "turn", "message")}}

    def show(self, who: str, row: Row[Any]) -> Shown:
        """What the page shows of a bubble, as its script reads it."""
        data = json.loads(json.dumps(web.bubble(row), ensure_ascii=False))
        buttons = [{**button, "message": data["id"]} for button in data["buttons"]]
        self.buttons.setdefault(who, []).extend(buttons)
        words = "".join(span["words"] for span in data["body"])
        file = data["file"] or {"name": "", "url": f"/chat/files/{row.id}"}
        assert file["url"] == f"/chat/files/{row.id}"
        return Shown(with_file(words, file["name"]), tuple(button["label"] for button in buttons))
