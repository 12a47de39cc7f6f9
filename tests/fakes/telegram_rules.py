"""What Telegram refuses: judged by the distilled table of its fields and by its limits."""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import category

TABLE = json.loads((Path(__file__).parent / "telegram_methods.json").read_text(encoding="utf-8"))
TAGS = set("b strong i em u ins s strike del code pre a tg-spoiler blockquote".split())
MARKUP = re.compile(r"</?[a-z-]+(?: [^<>]*)?>|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
IGNORED = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")
ACTIONS = {"callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text", "pay"}


class RefusedError(Exception):
    """Telegram's answer to a request that it does not take; `parameters` as in a 429."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.body = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


def bad(description: str) -> RefusedError:
    return RefusedError(400, f"Bad Request: {description}")


def fields_of(method: str, sent: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a form with their values decoded; unknown or missing ones and wrong types are refused."""
    if method not in TABLE["methods"]:
        raise RefusedError(404, "Not Found")
    known: dict[str, str] = TABLE["methods"][method]
    if unknown := sent.keys() - known.keys():
        raise bad(f"{method} has no field {sorted(unknown)}")
    if missing := {name for name, types in known.items() if types.endswith("!")} - sent.keys():
        raise bad(f"{method} needs the field {sorted(missing)}")
    return {name: decoded(name, value, known[name].rstrip("!").split("|")) for name, value in sent.items()}


def decoded(name: str, value: str, types: list[str]) -> Any:
    """A form field is text: a String as it stands, everything else as JSON."""
    try:
        read = json.loads(value)
    except ValueError:
        read = value
    for kind in types:
        if kind not in ("String", "InputFile") and matches(read, kind):
            return read
    if {"String", "InputFile"} & set(types):
        return value
    raise bad(f"field {name!r} is not of {types}")


def matches(value: Any, kind: str) -> bool:
    """Whether a decoded value is of a type of the table."""
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(matches(one, kind.removeprefix("Array of ")) for one in value)
    plain = {"Integer": int, "String": str, "Boolean": bool, "Float": float}
    if kind in plain:
        return isinstance(value, plain[kind]) and (kind == "Boolean" or not isinstance(value, bool))
    entry = TABLE["types"][kind]
    if isinstance(entry, str):
        return any(matches(value, one) for one in entry.split("|"))
    required = {name for name, types in entry.items() if types.endswith("!")}
    return (
        isinstance(value, dict)
        and required <= value.keys() <= entry.keys()
        and all(any(matches(one, k) for k in entry[name].rstrip("!").split("|")) for name, one in value.items())
    )


class Entities(HTMLParser):
    """The visible words of Telegram's HTML, and the runs that are bold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words = ""
        self.bold: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad(f'can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.words += data
        if "b" in self.open:
            self.bold.append(data)


def visible(text: str, parse_mode: str | None, limit: int = 4096) -> tuple[str, list[str]]:
    """Words and bold runs as a person sees them; refuses bad HTML, nothing to see, and more than `limit` units."""
    entities = Entities()
    if parse_mode == "HTML":
        if re.search("[<>&]", MARKUP.sub("", text)):
            raise bad("can't parse entities: a bare <, > or &")
        entities.feed(text)
        entities.close()
        if entities.open:
            raise bad(f"can't parse entities: Can't find end tag of \"{entities.open[-1]}\"")
    elif parse_mode:
        raise bad("unsupported parse_mode")
    words = IGNORED.sub("", entities.words if parse_mode else text).strip()
    if is_empty(words):
        raise bad("message text is empty")
    if len(words.encode("utf-16-le")) // 2 > limit:
        raise bad("message is too long")
    return words, entities.bold


def is_empty(words: str) -> bool:
    return all(category(char)[0] in "CZM" or char in "\u2800\u3164" for char in words)


def check_keyboard(markup: dict[str, Any] | None, private: bool) -> None:
    if markup is None:
        return
    if len(json.dumps(markup)) > 10_000:
        raise bad("reply markup is too long")
    for problem in (*inline_problems(markup.get("inline_keyboard", [])), *reply_problems(markup, private)):
        raise bad(problem)


def inline_problems(lines: list[list[dict[str, Any]]]) -> Iterator[str]:
    keys = [key for line in lines for key in line]
    if len(keys) > 100 or any(len(line) > 8 for line in lines):
        yield "too many inline buttons"
    for key in keys:
        if is_empty(key["text"]):
            yield "inline keyboard button text is empty"
        if len(ACTIONS & key.keys()) != 1:
            yield "text buttons are unallowed in the inline keyboard"
        if not 1 <= len(key.get("callback_data", "-").encode()) <= 64:
            yield "BUTTON_DATA_INVALID"


def reply_problems(markup: dict[str, Any], private: bool) -> Iterator[str]:
    lines = markup.get("keyboard", [])
    if sum(map(len, lines)) > 300 or any(len(line) > 12 for line in lines):
        yield "too many buttons"
    for key in (key for line in lines for key in line):
        if is_empty(key["text"]):
            yield "keyboard button text must be non-empty"
        if key.get("request_contact") and not private:
            yield "phone number can be requested in private chats only"


def check_webhook(url: str, secret: str) -> None:
    """https only, but for loopback, where the tests live."""
    if url and not url.startswith(("https://", "http://127.0.0.1")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")


def check_commands(commands: list[dict[str, str]]) -> None:
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
