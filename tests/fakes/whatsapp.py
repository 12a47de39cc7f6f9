"""A Graph API server on loopback that answers, and refuses, like Meta."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import aiohttp
from aiohttp import web

from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_request import WhatsAppRequest
from tests.fakes import whatsapp_people as people
from tests.fakes.whatsapp_business import Template, Upload, filled
from tests.fakes.whatsapp_phones import Bubble, Choice, Phone
from tests.fakes.whatsapp_refusals import no_object, refused
from tests.fakes.whatsapp_rules import RefusedError, check_body
from tests.fakes.whatsapp_webhook import Webhook
from tests.fakes.wire import listen

PAIR_SECONDS, PAIR_BURST = 6.0, 45
"""How often one person may be written to: one message in so many seconds, so many at once borrowed from the future."""


@dataclass
class Fault:
    """What goes wrong with the next call of a kind: messages, receipts, media, message_templates …; "*" is any.
    Or with the next message of a type: text, interactive, template …

    code: refused with it (status: another HTTP status than the code's); later: it is taken, and a status tells of the
    code. body: what is answered, with `status`, whatever it should have been. drop: the connection breaks before or
    after the call was carried out. delay: seconds from carrying it out to the answer.
    """

    on: str
    code: int = 0
    status: int = 0
    later: bool = False
    body: str | None = None
    drop: Literal["", "before", "after"] = ""
    delay: float = 0.0


class DroppedError(Exception):
    """The connection breaks."""


class FakeWhatsApp(Webhook):
    """Use as `async with FakeWhatsApp() as whatsapp`; `url` is the API's, with its version.

    now: the clock of windows and paces. per_second: what the number may send. tells: which statuses each message that
    is taken brings by itself. refusals: the codes of what was refused, scripted or not.
    """

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC), per_second: float = 80.0) -> None:
        super().__init__(now=now)
        self.token = "EAAG-rahasia-sekali"
        self.per_second = per_second
        self.tells: tuple[str, ...] = ("sent", "delivered")
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: list[int] = []
        self.faults: list[Fault] = []
        self.full_at: dict[str, float] = {}

    async def __aenter__(self) -> "FakeWhatsApp":
        self.runner, url = await listen("/v23.0/{path:.*}", self.serve, 110_000_000)
        self.url = f"{url}/v23.0"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.runner.cleanup()

    def settings(self) -> dict[str, object]:
        """The settings of a service that is connected with it."""
        known = {"whatsapp_token": self.token, "whatsapp_app_secret": self.secret, "whatsapp_verify_token": "salam"}
        ids = {"whatsapp_phone_number_id": people.NUMBER_ID, "whatsapp_waba_id": people.WABA}
        return {**known, **ids, "whatsapp_api_url": self.url}

    def fail(self, code: int = 0, times: int = 1, *, on: str = "messages", **how: Any) -> None:
        """Script a `Fault` for the next calls."""
        self.faults += [Fault(on, code, **how) for _ in range(times)]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        sent, file = await content(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            status, text = await self.reply(request.method, request.match_info["path"], token, sent, file)
        except DroppedError:
            if request.transport:
                request.transport.abort()
            return web.Response()
        return web.Response(status=status, text=text, content_type="application/json")

    async def reply(
        self, method: str, path: str, token: str, sent: dict[str, Any], file: Upload | None = None
    ) -> tuple[int, str]:
        """Status and JSON of one call, with the fault that was scripted for it."""
        kind = "receipts" if "status" in sent else path.rsplit("/", maxsplit=1)[-1]
        fault = next((fault for fault in self.faults if fault.on in ("*", kind, sent.get("type"))), Fault(kind))
        if fault in self.faults:
            self.faults.remove(fault)
        if fault.drop == "before":
            raise DroppedError
        if fault.body is not None:
            return fault.status, fault.body
        try:
            if token != self.token:
                raise refused(190)
            if fault.code and not fault.later:
                raise refused(fault.code, status=fault.status)
            self.calls.append((kind, sent))
            answer = self.call(method, path, sent, file, fault.code)
        except RefusedError as refusal:
            self.refusals.append(refusal.code)
            return refusal.status, json.dumps(refusal.body)
        await asyncio.sleep(fault.delay)
        if fault.drop == "after":
            raise DroppedError
        return 200, json.dumps(answer)

    def call(self, method: str, path: str, sent: dict[str, Any], file: Upload | None, code: int) -> dict[str, Any]:
        match method, path.split("/"):
            case "POST", [people.NUMBER_ID, "messages"]:
                return self.mark(sent) if "status" in sent else self.send(sent, code)
            case "POST", [people.NUMBER_ID, "media"]:
                return self.upload(sent, file)
            case "GET", [people.NUMBER_ID]:
                return self.show_number(sent.get("fields", ""))
            case "GET", [people.WABA, "message_templates"]:
                return self.list_templates(sent)
            case "POST", [people.WABA, "message_templates"]:
                return self.create_template(sent)
            case "GET", [people.WABA, "subscribed_apps"]:
                apps = [{"whatsapp_business_api_data": {"name": name, "id": "67080"}} for name in self.apps]
                return {"data": apps}
            case "POST", [people.WABA, "subscribed_apps"]:
                self.apps = self.apps or ["Sapakop"]
                return {"success": True}
            case "GET", ["debug_token"]:
                known = sent.get("input_token") == self.token
                told = {"app_id": "67080", "is_valid": known, "type": "SYSTEM_USER", "expires_at": 0}
                return {"data": {**told, "scopes": self.scopes}}
        raise no_object(path.split("/", maxsplit=1)[0])

    def mark(self, body: dict[str, Any]) -> dict[str, Any]:
        """A person's message is marked as read; he sees two blue ticks, and, it may be, that we write."""
        check_body(body)
        if body["message_id"] not in self.written:
            raise refused(131009, "Message ID is not valid")
        phone = self.written[body["message_id"]]
        phone.ticks.append(body["message_id"])
        phone.typing += "typing_indicator" in body
        return {"success": True}

    def send(self, body: dict[str, Any], code: int = 0) -> dict[str, Any]:
        """A message is taken and shown, or refused; with a code it is taken, and fails."""
        check_body(body)
        address = str(body.get("to") or body["recipient"])
        phone = self.addressed(body)
        bubble = self.bubble(body)
        if not self.is_open(phone) and body["type"] != "template":
            raise refused(131047)
        self.spend("number", 1 / self.per_second, self.per_second, 130429)
        self.spend(phone.who.id, PAIR_SECONDS, PAIR_BURST, 131056)
        if code:
            self.tell(phone.who, bubble, "failed", code)
        else:
            self.show(phone, bubble)
            for state in self.tells:
                self.tell(phone.who, bubble, state)
        ids = {"wa_id": address} if "to" in body else {"user_id": address}
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": address, **ids}],
            "messages": [{"id": bubble.wamid, **({"message_status": "accepted"} if bubble.template else {})}],
        }

    def addressed(self, body: dict[str, Any]) -> Phone:
        """The phone of `to` (a number) or of `recipient` (a business-scoped id)."""
        address, name = (body["to"], "wa_id") if "to" in body else (body["recipient"], "user_id")
        found = [phone for phone in self.phones if getattr(phone.who, name) == address]
        if not found or found[0].has_blocked:
            raise refused(131026)
        return found[0]

    def spend(self, key: str, cost: float, burst: float, code: int) -> None:
        """One from a bucket that refills every `cost` seconds; a refusal with `code` when it is empty."""
        now = self.now().timestamp()
        full = max(self.full_at.get(key, 0.0), now)
        if full - now > cost * (burst - 1) + 1e-6:
            raise refused(code)
        self.full_at[key] = full + cost

    def bubble(self, body: Mapping[str, Any]) -> Bubble:
        """What the phone will show of a message."""
        kind, ref = body["type"], body.get("biz_opaque_callback_data", "")
        content = body[kind]
        if kind == "text":
            return Bubble(self.wamid(), content["body"], ref=ref)
        if kind == "template":
            template = self.approved(content)
            choices = quick_replies(template, content)
            words = filled(template, content)
            return Bubble(self.wamid(), words, kind, choices=choices, template=template.name, ref=ref)
        if kind == "interactive":
            shown = Bubble(self.wamid(), content["body"]["text"], content["type"], choices=choices_of(content), ref=ref)
            shown.opener = content["action"].get("button", "")
            header = content.get("header", {"type": "text"})
            return shown if header["type"] == "text" else self.with_file(shown, header)
        return self.with_file(Bubble(self.wamid(), content.get("caption", ""), kind, ref=ref), body)

    def with_file(self, bubble: Bubble, shown: Mapping[str, Any]) -> Bubble:
        """The bubble with a file that was uploaded before; a picture shows no name."""
        file = shown[shown["type"]]
        if file.get("id") not in self.uploads:
            raise refused(131009, "Media id is not valid or has expired")
        upload = self.uploads[file["id"]]
        if (shown["type"] == "image") != upload.mime.startswith("image/"):
            raise refused(131053, f"{upload.mime} is not the type of a message of type {shown['type']}")
        bubble.file = file.get("filename", "") if shown["type"] == "document" else upload.name
        bubble.content = upload.content
        return bubble

    def approved(self, sent: Mapping[str, Any]) -> Template:
        """The template that a message names."""
        found = [one for one in self.named(sent["name"]) if one.language == sent["language"]["code"]]
        status = found[0].status if found else ""
        if status == "PAUSED":
            raise refused(132015)
        if status == "DISABLED":
            raise refused(132016)
        if status != "APPROVED":
            raise refused(132001)
        return found[0]


