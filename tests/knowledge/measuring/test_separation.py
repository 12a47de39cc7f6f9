import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.measuring.interval import Share
from knowledge.measuring.separation import Separation, separation
from tests.knowledge.measuring.made import IURAN, KARTU, verdict


def apart(ours: list[float], others: list[float]) -> Separation:
    likely = [(IURAN, one) for one in ours] + [(KARTU, one) for one in others]
    return separation([verdict("suggest", "jht", question=question, in_scope=one) for question, one in likely])


def test_one_of_twenty_may_fall_below_the_cut() -> None:
    found = apart([0.1, 0.5, *[0.9] * 18], [0.1, 0.4, 0.5, 0.95])
    assert found.cut == 0.5
    assert found.rejected == Share(2, 4)


def test_none_of_nineteen_may_fall_below_the_cut() -> None:
    assert apart([0.1, *[0.9] * 18], [0.05, 0.5]).rejected == Share(1, 2)


def test_pairs_in_the_right_order_are_counted_and_ties_half() -> None:
    assert apart([0.5, 0.9], [0.5, 0.1]).auroc == pytest.approx((0.5 + 1 + 1 + 1) / 4)


@pytest.mark.parametrize("ours, others", [([], []), ([0.5], []), ([], [0.5])])
def test_without_both_kinds_nothing_is_told_apart(ours: list[float], others: list[float]) -> None:
    assert apart(ours, others) == Separation(None, Share(0, 0), None)


LIKELY = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]), min_size=1, max_size=60)


@given(LIKELY, LIKELY)
def test_the_cut_is_the_highest_that_accepts_95_percent(ours: list[float], others: list[float]) -> None:
    found = apart(ours, others)
    assert found.cut == max(cut for cut in ours if sum(one >= cut for one in ours) * 100 >= len(ours) * 95)
    assert found.rejected == Share(sum(one < found.cut for one in others), len(others))
    pairs = [(one > other) + (one == other) / 2 for one in ours for other in others]
    assert found.auroc == pytest.approx(sum(pairs) / len(pairs))
