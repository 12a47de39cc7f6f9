"""How thresholds are chosen, on scores that are easy to check by hand."""

import numpy as np
import pytest

from tools.model.bank import Phrase
from tools.model.choose import CUTS, fold_of, likely, point, sharpest

OURS = np.array([True, True, False])


def phrase(text: str, source: str) -> Phrase:
    return Phrase(text, "iuran_bpu", "", source)


def test_no_phrase_is_scored_by_what_its_own_writer_taught() -> None:
    assert fold_of(phrase("a", "seed")) == fold_of(phrase("b", "seed")) == "seed"
    parts = {fold_of(phrase(f"nomor {number}", "bank")) for number in range(100)}
    assert parts == {"bank 0", "bank 1", "bank 2", "bank 3"}
    assert fold_of(phrase("a", "bank")) == fold_of(phrase("a", "bank"))


def test_a_point_of_the_curve_counts_what_a_threshold_would_do() -> None:
    likelihoods = np.array([[0.9, 0.05, 0.05], [0.3, 0.6, 0.1], [0.8, 0.1, 0.1], [0.1, 0.1, 0.8], [0.7, 0.0, 0.3]])
    right = np.array([0, 0, 0, 2, 2])  # the second is taken for another intent, the last for ours
    half = point(0.5, likelihoods, right, OURS)
    assert (half.accepted, half.rejected) == (1.0, 0.5)
    assert (half.answered, half.precise, half.mistaken) == (1.0, 0.6667, 0.5)
    high = point(0.75, likelihoods, right, OURS)
    assert (high.rejected, high.answered, high.precise, high.mistaken) == (
        1.0,
        0.6667,
        1.0,
        0.0,
    )


def test_likelihoods_are_those_of_the_program() -> None:
    from knowledge.search.linear import likelihoods

    scores = np.array([[0.3, -0.2, 1.1], [0.0, 0.0, 0.0]])
    for row, ours in zip(scores, likely(scores, 5.5), strict=True):
        assert likelihoods(row, 5.5) == pytest.approx(ours)


def test_the_sharpness_is_higher_where_the_best_score_is_more_often_right() -> None:
    scores = np.tile(np.array([[0.5, 0.0, -0.5]]), (20, 1))
    always, mostly = np.zeros(20, dtype=np.int64), np.array([0] * 14 + [1] * 4 + [2] * 2)
    assert sharpest(scores, always) > sharpest(scores, mostly)


def test_the_cuts_go_over_the_whole_range() -> None:
    assert CUTS[0] == 0.05
    assert CUTS[-1] == 0.95
    assert sorted(CUTS) == CUTS
