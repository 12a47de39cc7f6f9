"""The grammar of talks: who is bound before one begins."""

import pytest

from bot.script import WrongScriptError, parse
from tests.surfaces.stage import MONDAY_MORNING, SURFACES

TALK = "@me: 0812-3456-7890\n@rina: Ibu Rina, petugas, Klapanunggal\n\n> halo\n@rina> menu\n@dedi> [voice]"


def test_a_number_that_the_channel_knows_comes_with_whatever_its_owner_does() -> None:
    script = parse(TALK)
    assert [(step.who, step.phone) for step in script.inputs] == [("me", "+6281234567890"), ("rina", ""), ("dedi", "")]
    assert [staff.name for staff in script.staff] == ["Ibu Rina"]
    assert script.tells_phones
    assert not parse("> 0812-3456-7890").tells_phones


def test_a_number_that_is_none_is_told_with_its_line() -> None:
    with pytest.raises(WrongScriptError, match=r"line 1: .* is no phone number"):
        parse("@me: 00000000000\n> halo")


@pytest.mark.parametrize("surface", ["terminal", "whatsapp"])
def test_a_surface_lends_the_number_to_the_talk(surface: str) -> None:
    (step, *_) = parse(TALK).inputs
    assert SURFACES[surface]().inbound("me", step, MONDAY_MORNING).phone == "+6281234567890"


def test_people_of_whatsapp_have_a_number_an_id_or_both() -> None:
    """And whoever the talk says nothing of hides his number, so that the talks are those of the other channels."""
    surface = SURFACES["whatsapp"]()
    staff = [surface.address(who) for who in ("rina", "joko", "tono")]
    assert [name.isdigit() for name in staff] == [True, False, False]
    inputs = parse("\n".join(f"@{who}> halo" for who in ("rina", "joko", "tono", "siti"))).inputs
    phones = [surface.inbound(step.who, step, MONDAY_MORNING).phone for step in inputs]
    assert [bool(phone) for phone in phones] == [True, False, True, False]
