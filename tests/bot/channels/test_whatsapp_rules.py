"""The fake's judgement is as strict as Meta's: what the table and the limits refuse."""

from typing import Any

import pytest

from tests.fakes.whatsapp_rules import RefusedError, check_body, check_media

HEAD = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "6281234567890"}


def text(body: str = "Halo", **more: Any) -> dict[str, Any]:
    return {**HEAD, "type": "text", "text": {"body": body, **more.pop("text", {})}, **more}


def interactive(kind: str, action: dict[str, Any], words: str = "Pilih", **more: Any) -> dict[str, Any]:
    shown = {"type": kind, "body": {"text": words}, "action": action, **more}
    return {**HEAD, "type": "interactive", "interactive": shown}


def replies(*titles: str, key: str = "1|s|") -> dict[str, Any]:
    buttons = [
        {"type": "reply", "reply": {"id": f"{key}{number}", "title": title}} for number, title in enumerate(titles)
    ]
    return interactive("button", {"buttons": buttons})


def listed(*titles: str, opener: str = "Lihat pilihan", **row: str) -> dict[str, Any]:
    rows = [{"id": str(number), "title": title, **row} for number, title in enumerate(titles)]
    return interactive("list", {"button": opener, "sections": [{"rows": rows}]})


def template(*values: str, **language: str) -> dict[str, Any]:
    parts = [{"type": "body", "parameters": [{"type": "text", "text": value} for value in values]}]
    spoken = {"policy": "deterministic", "code": "id"} | language
    return {**HEAD, "type": "template", "template": {"name": "sapakop", "language": spoken, "components": parts}}


TO = HEAD | {"recipient": "ID.1"}
GOOD = [
    text("x" * 4096, text={"preview_url": False}, biz_opaque_callback_data="1"),
    {name: value for name, value in (text() | {"recipient": "ID.1"}).items() if name != "to"},
    replies("Ya", "Tidak", "Ubah"),
    listed(*"abcdefghij", description="x" * 72),
    template("Ibu Siti"),
    {**HEAD, "type": "document", "document": {"id": "1", "filename": "a.pdf", "caption": "x" * 1024}},
    {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1", "typing_indicator": {"type": "text"}},
]
BAD: list[tuple[int, dict[str, Any]]] = [
    (131009, text("x" * 4097)),
    (131009, text("😀" * 2049)),
    (131009, text(" \u200b")),
    (100, text("a\x00b")),
    (100, text("\ud83d")),
    (100, text(preview=True)),
    (100, text(text={"preview": True})),
    (100, {**text(), **TO}),
    (100, {name: value for name, value in text().items() if name != "to"}),
    (131008, {name: value for name, value in text().items() if name != "recipient_type"}),
    (100, {**text(), "type": "dance"}),
    (100, {**text(), "messaging_product": "sms"}),
    (100, text(biz_opaque_callback_data="x" * 513)),
    (100, replies(*"abcd")),
    (100, replies("x" * 21)),
    (131009, replies("Ya", "Ya")),
    (131009, replies("")),
    (131009, replies("Ya ")),
    (100, replies("Ya", key="x" * 256)),
    (100, interactive("button", {"buttons": []})),
    (131009, interactive("list", {"buttons": replies("Ya")["interactive"]["action"]["buttons"]})),
    (100, interactive("list", {"button": "Buka"})),
    (100, listed(*"abcdefghijk")),
    (100, listed("x" * 25)),
    (100, listed("a", description="x" * 73)),
    (131009, listed("a", "a")),
    (100, listed("a", opener="x" * 21)),
    (131009, interactive("list", {"button": "Buka", "sections": [{"rows": [{"id": "1", "title": "a"}]}] * 2})),
    (100, {**listed("a"), "interactive": {**listed("a")["interactive"], "body": {"text": "x" * 1025}}}),
    (131008, template() | {"template": {"name": "x", "language": {"code": "id"}}}),
    (132018, template("dua\nbaris")),
    (132018, template("lima     blanks")),
    (131009, template("")),
    (131009, {**HEAD, "type": "image", "image": {"id": "1", "caption": "x" * 1025}}),
    (100, {**HEAD, "type": "image", "image": {"id": "1", "filename": "a.png"}}),
    (100, {**HEAD, "type": "image", "image": {"id": "1", "link": "https://x"}}),
    (100, {**HEAD, "type": "image", "image": {}}),
    (100, {"messaging_product": "whatsapp", "status": "delivered", "message_id": "wamid.1"}),
    (131008, {"messaging_product": "whatsapp", "status": "read"}),
]


@pytest.mark.parametrize("body", GOOD, ids=range(len(GOOD)))
def test_what_meta_takes_is_taken(body: dict[str, Any]) -> None:
    check_body(body)


@pytest.mark.parametrize("code, body", BAD, ids=range(len(BAD)))
def test_what_meta_refuses_is_refused(code: int, body: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as caught:
        check_body(body)
    assert caught.value.code == code
    assert caught.value.body["error"]["code"] == code


@pytest.mark.parametrize(
    "mime, content, fields",
    [
        ("application/zip", b"x", {"type": "application/zip"}),
        ("image/png", b"", {"type": "image/png"}),
        ("image/png", b"x" * (5 * 1024 * 1024 + 1), {"type": "image/png"}),
        ("image/png", b"x", {"type": "image/jpeg"}),
        ("image/png", b"x", {}),
    ],
    ids=["kind", "empty", "large", "other", "without"],
)
def test_a_file_that_meta_does_not_keep_is_refused(mime: str, content: bytes, fields: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        check_media(mime, content, {"messaging_product": "whatsapp", **fields})
