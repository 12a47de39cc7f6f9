"""WhatsApp's webhook over HTTP, on both databases."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import Connection, Row, select
from structlog.testing import capture_logs

from bot.house import House
from bot.message import Button, Message, Span
from db import outbox as messages
from db import templates
from db.models import outbox, person, seen, template
from tests.bot.web.conftest import Site, Start, running
from tests.databases import KINDS
from tests.fakes import whatsapp_people as people

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECRET, WORD = "rahasia-aplikasi", "kata-uji"
HEADER = "X-Hub-Signature-256"
SETTINGS = {
    "whatsapp_token": "token",
    "whatsapp_app_secret": SECRET,
    "whatsapp_phone_number_id": people.NUMBER_ID,
    "whatsapp_verify_token": WORD,
}
SITI, DEDI = people.Who("6281234567890", "ID.1"), people.Who("6281300000002")
AT = datetime.now(UTC) - timedelta(minutes=1)


@dataclass
class Meta:
    """Brings deliveries to a site, signed."""

    site: Site
    session: aiohttp.ClientSession

    async def brings(self, *changes: people.Change) -> int:
        return await self.posts(json.dumps(people.delivery(*changes)).encode())

    async def posts(self, body: bytes, **headers: str) -> int:
        signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        async with self.session.post("/whatsapp", data=BytesIO(body), headers={HEADER: signature} | headers) as answer:
            return answer.status

    async def asks(self, **query: str) -> tuple[int, str, str]:
        asked = {f"hub.{name}": value for name, value in query.items()}
        async with self.session.get("/whatsapp", params=asked) as answer:
            return answer.status, answer.content_type, await answer.text()

    async def kept(self) -> tuple[list[str], list[str]]:
        """The updates that were seen, and what people are to be told."""
        return await self.site.house.database.read(kept)

    async def sql(self, line: str) -> None:
        await self.site.house.database.run(lambda connection: connection.exec_driver_sql(line))


def kept(connection: Connection) -> tuple[list[str], list[str]]:
    known = connection.execute(select(seen.c.provider_id).order_by(seen.c.at, seen.c.provider_id)).scalars()
    said = connection.execute(select(outbox.c.message).order_by(outbox.c.id)).scalars()
    return list(known), [Message.from_json(message).plain for message in said]


def seen_as(*numbers: str) -> list[str]:
    """The ids of messages as they are kept, sorted."""
    return sorted(hashlib.sha256(number.encode()).hexdigest() for number in numbers)


def persons(connection: Connection) -> Sequence[str]:
    return connection.execute(select(person.c.external_id).order_by(person.c.id)).scalars().all()


def says(text: str, number: str = "wamid.1", who: people.Who = SITI) -> people.Change:
    return people.message(who, number, AT, **people.words(text))


@asynccontextmanager
async def meta_at(site: Site) -> AsyncIterator[Meta]:
    async with aiohttp.ClientSession(site.url) as session:
        yield Meta(site, session)


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of a database of each kind."""
    if request.param == "sqlite":
        return {}
    return {"database_url": request.getfixturevalue("postgresql_url"), "secret_key": "k"}


@pytest_asyncio.fixture(loop_scope="module")
async def meta(model: House, tmp_path: Path, where: dict[str, str]) -> AsyncIterator[Meta]:
    """A service that waits for WhatsApp; nothing runs beside it."""
    async with running(model, tmp_path, busy=False, **SETTINGS, **where) as site, meta_at(site) as meta:
        yield meta


@pytest_asyncio.fixture(loop_scope="module")
async def quick(start: Start) -> AsyncIterator[Meta]:
    """The same on SQLite alone, where nothing is written."""
    async with meta_at(await start(busy=False, **SETTINGS)) as meta:
        yield meta


async def test_meta_shakes_hands_with_the_token_that_we_chose(quick: Meta) -> None:
    asked = {"mode": "subscribe", "verify_token": WORD, "challenge": "1158201444"}
    assert await quick.asks(**asked) == (200, "text/plain", "1158201444")
    for wrong in ({"verify_token": "tebakan"}, {"verify_token": ""}, {"mode": "unsubscribe"}, {"verify_token": "é"}):
        assert (await quick.asks(**asked | wrong))[0] == 403
    assert (await quick.asks(mode="subscribe", verify_token=WORD))[0] == 403
    assert (await quick.asks())[0] == 403


