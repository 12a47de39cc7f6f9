"""What people do in Telegram, as the talk gets it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Update

from bot.channels.telegram_updates import check_secret, delete_webhook, parse, set_webhook
from bot.message import Inbound
from dialogue.event import Event
from tests.fakes import telegram_people as people
from tests.fakes.telegram import FakeTelegram, over_http

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SITI = 501
GROUP = -100


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram()


def read(update: dict[str, Any], username: str = "SapakopUjiBot") -> Inbound | None:
    return parse(update, now=NOW, username=username)


def event(update: dict[str, Any]) -> Event:
    inbound = read(update)
    assert inbound is not None
    assert inbound.event is not None
    return inbound.event


def test_a_written_message_is_a_text(fake: FakeTelegram) -> None:
    update = fake.user_says(SITI, "koperasi saya di Cikahuripan")
    wanted = Event("text", NOW, "koperasi saya di Cikahuripan")
    assert read(update) == Inbound("telegram", str(update["update_id"]), "501", wanted, "Siti Aminah")


def test_an_update_object_reads_like_its_raw_form(fake: FakeTelegram) -> None:
    raw = fake.user_says(SITI, "halo")
    assert parse(Update.de_json(raw, None), now=NOW) == parse(raw, now=NOW)


@pytest.mark.parametrize(
    "text, command",
    [
        ("/start K7QM", "start K7QM"),
        ("/menu", "menu"),
        ("/Menu@SapakopUjiBot", "menu"),
        ("/start@SapakopUjiBot  K7QM ", "start K7QM"),
        ("/catatan RN-118 sudah\nditelepon", "catatan RN-118 sudah\nditelepon"),
    ],
)
def test_a_command_comes_with_its_argument(fake: FakeTelegram, text: str, command: str) -> None:
    assert event(fake.user_says(SITI, text)) == Event("command", NOW, command)


@pytest.mark.parametrize("text", ["/", "/ menu", "// menu", "/etc/passwd", "menu /start"])
def test_a_slash_alone_makes_no_command(fake: FakeTelegram, text: str) -> None:
    assert event(fake.user_says(SITI, text)).kind == "text"


@pytest.mark.parametrize(
    "sent, kind, text",
    [
        ("voice", "voice", ""),
        ("audio", "voice", ""),
        ("video_note", "voice", ""),
        ("photo", "photo", ""),
        ("document", "document", "daftar anggota.xlsx"),
        ("sticker", "sticker", ""),
        ("animation", "sticker", ""),
        ("location", "location", "-6.45,106.85"),
        ("venue", "location", "-6.45,106.85"),
        ("video", "other", ""),
        ("dice", "other", ""),
    ],
)
def test_what_is_not_words_has_its_kind(fake: FakeTelegram, sent: str, kind: str, text: str) -> None:
    got = event(fake.user_sends(SITI, sent))
    assert (got.kind, got.text) == (kind, text)


def test_a_kind_of_message_that_is_newer_than_we_are_is_something_else(fake: FakeTelegram) -> None:
    assert event(fake.user_sends(SITI, "hologram", hologram={"file_id": "h"})).kind == "other"


def test_the_caption_of_a_photo_is_kept(fake: FakeTelegram) -> None:
    assert event(fake.user_sends(SITI, "photo", caption="KTP saya")) == Event("photo", NOW, "KTP saya")


@pytest.mark.parametrize("owner", [SITI, 999])
def test_a_shared_contact_brings_its_phone_whoever_owns_it(fake: FakeTelegram, owner: int) -> None:
    assert event(fake.user_shares_contact(SITI, "6281234567890", owner)) == Event("contact", NOW, "6281234567890")


def test_an_edited_text_says_that_it_was_edited(fake: FakeTelegram) -> None:
    assert event(fake.user_edits(SITI, "Cikahuripan, bukan Cikeas")) == Event("other", NOW, "edited")


def test_a_live_location_that_moves_says_nothing_new(fake: FakeTelegram) -> None:
    moved = people.message(SITI, 9, edit_date=1, location=people.PLACE)
    assert read(fake.push("edited_message", moved)) is None


def test_what_telegram_writes_into_a_chat_by_itself_is_not_the_person(fake: FakeTelegram) -> None:
    assert read(fake.user_sends(SITI, "pinned")) is None


async def test_a_tap_carries_its_step_turn_and_message() -> None:
    async with over_http() as (fake, _):
        fake.user_says(SITI, "/start")
        key = {"text": "Ya", "callback_data": "12|daftar.village|32.01"}
        shown = fake.send_message({"chat_id": SITI, "text": "Ini?", "reply_markup": {"inline_keyboard": [[key]]}})
        inbound = read(fake.user_taps(SITI, "Ya"))
    assert inbound is not None
    assert inbound.event == Event("choice", NOW, "32.01", "daftar.village", 12)
    assert (inbound.external_id, inbound.tapped_message) == ("501", str(shown["message_id"]))
    assert (inbound.tap in fake.open_taps, inbound.display_name) == (True, "Siti Aminah")


@pytest.mark.parametrize("data", ["", "iuran", "12|x", "|||", "-3|a|b", "99999999999|a|b", "💣|a|b"])
def test_a_tap_that_we_did_not_write_is_stale(fake: FakeTelegram, data: str) -> None:
    shown = people.message(SITI, 5, text="Menu", **{"from": people.BOT})
    assert event(fake.push("callback_query", people.tap(SITI, "7", shown, data))) == Event("choice", NOW, turn=-1)


def test_a_tap_on_a_message_that_telegram_has_forgotten_still_counts(fake: FakeTelegram) -> None:
    gone = {"message_id": 5, "date": 0, "chat": people.private(SITI)}
    inbound = read(fake.push("callback_query", people.tap(SITI, "7", gone, "3|menu|iuran")))
    assert inbound is not None
    assert inbound.event == Event("choice", NOW, "iuran", "menu", 3)


@pytest.mark.parametrize("again, blocked", [(False, True), (True, False)])
def test_blocking_and_unblocking_are_kept(fake: FakeTelegram, again: bool, blocked: bool) -> None:
    inbound = read(fake.user_blocks(SITI, again))
    assert inbound is not None
    assert (inbound.event, inbound.blocked, inbound.external_id) == (None, blocked, "501")


@pytest.mark.parametrize(
    "text", ["/start", "/menu@SapakopUjiBot", "@sapakopujibot berapa iurannya?", "tanya @SapakopUjiBot saja"]
)
def test_a_group_that_calls_the_bot_is_heard(fake: FakeTelegram, text: str) -> None:
    update = fake.group_says(GROUP, text)
    assert read(update) == Inbound("telegram", str(update["update_id"]), "-100", None, group=True)


def test_an_answer_to_the_bot_in_a_group_is_heard(fake: FakeTelegram) -> None:
    inbound = read(fake.group_says(GROUP, "terima kasih", to_bot=True))
    assert inbound is not None
    assert inbound.group


@pytest.mark.parametrize("text", ["halo semua", "/menu@BotLain", "@SapakopUjiBotLain halo", "x@y.id"])
def test_a_group_that_talks_among_itself_is_left_alone(fake: FakeTelegram, text: str) -> None:
    assert read(fake.group_says(GROUP, text)) is None


def test_before_the_bot_knows_its_name_only_commands_call_it(fake: FakeTelegram) -> None:
    assert read(fake.group_says(GROUP, "@ halo", to_bot=True), username="") is None
    assert read(fake.group_says(GROUP, "/start"), username="") is not None


def test_another_bot_in_a_group_gets_no_answer(fake: FakeTelegram) -> None:
    update = fake.group_says(GROUP, "/start")
    update["message"]["from"]["is_bot"] = True
    assert read(update) is None


def test_a_tap_in_a_group_is_acknowledged_and_sent_to_a_private_chat(fake: FakeTelegram) -> None:
    shown = people.in_group(GROUP, 5, "Menu")
    inbound = read(fake.push("callback_query", people.tap(SITI, "7", shown, "3|menu|iuran")))
    assert inbound is not None
    assert (inbound.external_id, inbound.event, inbound.group, inbound.tap) == ("-100", None, True, "7")


def test_a_channel_is_not_read(fake: FakeTelegram) -> None:
    post = {"message_id": 4, "date": 0, "chat": {"id": -1007, "type": "channel", "title": "Kabar"}, "text": "/start"}
    assert read(fake.push("channel_post", post)) is None
    assert read(fake.push("message", post)) is None


def test_being_put_into_a_group_blocks_nobody(fake: FakeTelegram) -> None:
    change = people.membership(GROUP, "left", "kicked")
    change["chat"] = {"id": GROUP, "type": "group", "title": "Koperasi"}
    assert read(fake.push("my_chat_member", change)) is None


@pytest.mark.parametrize("raw", [{"update_id": 3}, {"update_id": 3, "newer_than_we_are": {}}])
def test_an_update_that_asks_nothing_of_us_is_nothing(raw: dict[str, Any]) -> None:
    with capture_logs() as logs:
        assert read(raw) is None
    assert logs == []


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"update_id": 3, "message": {"text": "rahasia"}}])
def test_an_update_that_cannot_be_read_is_logged_by_its_error_alone(raw: Any) -> None:
    with capture_logs() as logs:
        assert read(raw) is None
    assert [sorted(line) for line in logs] == [["error", "event", "log_level"]]
    assert "rahasia" not in str(logs)


def test_only_the_right_secret_opens_the_webhook() -> None:
    assert check_secret("kunci-1", "kunci-1")
    assert [check_secret(header, "kunci-1") for header in ("kunci-2", "", None, "kunci-1 ", "\udcff")] == [False] * 5
    assert not check_secret("", "")


async def test_a_webhook_brings_updates_with_its_secret_and_can_be_taken_away() -> None:
    async with over_http() as (fake, channel):
        await set_webhook(channel.bot, "https://sapakop.example/telegram", "kunci-1")
        assert (fake.webhook["url"], fake.webhook["secret_token"]) == ("https://sapakop.example/telegram", "kunci-1")
        assert "my_chat_member" in fake.allowed
        fake.user_says(SITI, "halo")
        await delete_webhook(channel.bot)
        assert (fake.webhook, len(fake.updates)) == ({}, 1)
