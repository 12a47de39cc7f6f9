import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.measuring.interval import Share, wilson

SIZES = st.integers(1, 5000)


@pytest.mark.parametrize(
    "count, of, low, high",
    [
        (10, 100, 0.0552, 0.1744),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_is_the_one_in_the_tables(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


@given(st.data(), SIZES)
def test_the_share_lies_in_its_interval_and_that_between_0_and_1(data: st.DataObject, of: int) -> None:
    count = data.draw(st.integers(0, of))
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1
    assert low < high


@given(st.data(), SIZES)
def test_one_more_moves_the_interval_up(data: st.DataObject, of: int) -> None:
    count = data.draw(st.integers(0, of - 1))
    before, after = wilson(count, of), wilson(count + 1, of)
    assert before[0] < after[0]
    assert before[1] < after[1]


@given(st.data(), SIZES, st.integers(2, 10))
def test_more_questions_with_the_same_share_narrow_it(data: st.DataObject, of: int, times: int) -> None:
    count = data.draw(st.integers(0, of))
    few, many = wilson(count, of), wilson(count * times, of * times)
    assert few[0] <= many[0] + 1e-12
    assert many[1] <= few[1] + 1e-12
    assert many[1] - many[0] < few[1] - few[0]


@given(st.data(), SIZES)
def test_what_is_left_has_the_mirrored_interval(data: st.DataObject, of: int) -> None:
    count = data.draw(st.integers(0, of))
    low, high = wilson(count, of)
    assert wilson(of - count, of) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize("count, of", [(0, 0), (-1, 5), (6, 5), (1, -1)])
def test_what_is_no_share_has_no_interval(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, of)


def test_of_nothing_there_is_no_share() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)
    assert (Share(1, 2).value, Share(1, 2).interval) == (0.5, wilson(1, 2))
