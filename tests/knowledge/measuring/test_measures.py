"""Twelve questions counted by hand, and for every measure a change that moves it and nothing it should not move."""

from dataclasses import replace

import pytest

from knowledge.measuring import Verdict
from knowledge.measuring.interval import Share
from knowledge.measuring.measures import DECLINED, MEASURES
from tests.knowledge.measuring.made import IURAN, KARTU, verdict

CORE = replace(IURAN, group="officer_core")
LAIN = replace(KARTU, intent="oos_lain", acceptable=frozenset({"oos_lain"}))

TWELVE = (
    verdict("answer", "right vague jht", question=CORE),
    verdict("answer", "vague right jht"),
    verdict("answer", "jht jkk jkm right", question=CORE),
    verdict("answer", "right jht jkk"),
    verdict("suggest", "right jht jkk", offered=("right", "jht", "jkk")),
    verdict("suggest", "jht vague right", offered=("jht", "vague", "right"), question=CORE),
    verdict("suggest", "jht jkk jkm", offered=("jht", "jkk", "jkm")),
    verdict("decline", "lain vague jht jkk"),
    verdict("decline", "kesehatan jht", question=KARTU),
    verdict("decline", "kesehatan jht", question=LAIN),
    verdict("suggest", "jht jkk jkm", question=KARTU),
    verdict("answer", "jht jkk jkm", question=LAIN),
)
COUNTED = {
    "top_1": Share(3, 8),
    "top_3": Share(5, 8),
    "core_top_3": Share(2, 3),
    "top_1_intent": Share(5, 8),
    "top_3_intent": Share(6, 8),
    "answered": Share(4, 8),
    "precision": Share(2, 4),
    "helped": Share(4, 8),
    "false_declines": Share(1, 8),
    "wrong": Share(3, 12),
    "rejected": Share(2, 4),
    "routed_right": Share(1, 2),
    "declined": Share(3, 12),
}


def shares(verdicts: tuple[Verdict, ...]) -> dict[str, Share]:
    return {one.name: one.share(verdicts) for one in (*MEASURES, DECLINED)}


def test_twelve_questions_give_what_was_counted_by_hand() -> None:
    assert shares(TWELVE) == COUNTED


def test_no_questions_give_no_shares() -> None:
    assert set(shares(()).values()) == {Share(0, 0)}


@pytest.mark.parametrize(
    "moved, before, after",
    [
        ("top_1", verdict("suggest", "vague right"), verdict("suggest", "right vague")),
        ("top_3", verdict("suggest", "vague jht jkk right"), verdict("suggest", "vague jht right")),
        ("core_top_3", verdict("suggest", "jht"), verdict("suggest", "jht", question=CORE)),
        ("top_1_intent", verdict("suggest", "jht vague"), verdict("suggest", "vague jht")),
        ("top_3_intent", verdict("suggest", "jht jkk jkm vague"), verdict("suggest", "jht jkk vague")),
        ("answered precision", verdict("suggest", "right", offered=("right",)), verdict("answer", "right")),
        ("precision helped wrong", verdict("answer", "lain right"), verdict("answer", "right lain")),
        ("helped", verdict("suggest", "jht", offered=("jht",)), verdict("suggest", "jht", offered=("right",))),
        ("false_declines declined", verdict("suggest", "jht"), verdict("decline", "jht")),
        ("wrong", verdict("suggest", "jht", question=KARTU), verdict("answer", "jht", question=KARTU)),
        ("wrong", verdict("suggest", "kesehatan", question=KARTU), verdict("answer", "kesehatan", question=KARTU)),
        (
            "rejected routed_right declined",
            verdict("suggest", "jht", question=KARTU),
            verdict("decline", "jht", question=KARTU),
        ),
        ("routed_right", verdict("decline", "lain", question=KARTU), verdict("decline", "kesehatan", question=KARTU)),
        ("", verdict("decline", "kesehatan vague"), verdict("decline", "lain vague")),
    ],
)
def test_a_change_moves_its_own_measures_alone(moved: str, before: Verdict, after: Verdict) -> None:
    old, new = shares((*TWELVE, before)), shares((*TWELVE, after))
    assert {name for name in old if old[name] != new[name]} == set(moved.split())
