"""A tap brings back what its button stood for, and nothing else is taken for one."""

import pytest

from bot.channels.taps import read_tap, tap_data
from bot.message import Button


def test_a_tap_brings_back_what_its_button_stood_for() -> None:
    assert read_tap(tap_data(Button("Ya", "daftar.village", "32|01", 12))) == (12, "daftar.village", "32|01")


@pytest.mark.parametrize("data", ["", "x", "1|2", "|a|b", "-1|a|b", "1||b", "9999999999|a|b", "1.5|a|b"])
def test_data_that_we_did_not_write_is_nothing(data: str) -> None:
    assert read_tap(data) is None
