"""What travels with a message, so that a channel's later word of it finds its row: which message, try and part."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

WRITTEN = re.compile(r"([0-9]{1,9})\.([0-9a-z]{1,13})-([0-9]{1,4})\.([0-9]{1,3})/([0-9]{1,3})")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_ID = 128
"""Characters of a provider's id that the tables take."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Ref(NamedTuple):
    """mark: when the message was written; an id that was given twice, as after a restore, is told apart by it.

    attempt: which try it was, from 1. part: of so many `parts`, from 1.
    """

    message_id: int
    mark: str
    attempt: int
    part: int
    parts: int

    @property
    def is_last(self) -> bool:
        """Whether the message is there when this part is."""
        return self.part == self.parts

    def is_of(self, created_at: datetime, attempts: int) -> bool:
        """Whether it is of the message that was written then, in one of the tries that it has had."""
        return mark_of(created_at) == self.mark and 0 < self.attempt <= attempts


def ref_of(message_id: int, created_at: datetime, attempt: int) -> str:
    """What a channel sends along with each part, followed by `part_of`."""
    return f"{message_id}.{mark_of(created_at)}-{attempt}"


def part_of(ref: str, part: int, parts: int) -> str:
    return f"{ref}.{part}/{parts}"


def mark_of(created_at: datetime) -> str:
    """Its milliseconds in base 36."""
    left, mark = (created_at - EPOCH) // timedelta(milliseconds=1), ""
    while left > 0:
        left, digit = divmod(left, 36)
        mark = DIGITS[digit] + mark
    return mark or "0"


def read_ref(ref: str) -> Ref | None:
    """None for what is none of ours."""
    found = WRITTEN.fullmatch(ref)
    if found is None:
        return None
    number, mark, attempt, part, parts = found.groups()
    said = Ref(int(number), mark, int(attempt), int(part), int(parts))
    return said if 1 <= said.part <= said.parts else None


def kept_id(provider_id: str) -> str:
    """A provider's id as it is kept and looked for: one that is too long to keep, by its digest."""
    return provider_id if len(provider_id) <= LONGEST_ID else sha256(provider_id.encode()).hexdigest()
