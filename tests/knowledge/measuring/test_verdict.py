from dataclasses import replace

import pytest

from knowledge.measuring import Verdict
from tests.knowledge.measuring.made import IURAN, KARTU, verdict


def test_only_entries_that_are_ours_count_and_three_of_them() -> None:
    found = verdict("suggest", "lain jht vague kesehatan right jkk")
    assert found.fit == (False, True, True)
    assert found.right == (False, False, True)


def test_an_entry_that_fits_and_mentions_is_right() -> None:
    assert verdict("answer", "right").first_right
    assert verdict("answer", "vague").first_fits
    assert not verdict("answer", "vague").first_right
    assert not verdict("answer", "jht").first_right


def test_without_anything_to_mention_what_fits_is_right() -> None:
    assert verdict("answer", "vague", question=replace(IURAN, must_mention=())).first_right


def test_any_acceptable_intent_will_do() -> None:
    assert verdict("answer", "jht", question=replace(IURAN, acceptable=frozenset({"jkk", "jht"}))).first_right


def test_nothing_found_is_not_right() -> None:
    nothing = verdict("decline", "")
    assert (nothing.fit, nothing.right, nothing.first_right, nothing.offered_right) == ((), (), False, False)


def test_what_stands_after_the_third_offer_is_not_seen() -> None:
    assert verdict("suggest", "jht", offered=("jht", "jkk", "right")).helped
    assert not verdict("suggest", "jht", offered=("jht", "jkk", "jkm", "right")).helped


@pytest.mark.parametrize(
    "fault, one",
    [
        ("", verdict("answer", "right")),
        ("answered wrongly", verdict("answer", "jht right", offered=("right",))),
        ("answered wrongly; the first entry fits, but does not mention all", verdict("answer", "vague")),
        ("", verdict("suggest", "jht right", offered=("jht", "right"))),
        ("offered nothing right", verdict("suggest", "jht", offered=("jht",))),
        ("declined, is ours", verdict("decline", "lain right", offered=("right",))),
        ("", verdict("decline", "lain", question=KARTU)),
        ("offered something, is not ours", verdict("suggest", "jht", question=KARTU)),
        ("answered, is not ours", verdict("answer", "kesehatan", question=KARTU)),
    ],
)
def test_what_went_wrong_is_told(fault: str, one: Verdict) -> None:
    assert one.fault == fault
