"""How far a cooperative is: what is done, what waits, what is missing, and the one next step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from leads.checklist.items import Item, Mark, Road, items_of
from leads.pipeline import REGISTERED, CoopState

Standing: TypeAlias = Literal["done", "waiting", "missing"]
CONFIRMED = "dipastikan"
"""Among the days: when another road was chosen than the one that staff have confirmed."""
OPEN: tuple[Standing, ...] = ("missing", "waiting")


@dataclass(frozen=True)
class Progress:
    """The checklist of one cooperative as it is now.

    ref: of the person's own request, "" without one. village_code: of the registry, None where it is not known.
    road: None before it was chosen. confirmed_road: the one that staff confirmed, where another was chosen since then.
    marks, days: by item; `mulai` is when the first worker began, `berubah` when people
    last changed. coop_state, registered_on, paid_on: what staff have confirmed. others: (ref, village) of the person's
    other cooperatives.
    """

    ref: str = ""
    village_code: str | None = None
    road: Road | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    coop_state: CoopState | None = None
    registered_on: date | None = None
    paid_on: date | None = None
    others: tuple[tuple[str, str], ...] = ()
    confirmed_road: Road | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        return items_of(self.road) if self.road else ()

    @property
    def road_is_new(self) -> bool:
        """Was another road chosen than the one that staff have confirmed, and have they confirmed nothing since?"""
        if self.confirmed_road in (None, Road.both, self.road):
            return False
        since, registered = self.days.get(CONFIRMED), self.registered_on
        return since is None or registered is None or registered <= since

    @property
    def confirmed_state(self) -> CoopState | None:
        """What staff have confirmed of this road; of both roads one is enough."""
        return None if self.road_is_new and self.road is not Road.both else self.coop_state

    @property
    def registered(self) -> bool:
        return self.confirmed_state in REGISTERED

    def standing(self, item: Item) -> Standing:
        """Done only when staff confirmed it, where that is asked for; what is behind a confirmed item is done too."""
        if self.confirms(item) or (item.confirmed is None and self.overtaken(item)):
            return "done"
        mark = self.marks.get(item.name, Mark.belum)
        if mark is Mark.ada:
            return "waiting" if item.confirmed is not None else "done"
        return "waiting" if mark is Mark.diurus else "missing"

    def confirms(self, item: Item) -> bool:
        return item.confirmed is not None and self.covers(item) and self.confirmed_state in item.confirmed

    def covers(self, item: Item) -> bool:
        """Does what staff have confirmed speak of this item's road?"""
        return not self.road_is_new or self.confirmed_road in item.roads

    def overtaken(self, item: Item) -> bool:
        """Staff have confirmed the registration, so that the papers before it must have been there."""
        return self.registered and self.covers(item) and self.items.index(item) < self.place_of("terdaftar")

    def place_of(self, name: str) -> int:
        return next(place for place, item in enumerate(self.items) if item.name == name)

    def those(self, standing: Standing) -> tuple[Item, ...]:
        return tuple(item for item in self.items if self.standing(item) == standing)

    @property
    def next_item(self) -> Item | None:
        """The first that is missing, else the first that waits; None: all is done and confirmed."""
        return next((item for kind in OPEN for item in self.those(kind)), None)

    def to_json(self) -> dict[str, Any]:
        """All but the person's own reference and other cooperatives: what is shown is made of the rest."""
        return {
            "village": self.village_code,
            "road": self.road,
            "marks": dict(self.marks),
            "days": {name: day.isoformat() for name, day in self.days.items()},
            "coop": self.coop_state,
            "registered": self.registered_on.isoformat() if self.registered_on else None,
            "paid": self.paid_on.isoformat() if self.paid_on else None,
            "confirmed_road": self.confirmed_road,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Progress":
        return cls(
            village_code=data["village"],
            road=Road(data["road"]) if data["road"] else None,
            marks={name: Mark(mark) for name, mark in data["marks"].items()},
            days={name: date.fromisoformat(day) for name, day in data["days"].items()},
            coop_state=CoopState(data["coop"]) if data["coop"] else None,
            registered_on=date.fromisoformat(data["registered"]) if data["registered"] else None,
            paid_on=date.fromisoformat(data["paid"]) if data["paid"] else None,
            confirmed_road=Road(data["confirmed_road"]) if data["confirmed_road"] else None,
        )
