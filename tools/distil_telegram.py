"""Distil the Bot API's specification to the compact table that the fake Bot API server judges by.

Usage: python tools/distil_telegram.py SPEC.json [TABLE.json] (SPEC is that of PaulSonOfLars/telegram-bot-api-spec).
"""  # noqa: INP001

import json
import sys
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "tests" / "fakes" / "telegram_methods.json"
METHODS = (
    "getMe getUpdates setWebhook deleteWebhook getWebhookInfo setMyCommands getMyCommands deleteMyCommands setMyName "
    "setMyDescription setMyShortDescription setChatMenuButton sendMessage sendPhoto sendDocument sendLocation "
    "sendChatAction editMessageText editMessageReplyMarkup deleteMessage answerCallbackQuery getChat leaveChat"
).split()


def fields(entry: dict[str, Any]) -> dict[str, str]:
    """Name to types: "Integer|String", with "!" at the end when the field is required."""
    return {
        field["name"]: "|".join(field["types"]) + ("!" if field["required"] else "")
        for field in entry.get("fields", ())
    }


def type_entry(entry: dict[str, Any]) -> dict[str, str] | str:
    """The fields of a type, or the names of the types that it is one of."""
    return "|".join(entry["subtypes"]) if entry.get("subtypes") else fields(entry)


def named_types(entry: dict[str, str] | str) -> set[str]:
    texts = [entry] if isinstance(entry, str) else entry.values()
    return {name.replace("Array of ", "") for text in texts for name in text.rstrip("!").split("|")}


def distil(spec: dict[str, Any]) -> dict[str, Any]:
    """The methods that a bot like ours calls, and every type that can be reached from their fields."""
    methods = {name: fields(spec["methods"][name]) for name in METHODS}
    types: dict[str, dict[str, str] | str] = {}
    wanted = {name for entry in methods.values() for name in named_types(entry)}
    while missing := sorted((wanted & spec["types"].keys()) - types.keys()):
        for name in missing:
            types[name] = type_entry(spec["types"][name])
            wanted |= named_types(types[name])
    source = f"{spec['version']}, {spec['changelog']}"
    return {
        "source": f"{source}, from PaulSonOfLars/telegram-bot-api-spec, MIT, Copyright (c) 2020 Paul Larsen",
        "methods": methods,
        "types": dict(sorted(types.items())),
    }


def table_text(table: dict[str, Any]) -> str:
    """JSON with one method or type a line."""
    sections = [f'"source": {json.dumps(table["source"])}']
    for section in ("methods", "types"):
        lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in table[section].items())
        sections.append(f'"{section}": {{\n{lines}\n}}')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main(arguments: list[str]) -> None:
    spec = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    target = Path(arguments[1]) if len(arguments) > 1 else TABLE
    target.write_text(table_text(distil(spec)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
