"""Judges a value by the distilled table of Meta's OpenAPI: the few words of JSON Schema that the table uses."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}


def problems(value: Any, schema: Mapping[str, Any], types: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """What is wrong with a value, each as "where: what"; nothing when it is valid.

    types: the schemas that a "$ref" names. "by" names the field that tells which of several schemas holds.
    """
    if "$ref" in schema:
        yield from problems(value, types[schema["$ref"]], types, where)
        return
    if "type" in schema and not is_of(value, schema["type"]):
        yield f"{where}: must be of type {schema['type']}"
        return
    yield from scalar_problems(value, schema, where)
    if isinstance(value, dict):
        yield from object_problems(value, schema, types, where)
    if isinstance(value, list):
        yield from array_problems(value, schema, types, where)
    if "oneOf" in schema:
        fits = sum(not any(problems(value, one, types, where)) for one in schema["oneOf"])
        if fits != 1:
            yield f"{where}: must fit one of {len(schema['oneOf'])} forms, fits {fits}"


def is_of(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def scalar_problems(value: Any, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: must be one of {schema['enum']}"
    if isinstance(value, str):
        if units(value) > schema.get("maxLength", float("inf")):
            yield f"{where}: must be at most {schema['maxLength']} characters long"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{where}: must match {schema['pattern']}"


def object_problems(
    value: Mapping[str, Any], schema: Mapping[str, Any], types: Mapping[str, Any], where: str
) -> Iterator[str]:
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{where}.{name}: is missing"
    known = schema.get("properties", {})
    for name, one in value.items():
        if name in known:
            yield from problems(one, known[name], types, f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{where}.{name}: is unknown"
    if "by" in schema:
        kind, kinds = value.get(schema["by"]), schema["kinds"]
        if isinstance(kind, str) and kind in kinds:
            yield from problems(value, types[kinds[kind]], types, where)
        else:
            yield f"{where}.{schema['by']}: must be one of {sorted(kinds)}"


def array_problems(value: list[Any], schema: Mapping[str, Any], types: Mapping[str, Any], where: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{where}: must have {schema.get('minItems', 0)} to {schema.get('maxItems', 'any')} elements"
    for index, one in enumerate(value):
        yield from problems(one, schema.get("items", {}), types, f"{where}[{index}]")


def units(words: str) -> int:
    """Length in UTF-16 code units, the longest way in which a platform counts."""
    return len(words) + sum(char > "\uffff" for char in words)
