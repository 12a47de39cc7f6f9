"""What people do in WhatsApp, as the talk gets it."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.taps import tap_data
from bot.channels.whatsapp_signs import Noted, Status, TemplateNews
from bot.channels.whatsapp_updates import parse
from bot.message import Button, Inbound
from dialogue.event import Event
from tests.fakes import whatsapp_people as people

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
AT = NOW - timedelta(seconds=3)
WRONG_STAMPS: tuple[Any, ...] = (None, "", "kemarin", "1e9", -5, "٣", 10**40, {}, True)
SITI = people.Who("6281234567890", "ID.1")
DEDI = people.Who("6281300000002")
RINA = people.Who(user_id="ID.3")


def inbound(**content: Any) -> Inbound:
    (found,) = parse(people.delivery(people.message(SITI, "wamid.1", AT, **content)), NOW)
    assert isinstance(found, Inbound)
    return found


def event(**content: Any) -> Event:
    found = inbound(**content).event
    assert found is not None
    return found


def seen_as(number: str) -> str:
    """A message's id as it is kept: with the number in it nobody could be forgotten."""
    return hashlib.sha256(number.encode()).hexdigest()


def noted(**content: Any) -> str:
    (found,) = parse(people.delivery(people.message(SITI, "wamid.1", AT, **content)), NOW)
    assert isinstance(found, Noted)
    return found.type


def read(who: people.Who, **value: Any) -> Any:
    """A message of somebody, with other cards, numbers or ids than usual."""
    change = people.message(who, "wamid.1", AT, **people.words("halo"))
    change["value"] |= value
    return parse(people.delivery(change), NOW)[0]


def test_a_written_message_is_a_text_of_a_known_person() -> None:
    assert inbound(**people.words("koperasi di Cikahuripan")) == Inbound(
        "whatsapp",
        seen_as("wamid.1"),
        "ID.1",
        Event("text", AT, "koperasi di Cikahuripan"),
        "Siti Aminah",
        tap="wamid.1",
        phone="+6281234567890",
        formerly="6281234567890",
    )


@pytest.mark.parametrize(
    "who, external_id, formerly, phone",
    [
        (SITI, "ID.1", "6281234567890", "+6281234567890"),
        (DEDI, "6281300000002", "", "+6281300000002"),
        (RINA, "ID.3", "", ""),
    ],
    ids=["both", "number", "user id"],
)
def test_a_person_is_known_by_his_user_id_else_by_his_number(
    who: people.Who, external_id: str, formerly: str, phone: str
) -> None:
    found = read(who)
    assert (found.external_id, found.formerly, found.phone) == (external_id, formerly, phone)


def test_of_several_cards_the_persons_own_is_read() -> None:
    found = read(people.Who("6281300000002"), contacts=[SITI.contact, {"wa_id": "6281300000002", "user_id": "ID.2"}])
    assert (found.external_id, found.formerly, found.display_name) == ("ID.2", "6281300000002", "")


def test_the_card_of_somebody_else_is_not_his() -> None:
    assert read(DEDI, contacts=[SITI.contact]).external_id == "6281300000002"


@pytest.mark.parametrize("contacts", [None, [], {}, "x", [None], [[]], [{"profile": None}]])
def test_without_a_card_the_message_still_says_who_wrote(contacts: Any) -> None:
    assert read(DEDI, contacts=contacts).external_id == "6281300000002"


def test_a_message_that_does_not_say_who_wrote_is_of_the_only_card() -> None:
    change = people.message(SITI, "wamid.1", AT, **people.words("halo"))
    for name in ("from", "from_user_id"):
        del change["value"]["messages"][0][name]
    (found,) = parse(people.delivery(change), NOW)
    assert isinstance(found, Inbound)
    assert (found.external_id, found.phone) == ("ID.1", "+6281234567890")


@pytest.mark.parametrize("wa_id, phone", [("+6281234567890", "+6281234567890"), ("siti", ""), ("12", "")])
def test_only_a_number_is_a_phone(wa_id: str, phone: str) -> None:
    assert read(people.Who(wa_id)).phone == phone


