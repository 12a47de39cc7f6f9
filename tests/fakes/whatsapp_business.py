"""What stands beside the messages in the fake Graph API: templates, uploads, the number and the app."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import whatsapp_people as people
from tests.fakes.whatsapp_phones import Phones
from tests.fakes.whatsapp_refusals import refused
from tests.fakes.whatsapp_rules import check_media

PLACE = re.compile(r"\{\{(\w+)\}\}")
SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"]
PAGE = 2
"""Templates that one answer holds, whatever is asked for: whoever asks has to turn pages."""


@dataclass
class Template:
    """A template as Meta knows it."""

    id: str
    name: str
    language: str
    category: str
    components: list[dict[str, Any]]
    status: str = "PENDING"
    reason: str = "NONE"

    @property
    def body(self) -> str:
        return str(next(part["text"] for part in self.components if part["type"].upper() == "BODY"))

    @property
    def buttons(self) -> list[str]:
        rows = [part["buttons"] for part in self.components if part["type"].upper() == "BUTTONS"]
        return [button["text"] for row in rows for button in row]

    def to_json(self) -> dict[str, Any]:
        names = ("id", "name", "language", "category", "components", "status")
        return {name: getattr(self, name) for name in names} | {"rejected_reason": self.reason}


@dataclass
class Upload:
    """A file that was brought, until it is sent. name: as its field of the form tells."""

    name: str
    mime: str
    content: bytes


@dataclass
class Number:
    """The business's number as its page in the manager shows it."""

    verified_name: str = "BPJS Ketenagakerjaan Bogor"
    code_verification_status: str = "VERIFIED"
    quality_rating: str = "GREEN"
    name_status: str = "APPROVED"
    platform_type: str = "CLOUD_API"
    status: str = "CONNECTED"
    account_mode: str = "LIVE"
    messaging_limit_tier: str = "TIER_250"
    display_phone_number: str = people.NUMBER
    throughput: dict[str, str] = field(default_factory=lambda: {"level": "STANDARD"})


class Business(Phones):
    """What belongs to the account. scopes: what the token may; apps: which apps get its webhooks, by name."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.templates: list[Template] = []
        self.uploads: dict[str, Upload] = {}
        self.url = "http://127.0.0.1:1/v23.0"
        self.number = Number()
        self.scopes = list(SCOPES)
        self.apps = ["Sapakop"]

    def decide(self, name: str, status: str = "APPROVED", reason: str = "NONE") -> None:
        """Meta approves a template, rejects, pauses or disables it, and says so."""
        for template in self.named(name):
            template.status, template.reason = status, reason
            self.push(people.template_status(name, template.language, status, reason))

    def categorise(self, name: str, category: str) -> None:
        """Meta finds that a template is of another category, and says so."""
        for template in self.named(name):
            self.push(people.template_category(name, template.language, template.category, category))
            template.category = category

    def named(self, name: str) -> list[Template]:
        return [template for template in self.templates if template.name == name]

    # What calls do

    def show_number(self, fields: str) -> dict[str, Any]:
        """The fields that are asked for; without any the usual three."""
        names = [name for name in fields.split(",") if name] or [
            "verified_name",
            "display_phone_number",
            "quality_rating",
        ]
        if unknown := [name for name in names if name != "id" and not hasattr(self.number, name)]:
            raise refused(100, f"Tried accessing nonexisting field ({unknown[0]})")
        return {name: getattr(self.number, name) for name in names if name != "id"} | {"id": people.NUMBER_ID}

    def list_templates(self, query: dict[str, str]) -> dict[str, Any]:
        wanted = [one for one in self.templates if query.get("name", "") in one.name]
        start = int(query.get("after", "0"))
        shown = wanted[start : start + min(PAGE, int(query.get("limit", PAGE)))]
        end = start + len(shown)
        paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(end)}}
        if end < len(wanted):
            paging["next"] = f"{self.url}/{people.WABA}/message_templates?limit={PAGE}&after={end}"
        return {"data": [template.to_json() for template in shown], **({"paging": paging} if shown else {})}

    def create_template(self, given: dict[str, Any]) -> dict[str, Any]:
        for name in ("name", "language", "category", "components"):
            if name not in given:
                raise refused(100, f"The parameter {name} is required.")
        if not re.fullmatch("[a-z0-9_]{1,512}", given["name"]):
            raise refused(100, "name can only have lowercase letters and underscores")
        if given["category"] not in ("UTILITY", "MARKETING", "AUTHENTICATION"):
            raise refused(100, "category must be one of AUTHENTICATION, MARKETING, UTILITY")
        if any(one.language == given["language"] for one in self.named(given["name"])):
            raise refused(100, "There is already content in this language for this template")
        known = {name: given[name] for name in ("name", "language", "category", "components")}
        template = Template(id=str(594_425_479_261_000 + len(self.templates)), **known)
        check_template(template)
        self.templates.append(template)
        return {"id": template.id, "status": template.status, "category": template.category}

    def upload(self, fields: dict[str, str], file: Upload | None) -> dict[str, str]:
        if file is None:
            raise refused(100, "(#100) The parameter file is required")
        check_media(file.mime, file.content, fields)
        media = str(900_000_000_000 + len(self.uploads))
        self.uploads[media] = file
        return {"id": media}


def check_template(template: Template) -> None:
    """Raise RefusedError for what the reviewers' machine refuses at once."""
    places = PLACE.findall(template.body)
    part = next(part for part in template.components if part["type"].upper() == "BODY")
    examples = part.get("example", {})
    given = examples.get("body_text", [[]])[0] or examples.get("body_text_named_params", [])
    if len(template.body) > 1024:
        raise refused(100, "body must be at most 1024 characters long")
    if len(given) != len(places):
        raise refused(100, "Message template components param is missing expected field(s): example")
    if re.match(r"\W*\{\{", template.body) or re.search(r"\}\}\W*$", template.body):
        raise refused(100, "Variables can't be at the start or end of the template.")
    if len(template.body.split()) < 2 * len(places) + 1:
        raise refused(100, "This template has too many variables for its length.")
    if any(len(label) > 25 for label in template.buttons):
        raise refused(100, "button text must be at most 25 characters long")


def filled(template: Template, sent: dict[str, Any]) -> str:
    """The words of a template with the values of a message in it; raises RefusedError when they do not fit."""
    parts = [part for part in sent.get("components", []) if part["type"] == "body"]
    values = [value for part in parts for value in part["parameters"]]
    places = PLACE.findall(template.body)
    if len(values) != len(places):
        raise refused(132000)
    named = {value.get("parameter_name", str(number)): value["text"] for number, value in enumerate(values, start=1)}
    if set(places) != named.keys():
        raise refused(132012)
    return PLACE.sub(lambda place: str(named[place[1]]), template.body)
