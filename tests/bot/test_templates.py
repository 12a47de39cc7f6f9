"""Which templates are approved: kept in step with Meta, told to the head of the branch, asked by the channel."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import aiohttp
import pytest

from bot import templates
from bot.channels import SendError
from bot.channels.whatsapp_library import Kept, create
from bot.channels.whatsapp_request import WhatsAppRequest
from bot.channels.whatsapp_templates import templates as ours
from bot.render import plain
from db import templates as rows
from db.engine import Database
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_people import WABA
from tests.patience import until
from tests.talking import MONDAY, Clock

LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
async def wire() -> AsyncIterator[tuple[FakeWhatsApp, WhatsAppRequest]]:
    async with FakeWhatsApp() as whatsapp, aiohttp.ClientSession() as session:
        yield whatsapp, WhatsAppRequest(session, whatsapp.token, whatsapp.url, read=0.5)


def known(name: str = "sapakop_tugas", status: str = "APPROVED", category: str = "UTILITY", reason: str = "") -> Kept:
    return Kept(name, "id", status, category, reason, "", ())


async def heard(database: Database) -> dict[str, tuple[str, str]]:
    return {row.name: (row.status, row.category) for row in await database.read(rows.all_templates)}


async def told(database: Database, since: datetime = MONDAY) -> list[str]:
    return [plain(line) for line in await database.read(lambda c: list(templates.reminders(c, since)))]


async def test_only_what_differs_is_learnt_so_that_no_old_news_are_told_again(database: Database) -> None:
    assert await database.run(templates.learn, [known(status="PENDING")], LATER) == 1
    assert await database.run(templates.learn, [known(status="PENDING")], LATER + timedelta(days=1)) == 0
    assert await told(database, LATER) == []
    assert await told(database) == ["templat WhatsApp sapakop_tugas menunggu persetujuan Meta."]


async def test_a_template_that_meta_does_not_list_any_more_is_gone(database: Database) -> None:
    await database.run(rows.note, "promo", "id", at=MONDAY, status="APPROVED")
    await database.run(templates.learn, [known()], MONDAY)
    assert await database.run(templates.learn, [], LATER) == 1
    assert await heard(database) == {"promo": ("APPROVED", ""), "sapakop_tugas": ("DELETED", "UTILITY")}
    assert await told(database) == ["templat WhatsApp sapakop_tugas tidak ada lagi di Meta."]
    assert await database.run(templates.learn, [], LATER) == 0


@pytest.mark.parametrize(
    "one, words",
    [
        (known(), "disetujui Meta"),
        (known(status="REJECTED", reason="TAG_CONTENT_MISMATCH"), "ditolak Meta (TAG_CONTENT_MISMATCH)"),
        (known(status="PAUSED"), "dihentikan sementara oleh Meta"),
        (known(category="MARKETING"), "disetujui Meta, kini berkategori MARKETING"),
        (known(status="NEW_WORD"), "NEW_WORD"),
        (known(status=""), "belum diketahui keadaannya"),
    ],
)
async def test_a_change_is_told_in_words(database: Database, one: Kept, words: str) -> None:
    await database.run(templates.learn, [one], LATER)
    assert await told(database) == [f"templat WhatsApp sapakop_tugas {words}."]


@pytest.mark.parametrize(
    "status, is_approved",
    [("APPROVED", True), ("FLAGGED", True), ("PENDING", False), ("PAUSED", False), ("DISABLED", False), ("", False)],
)
async def test_only_an_approved_template_may_be_sent(database: Database, status: str, is_approved: bool) -> None:
    approved = templates.Approved()
    assert not approved("sapakop_tugas")
    await database.run(rows.note, "sapakop_tugas", "id", at=MONDAY, status=status, category="UTILITY")
    await approved.read(database)
    assert approved("sapakop_tugas") is is_approved
    assert not approved("sapakop_janji")


async def test_meta_is_asked_at_the_start_and_once_a_day(
    database: Database, wire: tuple[FakeWhatsApp, WhatsAppRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    whatsapp, request = wire
    monkeypatch.setattr(templates, "READ_EVERY", 0.01)
    clock, approved = Clock(), templates.Approved()
    await create(request, WABA, ours()["tugas"])
    whatsapp.decide("sapakop_tugas")
    keeping = asyncio.create_task(templates.keep(approved, database, request, WABA, clock))
    await until(lambda: approved("sapakop_tugas"))
    asked = len(whatsapp.calls)
    whatsapp.decide("sapakop_tugas", "PAUSED")
    await asyncio.sleep(0.1)
    assert len(whatsapp.calls) == asked
    clock.forward(days=1)
    await until(lambda: not approved("sapakop_tugas"))
    keeping.cancel()


async def test_a_meta_that_is_out_of_reach_stops_nothing_and_is_asked_again(
    database: Database, wire: tuple[FakeWhatsApp, WhatsAppRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    whatsapp, request = wire
    monkeypatch.setattr(templates, "READ_EVERY", 0.01)
    clock, approved = Clock(), templates.Approved()
    await create(request, WABA, ours()["tugas"])
    whatsapp.decide("sapakop_tugas")
    await database.run(rows.note, "sapakop_janji", "id", at=MONDAY, status="APPROVED")
    whatsapp.fail(131016, on="message_templates")
    keeping = asyncio.create_task(templates.keep(approved, database, request, WABA, clock))
    await until(lambda: approved("sapakop_janji"))
    await until(lambda: not whatsapp.faults)
    assert not approved("sapakop_tugas")
    clock.forward(hours=1)
    await until(lambda: approved("sapakop_tugas"))
    assert not keeping.done()
    keeping.cancel()


async def test_what_stands_in_the_way_of_asking_is_told(
    database: Database, wire: tuple[FakeWhatsApp, WhatsAppRequest]
) -> None:
    _, request = wire
    with pytest.raises(SendError, match="bad_number"):
        await templates.synchronise(database, request, "1", Clock())


async def test_an_answer_that_is_no_list_says_nothing_of_what_is_gone(
    database: Database, wire: tuple[FakeWhatsApp, WhatsAppRequest]
) -> None:
    whatsapp, request = wire
    await database.run(rows.note, "sapakop_tugas", "id", at=MONDAY, status="APPROVED")
    whatsapp.fail(status=200, body="{}", on="message_templates")
    with pytest.raises(SendError, match="server_error"):
        await templates.synchronise(database, request, WABA, Clock())
    assert await heard(database) == {"sapakop_tugas": ("APPROVED", "")}


async def test_what_the_webhook_tells_while_meta_is_asked_is_newer_than_the_answer(
    database: Database, wire: tuple[FakeWhatsApp, WhatsAppRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, request = wire
    clock = Clock()

    async def slow(*_: object) -> list[Kept]:
        clock.forward(seconds=5)
        await database.run(rows.note, "sapakop_tugas", "id", at=clock(), status="APPROVED", category="UTILITY")
        return [known(status="PENDING")]

    monkeypatch.setattr(templates, "fetch", slow)
    await templates.synchronise(database, request, WABA, clock)
    assert await heard(database) == {"sapakop_tugas": ("APPROVED", "UTILITY")}
