"""What travels with a message is read back as it was written, and nothing else is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.refs import kept_id, mark_of, part_of, read_ref, ref_of

MOMENTS = st.integers(1_577_836_800_000, 4_102_444_800_000).map(lambda ms: datetime.fromtimestamp(ms / 1000, UTC))


@given(number=st.integers(1, 10**9 - 1), at=MOMENTS, attempt=st.integers(1, 999), part=st.integers(1, 99))
def test_it_is_read_back_as_it_was_written(number: int, at: datetime, attempt: int, part: int) -> None:
    ref = part_of(ref_of(number, at, attempt), part, part + 1)
    assert len(ref) <= 40
    assert read_ref(ref) == (number, mark_of(at), attempt, part, part + 1)


def test_a_mark_is_short_and_tells_milliseconds_apart() -> None:
    at = datetime(2026, 11, 26, 8, tzinfo=UTC)
    marks = {mark_of(at.replace(microsecond=n * 1000)) for n in range(1000)}
    assert (len(marks), {len(mark) for mark in marks}) == (1000, {8})


@pytest.mark.parametrize(
    "ref", ["", "12", "12.abc", "12.abc.1/1", "12.abc-1.2/1", "12.abc-1.0/1", "x.abc-1.1/1", "١.a-1.1/1"]
)
def test_nothing_else_is_read(ref: str) -> None:
    assert read_ref(ref) is None


def test_only_an_id_that_is_too_long_is_changed() -> None:
    assert (kept_id("w" * 128), len(kept_id("w" * 129))) == ("w" * 128, 64)