async def test_the_route_is_there_only_when_whatsapp_is_set_up(start: Start) -> None:
    async with meta_at(await start(busy=False)) as meta:
        assert await meta.brings(says("menu")) == 404
        assert (await meta.asks(mode="subscribe", verify_token="", challenge="1"))[0] == 404


async def test_a_delivery_without_our_signature_is_refused_before_it_is_read(quick: Meta) -> None:
    body = json.dumps(people.delivery(says("rahasia"))).encode()
    with capture_logs() as logs:
        async with quick.session.post("/whatsapp", data=body) as answer:
            assert answer.status == 401
        for wrong in ("", "sha256=", "sha256=" + "0" * 64, hashlib.sha256(body).hexdigest()):
            assert await quick.posts(body, **{HEADER: wrong}) == 403
    assert await quick.kept() == ([], [])
    assert [line["missing"] for line in logs] == [True, False, False, False, False]
    assert "rahasia" not in str(logs)


async def test_a_message_is_stored_when_it_is_acknowledged_and_known_when_it_comes_again(meta: Meta) -> None:
    assert [await meta.brings(says("menu")) for _ in range(2)] == [200, 200]
    known, said = await meta.kept()
    assert (known, len(said)) == (seen_as("wamid.1"), 1)
    assert said[0].startswith("Silakan pilih")


async def test_all_messages_of_a_delivery_are_answered_in_their_order(meta: Meta) -> None:
    first, second = says("menu"), says("/daftar", "wamid.2")
    assert await meta.brings(first, second, says("menu", "wamid.3", DEDI)) == 200
    known, said = await meta.kept()
    assert sorted(known) == seen_as("wamid.1", "wamid.2", "wamid.3")
    assert sorted(words[:7] for words in said) == ["Siap. H", "Silakan", "Silakan"]
    assert said.index(next(words for words in said if words.startswith("Siap."))) > 0


async def test_the_link_of_a_cooperative_names_its_village(meta: Meta) -> None:
    assert await meta.brings(says("KOPERASI 32.01.32.2005")) == 200
    assert (await meta.kept())[1][0].endswith("Cikahuripan, Kecamatan Klapanunggal?")


async def test_a_body_of_three_megabytes_is_taken_and_a_larger_one_refused(meta: Meta) -> None:
    body = json.dumps(people.delivery(says("menu"))).encode()
    assert await meta.posts(body + b" " * (3 * 1024 * 1024 - len(body))) == 200
    assert len((await meta.kept())[0]) == 1
    assert await meta.posts(b" " * (3 * 1024 * 1024 + 1)) == 413


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b"9" * 5000, b"null", b"[]", b"{}", b"NaN"])
async def test_what_is_no_delivery_is_acknowledged_and_noted(quick: Meta, body: bytes) -> None:
    with capture_logs() as logs:
        assert await quick.posts(body) == 200
    assert logs == [{"event": "whatsapp_noted", "type": "unreadable_delivery", "log_level": "info"}]


async def test_what_is_not_understood_is_noted_by_its_type_alone(quick: Meta) -> None:
    secret = people.message(SITI, "wamid.1", AT, type="request_welcome", order={"text": "rahasia"})
    with capture_logs() as logs:
        assert await quick.brings(secret, people.message(SITI, "wamid.2", AT, type="rahasia")) == 200
    assert [line["type"] for line in logs] == ["request_welcome", "unknown_message"]
    assert "rahasia" not in str(logs)


async def test_a_delivery_that_could_not_be_stored_is_brought_again(meta: Meta) -> None:
    await meta.sql("ALTER TABLE seen RENAME TO hilang")
    with capture_logs() as logs:
        assert await meta.brings(says("menu")) == 500
    assert ("whatsapp_not_stored", "Inbound") in [(line["event"], line.get("arrival")) for line in logs]
    await meta.sql("ALTER TABLE hilang RENAME TO seen")
    assert await meta.brings(says("menu")) == 200
    assert len((await meta.kept())[1]) == 1


