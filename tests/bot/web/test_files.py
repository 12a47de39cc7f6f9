"""Files of the chat over HTTP: to whom they are given, and how."""

import io
from typing import Any

import pytest
from python_calamine import load_workbook
from sqlalchemy import Connection, func, select

from bot.documents import make
from bot.message import File, Message, Span
from bot.web import pace
from db import outbox
from db.models import outbox as messages
from db.outbox import EMPTY
from tests.bot.documents.sample import iuran_file
from tests.bot.web.conftest import Site, Start
from tests.bot.web.guest import Guest, words

pytestmark = pytest.mark.asyncio(loop_scope="module")


def put(connection: Connection, person_id: int, file: File | None, site: Site) -> int:
    message = Message((Span("Ini rinciannya."),), file=file).to_json()
    outbox.put(connection, person_id=person_id, channel="web", kind="reply", message=message, at=site.house.now())
    return int(connection.execute(select(func.max(messages.c.id))).scalar_one())


async def given(site: Site, guest: Guest, file: File | None) -> int:
    """A message with this file to the guest, who becomes the newest person by what he says."""
    await guest.say("/menu")
    return await site.house.database.run(put, await site.newest_person(), file, site)


async def fetch(guest: Guest, message_id: object, **headers: str) -> tuple[int, dict[str, str], bytes]:
    async with guest.session.get(f"/chat/files/{message_id}", headers=headers) as answer:
        return answer.status, dict(answer.headers), await answer.read()


async def test_a_bubble_tells_its_file_and_nothing_of_what_it_is_made_from(site: Site, siti: Guest) -> None:
    number = await given(site, siti, iuran_file())
    bubble = await siti.newest()
    assert bubble["file"] == {
        "name": "iuran-koperasi-2026-11-26.pdf",
        "url": f"/chat/files/{number}",
        "kind": "pdf",
        "label": "Unduh PDF",
        "alt": "Gambar iuran-koperasi-2026-11-26.pdf",
    }
    assert "pengurus" not in str(bubble)


@pytest.mark.parametrize(
    "form, mime, way",
    [
        ("pdf", "application/pdf", "attachment"),
        ("png", "image/png", "inline"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
    ],
)
async def test_a_file_comes_whole_under_a_plain_name(site: Site, siti: Guest, form: str, mime: str, way: str) -> None:
    status, headers, content = await fetch(siti, await given(site, siti, iuran_file(form)))
    assert (status, headers["Content-Type"]) == (200, mime)
    assert content == (await make(iuran_file(form), site.house.book)).content
    assert headers["Content-Disposition"] == f'{way}; filename="iuran-koperasi-2026-11-26.{form}"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert len(content) == int(headers["Content-Length"])


async def test_the_workbook_that_was_downloaded_opens(site: Site, siti: Guest) -> None:
    _, _, content = await fetch(siti, await given(site, siti, iuran_file("xlsx")))
    assert load_workbook(io.BytesIO(content)).sheet_names == ["Hitungan", "Dasar"]


async def test_a_file_is_given_to_nobody_but_whose_message_it_is(site: Site, siti: Guest, dedi: Guest) -> None:
    number = await given(site, siti, iuran_file())
    await dedi.say("/menu")
    assert (await fetch(dedi, number))[0] == 404
    async with Guest(site.url) as newcomer:
        assert (await fetch(newcomer, number))[0] == 403
        await newcomer.open()
        assert (await fetch(newcomer, number))[0] == 404
    assert (await fetch(siti, number))[0] == 200


@pytest.mark.parametrize("message_id", [0, -1, 2**31, 10**30, "satu", "1%2F..", "", "1.5"])
async def test_what_is_no_message_has_no_file(siti: Guest, message_id: Any) -> None:
    await siti.say("/menu")
    assert (await fetch(siti, message_id))[0] == 404


async def test_a_message_without_a_file_has_none(site: Site, siti: Guest) -> None:
    assert (await fetch(siti, await given(site, siti, None)))[0] == 404
    assert (await siti.newest())["file"] is None


@pytest.mark.parametrize("change", [{"message": EMPTY}, {"status": outbox.DROPPED}], ids=["emptied", "dropped"])
async def test_a_message_that_is_shown_no_more_has_no_file_either(
    site: Site, siti: Guest, change: dict[str, str]
) -> None:
    number = await given(site, siti, iuran_file())
    changed = messages.update().where(messages.c.id == number).values(**change)

    def apply(connection: Connection) -> None:
        connection.execute(changed)

    await site.house.database.run(apply)
    assert (await fetch(siti, number))[0] == 404


async def test_hapus_data_takes_the_files_too(site: Site, siti: Guest) -> None:
    number = await given(site, siti, iuran_file())
    await siti.say("hapus data")
    await siti.tap(await siti.newest(), "Ya, hapus semua")
    assert (await fetch(siti, number))[0] == 404


async def test_a_file_that_cannot_be_made_any_more_is_refused_kindly(site: Site, siti: Guest) -> None:
    number = await given(site, siti, File("iuran", "pdf", {"plan": "lama"}))
    status, headers, content = await fetch(siti, number, Accept="text/html")
    assert (status, headers["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert "berkas ini tidak bisa dibuat lagi" in content.decode()


async def test_a_bubble_with_a_file_that_nobody_makes_says_so(site: Site, siti: Guest) -> None:
    await given(site, siti, File("manfaat", "pdf", {}))
    bubble = await siti.newest()
    assert bubble["file"] is None
    assert words(bubble).startswith("Ini rinciannya.\n\nMaaf, berkasnya tidak bisa dibuat.")


async def test_files_are_not_asked_for_too_fast_and_talk_goes_on(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PER_SESSION", 3)
    site = await start()
    async with Guest(site.url) as siti:
        await siti.open()
        number = await given(site, siti, iuran_file("xlsx"))
        assert [(await fetch(siti, number))[0] for _ in range(4)] == [200, 200, 200, 429]
        assert await siti.say("/menu") == 202
