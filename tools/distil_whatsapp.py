"""Distil Meta's OpenAPI of the Cloud API to the compact table that the fake Graph API judges by.

Usage: python -m tools.distil_whatsapp SPEC.yaml [SAMPLES.json [TABLE.json]]
SPEC is business-messaging-api_v23.0.yaml of facebook/openapi; SAMPLES its own examples of outgoing bodies, by title:
each of a kind that we send must pass the table, but for those of `CONTRADICTED`.
"""  # noqa: INP001

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.fakes.whatsapp_schema import problems

Schema = dict[str, Any]

TABLE = Path(__file__).parent.parent / "tests" / "fakes" / "whatsapp_bodies.json"
KINDS = {
    "text": "TextMessage",
    "interactive": "InteractiveMessage",
    "image": "ImageMessage",
    "document": "DocumentMessage",
    "template": "TemplateMessage",
}
MARK = "MarkMessageRequestPayload"
MEDIA = "/{Version}/{Phone-Number-ID}/media"
KEPT = ("type", "enum", "maxLength", "minItems", "maxItems", "required", "pattern", "additionalProperties")

# What Meta documents elsewhere and the OpenAPI of this version does not know yet.
MESSAGE_FIELDS: Schema = {
    "recipient": {"type": "string"},  # a business-scoped user id, in the place of "to"
    "biz_opaque_callback_data": {"type": "string", "maxLength": 512},  # comes back in every status
}
ADDRESSED: Schema = {"oneOf": [{"required": ["to"]}, {"required": ["recipient"]}]}
TYPING: Schema = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"type": "string", "enum": ["text"]}},
}
FORM_FIELDS: Schema = {"type": {"type": "string"}}
PATTERNS = {"^[2-6, 11-14]$": "^[0-9]$"}
"""The published pattern of a button's index forbids Meta's own example "0"; its description says 0-9."""

CONTRADICTED = {
    "Send Catalog Template Message": "index is a number, no language policy, sub_type in capitals",
    "Send Flow Template Message": "no recipient_type, no language policy, a sub_type that the OpenAPI does not know",
    "Send Message Template Interactive": "no language policy",
    "Send Message Template Media": "no language policy",
    "Send Message Template Text": "no language policy",
    "Send Sample Issue Resolution Template": "no recipient_type, texts that are true and false",
    "Send Sample Shipping Confirmation Template": "no language policy",
    "Send Sample Text Message": "no language policy",
    "Send Test Message": "no recipient_type, no language policy",
    "Send Multi-Product Message": "a placeholder where the type of a header stands",
    "Send Order Details Message": "an interactive type that the OpenAPI does not know",
    "Send Order Status Message": "an interactive type that the OpenAPI does not know",
}
"""Meta's examples that break Meta's own OpenAPI, and how."""


class Distillery:
    """Schemas of one specification in the table's form; `wanted` names those that they refer to."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self.schemas: Mapping[str, Schema] = spec["components"]["schemas"]
        self.wanted: set[str] = set()

    def named(self, name: str) -> Schema:
        return self.distilled(self.schemas[name])

    def refer(self, path: str) -> str:
        name = path.rsplit("/", 1)[-1]
        self.wanted.add(name)
        return name

    def distilled(self, schema: Schema) -> Schema:
        """Without descriptions and examples; allOf as one object, so that a closed part closes the whole."""
        if "$ref" in schema:
            return {"$ref": self.refer(schema["$ref"])}
        if "allOf" in schema:
            return self.merged(schema["allOf"])
        out: Schema = {name: schema[name] for name in KEPT if name in schema}
        if "pattern" in out:
            out["pattern"] = PATTERNS.get(out["pattern"], out["pattern"])
        if "properties" in schema:
            out["properties"] = {name: self.distilled(one) for name, one in schema["properties"].items()}
        if "items" in schema:
            out["items"] = self.distilled(schema["items"])
        if "oneOf" in schema:
            out["oneOf"] = [self.distilled(one) for one in schema["oneOf"]]
        if mapping := schema.get("discriminator", {}).get("mapping"):
            out["by"] = schema["discriminator"]["propertyName"]
            out["kinds"] = {kind: self.refer(path) for kind, path in mapping.items()}
        return out

    def merged(self, parts: list[Schema]) -> Schema:
        """`additionalProperties: false` in one part of an allOf forbids what another part demands, so that nothing is
        valid; what is meant is `unevaluatedProperties: false` on the whole. Here the whole is one object."""
        out: Schema = {}
        for part in parts:
            part = self.distilled(self.schemas[part["$ref"].rsplit("/", 1)[-1]] if "$ref" in part else part)
            fields, required = part.pop("properties", {}), part.pop("required", [])
            out |= {name: one for name, one in part.items() if name not in {"by", "kinds"}}
            known = out.setdefault("properties", {})
            for name, one in fields.items():
                known[name] = known.get(name, {}) | one
            out["required"] = [*out.get("required", []), *required]
        return out


def message(schema: Schema) -> Schema:
    """A message body, with what the OpenAPI does not know yet: it is sent to a phone number or to a user id."""
    required = [name for name in schema["required"] if name != "to"]
    return {**schema, "required": required, "properties": schema["properties"] | MESSAGE_FIELDS, **ADDRESSED}


def distil(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The bodies that we send, and every schema that can be reached from them."""
    still = Distillery(spec)
    types = {name: message(still.named(name)) for name in KINDS.values()}
    mark = still.named(MARK)
    mark["properties"]["typing_indicator"] = TYPING
    form = still.distilled(spec["paths"][MEDIA]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"])
    form["properties"] |= FORM_FIELDS
    while missing := sorted(still.wanted - types.keys()):
        types |= {name: still.named(name) for name in missing}
    info = f"{spec['info']['title']} {spec['info']['version']}"
    return {
        "source": f"{info}, from facebook/openapi, MIT, Copyright (c) Meta Platforms, Inc. and affiliates",
        "bodies": {"message": {"type": "object", "by": "type", "kinds": KINDS}, "read": mark, "media": form},
        "types": dict(sorted(types.items())),
    }


def table_text(table: dict[str, Any]) -> str:
    """JSON with one schema a line."""
    sections = [f'"source": {json.dumps(table["source"])}']
    for section in ("bodies", "types"):
        lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in table[section].items())
        sections.append(f'"{section}": {{\n{lines}\n}}')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def surprises(table: Mapping[str, Any], samples: Mapping[str, Schema]) -> list[str]:
    """Meta's examples of kinds that we send which the table refuses although it should not, or the other way round."""
    found = []
    for title, sample in samples.items():
        body = "read" if "status" in sample else "message"
        if body == "message" and sample.get("type") not in KINDS:
            continue
        wrong = list(problems(sample, table["bodies"][body], table["types"]))
        if bool(wrong) != (title in CONTRADICTED):
            found.append(f"{title}: {'; '.join(wrong) or 'passes, against CONTRADICTED'}")
    return found


def main(arguments: list[str]) -> None:
    table = distil(yaml.safe_load(Path(arguments[0]).read_text(encoding="utf-8")))
    if len(arguments) > 1:
        samples = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
        if found := surprises(table, samples):
            sys.exit("\n".join(found))
    target = Path(arguments[2]) if len(arguments) > 2 else TABLE
    target.write_text(table_text(table), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
