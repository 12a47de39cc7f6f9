"""What a delivery leaves out, or says of somebody else, is never filled in by guessing."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.whatsapp_markup import bodies
from bot.channels.whatsapp_signs import Noted
from bot.channels.whatsapp_updates import Arrival, parse
from bot.message import Button, Inbound, Message, Span
from tests.fakes import whatsapp_people as people

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
AT = NOW - timedelta(seconds=3)
SITI = people.Who("6281234567890", "ID.1")
DEDI = people.Who("6281300000002")
TWO_CARDS = [people.Who(user_id="ID.8").contact, people.Who(user_id="ID.9").contact]


def read(who: people.Who, value: dict[str, Any], **content: Any) -> list[Arrival]:
    """What a message brings, with other things around it than usual."""
    change = people.message(who, "wamid.1", AT, **(content or people.words("halo")))
    change["value"] |= value
    return parse(people.delivery(change), NOW, number=people.NUMBER_ID)


def steps(who: people.Who, **system: Any) -> list[tuple[str, str]]:
    """Who became whom, by WhatsApp's own words."""
    told = {"type": "system", "system": {"type": "user_changed_user_id", **system}}
    return [(one.formerly, one.external_id) for one in read(who, {}, **told) if isinstance(one, Inbound)]


def test_what_does_not_name_the_number_that_got_it_is_ours() -> None:
    assert isinstance(read(SITI, {"metadata": {}})[0], Inbound)


def test_of_two_cards_that_may_be_his_neither_is_taken() -> None:
    (found,) = read(DEDI, {"contacts": TWO_CARDS})
    assert isinstance(found, Inbound)
    assert found.external_id == DEDI.wa_id
    assert read(people.Who(), {"contacts": TWO_CARDS}) == [Noted("unreadable_messages")]


def test_an_old_id_that_stands_in_words_counts_only_when_they_lead_to_the_new_one() -> None:
    assert steps(DEDI, user_id="ID.2", body="User Dedi changed from ID.1 to ID.2") == [
        (DEDI.wa_id, "ID.1"),
        ("ID.1", "ID.2"),
    ]
    assert steps(DEDI, user_id="ID.2", body="User Dedi changed from ID.1 to ID.9") == [(DEDI.wa_id, "ID.2")]


def test_nobody_is_renamed_to_a_name_that_he_had_before() -> None:
    assert steps(SITI) == []
    assert steps(SITI, user_id=SITI.wa_id) == []


def test_choices_that_can_only_be_typed_are_told_on_the_first_page_alone() -> None:
    wide = Button("Ketik saja", "step", "x" * 300, 7)
    message = Message((Span("Desa mana?"),), (wide, *(Button(f"Desa {n}", "step", str(n), 7) for n in range(20))))
    first, second = (str(bodies(Message(message.body, message.buttons, page=page), address={})) for page in (0, 1))
    assert "• Ketik saja" in first
    assert "Ketik saja" not in second
