"""A finding: one line of a check-up, and how bad it is."""

from dataclasses import dataclass
from enum import IntEnum

from dialogue.text import Text


class Level(IntEnum):
    """The exit code that a finding asks for."""

    good = 0
    warning = 1
    broken = 2


@dataclass(frozen=True)
class Finding:
    """text: what was found and, unless it is good, what to do about it."""

    level: Level
    text: Text


def good(message: Text) -> Finding:
    return Finding(Level.good, message)


def warning(message: Text) -> Finding:
    return Finding(Level.warning, message)


def broken(message: Text) -> Finding:
    return Finding(Level.broken, message)