@pytest.mark.parametrize(
    "text, command",
    [
        ("/start K7QM", "start K7QM"),
        ("/Menu", "menu"),
        ("/catatan RN-118 sudah\nditelepon", "catatan RN-118 sudah\nditelepon"),
        ("KOPERASI 32.01.32.2005", "start 32.01.32.2005"),
        (" koperasi  32-01-32-2005\n", "start 32-01-32-2005"),
        ("MULAI 7QM2345C", "start 7QM2345C"),
        ("start 7qm2345c", "start 7qm2345c"),
        ("Halo, KOPERASI 32.01.32.2005", "start 32.01.32.2005"),
        ("Assalamualaikum,\nkoperasi: 32-01.32-2005. Mau tanya dulu boleh?", "start 32-01.32-2005"),
        ("Halo, mulai 7QM2345C ya", "start 7QM2345C"),
        ("mau mulai sekarang, START HJMQRTVW", "start HJMQRTVW"),
    ],
)
def test_a_command_and_what_a_link_writes_for_the_person(text: str, command: str) -> None:
    assert event(**people.words(text)) == Event("command", AT, command)


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "/ menu", "/etc/passwd", "mulai", "mulai lagi", "mulai baru", "mulai sekarang", "start now"),
        *("koperasi", "koperasi 32.01", "koperasi saya 32.01.32.2005", "mulai 12345", "saya mau mulai disini"),
        *("koperasi 32.01.32.20051", "kekoperasi 32.01.32.2005", "memulai 7QM2345C", "mulai 7QM2345CX0Y1Z2"),
        "KOPERASI 32.01.32.2005 itu satu dua tiga empat lima enam tujuh delapan",
    ],
)
def test_other_words_stay_words(text: str) -> None:
    assert event(**people.words(text)) == Event("text", AT, text)


@pytest.mark.parametrize(
    "content, kind, text",
    [
        (people.CONTENT["voice"], "voice", ""),
        (people.CONTENT["audio"], "voice", ""),
        (people.CONTENT["photo"], "photo", ""),
        ({"type": "image", "image": {"caption": "KTP saya"}}, "photo", "KTP saya"),
        (people.CONTENT["video"], "other", ""),
        (people.CONTENT["unsupported"], "other", ""),
        ({"type": "ephemeral"}, "other", ""),
        ({"type": "video", "video": {"caption": "edited"}}, "other", ""),
        (people.CONTENT["document"], "document", "daftar anggota.xlsx"),
        ({"type": "document", "document": {"filename": 7}}, "document", ""),
        (people.CONTENT["sticker"], "sticker", ""),
        (people.CONTENT["location"], "location", "-6.45,106.85"),
        (people.card("0812-3456-7890"), "contact", "0812-3456-7890"),
        ({"type": "contacts", "contacts": [{"phones": [{"wa_id": "62812", "phone": "x"}]}]}, "contact", "x"),
        ({"type": "contacts", "contacts": [{"phones": [{"wa_id": "6281234", "phone": "x"}]}]}, "contact", "+6281234"),
        ({"type": "contacts", "contacts": [{"name": {}}]}, "other", ""),
        ({"type": "edit", "edit": {"message": people.words("bukan itu")}}, "other", "edited"),
    ],
)
def test_what_is_not_words_has_its_kind(content: dict[str, Any], kind: str, text: str) -> None:
    assert (event(**content).kind, event(**content).text) == (kind, text)


@pytest.mark.parametrize("kind", ["button_reply", "list_reply", "button"])
def test_a_tap_carries_its_step_and_turn(kind: str) -> None:
    data = tap_data(Button("Ya", "daftar.village", "32.01", 12))
    found = inbound(**people.tap("wamid.0", kind, {"id": data, "title": "Ya"}))
    assert found.event == Event("choice", AT, "32.01", "daftar.village", 12)
    assert (found.tapped_message, found.page, found.tap) == (None, None, "wamid.1")


@pytest.mark.parametrize("data", ["", "cancel-button", "page:x", "page:-1", "12|x", "💣|a|b"])
def test_a_tap_that_we_did_not_write_is_stale(data: str) -> None:
    assert event(**people.tap("wamid.0", "list_reply", {"id": data, "title": "x"})) == Event("choice", AT, turn=-1)


def test_a_button_of_a_template_that_is_not_ours_says_its_words() -> None:
    assert event(**people.tap("wamid.0", "button", {"id": "Stop", "title": "STOP"})) == Event("text", AT, "STOP")
    assert event(type="button", button={"text": "Buka"}) == Event("text", AT, "Buka")


def test_the_row_for_more_asks_for_a_page_of_the_message_it_stands_in() -> None:
    found = inbound(**people.tap("wamid.0", "list_reply", {"id": "page:2", "title": "Lainnya"}))
    assert (found.event, found.page, found.tapped_message) == (Event("choice", AT, turn=-1), 2, "wamid.0")


def test_a_page_of_no_message_is_a_stale_tap() -> None:
    reply = {"type": "list_reply", "list_reply": {"id": "page:2", "title": "Lainnya"}}
    assert event(type="interactive", interactive=reply) == Event("choice", AT, turn=-1)


