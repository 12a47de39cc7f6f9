"""The sender on the real WhatsApp channel over HTTP, against a Graph API that has a window and paces, and refuses."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.message import Button, File, Message, Span
from db.engine import Database
from db.models import person
from db.refs import read_ref
from knowledge.book import Book
from tests import talking
from tests.bot.documents.sample import iuran_file
from tests.bot.test_sender import fates, rows
from tests.bot.whatsapp_post import DEDI, RINA, SITI, Post
from tests.fakes.whatsapp import over_http
from tests.fakes.whatsapp_people import Who
from tests.talking import Clock


@pytest.fixture
async def post(database: Database, book: Book) -> AsyncIterator[Post]:
    """Siti and Rina have just written: Siti by her number, Rina by an id without one."""
    clock = Clock()
    async with over_http(clock, read=0.4) as (whatsapp, channel):
        post = Post(talking.house_on(database, book, clock), whatsapp, channel)
        for who in (SITI, RINA):
            await post.hears(who)
        yield post


async def test_messages_arrive_in_order_and_are_settled_with_their_numbers(post: Post) -> None:
    await post.write("satu", "dua", "tiga")
    await post.write("halo", who=RINA)
    await post.flush()
    assert post.whatsapp.read(SITI) == ["satu", "dua", "tiga"]
    assert post.whatsapp.read(RINA) == ["halo"]
    sent = [row.provider_id for row in await post.house.database.read(rows)]
    assert sent == [bubble.wamid for who in (SITI, RINA) for bubble in post.whatsapp.sent(who)]
    refs = [read_ref(bubble.ref) for bubble in post.whatsapp.sent(SITI)]
    assert [(ref.message_id, ref.attempt, ref.part, ref.parts) for ref in refs if ref] == [
        (n, 1, 1, 1) for n in (1, 2, 3)
    ]


async def test_whoever_has_both_ids_is_reached_by_the_id_that_we_call_him_by(post: Post) -> None:
    await post.hears(DEDI)
    await post.write("halo", who=DEDI)
    await post.flush()
    assert post.whatsapp.read(DEDI.wa_id) == post.whatsapp.read(DEDI.user_id) == ["halo"]


async def test_a_person_gets_45_at_once_and_the_rest_as_fast_as_meta_takes_them(post: Post) -> None:
    await post.write(*map(str, range(50)))
    await post.flush(seconds=2)
    assert len(post.whatsapp.read(SITI)) == 45
    await post.flush(seconds=40)
    assert post.whatsapp.read(SITI) == list(map(str, range(50)))
    assert post.whatsapp.refusals == []


async def test_a_crowd_is_answered_no_faster_than_the_number_may_send(post: Post) -> None:
    crowd = [Who(f"62811000{number:05d}") for number in range(120)]
    for who in crowd:
        await post.hears(who)
        await post.write("halo", who=who)
    await post.flush(seconds=3)
    assert post.whatsapp.refusals == []
    assert [post.whatsapp.read(who) for who in crowd] == [["halo"]] * 120


async def test_when_the_number_sends_too_much_everybody_waits(post: Post) -> None:
    post.whatsapp.fail(130429)
    await post.write("satu")
    await post.flush()
    await post.write("dua", who=RINA)
    await post.flush(seconds=4.9)
    assert (post.whatsapp.read(SITI), post.whatsapp.read(RINA)) == ([], [])
    assert await fates(post.house) == [("waiting", "too_many_requests"), ("waiting", None)]
    await post.flush(seconds=1)
    assert (post.whatsapp.read(SITI), post.whatsapp.read(RINA)) == (["satu"], ["dua"])


async def test_when_one_person_gets_too_much_only_he_waits_longer_each_time(post: Post) -> None:
    """Somebody else writes to Siti from the same number; for ten seconds Meta takes no more."""
    post.whatsapp.full_at[SITI.id] = post.house.now().timestamp() + 44 * 6 + 10
    await post.write("satu", "dua")
    await post.write("tiga", who=RINA)
    await post.flush(seconds=20.9)
    assert post.whatsapp.refusals == [131056] * 3, "at once, a second later, four seconds later"
    assert (post.whatsapp.read(SITI), post.whatsapp.read(RINA)) == ([], ["tiga"])
    await post.flush(seconds=1)
    assert post.whatsapp.read(SITI) == ["satu", "dua"]


async def test_outside_the_window_the_approved_template_stands_for_the_message(post: Post) -> None:
    await post.approve("tugas")
    post.is_silent()
    laporan = Message((Span("Laporan pagi: 3 permintaan menunggu."),), purpose="tugas", values=("3",))
    await post.put(laporan, kind="digest", repeatable=False)
    await post.flush()
    (bubble,) = post.whatsapp.sent(SITI)
    assert (bubble.kind, bubble.template, bubble.labels) == ("template", "sapakop_tugas", ["Buka"])
    assert "ada 3 tugas" in bubble.text
    assert await fates(post.house) == [("sent", None)]
    await post.hears(SITI)
    await post.put(laporan, kind="digest", repeatable=False)
    await post.flush(seconds=60)
    assert post.whatsapp.read(SITI)[1:] == ["Laporan pagi: 3 permintaan menunggu."]


@pytest.mark.parametrize(
    "message, reason", [({}, "outside_window"), ({"purpose": "tugas", "values": ("3",)}, "no_template")]
)
async def test_outside_the_window_what_has_no_template_is_refused_and_says_so(
    post: Post, message: dict[str, Any], reason: str
) -> None:
    """Nothing is posted, and nothing looks sent; the next message in the window goes."""
    post.is_silent()
    await post.put(Message((Span("kabar"),), **message), kind="notice", repeatable=False)
    await post.flush(seconds=60)
    assert await fates(post.house) == [("failed", reason)]
    assert post.whatsapp.calls == []
    await post.hears(SITI)
    await post.write("jawaban")
    await post.flush(seconds=10)
    assert post.whatsapp.read(SITI) == ["jawaban"]


async def test_a_window_that_only_meta_knows_to_be_closed_is_the_same(post: Post) -> None:
    await post.approve("tugas")
    post.whatsapp.phone(SITI).heard_at = None
    post.whatsapp.phone(RINA).heard_at = None
    await post.put(Message((Span("tugas"),), purpose="tugas", values=("3",)))
    await post.write("kabar", who=RINA)
    await post.flush(seconds=60)
    assert [bubble.template for bubble in post.whatsapp.sent(SITI)] == ["sapakop_tugas"]
    assert sorted(await fates(post.house), key=str) == [("failed", "outside_window"), ("sent", None)]


async def test_a_template_that_meta_has_paused_meanwhile_is_a_refusal(post: Post) -> None:
    await post.approve("tugas")
    post.is_silent()
    post.whatsapp.fail(132015)
    await post.put(Message((Span("tugas"),), purpose="tugas", values=("3",)))
    await post.flush(seconds=60)
    assert await fates(post.house) == [("failed", "template_refused")]


@pytest.mark.parametrize("fault", [{"code": 131000}, {"code": 131016}, {"code": 2}, {"status": 502, "body": "<html>"}])
async def test_a_server_in_trouble_is_asked_again_later(post: Post, fault: dict[str, Any]) -> None:
    post.whatsapp.fail(times=3, **fault)
    await post.write("satu", "dua")
    await post.flush(seconds=120)
    assert post.whatsapp.read(SITI) == ["satu", "dua"]


async def test_a_token_that_is_not_taken_costs_nothing_but_time(post: Post) -> None:
    known, post.whatsapp.token = post.whatsapp.token, "another"
    await post.write("satu")
    await post.flush(seconds=30)
    assert await fates(post.house) == [("waiting", "bad_token")]
    post.whatsapp.token = known
    await post.flush(seconds=60)
    assert post.whatsapp.read(SITI) == ["satu"]


@pytest.mark.parametrize(
    "code, reason", [(131026, "undeliverable"), (131049, "not_delivered_by_meta"), (100, "refused")]
)
async def test_what_meta_will_never_take_is_not_sent_again_and_makes_way(post: Post, code: int, reason: str) -> None:
    post.whatsapp.fail(code)
    await post.write("satu", "dua")
    await post.flush(seconds=60)
    assert await fates(post.house) == [("failed", reason), ("sent", None)]
    blocked = select(person.c.blocked_at).where(person.c.external_id == SITI.id)
    assert await post.house.database.read(lambda c: c.execute(blocked).scalar_one()) is None


async def test_a_reply_whose_answer_was_lost_goes_again_and_a_digest_is_marked(post: Post) -> None:
    post.whatsapp.fail(times=2, drop="after")
    await post.write("jawaban")
    await post.write("laporan", who=RINA, kind="digest", repeatable=False)
    await post.flush(seconds=600)
    assert post.whatsapp.read(SITI) == ["jawaban", "jawaban"]
    assert post.whatsapp.read(RINA) == ["laporan"]
    assert await fates(post.house) == [("sent", None), ("unknown", "unanswered")]


async def test_an_answer_that_never_comes_is_given_up(post: Post) -> None:
    post.whatsapp.fail(delay=5.0)
    await post.write("laporan", kind="digest", repeatable=False)
    await post.flush(seconds=60)
    assert post.whatsapp.read(SITI) == ["laporan"]
    assert await fates(post.house) == [("unknown", "unanswered")]


async def test_a_message_of_a_person_is_marked_as_read_while_we_write(post: Post) -> None:
    wamid = post.whatsapp.queue[0]["value"]["messages"][0]["id"]
    await post.write("jawaban", tap=wamid)
    await post.flush()
    assert (post.whatsapp.phone(SITI).ticks, post.whatsapp.phone(SITI).typing) == ([wamid], 1)
    assert post.whatsapp.read(SITI) == ["jawaban"]


@pytest.mark.parametrize("fault", [{"code": 131009}, {"drop": "before"}, {"status": 500, "body": "oops"}])
async def test_a_read_receipt_that_fails_costs_nobody_the_answer(post: Post, fault: dict[str, Any]) -> None:
    post.whatsapp.fail(on="receipts", **fault)
    await post.write("jawaban", tap="wamid.X")
    await post.flush()
    assert post.whatsapp.read(SITI) == ["jawaban"]


@pytest.mark.parametrize(
    "form, kind, begin", [("pdf", "document", b"%PDF"), ("png", "image", b"\x89PNG"), ("xlsx", "document", b"PK")]
)
async def test_a_file_arrives_with_its_words_and_choices(post: Post, form: str, kind: str, begin: bytes) -> None:
    buttons = (Button("Ubah", "iuran", "ubah", 3),)
    await post.put(Message((Span("Ini rinciannya."),), buttons, file=iuran_file(form)))
    await post.put(Message((Span("Ini juga."),), file=iuran_file(form)))
    await post.flush()
    with_choices, without = post.whatsapp.sent(SITI)
    assert (with_choices.text, with_choices.labels, without.text) == ("Ini rinciannya.", ["Ubah"], "Ini juga.")
    assert (with_choices.kind, without.kind) == ("button", kind)
    for bubble in (with_choices, without):
        assert bubble.file == f"iuran-koperasi-2026-11-26.{form}"
        assert bubble.content.startswith(begin)


async def test_a_file_that_meta_does_not_take_costs_nobody_the_words(post: Post) -> None:
    post.whatsapp.fail(131053, on="media")
    await post.put(Message((Span("Ini rinciannya."),), file=iuran_file()))
    await post.flush(seconds=10)
    (words,) = post.whatsapp.read(SITI)
    assert words.startswith("Ini rinciannya.\n\nMaaf, berkasnya tidak bisa dibuat.")


async def test_a_file_that_nobody_can_make_costs_nobody_the_words(post: Post) -> None:
    await post.put(Message((Span("Ini rinciannya."),), file=File("iuran", "pdf", {"plan": "lama"})))
    await post.flush(seconds=10)
    assert post.whatsapp.read(SITI)[0].startswith("Ini rinciannya.\n\nMaaf")


async def test_long_words_come_first_and_the_choices_after_them(post: Post) -> None:
    words = "Iuran koperasi. " * 100
    buttons = tuple(Button(f"Pilihan ke-{number}", "menu", str(number), 3) for number in range(12))
    await post.put(Message((Span(words),), buttons))
    await post.flush()
    text, choices = post.whatsapp.sent(SITI)
    assert (text.text, choices.text, choices.opener) == (words.strip(), "Silakan pilih:", "Lihat pilihan")
    assert choices.labels == [button.label for button in buttons[:9]] + ["Lainnya"]


@pytest.mark.parametrize("code", [131000, 130429, 131056])
async def test_of_a_message_in_two_parts_nothing_comes_twice_and_nothing_is_lost_when_the_second_fails(
    post: Post, code: int
) -> None:
    buttons = tuple(Button(f"Pilihan ke-{number}", "menu", str(number), 3) for number in range(12))
    long = Message((Span("Iuran koperasi. " * 100),), buttons)
    await post.put(long)
    await post.put(long, who=RINA, kind="notice", repeatable=False)
    post.whatsapp.fail(code, times=2, on="interactive")
    await post.flush(seconds=60)
    for who in (SITI, RINA):
        assert [bubble.kind for bubble in post.whatsapp.sent(who)] == ["text", "list"]
        refs = [read_ref(bubble.ref) for bubble in post.whatsapp.sent(who)]
        assert [(ref.attempt, ref.part, ref.parts) for ref in refs if ref] == [(1, 1, 2), (2, 2, 2)]
    assert await fates(post.house) == [("sent", None), ("sent", None)]


async def test_a_second_part_that_nobody_answered_is_in_doubt_and_not_sent_again_unless_it_may_come_twice(
    post: Post,
) -> None:
    buttons = tuple(Button(f"Pilihan ke-{number}", "menu", str(number), 3) for number in range(12))
    long = Message((Span("Iuran koperasi. " * 100),), buttons)
    await post.put(long)
    await post.put(long, who=RINA, kind="notice", repeatable=False)
    post.whatsapp.fail(times=2, drop="after", on="interactive")
    await post.flush(seconds=60)
    assert [bubble.kind for bubble in post.whatsapp.sent(SITI)] == ["text", "list", "list"]
    assert [bubble.kind for bubble in post.whatsapp.sent(RINA)] == ["text", "list"]
    assert await fates(post.house) == [("sent", None), ("unknown", "unanswered")]
