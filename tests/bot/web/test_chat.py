"""The chat over HTTP."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, select

from bot.channels.web import Posted, inbound
from bot.web import stream
from db.engine import Database
from db.models import outbox as messages
from db.models import seen
from db.outbox import EMPTY
from tests.bot.web.conftest import Site, Start, put_notice
from tests.bot.web.guest import Guest, words

pytestmark = pytest.mark.asyncio(loop_scope="module")


def statuses(connection: Connection, person_id: int) -> list[str]:
    own = messages.c.person_id == person_id
    return list(connection.execute(select(messages.c.status).where(own).order_by(messages.c.id)).scalars())


def count_seen(connection: Connection) -> int:
    return len(connection.execute(select(seen.c.provider_id)).all())


async def status_of(site: Site) -> list[str]:
    return await site.house.database.read(statuses, await site.newest_person())


async def test_the_answer_comes_by_the_stream(siti: Guest) -> None:
    async with siti.stream() as bubbles:
        assert await bubbles.until_ready() == []
        assert await siti.say("/start") == 202
        answer = await bubbles.next()
    assert words(answer).startswith("Selamat datang")
    assert "Daftarkan koperasi" in [button["label"] for button in answer["buttons"]]


async def test_a_message_that_is_posted_again_is_one_turn(site: Site, siti: Guest) -> None:
    message_id = str(uuid4())
    assert [await siti.say("menu", message_id), await siti.say("menu", message_id.upper())] == [202, 202]
    assert await status_of(site) == ["waiting"]


async def test_two_persons_do_not_see_each_others_messages(siti: Guest, dedi: Guest) -> None:
    await siti.say("/daftar")
    await dedi.say("/privasi")
    assert [words(bubble)[:5] for bubble in await siti.waiting()] == ["Siap."]
    assert "Siap." not in words(await dedi.newest())


async def test_the_mark_of_a_message_does_not_tell_whose_it_was() -> None:
    posted, at = Posted(id=uuid4(), text="menu"), datetime.now(UTC)
    marks = [inbound(posted, visitor, at).provider_id for visitor in ("visitor-a", "visitor-a", "visitor-b")]
    assert marks[0] == marks[1] != marks[2]
    assert not any("visitor" in mark or str(posted.id) in mark for mark in marks)


async def test_two_persons_may_make_up_the_same_message_id(siti: Guest, dedi: Guest) -> None:
    message_id = str(uuid4())
    await siti.say("/menu", message_id)
    await dedi.say("/menu", message_id)
    assert len(await siti.waiting()) == len(await dedi.waiting()) == 1


async def test_one_person_cannot_mark_the_messages_of_another_as_seen(siti: Guest, dedi: Guest) -> None:
    await siti.say("/menu")
    await dedi.say("/menu")
    await dedi.seen(1000)
    assert [bubble["unseen"] for bubble in await siti.waiting()] == [True]


@pytest.mark.parametrize("forged", ["", "abc", "abc.def", "orang-lain.{signature}", "{visitor}.", "{visitor}.é"])
async def test_a_forged_cookie_gets_a_new_person(siti: Guest, forged: str) -> None:
    await siti.say("/menu")
    visitor, _, signature = siti.cookie("sapakop").partition(".")
    siti.set_cookie("sapakop", forged.format(visitor=visitor, signature=signature))
    assert await siti.say("/menu") == 403
    await siti.open()
    assert siti.cookie("sapakop").partition(".")[0] not in ("", visitor)
    assert await siti.waiting() == []


async def test_the_same_person_comes_back_to_the_same_talk(siti: Guest) -> None:
    await siti.say("/menu")
    visitor = siti.cookie("sapakop")
    await siti.open()
    assert siti.cookie("sapakop") == visitor
    assert len(await siti.waiting()) == 1


async def test_unseen_messages_come_back_until_they_are_confirmed(site: Site, siti: Guest) -> None:
    for _ in range(25):
        await siti.say("/menu")
    first = await siti.waiting()
    assert (len(first), {bubble["unseen"] for bubble in first}) == (25, {True})
    assert await siti.seen(first[-2]["id"]) == 200
    second = await siti.waiting()
    assert [bubble["unseen"] for bubble in second] == [False] * 19 + [True]
    assert await status_of(site) == ["sent"] * 24 + ["waiting"]


async def test_a_page_that_was_cut_off_gets_what_it_has_not(siti: Guest) -> None:
    for _ in range(3):
        await siti.say("/menu")
    first, second, third = await siti.waiting()
    await siti.seen(third["id"])
    first, second, third = await siti.waiting()
    assert await siti.waiting(**{"Last-Event-ID": str(first["id"])}) == [second, third]
    assert await siti.waiting(f"?after={second['id']}") == [third]
    assert await siti.waiting("?after=9999999999999999999999") == [first, second, third]


async def test_more_than_one_page_of_unseen_messages_comes_whole(site: Site, siti: Guest) -> None:
    await siti.say("/menu")
    for number in range(120):
        await site.tell(f"kabar {number}")
    assert words((await siti.waiting())[-1]) == "kabar 119"
    assert len(await siti.waiting()) == 121


async def test_what_another_process_writes_is_shown(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "POLL", 0.05)
    site = await start()
    other = Database(site.house.settings.url)
    async with Guest(site.url) as siti:
        await siti.open()
        await siti.say("/menu")
        async with siti.stream() as bubbles:
            await bubbles.until_ready()
            await other.run(put_notice, await site.newest_person(), "Kabar dari petugas.", site.house)
            assert words(await bubbles.next()) == "Kabar dari petugas."
    await other.close()


async def test_a_message_that_is_committed_late_is_shown_although_its_id_is_lower(site: Site, siti: Guest) -> None:
    await siti.say("/menu")
    for _ in range(2):
        await site.tell("Kabar.")
    early = (await siti.waiting())[1]["id"]

    def keep_back(connection: Connection, status: str) -> None:
        connection.execute(messages.update().where(messages.c.id == early).values(status=status))

    await site.house.database.run(keep_back, "dropped")
    async with siti.stream() as bubbles:
        assert early not in [bubble["id"] for bubble in await bubbles.until_ready()]
        await site.house.database.run(keep_back, "waiting")
        site.service.arrived()
        assert (await bubbles.next())["id"] == early


async def test_a_page_with_nothing_new_hears_a_sign_of_life(siti: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BEAT", 0.05)
    async with siti.stream() as bubbles:
        await bubbles.until_ready()
        assert await bubbles.event() == ("ping", "", "")


async def test_a_notice_says_that_older_buttons_stay_good(site: Site, siti: Guest) -> None:
    await siti.say("/menu")
    await site.tell("Kabar.")
    assert [bubble["notice"] for bubble in await siti.waiting()] == [False, True]


async def test_a_menu_names_the_bubble_that_it_takes_the_place_of(siti: Guest) -> None:
    await siti.say("/menu")
    menu = await siti.newest()
    assert await siti.tap(menu, "Manfaatnya apa?") == 202
    answer = await siti.newest()
    assert (answer["browse"], answer["replaces"]) == (True, menu["id"])


async def test_an_old_button_is_answered_kindly_and_not_applied(siti: Guest) -> None:
    await siti.say("/menu")
    old = await siti.newest()
    await siti.say("/menu")
    assert await siti.tap(old, "Daftarkan koperasi") == 202
    assert words(await siti.newest()).startswith("Tombol itu dari pesan")


async def test_a_shared_number_fills_the_phone_slot(siti: Guest) -> None:
    await siti.say("/daftar")
    for text in ("cikahuripan", "ya", "ya", "Ibu Siti Aminah, bendahara"):
        await siti.say(text)
    assert (await siti.newest())["ask_contact"]
    assert (await siti.post("/chat/messages", {"id": str(uuid4()), "contact": "0812-3456-7890"}))[0] == 202
    assert "0812-3456-7890" in words(await siti.newest())


async def test_whoever_had_everything_deleted_sees_nothing_of_it(site: Site, siti: Guest) -> None:
    await siti.say("/menu")

    def wipe(connection: Connection) -> None:
        own = messages.c.person_id == person_id
        connection.execute(messages.update().where(own).values(message=EMPTY, status="sent"))

    person_id = await site.newest_person()
    await site.house.database.run(wipe)
    assert await siti.waiting() == []
    assert "data-fresh" in await siti.open()


async def test_only_a_newcomer_is_greeted(siti: Guest) -> None:
    assert "data-fresh" in await siti.open()
    await siti.say("/menu")
    assert "data-fresh" not in await siti.open()


BAD_BODIES: dict[str, Any] = {
    "nothing": b"",
    "not JSON": b"{",
    "not UTF-8": b'{"text": "\xff"}',
    "half a surrogate pair": b'{"id": "8d1a4e0e-7d3c-4a63-9d0c-1f3b9d1c2a3b", "text": "\\ud800"}',
    "a list": [],
    "deeply nested": b"[" * 60_000,
    "no id": {"text": "menu"},
    "an id of our own making": {"id": "1", "text": "menu"},
    "nothing said": {"id": str(uuid4())},
    "two things at once": {"id": str(uuid4()), "text": "menu", "contact": "0812"},
    "a number for a text": {"id": str(uuid4()), "text": 7},
    "an unknown field": {"id": str(uuid4()), "text": "menu", "admin": True},
    "a tap without a turn": {"id": str(uuid4()), "choice": {"step": "a", "value": "b"}},
    "a turn too large to keep": {"id": str(uuid4()), "choice": {"step": "a", "value": "b", "turn": 2**63}},
    "a step that is no word": {"id": str(uuid4()), "choice": {"step": ">\x00", "value": "", "turn": 0}},
    "an endless phone": {"id": str(uuid4()), "contact": "0" * 41},
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
async def test_a_body_that_cannot_be_read_is_refused_kindly(site: Site, siti: Guest, body: Any) -> None:
    before = await site.house.database.read(count_seen)
    status, answer = await siti.post("/chat/messages", body)
    assert (status, answer["message"][:5]) == (400, "Maaf,")
    assert await site.house.database.read(count_seen) == before


@pytest.mark.parametrize("up_to", [0, -1, 2**31, "banyak", None])
async def test_only_a_message_can_be_seen(siti: Guest, up_to: Any) -> None:
    assert (await siti.post("/chat/seen", {"up_to": up_to}))[0] == 400


async def test_a_body_that_is_too_big_is_refused_kindly(siti: Guest) -> None:
    status, answer = await siti.post("/chat/messages", {"id": str(uuid4()), "text": "a" * 70_000})
    assert (status, answer["message"]) == (413, "Maaf, pesannya terlalu panjang. Mohon dikirim dalam beberapa bagian.")


@pytest.mark.parametrize("text", ["", "   ", "a" * 10_000, "🙏" * 5_000, "<b>{{7*7}}</b>'; --", "\u202emenu", "a\x00b"])
async def test_odd_words_are_taken_in(siti: Guest, text: str) -> None:
    assert await siti.say(text) == 202


@pytest.mark.parametrize("step, value", [(">", ""), (">tidak-ada", "x"), (">daftar", "99"), ("x", "y"), ("", "")])
async def test_a_button_that_was_never_shown_does_no_harm(siti: Guest, step: str, value: str) -> None:
    choice = {"step": step, "value": value, "turn": 0, "message": 7}
    assert (await siti.post("/chat/messages", {"id": str(uuid4()), "choice": choice}))[0] == 202
    assert words(await siti.newest())


async def test_a_form_is_read_too(site: Site, siti: Guest) -> None:
    fields = {"id": str(uuid4()), "text": "/menu", "_csrf_token": siti.cookie("sapakop-csrf")}
    async with siti.session.post("/chat/messages", data=fields) as answer:
        assert answer.status == 202
    assert len(await siti.waiting()) == 1


async def test_a_failing_database_is_a_kind_sentence_and_says_nothing_in_the_log(
    start: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    site = await start()
    await site.house.database.run(lambda connection: connection.exec_driver_sql("DROP TABLE seen"))
    async with Guest(site.url) as siti:
        await siti.open()
        status, answer = await siti.post("/chat/messages", {"id": str(uuid4()), "text": "rahasia desa"})
    assert (status, answer["message"][:20]) == (500, "Maaf, ada gangguan d")
    printed = "".join(capfd.readouterr())
    assert "web_failed" in printed
    assert "rahasia" not in printed
    assert siti.cookie("sapakop").partition(".")[0] not in printed


async def test_one_visitor_cannot_take_every_connection(siti: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PAGES", 2)
    async with siti.stream() as first, siti.stream() as second:
        await first.until_ready()
        await second.until_ready()
        async with siti.stream() as third:
            await third.until_ready()
            assert await first.event() is None
            await siti.say("/menu")
            assert await second.next() == await third.next()
