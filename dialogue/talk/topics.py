"""The topics: all that can be talked about, and the rules that stand above them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from dialogue.event import Event, Kind
from dialogue.topic import Opened, Topic
from dialogue.turn import Say
from dialogue.view import V

if TYPE_CHECKING:
    from dialogue.talk import Interrupt


@dataclass(frozen=True)
class Topics(Generic[V]):
    """All topics and the rules that stand above them.

    interrupts: tried in order on every text. commands: "/name" → topic. kinds: what a voice note, a photo … is told.
    unsure: what is said to words that nobody understood (text, times in a row, view).
    puzzled: tried before it, where no form waits, as an interrupt is: it may want effects done, and their outcomes.
    """

    topics: Mapping[str, Topic[V]]
    interrupts: Sequence["Interrupt[V]"]
    commands: Mapping[str, str]
    kinds: Mapping[Kind, Callable[[Event, V], Opened]]
    unsure: Callable[[str, int, V], Say]
    menu: str = "menu"
    puzzled: "Interrupt[V] | None" = None