def test_a_thumb_down_is_a_word_about_the_bubble_under_which_it_stands() -> None:
    for emoji in ("👎", "👎🏽"):
        found = inbound(**people.reaction("wamid.0", emoji))
        assert (found.event, found.tapped_message) == (Event("text", AT, "👎"), "wamid.0")


@pytest.mark.parametrize(
    "content",
    [
        *(people.reaction("wamid.0", "👍"), people.reaction("wamid.0", ""), people.reaction("", "👎")),
        {"type": "order", "order": {"text": "dua karung"}},
        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {}}},
    ],
)
def test_what_wants_no_answer_is_a_word_of_the_person_all_the_same(content: dict[str, Any]) -> None:
    found = inbound(**content)
    assert (found.event, found.heard, found.tapped_message) == (None, AT, None)


@pytest.mark.parametrize(
    "content, word",
    [
        ({"type": "revoke"}, "revoke"),
        ({"type": "request_welcome"}, "request_welcome"),
        ({"type": "interactive", "interactive": {"type": "call_permission_reply"}}, "call_permission_reply"),
        ({"type": "interactive", "interactive": {"type": "hologram_reply"}}, "unknown_reply"),
        ({"type": "hologram"}, "unknown_message"),
        ({"type": "system", "system": {"type": "customer_identity_changed"}}, "system"),
        ({**people.words("halo"), "group_id": "g1"}, "group"),
    ],
)
def test_what_asks_nothing_of_us_is_noted_by_a_fixed_word(content: dict[str, Any], word: str) -> None:
    assert noted(**content) == word


@pytest.mark.parametrize(
    "stamp, at",
    [
        (str(int(AT.timestamp())), AT),
        (int(AT.timestamp()), AT),
        (str(int((NOW - timedelta(days=6)).timestamp())), NOW - timedelta(days=6)),
        (str(int((NOW - timedelta(days=8)).timestamp())), NOW),
        (str(int((NOW + timedelta(hours=1)).timestamp())), NOW),
        *((wrong, NOW) for wrong in WRONG_STAMPS),
    ],
)
def test_a_message_is_as_old_as_it_says_when_that_can_be(stamp: Any, at: datetime) -> None:
    assert event(**people.words("halo"), timestamp=stamp).at == at


@pytest.mark.parametrize("number", [None, "", 7.5, {}, "w" * 200, "a\x00b", "\ud800"])
def test_a_message_without_a_usable_id_is_known_again_all_the_same(number: Any) -> None:
    first, again = (inbound(**people.words("halo"), id=number) for _ in range(2))
    other = inbound(**people.words("halo lagi"), id=number)
    assert first.provider_id == again.provider_id
    assert len(first.provider_id) == 64
    assert first.tap is None
    assert (first.provider_id == other.provider_id) == isinstance(number, str) * bool(number)


def test_the_number_in_the_id_of_a_message_is_not_in_what_is_kept_of_it() -> None:
    number = "wamid.HBgNNjI4MTIzNDU2Nzg5MBUCABIYFDNBQjY="
    steps = parse(people.delivery(people.number_changed(SITI, people.Who("6281300000009", "ID.9"), number, AT)), NOW)
    said = inbound(**people.words("halo"), id=number)
    assert [step.provider_id for step in (said, *steps) if isinstance(step, Inbound)] == [
        *(seen_as(number), seen_as(number), f"{seen_as(number)}:1")
    ]
    assert said.tap == number


@pytest.mark.parametrize(
    "old, new, steps",
    [
        (DEDI, people.Who("6281300000009"), [("6281300000009", "6281300000002")]),
        (DEDI, people.Who("6281300000009", "ID.9"), [("ID.9", "6281300000002")]),
        (SITI, people.Who("6281300000009", "ID.9"), [("ID.1", "6281234567890"), ("ID.9", "ID.1")]),
        (RINA, people.Who(user_id="ID.9"), [("ID.9", "ID.3")]),
    ],
)
def test_who_changes_his_number_goes_by_his_new_name(
    old: people.Who, new: people.Who, steps: list[tuple[str, str]]
) -> None:
    found = parse(people.delivery(people.number_changed(old, new, "wamid.1", AT)), NOW)
    assert all(isinstance(step, Inbound) and step.event is None for step in found)
    assert [(step.external_id, step.formerly) for step in found if isinstance(step, Inbound)] == steps
    assert len({step.provider_id for step in found if isinstance(step, Inbound)}) == len(steps)