async def test_one_message_that_cannot_be_stored_keeps_no_other_away(
    meta: Meta, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = meta.site.service.receive

    async def sometimes(inbound: Any) -> Any:
        if inbound.tap == "wamid.2":
            raise OSError
        return await receive(inbound)

    monkeypatch.setattr(meta.site.service, "receive", sometimes)
    whole = [says("menu", f"wamid.{number}", people.Who(f"62813000000{number}")) for number in (1, 2, 3)]
    assert await meta.brings(*whole) == 500
    assert sorted((await meta.kept())[0]) == seen_as("wamid.1", "wamid.3")
    monkeypatch.setattr(meta.site.service, "receive", receive)
    assert await meta.brings(*whole) == 200
    known, said = await meta.kept()
    assert (len(known), len(said)) == (3, 3)


async def test_who_was_known_by_his_number_is_the_same_person_with_a_user_id_and_with_another_one(meta: Meta) -> None:
    now = people.Who("6281234567899", "ID.9")
    await meta.brings(says("menu", "wamid.1", people.Who(SITI.wa_id)))
    await meta.brings(says("menu", "wamid.2"), people.number_changed(SITI, now, "wamid.3", AT))
    await meta.brings(says("menu", "wamid.4", now), says("menu", "wamid.5", people.Who(user_id="ID.9")))
    assert await meta.site.house.database.read(persons) == ["ID.9"]
    assert len((await meta.kept())[1]) == 4


def sent(connection: Connection) -> int:
    """A menu that has been sent to the first person, with eleven choices."""
    buttons = tuple(Button(f"Pilihan {number}", ">menu", str(number), 0) for number in range(11))
    message = Message((Span("Pilih:"),), buttons).to_json()
    messages.put(connection, person_id=1, channel="whatsapp", kind="reply", message=message, at=AT)
    number = int(connection.execute(select(outbox.c.id).order_by(outbox.c.id.desc()).limit(1)).scalar_one())
    messages.settle(connection, number, messages.SENT, AT, provider_id=f"wamid.{'w' * 90}.{number}")
    return number


def row_of(connection: Connection, number: int) -> Row[Any]:
    return connection.execute(select(outbox).where(outbox.c.id == number)).one()


async def ours(meta: Meta) -> tuple[int, str]:
    """One of our messages on Siti's phone: our number of it and WhatsApp's."""
    await meta.brings(says("menu", "wamid.first"))
    number = await meta.site.house.database.run(sent)
    return number, f"wamid.{'w' * 90}.{number}"


async def test_a_status_is_kept_with_its_message(meta: Meta) -> None:
    number, wamid = await ours(meta)
    for state in ("read", "sent", "delivered"):
        assert await meta.brings(people.status(SITI, wamid, state, AT, ref=str(number))) == 200
    assert (await meta.site.house.database.read(row_of, number)).delivery == "read"


async def test_a_failure_that_can_be_mended_wakes_the_sender(meta: Meta, monkeypatch: pytest.MonkeyPatch) -> None:
    number, wamid = await ours(meta)
    woken: list[bool] = []
    monkeypatch.setattr(meta.site.service, "arrived", lambda: woken.append(True))
    assert await meta.brings(people.status(SITI, wamid, "failed", AT, code=130429)) == 200
    assert ((await meta.site.house.database.read(row_of, number)).status, woken) == ("waiting", [True])


async def test_more_choices_are_shown_on_the_next_page_of_the_message_they_belong_to(meta: Meta) -> None:
    number, wamid = await ours(meta)
    row = {"id": "page:1", "title": "Lainnya"}
    assert await meta.brings(people.message(SITI, "wamid.2", AT, **people.tap(wamid, "list_reply", row))) == 200
    shown = Message.from_json((await meta.site.house.database.read(row_of, number + 1)).message)
    assert (shown.page, len(shown.buttons)) == (1, 11)


async def test_a_thumb_down_speaks_under_our_last_bubble_only(meta: Meta) -> None:
    _, before = await ours(meta)
    last = f"wamid.{'w' * 90}.{await meta.site.house.database.run(sent)}"
    for number, wamid in enumerate((before, "wamid.first", "wamid.unknown", last)):
        change = people.message(SITI, f"wamid.r{number}", AT, **people.reaction(wamid, "👎"))
        assert await meta.brings(change) == 200
    assert [words[:5] for words in (await meta.kept())[1]][3:] == ["Baik,"]


async def test_a_tap_on_a_menu_is_answered_though_whatsapp_cannot_edit(meta: Meta) -> None:
    _, wamid = await ours(meta)
    tap = people.tap(wamid, "list_reply", {"id": "1|>iuran|", "title": "Berapa iurannya?"})
    assert await meta.brings(people.message(SITI, "wamid.2", AT, **tap)) == 200
    assert len((await meta.kept())[1]) == 3


async def test_news_of_templates_are_kept(meta: Meta) -> None:
    await meta.brings(people.template_status("sapakop_tugas", "id", "APPROVED"))
    await meta.brings(people.template_category("sapakop_tugas", "id", "UTILITY", "MARKETING"))
    rows = await meta.site.house.database.read(templates.all_templates)
    assert [(row.name, row.status, row.category, row.reason) for row in rows] == [
        ("sapakop_tugas", "APPROVED", "MARKETING", None)
    ]


async def test_a_news_of_a_template_that_could_not_be_stored_is_brought_again(meta: Meta) -> None:
    await meta.sql("ALTER TABLE template RENAME TO hilang")
    assert await meta.brings(people.template_status("sapakop_tugas", "id", "APPROVED")) == 500
    await meta.sql("ALTER TABLE hilang RENAME TO template")
    assert await meta.site.house.database.read(lambda c: c.execute(select(template)).all()) == []


async def test_a_number_of_thousands_of_digits_costs_no_neighbour(meta: Meta) -> None:
    body = json.dumps(people.delivery(says("menu"))).replace('"changes"', f'"time": {"9" * 5000}, "changes"')
    with capture_logs() as logs:
        assert await meta.posts(body.encode()) == 200
    assert logs == []
    assert (await meta.kept())[0] == seen_as("wamid.1")


async def test_a_reaction_a_poll_and_an_order_are_words_of_the_person(meta: Meta) -> None:
    _, wamid = await ours(meta)
    for number, content in enumerate(
        (people.reaction(wamid, "👍"), people.reaction("wamid.first", "👎"), {"type": "order"})
    ):
        await meta.sql("UPDATE person SET heard_at = NULL")
        assert await meta.brings(people.message(SITI, f"wamid.h{number}", AT, **content)) == 200
        assert await meta.site.house.database.read(heard) == AT.replace(microsecond=0)
    assert len((await meta.kept())[1]) == 2
    assert await meta.brings(people.message(SITI, "wamid.poll", AT, **people.CONTENT["unsupported"])) == 200
    assert "belum bisa saya baca" in (await meta.kept())[1][-1]


def heard(connection: Connection) -> datetime | None:
    found: datetime | None = connection.execute(select(person.c.heard_at)).scalar_one()
    return found


async def test_people_of_one_delivery_do_not_wait_for_each_other(meta: Meta, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each one's own messages come one after the other, under whichever of his ids they come."""
    receive, running, most, order = meta.site.service.receive, 0, 0, list[str]()

    async def watched(inbound: Any) -> Any:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        order.append(inbound.tap)
        await asyncio.sleep(0.02)
        stored = await receive(inbound)
        running -= 1
        return stored

    monkeypatch.setattr(meta.site.service, "receive", watched)
    siti = (people.Who(SITI.wa_id), SITI, people.Who(user_id=SITI.user_id), SITI)
    whole = [says("menu", f"wamid.siti.{number}", who) for number, who in enumerate(siti)]
    whole += [says("menu", f"wamid.{number}", people.Who(f"628130000{number:04}")) for number in range(40)]
    assert await meta.brings(*whole) == 200
    assert 1 < most <= 64
    assert [tap for tap in order if "siti" in tap] == [f"wamid.siti.{number}" for number in range(4)]
    known, said = await meta.kept()
    assert (len(known), len(said)) == (44, 44)
    assert len(await meta.site.house.database.read(persons)) == 41
