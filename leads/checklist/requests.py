"""The effects of the checklist: each names the person's request ("": his newest, or none) and answers `Progress`."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialogue.turn import Effect
from leads.checklist.items import Mark, Road


@dataclass(frozen=True)
class FindChecklist(Effect):
    """Show how far it is. then: what the step that asks wants to show of it; it comes back with the effect."""

    ref: str = ""
    then: str = ""


@dataclass(frozen=True)
class ChooseRoad(Effect):
    """The road that fits. Nothing that was marked is lost when it changes."""

    ref: str
    road: Road


@dataclass(frozen=True)
class MarkItem(Effect):
    """An officer of the cooperative says where an item stands; staff are told of some (`Item.told`)."""

    ref: str
    item: str
    mark: Mark


@dataclass(frozen=True)
class NoteDay(Effect):
    """`mulai`: when the first worker began; `berubah`: when people last changed."""

    ref: str
    name: Literal["mulai", "berubah"]
    day: date
