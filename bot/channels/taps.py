"""What a tap brings back, on every channel whose buttons carry a word of ours."""

import re

from bot.message import Button

CHOICE = re.compile(r"([0-9]{1,9})\|([^|]+)\|(.*)")


def tap_data(button: Button) -> str:
    """What a tap on the button brings back."""
    return f"{button.turn}|{button.step}|{button.value}"


def read_tap(data: str) -> tuple[int, str, str] | None:
    """Turn, step and value of a tap; None for anything that we did not write."""
    found = CHOICE.fullmatch(data)
    return (int(found[1]), found[2], found[3]) if found else None