def choices_of(shown: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Buttons or rows of an interactive message."""
    action = shown["action"]
    if shown["type"] == "button":
        return tuple(Choice(**button["reply"]) for button in action["buttons"])
    return tuple(Choice(**row) for section in action["sections"] for row in section["rows"])


def quick_replies(template: Template, sent: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The buttons under a template; without a payload a tap brings back the label."""
    parts = [part for part in sent.get("components", []) if part["type"] == "button"]
    payloads = {int(part["index"]): part["parameters"][0]["payload"] for part in parts}
    return tuple(Choice(payloads.get(number, label), label) for number, label in enumerate(template.buttons))


async def content(request: web.Request) -> tuple[dict[str, Any], Upload | None]:
    """Query, JSON or form of a request as one object, and the file that was uploaded with it."""
    sent: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return sent | json.loads(await request.read()), None
    form = await request.post()
    files = [
        Upload(value.filename, value.content_type, value.file.read())
        for value in form.values()
        if isinstance(value, web.FileField)
    ]
    sent |= {name: str(value) for name, value in form.items() if not isinstance(value, web.FileField)}
    return sent, files[0] if files else None


@asynccontextmanager
async def over_http(now: Callable[[], datetime], read: float = 5.0) -> AsyncIterator[tuple[FakeWhatsApp, WhatsApp]]:
    """The fake and our channel on it; `read`: seconds that the channel waits for an answer.

    Which templates are approved the channel is told by the fake itself.
    """
    async with FakeWhatsApp(now) as whatsapp, aiohttp.ClientSession() as session:

        def approved(name: str) -> bool:
            return any(template.status == "APPROVED" for template in whatsapp.named(name))

        request = WhatsAppRequest(session, whatsapp.token, whatsapp.url, connect=2.0, read=read)
        yield whatsapp, WhatsApp(people.NUMBER_ID, request, approved)
