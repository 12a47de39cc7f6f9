"""Sending over real HTTP to a Bot API that refuses like Telegram."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram.error import InvalidToken

from bot.channels import Channel, SendError
from bot.channels.telegram import Telegram
from bot.channels.telegram_request import TelegramRequest
from bot.message import Button, Message, Span
from dialogue.text import Text
from tests.fakes.telegram import FakeTelegram, over_http

SITI = 501
MENU = (Button("Berapa iurannya?", "menu", "iuran", 3), Button("Bicara petugas", "menu", "petugas", 3))

Both = tuple[FakeTelegram, Telegram]


@pytest.fixture
async def both() -> AsyncIterator[Both]:
    async with over_http() as (fake, channel):
        fake.user_says(SITI, "/start")
        yield fake, channel


def said(words: str, *buttons: Button, **marks: Any) -> Message:
    return Message((Span(words),), buttons, **marks)


async def refusal(channel: Telegram, to: int = SITI, **how: Any) -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send(str(to), said("Halo", *how.pop("buttons", ()), browse="replaces" in how), **how)
    return caught.value


async def test_a_message_arrives_as_it_was_meant(both: Both) -> None:
    fake, channel = both
    message = Message((Span("Koperasi <Maju> & "), Span("Jaya", strong=True), Span(" sudah dicatat.")), MENU)
    number = await channel.send(str(SITI), message)
    bubble = fake.sent(SITI)[-1]
    assert (number, bubble.text, bubble.bold) == (str(bubble.id), message.plain, ["Jaya"])
    assert bubble.labels == ["Berapa iurannya?", "Bicara petugas"]
    assert fake.calls[-1][1]["link_preview_options"] == {"is_disabled": True}


async def test_the_channel_is_what_the_outbox_asks_for(both: Both) -> None:
    channel: Channel = both[1]
    assert (channel.name, channel.per_second <= 30, channel.person_interval >= 1) == ("telegram", True, True)


async def test_a_browsed_menu_takes_the_place_of_the_tapped_one(both: Both) -> None:
    fake, channel = both
    first = await channel.send(str(SITI), said("Menu", *MENU, browse=True))
    again = await channel.send(str(SITI), said("Iuran", *MENU, browse=True), replaces=first)
    assert again == first
    assert [(bubble.text, bubble.edits) for bubble in fake.sent(SITI)] == [("Iuran", 1)]


async def test_a_message_that_was_not_only_browsed_is_never_edited(both: Both) -> None:
    fake, channel = both
    first = await channel.send(str(SITI), said("Menu", *MENU))
    await channel.send(str(SITI), said("Tercatat", *MENU), replaces=first)
    assert [bubble.text for bubble in fake.sent(SITI)] == ["Menu", "Tercatat"]


async def test_an_edit_that_changes_nothing_is_a_success(both: Both) -> None:
    fake, channel = both
    first = await channel.send(str(SITI), said("Menu", *MENU, browse=True))
    assert await channel.send(str(SITI), said("Menu", *MENU, browse=True), replaces=first) == first
    assert len(fake.sent(SITI)) == 1


async def test_a_message_that_is_gone_is_sent_anew(both: Both) -> None:
    fake, channel = both
    number = await channel.send(str(SITI), said("Menu", *MENU, browse=True), replaces="9999")
    assert [str(bubble.id) for bubble in fake.sent(SITI)] == [number]


async def test_a_message_that_cannot_be_edited_is_sent_anew(both: Both) -> None:
    fake, channel = both
    first = await channel.send(str(SITI), said("Ke nomor berapa?", ask_contact=True))
    await channel.send(str(SITI), said("Menu", *MENU, browse=True), replaces=first)
    assert [bubble.text for bubble in fake.sent(SITI)] == ["Ke nomor berapa?", "Menu"]


async def test_an_edit_without_an_answer_may_be_tried_again(both: Both) -> None:
    fake, channel = both
    first = await channel.send(str(SITI), said("Menu", *MENU, browse=True))
    fake.fail("editMessageText", drop="after")
    error = await refusal(channel, replaces=first)
    assert (error.unknown, error.permanent) == (False, False)
    assert await channel.send(str(SITI), said("Halo", browse=True), replaces=first) == first
    assert [(bubble.text, bubble.edits) for bubble in fake.sent(SITI)] == [("Halo", 1)]


async def test_an_edit_that_comes_too_fast_waits_as_long_as_telegram_says(both: Both) -> None:
    fake, channel = both
    first = await channel.send(str(SITI), said("Menu", *MENU, browse=True))
    fake.fail("editMessageText", status=429, retry_after=7)
    error = await refusal(channel, replaces=first)
    assert (error.retry_after, error.permanent, len(fake.sent(SITI))) == (7, False, 1)


async def test_a_tap_is_answered_before_the_message_is_sent(both: Both) -> None:
    fake, channel = both
    await channel.send(str(SITI), said("Menu", *MENU))
    query = fake.user_taps(SITI, "Bicara petugas")["callback_query"]
    await channel.send(str(SITI), said("Baik"), tap=query["id"])
    assert fake.answered == [query["id"]]
    assert [method for method, _ in fake.calls[-2:]] == ["answerCallbackQuery", "sendMessage"]


@pytest.mark.parametrize(
    "fault", [{"status": 400}, {"status": 500}, {"status": 429, "retry_after": 3}, {"drop": "before"}], ids=str
)
async def test_a_tap_that_cannot_be_answered_keeps_no_message_back(both: Both, fault: dict[str, Any]) -> None:
    fake, channel = both
    fake.fail("answerCallbackQuery", **fault)
    await channel.send(str(SITI), said("Baik"), tap="1")
    assert fake.sent(SITI)[-1].text == "Baik"


async def test_a_tap_that_is_too_old_is_no_error(both: Both) -> None:
    fake, channel = both
    await channel.send(str(SITI), said("Baik"), tap="from yesterday")
    assert fake.sent(SITI)[-1].text == "Baik"


async def test_a_person_who_blocked_the_bot_is_gone(both: Both) -> None:
    fake, channel = both
    fake.user_blocks(SITI)
    error = await refusal(channel)
    assert (error.permanent, error.gone, error.unknown) == (True, True, False)


async def test_a_chat_that_does_not_exist_is_gone(both: Both) -> None:
    error = await refusal(both[1], to=404)
    assert (error.permanent, error.gone) == (True, True)


async def test_another_refusal_is_permanent_but_nobody_is_gone(both: Both) -> None:
    both[0].fail("sendMessage", status=400)
    error = await refusal(both[1])
    assert (error.permanent, error.gone, error.reason) == (True, False, "refused")


async def test_too_many_messages_wait_as_long_as_telegram_says(both: Both) -> None:
    both[0].fail("sendMessage", status=429, retry_after=12)
    error = await refusal(both[1])
    assert (error.retry_after, error.permanent, error.unknown) == (12, False, False)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_fault_of_the_server_is_tried_again(both: Both, status: int) -> None:
    both[0].fail("sendMessage", status=status)
    error = await refusal(both[1])
    assert (error.permanent, error.unknown, error.retry_after) == (False, False, None)
    await both[1].send(str(SITI), said("Halo"))
    assert len(both[0].sent(SITI)) == 1


async def test_a_bad_token_loses_no_message(both: Both) -> None:
    both[0].token = "777:another"
    error = await refusal(both[1])
    assert (error.permanent, error.gone, error.reason) == (False, False, "bad_token")


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_a_connection_that_breaks_after_the_request_leaves_the_message_in_doubt(both: Both, drop: str) -> None:
    both[0].fail("sendMessage", drop=drop)
    error = await refusal(both[1])
    assert (error.unknown, error.permanent) == (True, False)
    assert len(both[0].sent(SITI)) == (1 if drop == "after" else 0)


HALF = [{"status": 504}, {"body": "<html>"}, {"body": '{"ok": true}'}, {"body": "[]"}]


@pytest.mark.parametrize("fault", HALF, ids=str)
async def test_half_an_answer_leaves_the_message_in_doubt(both: Both, fault: dict[str, Any]) -> None:
    both[0].fail("sendMessage", **fault)
    assert (await refusal(both[1])).unknown


async def test_a_time_out_leaves_the_message_in_doubt() -> None:
    async with over_http(read=0.05) as (fake, channel):
        fake.user_says(SITI, "/start")
        fake.fail("sendMessage", delay=1.0)
        error = await refusal(channel)
        assert (error.unknown, error.permanent) == (True, False)
        assert len(fake.sent(SITI)) == 1


async def test_a_server_that_cannot_be_reached_has_surely_not_delivered() -> None:
    async with FakeTelegram() as fake:
        closed = fake.url
    async with aiohttp.ClientSession() as session:
        error = await refusal(Telegram("777:secret", TelegramRequest(session), closed))
    assert (error.unknown, error.permanent, error.reason) == (False, False, "unreachable")


async def test_a_phone_is_asked_for_with_a_button_that_shares_it(both: Both) -> None:
    fake, channel = both
    await channel.send(str(SITI), said("Ke nomor berapa?", Button("Nomor lain", "phone", "other", 4), ask_contact=True))
    share, other = fake.sent(SITI)[-1].rows
    assert share == [{"text": "Bagikan nomor saya", "request_contact": True}]
    assert other == [{"text": "Nomor lain"}]
    assert (fake.sent(SITI)[-1].markup or {})["one_time_keyboard"] is True


async def test_the_contact_button_goes_with_the_next_message_without_buttons(both: Both) -> None:
    fake, channel = both
    await channel.send(str(SITI), said("Ke nomor berapa?", ask_contact=True))
    await channel.send(str(SITI), said("Terima kasih."))
    assert fake.sent(SITI)[-1].markup == {"remove_keyboard": True}


async def test_a_group_is_told_without_keyboards(both: Both) -> None:
    fake, channel = both
    fake.group_says(-100, "/start")
    await channel.send("-100", said("Mari lanjut di chat pribadi.", ask_contact=True))
    assert fake.sent(-100)[-1].markup is None


async def test_the_command_menu_is_set_for_everybody_and_for_indonesian(both: Both) -> None:
    fake, channel = both
    await channel.set_commands([("menu", Text("Lihat pilihan")), ("batal", Text("Batalkan isian"))])
    menu = [{"command": "menu", "description": "Lihat pilihan"}, {"command": "batal", "description": "Batalkan isian"}]
    assert fake.commands == {"": menu, "id": menu}


async def test_the_bot_learns_its_own_name(both: Both) -> None:
    await both[1].connect()
    assert both[1].username == "SapakopUjiBot"


async def test_a_bad_token_is_known_at_the_start(both: Both) -> None:
    both[0].token = "777:another"
    with pytest.raises(InvalidToken):
        await both[1].connect()