@pytest.mark.parametrize("system", [{}, {"wa_id": ""}, {"wa_id": 7.5}, {"wa_id": "6281234567890"}])
def test_a_change_that_does_not_say_to_what_cannot_be_read(system: dict[str, Any]) -> None:
    change = {"type": "system", "system": {"type": "user_changed_number", **system}}
    (found,) = parse(people.delivery(people.message(people.Who("6281234567890"), "wamid.1", AT, **change)), NOW)
    assert found == Noted("unreadable_messages")


def test_a_status_tells_what_became_of_our_message() -> None:
    brought = people.delivery(people.status(SITI, "wamid.0", "failed", AT, ref="17", code=131047))
    assert parse(brought, NOW) == [Status("wamid.0", "failed", AT, "17", 131047)]


def test_a_status_that_is_newer_than_we_are_is_noted() -> None:
    assert parse(people.delivery(people.status(SITI, "wamid.0", "played", AT)), NOW) == [Noted("status")]
    assert parse(people.delivery(people.status(SITI, "wamid.0", "frozen", AT)), NOW) == [Noted("unreadable_statuses")]


def test_a_failure_without_a_code_is_still_a_failure() -> None:
    assert parse(people.delivery(people.status(SITI, "wamid.0", "failed", AT)), NOW) == [
        Status("wamid.0", "failed", AT)
    ]


def test_news_of_a_template_come_with_their_time() -> None:
    told = [
        people.template_status("sapakop_tugas", "id", "REJECTED", "INVALID_FORMAT"),
        people.template_category("sapakop_tugas", "id", "UTILITY", "MARKETING"),
        people.change(
            "template_category_update",
            {
                "message_template_name": "sapakop_tugas",
                "message_template_language": "id",
                "correct_category": "MARKETING",
            },
        ),
    ]
    brought = people.delivery(*told)
    brought["entry"][0]["time"] = int(AT.timestamp())
    assert parse(brought, NOW) == [
        TemplateNews("sapakop_tugas", "id", AT, "REJECTED", reason="INVALID_FORMAT"),
        TemplateNews("sapakop_tugas", "id", AT, category="MARKETING"),
        Noted("template_category_update"),
    ]


def test_everything_of_a_delivery_is_read_in_its_order() -> None:
    brought = people.delivery(
        people.message(SITI, "wamid.1", AT, **people.words("satu")),
        people.message(DEDI, "wamid.2", AT, **people.words("dua")),
        people.status(RINA, "wamid.0", "read", AT),
        people.message(RINA, "wamid.3", AT, **people.words("tiga")),
    )
    brought["entry"] *= 2
    ids = [arrival.provider_id for arrival in parse(brought, NOW) if isinstance(arrival, Inbound | Status)]
    assert ids == [seen_as("wamid.1"), seen_as("wamid.2"), "wamid.0", seen_as("wamid.3")] * 2


def test_what_another_number_of_the_account_got_is_not_ours() -> None:
    brought = people.delivery(people.message(SITI, "wamid.1", AT, **people.words("halo")))
    assert isinstance(parse(brought, NOW, number=people.NUMBER_ID)[0], Inbound)
    assert parse(brought, NOW, number="900000000000001") == [Noted("other_number")]


def test_a_message_that_cannot_be_read_costs_no_neighbour() -> None:
    change = people.message(SITI, "wamid.1", AT, **people.words("halo"))
    (good,) = change["value"]["messages"]
    bad: tuple[Any, ...] = (
        None,
        7,
        [],
        {},
        {**good, "text": None},
        {**good, "type": []},
        {"type": "text", "text": {"body": 7}},
    )
    change["value"] |= {"messages": [x for one in bad for x in (one, good)], "statuses": {"id": 1}, "errors": [{}]}
    found = parse({"entry": [None, {"changes": [7, {"field": "messages"}, change]}, {"changes": "x"}]}, NOW)
    assert sum(isinstance(arrival, Inbound) for arrival in found) == len(bad)
    assert {arrival.type for arrival in found if isinstance(arrival, Noted)} == {
        *("unreadable_entry", "unreadable_changes", "unreadable_messages", "unreadable_statuses"),
        *("unknown_message", "errors"),
    }


@pytest.mark.parametrize("delivery", [None, 7, "x", [], {}, {"entry": []}, {"object": "page"}])
def test_what_is_no_delivery_is_noted(delivery: Any) -> None:
    assert parse(delivery, NOW) == [Noted("unreadable_delivery")]


@pytest.mark.parametrize("field, word", [("calls", "calls"), ("rahasia", "unknown_field"), (None, "unknown_field")])
def test_other_news_are_noted_by_a_fixed_word(field: Any, word: str) -> None:
    assert parse({"entry": [{"changes": [{"field": field, "value": {}}]}]}, NOW) == [Noted(word)]
