"""Words that nobody understood may want effects done before they are answered; a form that waits is not asked so."""

from dataclasses import replace

from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.turn import Say, Turn
from dialogue.view import View
from tests.fakes.shop import Customer, shop
from tests.fakes.topics import Sell
from tests.fakes.turns import TalkOf

LOST = "xyzzy plugh"


def puzzled(talk: Talk[View], text: str) -> Turn | None:
    """It sells something instead: what comes of it is said by the topic that sells."""
    if "lain" in text:
        return None
    return talk.tell(Say(Text("Ke-{times}.", times=str(talk.state.unsure)), effects=(Sell({}),)))


def talk_to() -> TalkOf[View]:
    return TalkOf(replace(shop(), puzzled=puzzled), Customer())


def test_what_nobody_understood_is_tried_once_more_before_it_is_given_up() -> None:
    talk = talk_to()
    assert talk.says(LOST).last == "Ke-1."
    assert Sell({}) in talk.effects
    assert talk.says(LOST).last == "Ke-2."


def test_where_it_does_not_know_either_the_words_are_given_up_as_before() -> None:
    assert talk_to().says(f"{LOST} lain").last == "Belum yakin. Maksudnya ini?"


def test_a_form_that_waits_climbs_its_own_ladder() -> None:
    talk = TalkOf(replace(shop(), puzzled=puzzled), Customer(), "pesan")
    talk.says(LOST)
    assert Sell({}) not in talk.effects
