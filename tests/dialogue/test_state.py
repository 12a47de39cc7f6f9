import json
from datetime import timedelta
from pathlib import Path

import pytest

from dialogue.state import VERSION, Frame, State
from tests.fakes.shop import Shop
from tests.fakes.talk import Talk
from tests.fakes.turns import MONDAY_MORNING

STATES = Path(__file__).parent / "states"


def stored(version: int) -> str:
    return (STATES / f"version_{version}.json").read_text()


@pytest.mark.parametrize("version", range(VERSION + 1))
def test_a_talk_that_an_older_version_stored_goes_on(version: int) -> None:
    talk = Talk(state=stored(version), consented=True)
    assert "Jabatannya apa" in talk.says("kenapa ditanya?").last
    assert talk.says("bendahara").last.startswith("3/3.")
    assert talk.answers["orang"] == {"salutation": "Ibu", "name": "Siti Aminah"}


def test_there_is_a_stored_talk_of_every_version() -> None:
    assert {path.name for path in STATES.iterdir()} == {f"version_{version}.json" for version in range(VERSION + 1)}


def test_nothing_stored_is_a_talk_that_has_not_begun() -> None:
    assert State.from_json(None) == State.from_json("") == State()


def test_what_only_a_newer_version_knows_is_left_out_after_a_rollback() -> None:
    data = json.loads(Shop("pesan").state.to_json())
    data |= {"version": VERSION + 1, "mood": "good"}
    data["frames"][0]["colour"] = "red"
    assert State.from_json(json.dumps(data)) == Shop("pesan").state


def test_the_newest_answer_stands_last() -> None:
    frame = Frame("pesan", "c", {"a": 1, "b": 2}).given({"a": 3})
    assert list(frame.answers.items()) == [("b", 2), ("a", 3)]


def test_a_follow_up_question_ends_with_the_answer_it_asked_for() -> None:
    frame = Frame("pesan", "a", hold="x", tries=2)
    assert frame.given({"b": 1}).hold == "x"
    assert frame.given({"a": 1}).hold is None
    assert frame.given({"b": 1}).tries == 0


def test_the_first_personal_answer_starts_the_clock_and_the_last_stops_it() -> None:
    later = MONDAY_MORNING + timedelta(hours=1)
    state = State().with_unconsented("a", {"nama": "Siti"}, MONDAY_MORNING).with_unconsented("b", {"hp": "08"}, later)
    assert state.unconsented_at == MONDAY_MORNING.isoformat()
    assert state.without_unconsented_of("a").unconsented == {"b": {"hp": "08"}}
    assert state.without_unconsented_of("a").without_unconsented_of("b").unconsented_at is None
