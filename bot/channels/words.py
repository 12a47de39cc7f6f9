"""Words within a platform's limits: how long they are, what cannot be sent, and where they are cut."""

import re
from unicodedata import category

NEAR = 40
"""A text is cut between two words when that costs no more characters than this."""
DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")


def units(words: str) -> int:
    """Length as the platforms count it: UTF-16 code units."""
    return len(words) + sum(char > "\uffff" for char in words)


def clean(words: str) -> str:
    """Without what is dropped or refused: control characters, halves of surrogate pairs, overrides of direction."""
    return DROPPED.sub("", words.replace("\t", " "))


def is_blank(words: str) -> bool:
    """Whether nothing of it can be seen; such a text is refused."""
    return not any(category(char)[0] in "LNPS" and char not in BLANK for char in words)


def reach(words: str, room: int) -> int:
    """How many characters make at most `room` units."""
    end = 0
    while end < len(words) and (room := room - units(words[end])) >= 0:
        end += 1
    return end


def cut(words: str, room: int) -> str:
    """The beginning, at most `room` units, ended between two words where that is near; never inside a character."""
    end = reach(words, room)
    gap = max(words.rfind(" ", 0, end + 1), words.rfind("\n", 0, end + 1))
    return words[: gap if gap > max(0, end - NEAR) else end].rstrip()


def shortened(words: str, limit: int) -> str:
    """At most `limit` units, with "…" where words are missing."""
    return words if units(words) <= limit else cut(words, limit - 1) + "…"


def one_line(words: str) -> str:
    """Words that can stand on a button: one line, never blank."""
    line = " ".join(clean(words).split())
    return "…" if is_blank(line) else line
