"""What WhatsApp refuses: judged by the distilled table of Meta's OpenAPI and by the limits that it does not hold."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import category

from tests.fakes.whatsapp_schema import problems, units

TABLE = json.loads((Path(__file__).parent / "whatsapp_bodies.json").read_text(encoding="utf-8"))
TEXT, CAPTION, ROWS = 4096, 1024, 10
UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")
FILES = {"image/jpeg": 5, "image/png": 5, "application/pdf": 100, "application/vnd.ms-excel": 100} | {
    f"application/vnd.openxmlformats-officedocument.{kind}": 100
    for kind in ("spreadsheetml.sheet", "wordprocessingml.document", "presentationml.presentation")
}
"""Megabytes by mime type, of those that we may send."""
MEGABYTE = 1024 * 1024

Problem = tuple[int, str]


class RefusedError(Exception):
    """Meta's answer to a request that it does not take: `code` and `words`; `body` is the JSON, `status` the HTTP's."""

    def __init__(self, code: int, words: str, status: int = 400) -> None:
        super().__init__(f"(#{code}) {words}")
        self.code = code
        self.words = words
        self.status = status
        self.body = {
            "error": {
                "message": f"(#{code}) {words}",
                "type": "OAuthException",
                "code": code,
                "error_data": {"messaging_product": "whatsapp", "details": words},
                "fbtrace_id": "AbCdEf123",
            }
        }


def check_body(body: Mapping[str, Any]) -> None:
    """Raise RefusedError for a body of POST /{phone}/messages that Meta would not take, or that says what it ignores.

    code: 131008 a missing field, 100 an unknown or wrongly typed one, 131009 a value out of its limits.
    """
    root = "read" if "status" in body else "message"
    for problem in problems(body, TABLE["bodies"][root], TABLE["types"]):
        raise RefusedError(131008 if problem.endswith("is missing") else 100, problem)
    if body["messaging_product"] != "whatsapp":
        raise RefusedError(100, "messaging_product must be whatsapp")
    check = {"text": text, "interactive": interactive, "template": template}.get(body.get("type", ""), media)
    for code, words in (*everywhere(body), *(mark(body) if root == "read" else check(body))):
        raise RefusedError(code, words)


def check_media(mime: str, content: bytes, fields: Mapping[str, str]) -> None:
    """Raise RefusedError for an upload to /{phone}/media that Meta would not take."""
    if missing := {"messaging_product", "type"} - fields.keys():
        raise RefusedError(100, f"the parameter {sorted(missing)} is required")
    if mime not in FILES or fields["type"] != mime:
        raise RefusedError(100, f"Param file must be a file with one of the following types: {sorted(FILES)}")
    if not 0 < len(content) <= FILES[mime] * MEGABYTE:
        raise RefusedError(131053, "the file is empty or too large")


def everywhere(value: Any) -> Iterator[Problem]:
    """What no text may hold, wherever it stands: halves of surrogate pairs and control characters."""
    if isinstance(value, str):
        if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", value):
            yield 100, "a text holds control characters or half a character"
        return
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from everywhere(one)


def mark(body: Mapping[str, Any]) -> Iterator[Problem]:
    if body["status"] != "read" or not body["message_id"]:
        yield 100, "only a message can be marked, and only as read"
    yield from unknown(body, {"messaging_product", "status", "message_id", "typing_indicator"})


def text(body: Mapping[str, Any]) -> Iterator[Problem]:
    yield from sized("text.body", body["text"].get("body", ""), TEXT)


def media(body: Mapping[str, Any]) -> Iterator[Problem]:
    kind = body["type"]
    yield from unknown(body[kind], {"id", "link", "caption", *(["filename"] if kind == "document" else [])})
    if "caption" in body[kind]:
        yield from sized(f"{kind}.caption", body[kind]["caption"], CAPTION)


def interactive(body: Mapping[str, Any]) -> Iterator[Problem]:
    """Reply buttons or a list, with all that Meta's page says about them."""
    shown = body["interactive"]
    yield from unknown(shown, {"type", "header", "body", "footer", "action"})
    if "body" not in shown:
        yield 131008, "interactive.body is missing"
        return
    yield from sized("interactive.body.text", shown["body"]["text"], CAPTION)
    if header := shown.get("header"):
        yield from header_problems(header, shown["type"])
    action = shown["action"]
    if shown["type"] == "button" and "buttons" in action:
        replies = [button["reply"] for button in action["buttons"]]
        yield from choices(replies, "button", 20, 256)
    elif shown["type"] == "list" and "sections" in action:
        yield from sized("action.button", action["button"], 20, line=True)
        yield from sections(action["sections"])
    else:
        yield 131009, "the action does not belong to this type of interactive message"


def header_problems(header: Mapping[str, Any], kind: str) -> Iterator[Problem]:
    if header["type"] not in header:
        yield 131008, f"header.{header['type']} is missing"
    elif kind == "list" and header["type"] != "text":
        yield 131009, "the header of a list is a text"
    elif header["type"] != "text":
        names = {"id", "link", *(["filename"] if header["type"] == "document" else [])}
        yield from unknown(header[header["type"]], names)


def sections(given: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    rows = [row for section in given for row in section.get("rows", ())]
    if not 1 <= len(rows) <= ROWS or any(not section.get("rows") for section in given):
        yield 131009, f"Total row count exceed max allowed count: {ROWS}, or a section has none"
    if len(given) > 1 and any(not section.get("title") for section in given):
        yield 131009, "Section title is required when there is more than one section"
    yield from choices(rows, "row", 24, 200)
    for row in rows:
        if "description" in row:
            yield from sized("row.description", row["description"], 72, line=True)
        yield from unknown(row, {"id", "title", "description"})


def choices(given: Sequence[Mapping[str, str]], name: str, title: int, key: int) -> Iterator[Problem]:
    """Titles and ids: not empty, not too long, and no two alike."""
    for one in given:
        yield from sized(f"{name}.title", one["title"], title, line=True)
        yield from sized(f"{name}.id", one["id"], key, line=True)
    for field in ("title", "id"):
        if len({one[field] for one in given}) < len(given):
            yield 131009, f"Duplicated {field} of a {name}"


def template(body: Mapping[str, Any]) -> Iterator[Problem]:
    """Values of a template hold no line break, no tab and no run of more than four blanks."""
    known = {"messaging_product", "recipient_type", "to", "recipient", "type", "context", "template"}
    yield from unknown(body, {*known, "biz_opaque_callback_data"})
    yield from sized("template.name", body["template"]["name"], 512, line=True)
    for part in body["template"].get("components", ()):
        for value in part.get("parameters", ()):
            if part["type"] == "body" and re.search("[\n\t]|     ", value.get("text", "")):
                yield 132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
            if "text" in value:
                yield from sized("template parameter", value["text"], CAPTION)
            if "payload" in value:
                yield from sized("template payload", value["payload"], 128)


def sized(name: str, words: str, most: int, line: bool = False) -> Iterator[Problem]:
    """A text that can be seen and is not too long; `line`: on one line, and without blanks around it."""
    if all(category(char)[0] in "CZM" or char in UNSEEN for char in words):
        yield 131009, f"{name} is empty"
    if units(words) > most:
        yield 131009, f"{name} length invalid. Min length: 1, Max length: {most}"
    if line and (words != words.strip() or len(words.splitlines()) > 1):
        yield 131009, f"{name} has blanks around it or more than one line"


def unknown(given: Mapping[str, Any], names: set[str]) -> Iterator[Problem]:
    if over := sorted(given.keys() - names):
        yield 100, f"Unexpected key {over}"
