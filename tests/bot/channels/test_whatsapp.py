"""Sending over real HTTP to a Graph API that refuses like Meta."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.channels import Channel, SendError
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_request import WhatsAppRequest
from bot.channels.whatsapp_templates import templates
from bot.documents import Made
from bot.message import Button, Message, Span
from tests.fakes.whatsapp import FakeWhatsApp, over_http
from tests.fakes.whatsapp_business import Template
from tests.fakes.whatsapp_people import Who

SITI = Who("6281234567890")
DEDI = Who(user_id="ID.13491208655302741918", name="Dedi")
MENU = (Button("Berapa iurannya?", "menu", "iuran", 3), Button("Bicara petugas", "menu", "petugas", 3))
PNG = Made("iuran.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20)
PDF = Made("iuran.pdf", "application/pdf", b"%PDF-1.7")

Both = tuple[FakeWhatsApp, WhatsApp]


@pytest.fixture
async def both() -> AsyncIterator[Both]:
    async with over_http(lambda: datetime.now(UTC)) as (fake, channel):
        fake.user_says(SITI, "Halo")
        fake.user_says(DEDI, "Halo")
        yield fake, channel


def said(words: str, *buttons: Button, **marks: Any) -> Message:
    return Message((Span(words),), buttons, **marks)


async def refusal(channel: WhatsApp, to: Who = SITI, message: Message | None = None, **how: Any) -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send(to.id, message or said("Halo"), **how)
    return caught.value


def close_window(fake: FakeWhatsApp, who: Who = SITI) -> None:
    fake.phone(who).heard_at = fake.now() - timedelta(hours=25)


def approve(fake: FakeWhatsApp, status: str = "APPROVED") -> Template:
    """The reminder's template as Meta knows it."""
    ours = templates()["pengingat"]
    parts: list[dict[str, Any]] = [
        {"type": "BODY", "text": ours.body},
        {"type": "BUTTONS", "buttons": [{"text": ours.button}]},
    ]
    fake.templates.append(Template("1", ours.name, ours.language, ours.category, parts, status))
    return fake.templates[-1]


def reminder() -> Message:
    values = templates()["pengingat"].examples
    return said("Isiannya masih menunggu.", *MENU, purpose="pengingat", values=values)


async def test_a_message_arrives_as_it_was_meant(both: Both) -> None:
    fake, channel = both
    message = Message((Span("Koperasi *Maju* & "), Span("Jaya", strong=True), Span(" sudah dicatat.")), MENU)
    wamid = await channel.send(SITI.id, message, ref="77")
    bubble = fake.sent(SITI)[-1]
    assert (wamid, bubble.text, bubble.bold) == (bubble.wamid, "Koperasi ∗Maju* & Jaya sudah dicatat.", ["Jaya"])
    assert (bubble.labels, bubble.ref) == (["Berapa iurannya?", "Bicara petugas"], "77.1/1")


async def test_a_person_without_a_number_is_written_to_by_his_id(both: Both) -> None:
    fake, channel = both
    await channel.send(DEDI.id, said("Halo, Pak Dedi"))
    assert fake.read(DEDI) == ["Halo, Pak Dedi"]


async def test_the_channel_is_what_the_outbox_asks_for(both: Both) -> None:
    channel: Channel = both[1]
    assert (channel.name, channel.per_second, channel.person_interval, channel.burst) == ("whatsapp", 80, 6, 45)
    assert channel.window == timedelta(hours=24)


async def test_a_message_in_parts_arrives_in_order_and_is_known_by_the_last(both: Both) -> None:
    fake, channel = both
    wamid = await channel.send(SITI.id, said("kata " * 2000, *MENU), ref="9")
    *texts, menu = fake.sent(SITI)
    assert (texts[0].kind, menu.kind, menu.wamid) == ("text", "button", wamid)
    assert [bubble.ref for bubble in fake.sent(SITI)] == ["9.1/4", "9.2/4", "9.3/4", "9.4/4"]
    assert " ".join(fake.read(SITI)).split() == [*["kata"] * 2000, "Silakan", "pilih:"]


