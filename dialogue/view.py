"""What is known of a person before the turn begins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from dialogue.text import Text


@dataclass(frozen=True)
class View:
    """The engine's part of the view; `handlers.view.View` adds the rest.

    at: aware, the time of the event. consented: may what this person gives us be kept.
    plain: how a text is read by this person, as plain words.
    """

    at: datetime
    consented: bool
    plain: Callable[[Text], str]


V = TypeVar("V", bound=View)
