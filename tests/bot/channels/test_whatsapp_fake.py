"""The fake Graph API: it refuses what Meta refuses, so that tests on it mean something."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_looks import accidents, visible
from tests.fakes.whatsapp_people import NUMBER_ID, WABA, Who, delivery, message, status, words
from tests.talking import MONDAY, Clock

SITI = Who("6281234567890")
RINA = Who(user_id="ID.1349120865530274", name="Rina")
BASE = {"messaging_product": "whatsapp", "recipient_type": "individual"}
TEXT = {**BASE, "type": "text", "text": {"body": "halo"}}
TO_SITI, TO_RINA = {**TEXT, "to": SITI.wa_id}, {**TEXT, "recipient": RINA.user_id}
BODY = {"type": "BODY", "text": "Ada {{1}} tugas untuk Anda.", "example": {"body_text": [["3"]]}}
BUTTONS = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Buka"}]}
TUGAS = {"name": "sapakop_tugas", "language": "id", "category": "UTILITY", "components": [BODY, BUTTONS]}


def from_template(**more: Any) -> dict[str, Any]:
    values = [{"type": "body", "parameters": [{"type": "text", "text": "5"}]}]
    language = {"policy": "deterministic", "code": "id"}
    sent = {"name": "sapakop_tugas", "language": language, "components": values, **more}
    return {**BASE, "to": SITI.wa_id, "type": "template", "template": sent}


class Caller:
    """Calls the fake over HTTP."""

    def __init__(self, whatsapp: FakeWhatsApp, clock: Clock, session: aiohttp.ClientSession) -> None:
        self.whatsapp = whatsapp
        self.clock = clock
        self.session = session

    async def ask(self, method: str, path: str, **how: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.whatsapp.token}"}
        async with self.session.request(method, f"{self.whatsapp.url}/{path}", headers=headers, **how) as answer:
            return answer.status, await answer.json()

    async def send(self, body: dict[str, Any]) -> tuple[int, Any]:
        """HTTP status, and the wamid or the code of the refusal."""
        status, answer = await self.ask("POST", f"{NUMBER_ID}/messages", json=body)
        return status, answer["error"]["code"] if status != 200 else answer.get("messages", [{"id": None}])[0]["id"]


@pytest.fixture
async def caller() -> AsyncIterator[Caller]:
    clock = Clock()
    async with FakeWhatsApp(clock) as whatsapp, aiohttp.ClientSession() as session:
        whatsapp.user_says(SITI, "halo")
        whatsapp.user_says(RINA, "halo")
        yield Caller(whatsapp, clock, session)


async def test_a_message_is_shown_and_its_statuses_wait(caller: Caller) -> None:
    (code, wamid), (_, second) = (
        await caller.send({**TO_SITI, "biz_opaque_callback_data": "7"}),
        await caller.send(TO_RINA),
    )
    assert (code, wamid == second) == (200, False)
    assert caller.whatsapp.read(SITI) == caller.whatsapp.read(RINA.user_id) == ["halo"]
    states = [one for change in caller.whatsapp.queue for one in change["value"].get("statuses", [])]
    assert [(one["id"], one["status"]) for one in states[:2]] == [(wamid, "sent"), (wamid, "delivered")]
    assert states[0]["biz_opaque_callback_data"] == "7"
    assert (states[0]["recipient_id"], states[2]["recipient_user_id"]) == (SITI.wa_id, RINA.user_id)


async def test_a_refusal_is_in_metas_form(caller: Caller) -> None:
    status, answer = await caller.ask("POST", f"{NUMBER_ID}/messages", json={**TO_SITI, "to": "62899"})
    assert status == 400
    assert answer["error"] | {"message": ""} == {
        "message": "",
        "type": "OAuthException",
        "code": 131026,
        "error_data": {"messaging_product": "whatsapp", "details": "Message undeliverable"},
        "fbtrace_id": "AbCdEf123",
    }


@pytest.mark.parametrize(
    "body, code",
    [
        ({**TO_SITI, "text": {"body": "x" * 4097}}, 131009),
        ({**BASE, "to": SITI.wa_id, "type": "text"}, 131008),
        ({**TO_SITI, "text": {}}, 131009),
        ({**TO_SITI, "to": RINA.user_id}, 131026),
        ({**TO_RINA, "recipient": SITI.wa_id}, 131026),
        ({**BASE, "to": SITI.wa_id, "type": "image", "image": {"id": "1"}}, 131009),
        (from_template(), 132001),
    ],
)
async def test_what_meta_does_not_take_is_refused(caller: Caller, body: dict[str, Any], code: int) -> None:
    assert (await caller.send(body))[1] == code
    assert caller.whatsapp.read(SITI) == []


async def test_a_wrong_token_and_a_wrong_number_are_refused(caller: Caller) -> None:
    error = (await caller.ask("POST", "4711/messages", json=TO_SITI))[1]["error"]
    assert (error["code"], error["error_subcode"]) == (100, 33)
    caller.whatsapp.token, known = "another", caller.whatsapp.token
    url = f"{caller.whatsapp.url}/{NUMBER_ID}/messages"
    async with caller.session.post(url, json=TO_SITI, headers={"Authorization": f"Bearer {known}"}) as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (401, 190)


async def test_after_a_day_of_silence_only_an_approved_template_is_taken(caller: Caller) -> None:
    caller.clock.forward(hours=24)
    assert await caller.send(TO_SITI) == (400, 131047)
    assert (await caller.ask("POST", f"{WABA}/message_templates", json=TUGAS))[1]["status"] == "PENDING"
    assert await caller.send(from_template()) == (404, 132001)
    caller.whatsapp.decide("sapakop_tugas")
    assert (await caller.send(from_template(components=[])))[1] == 132000
    assert (await caller.send(from_template()))[0] == 200
    (bubble,) = caller.whatsapp.sent(SITI)
    assert (bubble.text, bubble.labels) == ("Ada 5 tugas untuk Anda.", ["Buka"])
    caller.whatsapp.user_says(SITI, "ok")
    assert (await caller.send(TO_SITI))[0] == 200


async def test_one_person_gets_45_at_once_and_then_one_in_six_seconds(caller: Caller) -> None:
    caller.whatsapp.per_second = 1000.0
    assert {(await caller.send(TO_SITI))[0] for _ in range(45)} == {200}
    assert await caller.send(TO_SITI) == (400, 131056)
    assert (await caller.send(TO_RINA))[0] == 200
    caller.clock.forward(seconds=6)
    assert [(await caller.send(TO_SITI))[0] for _ in range(2)] == [200, 400]


async def test_the_number_sends_so_many_a_second(caller: Caller) -> None:
    caller.whatsapp.per_second = 10.0
    answers = [await caller.send(TO_SITI) for _ in range(11)]
    assert answers[10] == (400, 130429)
    assert {status for status, _ in answers[:10]} == {200}
    caller.clock.forward(seconds=0.1)
    assert (await caller.send(TO_RINA))[0] == 200


async def test_faults_come_in_the_order_in_which_they_were_scripted(caller: Caller) -> None:
    caller.whatsapp.fail(131000)
    caller.whatsapp.fail(131026, later=True)
    caller.whatsapp.fail(body="<html>", status=502)
    caller.whatsapp.fail(drop="before")
    caller.whatsapp.fail(drop="after")
    assert await caller.send(TO_SITI) == (500, 131000)
    assert (await caller.send(TO_SITI))[0] == 200
    assert caller.whatsapp.queue[-1]["value"]["statuses"][0]["errors"][0]["code"] == 131026
    with pytest.raises(ValueError, match="Expecting value"):
        await caller.send(TO_SITI)
    for _ in range(2):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await caller.send(TO_SITI)
    assert caller.whatsapp.read(SITI) == ["halo"], "the last was carried out all the same"


async def test_a_file_is_uploaded_and_then_sent(caller: Caller) -> None:
    form = aiohttp.FormData({"messaging_product": "whatsapp", "type": "application/pdf"})
    form.add_field("file", b"%PDF-1.7", filename="iuran.pdf", content_type="application/pdf")
    media = (await caller.ask("POST", f"{NUMBER_ID}/media", data=form))[1]["id"]
    sent = {"id": media, "filename": "iuran.pdf", "caption": "Ini *rinciannya*."}
    base = {**BASE, "to": SITI.wa_id}
    assert (await caller.send({**base, "type": "document", "document": sent}))[0] == 200
    (bubble,) = caller.whatsapp.sent(SITI)
    assert (bubble.text, bubble.bold, bubble.file) == ("Ini rinciannya.", ["rinciannya"], "iuran.pdf")
    assert bubble.content == b"%PDF-1.7"
    assert await caller.send({**base, "type": "image", "image": {"id": media}}) == (400, 131053)


async def test_a_message_of_a_person_is_marked_as_read(caller: Caller) -> None:
    wamid = caller.whatsapp.queue[0]["value"]["messages"][0]["id"]
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    assert (await caller.send({**mark, "typing_indicator": {"type": "text"}}))[0] == 200
    assert (caller.whatsapp.phone(SITI).ticks, caller.whatsapp.phone(SITI).typing) == ([wamid], 1)
    assert (await caller.send({**mark, "message_id": "wamid.X"}))[1] == 131009


async def test_number_app_and_token_can_be_looked_at(caller: Caller) -> None:
    fields = {"fields": "verified_name,quality_rating,throughput,name_status,code_verification_status"}
    number = (await caller.ask("GET", NUMBER_ID, params=fields))[1]
    assert (number["id"], number["quality_rating"], number["throughput"]) == (NUMBER_ID, "GREEN", {"level": "STANDARD"})
    assert (await caller.ask("GET", NUMBER_ID, params={"fields": "shoe_size"}))[1]["error"]["code"] == 100
    assert len((await caller.ask("GET", f"{WABA}/subscribed_apps"))[1]["data"]) == 1
    token = {"input_token": caller.whatsapp.token}
    assert (await caller.ask("GET", "debug_token", params=token))[1]["data"]["is_valid"] is True


async def test_templates_come_in_pages_and_a_name_only_once(caller: Caller) -> None:
    for name in ("satu", "dua", "tiga"):
        await caller.ask("POST", f"{WABA}/message_templates", json={**TUGAS, "name": name})
    assert (await caller.ask("POST", f"{WABA}/message_templates", json={**TUGAS, "name": "dua"}))[0] == 400
    page = (await caller.ask("GET", f"{WABA}/message_templates"))[1]
    async with caller.session.get(
        page["paging"]["next"], headers={"Authorization": f"Bearer {caller.whatsapp.token}"}
    ) as answer:
        rest = await answer.json()
    assert [one["name"] for one in (*page["data"], *rest["data"])] == ["satu", "dua", "tiga"]


def test_neighbours_of_a_delivery_come_as_one_change_and_each_person_is_named_once() -> None:
    first, second = (message(SITI, name, MONDAY, **words(name)) for name in ("a", "b"))
    other, told = message(RINA, "c", MONDAY, **words("c")), status(SITI, "w", "read", MONDAY)
    changes = delivery(first, second, other, told)["entry"][0]["changes"]
    assert [one["id"] for one in changes[0]["value"]["messages"]] == ["a", "b", "c"]
    assert changes[0]["value"]["contacts"] == [SITI.contact, RINA.contact]
    assert len(changes) == 2


@pytest.mark.parametrize(
    "text, words_seen, bold",
    [
        ("*Iuran* sebulan", "Iuran sebulan", ["Iuran"]),
        ("2 * 3 * 4", "2 * 3 * 4", []),
        ("a*b*c", "a*b*c", []),
        ("* tebal *", "* tebal *", []),
        ("*baris\nlain*", "*baris\nlain*", []),
        ("(*dua kata*)", "(dua kata)", ["dua kata"]),
    ],
)
def test_marks_are_seen_as_a_phone_sees_them(text: str, words_seen: str, bold: list[str]) -> None:
    assert visible(text) == (words_seen, bold)


def test_marks_that_nobody_meant_are_noticed() -> None:
    assert accidents("nama_berkas_ini.pdf 1~2~3") == []
    assert accidents("lihat _ini_ dan ~itu~") == ["ini", "itu"]
