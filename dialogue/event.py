"""What a person does: one event of the talk, free of any channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal[
    "text", "choice", "command", "contact", "location", "voice", "photo", "document", "sticker", "other", "silence"
]


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    kind: `silence` is the clock's: the wait for a second half of a fragment is over.
    at: aware; the only time a turn knows.
    text: the words; a command's name and argument ("start K7QM"); a document's file name; a contact's phone;
        a location as "LAT,LON"; a choice's value.
    step, turn: of a choice: the step it answers and the turn that offered it (0: it stands outside any turn).
    """

    kind: Kind
    at: datetime
    text: str = ""
    step: str = ""
    turn: int = 0
