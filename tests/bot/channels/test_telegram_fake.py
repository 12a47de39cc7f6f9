"""The judge is judged: the fake Bot API refuses what Telegram refuses, and nothing else."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_rules import TABLE
from tools.distil_telegram import distil, table_text

SITI = 501
DATA = "callback_data"


class Caller:
    """Calls the fake over HTTP as a form, without any library of ours."""

    def __init__(self, fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
        self.fake = fake
        self.session = session

    async def __call__(self, method: str, **fields: Any) -> dict[str, Any]:
        form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
        async with self.session.post(f"{self.fake.url}/bot{self.fake.token}/{method}", data=form) as response:
            answer: dict[str, Any] = await response.json()
        assert answer.get("error_code", 200) == response.status
        return answer

    async def refused(self, method: str, **fields: Any) -> str:
        answer = await self(method, **fields)
        assert answer["ok"] is False
        return str(answer["description"])

    async def says(self, text: str, **fields: Any) -> dict[str, Any]:
        answer = await self("sendMessage", chat_id=SITI, text=text, **fields)
        assert answer["ok"], answer
        return dict(answer["result"])


@pytest.fixture
async def call() -> AsyncIterator[Caller]:
    async with FakeTelegram() as fake, aiohttp.ClientSession() as session:
        fake.user_says(SITI, "/start")
        yield Caller(fake, session)


def inline(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": rows}


async def test_an_unknown_method_is_not_found(call: Caller) -> None:
    assert await call.refused("sendMesage", chat_id=SITI, text="Halo") == "Not Found"


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"text": "Halo", "disable_web_page_preview": True}, "no field"),
        ({}, "needs the field"),
        ({"text": "Halo", "protect_content": "yes"}, "protect_content"),
        ({"text": "Halo", "message_thread_id": 1.5}, "message_thread_id"),
        ({"text": "Halo", "link_preview_options": {"disabled": True}}, "link_preview_options"),
        ({"text": "Halo", "reply_markup": {"inline_keyboard": [{"text": "Ya"}]}}, "reply_markup"),
        ({"text": "Halo", "reply_markup": inline([{DATA: "1"}])}, "reply_markup"),
        ({"text": ""}, "empty"),
        ({"text": " \n\u200b"}, "empty"),
        ({"text": "x" * 4097}, "too long"),
        ({"text": "😀" * 2049}, "too long"),
        ({"text": "Halo", "parse_mode": "Markup"}, "parse_mode"),
        ({"text": "<b>Halo", "parse_mode": "HTML"}, "end tag"),
        ({"text": "Halo</b>", "parse_mode": "HTML"}, "end tag"),
        ({"text": "<b><i>Halo</b></i>", "parse_mode": "HTML"}, "end tag"),
        ({"text": "<p>Halo</p>", "parse_mode": "HTML"}, "start tag"),
        ({"text": "1 < 2", "parse_mode": "HTML"}, "bare"),
        ({"text": "A & B", "parse_mode": "HTML"}, "bare"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "empty"),
        ({"text": "Halo", "reply_markup": inline([{"text": "Ya", DATA: "x" * 65}])}, "BUTTON_DATA_INVALID"),
        ({"text": "Halo", "reply_markup": inline([{"text": "Ya", DATA: "é" * 33}])}, "BUTTON_DATA_INVALID"),
        ({"text": "Halo", "reply_markup": inline([{"text": "Ya", DATA: ""}])}, "BUTTON_DATA_INVALID"),
        ({"text": "Halo", "reply_markup": inline([{"text": " ", DATA: "1"}])}, "empty"),
        ({"text": "Halo", "reply_markup": inline([{"text": "Ya"}])}, "unallowed"),
        ({"text": "Halo", "reply_markup": inline([{"text": "Ya", DATA: "1", "url": "https://a.id"}])}, "unallowed"),
        ({"text": "Halo", "reply_markup": inline([{"text": "Ya", DATA: "1"}] * 9)}, "too many"),
        ({"text": "Halo", "reply_markup": inline(*[[{"text": "Ya", DATA: "1"}]] * 101)}, "too many"),
        ({"text": "Halo", "reply_markup": inline(*[[{"text": "Ya" * 60, DATA: "1"}]] * 80)}, "too long"),
        ({"text": "Halo", "reply_markup": {"keyboard": [[{"text": ""}]]}}, "non-empty"),
        ({"text": "Halo", "reply_markup": {"keyboard": [[{"text": "Ya"}] * 13]}}, "too many"),
    ],
)
async def test_a_message_that_telegram_would_refuse_is_refused(
    call: Caller, fields: dict[str, Any], problem: str
) -> None:
    assert problem in await call.refused("sendMessage", chat_id=SITI, **fields)
    assert call.fake.sent(SITI) == []


@pytest.mark.parametrize(
    "text, seen",
    [
        ("x" * 4096, "x" * 4096),
        ("&amp;" * 4096, "&" * 4096),
        ("<b>" + "😀" * 2048 + "</b>", "😀" * 2048),
        ("a<i>b</i> &lt;c&gt; &#128512;", "ab <c> 😀"),
        ('<a href="https://175.id">175</a>', "175"),
    ],
    ids=["full", "entities", "emoji", "tags", "link"],
)
async def test_a_message_within_the_limits_is_shown_as_a_person_sees_it(call: Caller, text: str, seen: str) -> None:
    keyboard = inline(*[[{"text": "Y", DATA: "x" * 10}] * 8] * 12)
    await call.says(text, parse_mode="HTML", reply_markup=keyboard)
    assert call.fake.sent(SITI)[-1].text == seen


async def test_a_phone_is_asked_for_in_private_only(call: Caller) -> None:
    call.fake.group_says(-100, "/start")
    keyboard = {"keyboard": [[{"text": "Nomor", "request_contact": True}]]}
    assert "private" in await call.refused("sendMessage", chat_id=-100, text="Nomor?", reply_markup=keyboard)


async def test_only_a_known_message_can_be_edited(call: Caller) -> None:
    shown = await call.says("Menu")
    place = {"chat_id": SITI, "message_id": shown["message_id"]}
    assert "not found" in await call.refused("editMessageText", text="Iuran", **{**place, "message_id": 9})
    assert "not modified" in await call.refused("editMessageText", text="Menu", **place)
    assert (await call("editMessageText", text="Iuran", **place))["result"]["text"] == "Iuran"
    assert (await call("deleteMessage", **place))["ok"]
    assert "not found" in await call.refused("editMessageText", text="Iuran", **place)


async def test_a_tap_is_answered_once(call: Caller) -> None:
    await call.says("Menu", reply_markup=inline([{"text": "Iuran", DATA: "1|menu|iuran"}]))
    query = call.fake.user_taps(SITI, "Iuran")["callback_query"]
    assert query["data"] == "1|menu|iuran"
    assert (await call("answerCallbackQuery", callback_query_id=query["id"]))["ok"]
    assert "too old" in await call.refused("answerCallbackQuery", callback_query_id=query["id"])


async def test_a_key_of_a_reply_keyboard_says_its_words(call: Caller) -> None:
    await call.says("Nomor?", reply_markup={"keyboard": [[{"text": "Nomor lain"}]]})
    assert call.fake.user_taps(SITI, "Nomor lain")["message"]["text"] == "Nomor lain"


async def test_an_unknown_chat_and_a_person_who_blocked_get_nothing(call: Caller) -> None:
    assert "chat not found" in await call.refused("sendMessage", chat_id=9, text="Halo")
    call.fake.user_blocks(SITI)
    assert "blocked" in await call.refused("sendMessage", chat_id=SITI, text="Halo")
    call.fake.user_blocks(SITI, again=True)
    await call.says("Halo")


async def test_a_wrong_token_is_unauthorized(call: Caller) -> None:
    call.fake.token, url = "777:another", call.fake.url
    async with call.session.get(f"{url}/bot777:wrong/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")


async def test_a_higher_offset_forgets_earlier_updates(call: Caller) -> None:
    numbers = [update["update_id"] for update in (await call("getUpdates"))["result"]]
    numbers += [call.fake.user_says(SITI, "satu")["update_id"]]
    assert [u["update_id"] for u in (await call("getUpdates", offset=numbers[0]))["result"]] == numbers
    assert [u["update_id"] for u in (await call("getUpdates", offset=numbers[1]))["result"]] == numbers[1:]
    assert [u["update_id"] for u in (await call("getUpdates", limit=1))["result"]] == numbers[1:]
    assert (await call("getUpdates", offset=numbers[1] + 1))["result"] == []


async def test_a_long_poll_ends_with_the_next_update(call: Caller) -> None:
    call.fake.updates.clear()
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.03)
    number = call.fake.user_says(SITI, "halo")["update_id"]
    assert [update["update_id"] for update in (await poll)["result"]] == [number]


async def test_of_two_pollers_the_first_is_sent_away(call: Caller) -> None:
    call.fake.updates.clear()
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await asyncio.sleep(0.03)
    assert (await call("getUpdates"))["ok"]
    assert ((await first)["error_code"], (await first)["description"][:8]) == (409, "Conflict")


async def test_a_webhook_excludes_polling(call: Caller) -> None:
    await call("setWebhook", url="https://sapakop.example/telegram")
    assert "webhook" in await call.refused("getUpdates")
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"url": "http://sapakop.example"}, "HTTPS"),
        ({"url": "https://sapakop.example", "secret_token": "dengan spasi"}, "unallowed"),
        ({"url": "https://sapakop.example", "secret_token": "x" * 257}, "unallowed"),
    ],
)
async def test_a_webhook_that_telegram_would_refuse_is_refused(
    call: Caller, fields: dict[str, str], problem: str
) -> None:
    assert problem in await call.refused("setWebhook", **fields)


async def test_a_webhook_gets_updates_with_the_secret_and_twice_when_told(call: Caller) -> None:
    got: list[tuple[str, int]] = []

    async def receive(request: web.Request) -> web.Response:
        got.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], (await request.json())["update_id"]))
        return web.Response(status=500 if len(got) == 1 else 200)

    app = web.Application()
    app.router.add_post("/telegram", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await call("setWebhook", url=f"http://127.0.0.1:{runner.addresses[0][1]}/telegram", secret_token="kunci-1")
    number = call.fake.updates[0]["update_id"]
    assert await call.fake.deliver() == [500]
    assert len(call.fake.updates) == 1
    assert await call.fake.deliver(times=3, shuffled=1) == [200] * 3
    assert (got, call.fake.updates) == ([("kunci-1", number)] * 4, [])
    await runner.cleanup()


async def test_updates_that_were_not_asked_for_do_not_come(call: Caller) -> None:
    await call("getUpdates", allowed_updates=["message"])
    call.fake.user_blocks(SITI)
    assert [sorted(update) for update in call.fake.updates] == [["message", "update_id"]]


async def test_failures_come_as_they_were_scripted(call: Caller) -> None:
    call.fake.fail("sendMessage", status=429, retry_after=5)
    call.fake.fail("getMe", drop="before")
    answer = await call("sendMessage", chat_id=SITI, text="Halo")
    assert answer["parameters"] == {"retry_after": 5}
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call("getMe")
    await call.says("Halo")


@pytest.mark.parametrize(
    "command, description", [("Menu", "Lihat"), ("lihat menu", "Lihat"), ("menu", ""), ("x" * 33, "Lihat")]
)
async def test_a_bad_command_is_refused(call: Caller, command: str, description: str) -> None:
    menu = [{"command": command, "description": description}]
    assert "BOT_COMMAND" in await call.refused("setMyCommands", commands=menu)


def test_the_table_is_distilled_from_the_specification() -> None:
    name = {"name": "chat_id", "types": ["Integer", "String"], "required": True}
    box = {"name": "box", "types": ["Array of Box"], "required": False}
    spec = {
        "version": "Bot API 1",
        "changelog": "here",
        "methods": {method: {"fields": [name, box]} for method in TABLE["methods"]},
        "types": {
            "Box": {"subtypes": ["Small"]},
            "Small": {"fields": [{"name": "inner", "types": ["Small", "String"], "required": True}]},
            "Unused": {},
        },
    }
    table = distil(spec)
    assert table["methods"]["getMe"] == {"chat_id": "Integer|String!", "box": "Array of Box"}
    assert table["types"] == {"Box": "Small", "Small": {"inner": "Small|String!"}}
    assert json.loads(table_text(table)) == table
    assert not re.search("(?m)^.* $", table_text(table))
