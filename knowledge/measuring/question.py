"""Questions with a known answer: one row of a file to be measured by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

UNKNOWN = "-"
"""What stands where a row tells no group, style or kind of source."""


class RowError(ValueError):
    """Why a row cannot be measured by, as a clause."""


@dataclass(frozen=True)
class Question:
    """label: its id, or where it stands. acceptable: the intents that answer it, at least one. must_mention: of every
    list one word has to stand in the answer. in_scope: it is ours to answer."""

    label: str
    text: str
    intent: str
    acceptable: frozenset[str]
    in_scope: bool
    must_mention: tuple[tuple[str, ...], ...] = ()
    group: str = UNKNOWN
    style: str = UNKNOWN
    source_kind: str = UNKNOWN


def read_question(row: Mapping[str, object], label: str) -> Question:
    """A row as a question, called by its id or else by the label. Raises RowError."""
    text, intent, acceptable = row.get("text"), word(row, "intent"), acceptable_of(row)
    if not isinstance(text, str):
        raise RowError("no text")
    if not intent and not acceptable:
        raise RowError("neither acceptable_intents nor intent")
    intent = intent or acceptable[0]
    return Question(
        label=label if row.get("id") is None else str(row["id"]),
        text=text,
        intent=intent,
        acceptable=frozenset(acceptable or [intent]),
        in_scope=scope_of(row, intent),
        must_mention=must_mention_of(row),
        group=word(row, "group") or UNKNOWN,
        style=word(row, "style") or UNKNOWN,
        source_kind=word(row, "source_kind") or UNKNOWN,
    )


def word(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RowError(f"{key} is not a text")
    return value


def acceptable_of(row: Mapping[str, object]) -> list[str]:
    value = row.get("acceptable_intents") or []
    if not are_texts(value):
        raise RowError("acceptable_intents is not a list of texts")
    return value


def scope_of(row: Mapping[str, object], intent: str) -> bool:
    value = row.get("in_scope")
    if value is None:
        return not intent.startswith("oos_")
    if not isinstance(value, bool):
        raise RowError("in_scope is neither true nor false")
    return value


def must_mention_of(row: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    value = row.get("must_mention") or []
    if not isinstance(value, list) or not all(map(are_texts, value)):
        raise RowError("must_mention is not a list of lists of texts")
    return tuple(tuple(some) for some in value)


def are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
