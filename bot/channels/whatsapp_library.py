"""The templates as Meta keeps them: asked for, handed in, and compared with our files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.whatsapp_errors import SERVER_ERROR
from bot.channels.whatsapp_request import WhatsAppRequest, refusal
from bot.channels.whatsapp_templates import Template

OURS = "sapakop_"
FIELDS = "name,language,status,category,rejected_reason,components"
AT_ONCE, PAGES = "100", 20
"""Templates of one answer, and answers that are asked for at most: an account may hold 6,000, ours are a handful."""


@dataclass(frozen=True)
class Kept:
    """A template of ours as Meta has it. status: APPROVED, PENDING, REJECTED, PAUSED …; reason: why it was refused."""

    name: str
    language: str
    status: str
    category: str
    reason: str
    body: str
    buttons: tuple[str, ...]

    def is_like(self, template: Template) -> bool:
        """Whether it says what our file says."""
        return (self.body, self.buttons) == (template.body, (template.button,))


async def fetch(request: WhatsAppRequest, account: str) -> Sequence[Kept]:
    """Our templates of a WhatsApp Business account. Raises SendError."""
    found: list[Kept] = []
    query = {"fields": FIELDS, "limit": AT_ONCE}
    for _ in range(PAGES):
        page = await request.get(f"{account}/message_templates", **query)
        found += read_page(page)
        after = cursor(page)
        if not after:
            break
        query["after"] = after
    return found


def read_page(page: Mapping[str, Any]) -> Iterator[Kept]:
    """What is ours on a page; a row that cannot be read is left out. Raises SendError for what is no page: taken for an
    empty one it would say that all templates are gone."""
    rows = page.get("data")
    if not isinstance(rows, list):
        raise refusal(SERVER_ERROR)
    for row in rows:
        if isinstance(row, dict) and str(row.get("name", "")).startswith(OURS):
            yield kept(row)


def kept(row: Mapping[str, Any]) -> Kept:
    name, language, status, category = (str(row.get(key, "")) for key in ("name", "language", "status", "category"))
    reason = str(row.get("rejected_reason") or "")
    parts = [part for part in row.get("components") or () if isinstance(part, dict)]
    body = next((str(part.get("text", "")) for part in parts if part.get("type") == "BODY"), "")
    buttons = tuple(str(button.get("text", "")) for part in parts for button in part.get("buttons") or ())
    return Kept(name, language, status, category, "" if reason == "NONE" else reason, body, buttons)


def cursor(page: Mapping[str, Any]) -> str:
    """Where the next page begins; "" after the last."""
    paging = page.get("paging") or {}
    return str((paging.get("cursors") or {}).get("after", "")) if paging.get("next") else ""


async def create(request: WhatsAppRequest, account: str, template: Template) -> Kept:
    """Hand a template in for approval; what it is at first (usually PENDING). Raises SendError."""
    answer = await request.post(f"{account}/message_templates", definition(template))
    status, category = str(answer.get("status", "PENDING")), str(answer.get("category", template.category))
    return Kept(template.name, template.language, status, category, "", template.body, (template.button,))


def definition(template: Template) -> dict[str, Any]:
    """The JSON body that hands it in."""
    body: dict[str, Any] = {"type": "BODY", "text": template.body}
    if template.examples:
        body["example"] = {"body_text": [list(template.examples)]}
    buttons = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": template.button}]}
    return {
        "name": template.name,
        "language": template.language,
        "category": template.category,
        "components": [body, buttons],
    }