async def test_the_persons_own_message_is_marked_as_read_while_we_write(both: Both) -> None:
    fake, channel = both
    wamid = fake.user_says(SITI, "Halo")["value"]["messages"][0]["id"]
    await channel.send(SITI.id, said("Halo"), tap=wamid)
    phone = fake.phone(SITI)
    assert (phone.ticks, phone.typing) == ([wamid], 1)
    assert [kind for kind, _ in fake.calls] == ["receipts", "messages"]


@pytest.mark.parametrize("fault", [{"code": 131009}, {"code": 131000}, {"drop": "before"}, {"body": "<html>"}], ids=str)
async def test_a_receipt_that_cannot_be_given_keeps_no_message_back(both: Both, fault: dict[str, Any]) -> None:
    fake, channel = both
    fake.fail(on="receipts", **{"status": 500, **fault})
    await channel.send(SITI.id, said("Baik"), tap="wamid.gone")
    assert fake.read(SITI) == ["Baik"]


async def test_a_receipt_that_hangs_is_let_go(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.whatsapp.RECEIPT_SECONDS", 0.05)
    fake, channel = both
    wamid = fake.user_says(SITI, "Halo")["value"]["messages"][0]["id"]
    fake.fail(on="receipts", delay=2.0)
    await channel.send(SITI.id, said("Baik"), tap=wamid)
    assert fake.read(SITI) == ["Baik"]


async def test_what_was_shown_is_never_edited(both: Both) -> None:
    fake, channel = both
    first = await channel.send(SITI.id, said("Menu", *MENU, browse=True))
    await channel.send(SITI.id, said("Iuran", *MENU, browse=True), replaces=first)
    assert fake.read(SITI) == ["Menu", "Iuran"]


# Files


@pytest.mark.parametrize("made", [PNG, PDF], ids=lambda made: made.name)
async def test_a_file_arrives_with_its_words_and_buttons(both: Both, made: Made) -> None:
    fake, channel = both
    await channel.send(SITI.id, said("Ini berkasnya", *MENU), made=made)
    (bubble,) = fake.sent(SITI)
    assert (bubble.text, bubble.file, bubble.content) == ("Ini berkasnya", made.name, made.content)
    assert bubble.labels == ["Berapa iurannya?", "Bicara petugas"]


async def test_a_file_arrives_under_a_list_too(both: Both) -> None:
    fake, channel = both
    await channel.send(SITI.id, said("Ini", *(Button(f"Desa {n}", "s", str(n), 1) for n in range(5))), made=PDF)
    file, choices = fake.sent(SITI)
    assert (file.kind, file.text, choices.kind, len(choices.labels)) == ("document", "Ini", "list", 5)


@pytest.mark.parametrize("on", ["media", "messages"])
async def test_a_file_that_meta_does_not_take_costs_nobody_the_words(both: Both, on: str) -> None:
    fake, channel = both
    fake.fail(131053, on=on)
    await channel.send(SITI.id, said("Ini berkasnya"), made=PDF)
    (bubble,) = fake.sent(SITI)
    assert (bubble.text.split("\n\n")[0], bubble.file) == ("Ini berkasnya", "")
    assert "berkasnya tidak bisa dibuat" in bubble.text


@pytest.mark.parametrize("fault", [{"code": 131000}, {"drop": "after"}, {"status": 200, "body": "?"}], ids=str)
async def test_an_upload_that_fails_is_tried_again_and_nothing_is_in_doubt(both: Both, fault: dict[str, Any]) -> None:
    fake, channel = both
    fake.fail(on="media", **fault)
    error = await refusal(channel, made=PDF)
    assert (error.permanent, error.unknown, fake.sent(SITI)) == (False, False, [])


async def test_a_turned_page_brings_no_file_again(both: Both) -> None:
    fake, channel = both
    await channel.send(SITI.id, said("Ini", *(Button(f"D{n}", "s", str(n), 1) for n in range(30)), page=1), made=PDF)
    assert [kind for kind, _ in fake.calls] == ["messages"]


# The window


async def test_outside_the_window_the_template_of_the_purpose_is_sent(both: Both) -> None:
    fake, channel = both
    template = approve(fake)
    close_window(fake)
    wamid = await channel.send(SITI.id, reminder(), outside=True, ref="5")
    (bubble,) = fake.sent(SITI)
    assert (bubble.wamid, bubble.template, bubble.ref, bubble.labels) == (
        wamid,
        template.name,
        "5.1/1",
        template.buttons,
    )


async def test_outside_the_window_nothing_without_a_purpose_is_sent(both: Both) -> None:
    fake, channel = both
    error = await refusal(channel, outside=True)
    assert (error.reason, error.permanent, fake.calls) == ("outside_window", True, [])


@pytest.mark.parametrize("status", ["", "PENDING", "PAUSED"])
async def test_outside_the_window_nothing_that_is_not_approved_is_sent(both: Both, status: str) -> None:
    fake, channel = both
    if status:
        approve(fake, status)
    error = await refusal(channel, message=reminder(), outside=True)
    assert (error.reason, error.permanent, fake.calls) == ("no_template", True, [])


async def test_a_window_that_meta_finds_closed_is_closed(both: Both) -> None:
    fake, channel = both
    close_window(fake)
    approve(fake)
    error = await refusal(channel)
    assert (error.reason, error.permanent) == ("outside_window", True)
    await channel.send(SITI.id, reminder())
    assert fake.sent(SITI)[-1].template == templates()["pengingat"].name


# Failures


@pytest.mark.parametrize(
    "code, reason, retry_after, person_only",
    [
        (130429, "too_many_requests", 5, False),
        (131056, "pair_limit", None, True),
        (131048, "spam_limit", 900, False),
        (131057, "upgrading", 60, False),
        (80007, "call_limit", 60, False),
        (4, "call_limit", 60, False),
        (1, "server_error", None, False),
        (2, "server_error", None, False),
        (131000, "server_error", None, False),
        (131016, "server_error", None, False),
        (190, "bad_token", 60, False),
        (10, "bad_token", 60, False),
        (200, "bad_token", 60, False),
    ],
)
async def test_what_passes_is_tried_again(
    both: Both, code: int, reason: str, retry_after: float | None, person_only: bool
) -> None:
    both[0].fail(code)
    error = await refusal(both[1])
    assert (error.reason, error.retry_after, error.person_only) == (reason, retry_after, person_only)
    assert (error.permanent, error.unknown, error.gone) == (False, False, False)


LASTING = (100, 131008, 131009, 131026, 131045, 131047, 131049, 131050, 131051, 131052, 131053, 132001, 132015)


@pytest.mark.parametrize("code", LASTING)
async def test_what_does_not_pass_is_not_tried_again_and_the_person_stays(both: Both, code: int) -> None:
    both[0].fail(code)
    error = await refusal(both[1])
    assert (error.permanent, error.unknown, error.gone) == (True, False, False)


@pytest.mark.parametrize(
    "status, passes", [(400, False), (404, False), (429, True), (500, True), (503, True), (401, True)]
)
async def test_of_a_code_that_nobody_knows_the_status_tells(both: Both, status: int, passes: bool) -> None:
    both[0].fail(999_999, status=status)
    error = await refusal(both[1])
    assert (error.permanent, error.unknown) == (not passes, False)


async def test_a_number_that_is_not_ours_loses_no_message(both: Both) -> None:
    fake, channel = both
    error = await refusal(WhatsApp("1", channel.request))
    assert (error.reason, error.permanent, error.retry_after, fake.sent(SITI)) == ("bad_number", False, 60, [])


async def test_a_bad_token_loses_no_message(both: Both) -> None:
    both[0].token = "another"
    assert (await refusal(both[1])).reason == "bad_token"


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_a_connection_that_breaks_after_the_request_leaves_the_message_in_doubt(both: Both, drop: str) -> None:
    both[0].fail(drop=drop)
    error = await refusal(both[1])
    assert (error.unknown, error.permanent) == (True, False)
    assert len(both[0].sent(SITI)) == (1 if drop == "after" else 0)


HALF = [(504, "{}"), (504, "<html>"), (200, "<html>"), (200, "[]"), (200, "{}"), (200, '{"messages": []}'), (302, "")]


@pytest.mark.parametrize("status, body", HALF)
async def test_half_an_answer_leaves_the_message_in_doubt(both: Both, status: int, body: str) -> None:
    both[0].fail(status=status, body=body)
    assert (await refusal(both[1])).unknown


async def test_a_time_out_leaves_the_message_in_doubt() -> None:
    async with over_http(lambda: datetime.now(UTC), read=0.05) as (fake, channel):
        fake.user_says(SITI, "Halo")
        fake.fail(delay=1.0)
        error = await refusal(channel)
        assert (error.unknown, error.permanent, len(fake.sent(SITI))) == (True, False, 1)


async def test_many_slow_parts_end_before_the_lease(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.whatsapp.SEND_SECONDS", 0.2)
    fake, channel = both
    fake.fail(times=5, delay=0.15)
    error = await refusal(channel, message=said("kata " * 4000))
    assert (error.unknown, len(fake.sent(SITI)) < 4) == (True, True)


async def test_a_server_that_cannot_be_reached_has_surely_not_delivered() -> None:
    async with FakeWhatsApp() as fake:
        closed = fake.url
    async with aiohttp.ClientSession() as session:
        error = await refusal(WhatsApp("1", WhatsAppRequest(session, "secret", closed)))
    assert (error.unknown, error.permanent, error.reason) == (False, False, "unreachable")


def stumble(fake: FakeWhatsApp, channel: WhatsApp, after: int = 1, **fault: Any) -> None:
    """Once so many bubbles are there, the next one fails."""
    whole = channel.request.post

    async def stumbling(path: str, body: Any) -> dict[str, Any]:
        if len(fake.sent(SITI)) == after and not fake.refusals:
            fake.fail(**fault)
        return await whole(path, body)

    channel.request.post = stumbling  # type: ignore[method-assign]


@pytest.mark.parametrize("code, permanent", [(131056, False), (131000, False), (131026, True)])
async def test_of_a_message_whose_beginning_has_arrived_only_the_rest_is_still_to_be_sent(
    both: Both, code: int, permanent: bool
) -> None:
    fake, channel = both
    stumble(fake, channel, code=code)
    whole = said("kata " * 1000, *MENU)
    error = await refusal(channel, message=whole)
    assert (error.unknown, error.permanent, error.person_only) == (False, permanent, code == 131056)
    assert (error.done, len(fake.sent(SITI))) == (1, 1)
    await channel.send(SITI.id, replace(whole, done=error.done))
    assert " ".join(fake.read(SITI)).split() == [*["kata"] * 1000, "Silakan", "pilih:"]


async def test_a_time_out_in_the_middle_leaves_the_message_in_doubt_from_there_on(both: Both) -> None:
    fake, channel = both
    stumble(fake, channel, drop="before")
    error = await refusal(channel, message=said("kata " * 1000, *MENU))
    assert (error.unknown, error.done) == (True, 1)


async def test_a_file_that_has_gone_is_not_brought_again(both: Both) -> None:
    fake, channel = both
    stumble(fake, channel, code=131000)
    message = said("Ini", *(Button(f"Desa {n}", "s", str(n), 1) for n in range(5)))
    assert (await refusal(channel, message=message, made=PDF)).done == 1
    await channel.send(SITI.id, replace(message, done=1), made=PDF)
    assert [bubble.kind for bubble in fake.sent(SITI)] == ["document", "list"]
    assert [kind for kind, _ in fake.calls].count("media") == 1


async def test_a_refused_end_does_not_bring_the_beginning_again_without_its_file(both: Both) -> None:
    fake, channel = both
    stumble(fake, channel, code=131009)
    message = said("Ini", *(Button(f"Desa {n}", "s", str(n), 1) for n in range(5)))
    error = await refusal(channel, message=message, made=PDF)
    assert (error.reason, error.permanent, len(fake.sent(SITI))) == ("refused", True, 1)
