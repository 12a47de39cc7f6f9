"""Checklists: of a cooperative once it is known, of the person until then. The rules are in `leads.checklist`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from db import leads as lead_rows
from db.models import checklist, lead
from db.people import insert_new
from leads.checklist import CONFIRMED, Mark, Progress, Road
from leads.row import LeadRow

ROAD = "jalan"
ROADS = frozenset((ROAD, CONFIRMED))
"""The items that hold a road instead of a mark: the one that was chosen, and the one that staff had confirmed."""


@dataclass(frozen=True)
class Owner:
    """Whose checklist it is. request: the person's own, None without one. others: his other cooperatives."""

    person_id: int
    request: LeadRow | None
    others: tuple[LeadRow, ...] = ()

    @property
    def village_code(self) -> str | None:
        return self.request.village_code if self.request else None

    @property
    def key(self) -> dict[str, Any]:
        return {"village_code": self.village_code} if self.village_code else {"person_id": self.person_id}

    @property
    def where(self) -> ColumnElement[bool]:
        if self.village_code:
            return checklist.c.village_code == self.village_code
        return checklist.c.person_id == self.person_id


def owner_of(connection: Connection, person_id: int, ref: str) -> Owner:
    """The owner by the person's own request; a number that is not his counts as none, and his newest is taken. What he
    marked before is adopted."""
    own = lead_rows.own_requests(connection, person_id)
    by_place = {row.village_code or row.village: row for row in reversed(own)}
    newest_first = sorted(by_place.values(), key=own.index)
    chosen = next((row for row in newest_first if row.ref == ref), None) or next(iter(newest_first), None)
    owner = Owner(person_id, chosen, tuple(row for row in newest_first if row is not chosen))
    adopt(connection, owner)
    return owner


def adopt(connection: Connection, owner: Owner) -> None:
    """What the person marked before his cooperative was known becomes the cooperative's, where it says nothing yet; not
    while another of his own, which is not in the registry, may be meant."""
    if not owner.village_code or any(
        not row.village_code for row in lead_rows.own_requests(connection, owner.person_id)
    ):
        return
    own = checklist.c.person_id == owner.person_id
    for row in rows_where(connection, own):
        values = {"item": row.item, "state": row.state, "day": row.day, "changed_at": row.changed_at}
        insert_new(connection, checklist, {**values, "village_code": owner.village_code})
    connection.execute(delete(checklist).where(own))


def rows_where(connection: Connection, where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return connection.execute(select(checklist).where(where).order_by(checklist.c.id)).all()


def write(connection: Connection, owner: Owner, item: str, state: str, at: datetime, day: date | None = None) -> None:
    """One item as it is from now on."""
    values = {"state": state, "day": day, "changed_at": at, "staff_id": None}
    if not insert_new(connection, checklist, {**owner.key, "item": item, **values}):
        connection.execute(update(checklist).where(owner.where, checklist.c.item == item).values(**values))


def progress(connection: Connection, owner: Owner) -> Progress:
    """How far it is, with what staff have confirmed of the cooperative."""
    rows = rows_where(connection, owner.where)
    roads = {row.item: Road(row.state) for row in rows if row.item in ROADS}
    request = owner.request
    registered, paid = confirmed_days(connection, owner.village_code)
    return Progress(
        ref=request.ref if request else "",
        village_code=owner.village_code,
        road=roads.get(ROAD),
        confirmed_road=roads.get(CONFIRMED),
        marks={row.item: Mark(row.state) for row in rows if row.item not in ROADS},
        days={row.item: row.day for row in rows if row.day},
        coop_state=request.coop_state if request else None,
        registered_on=registered,
        paid_on=paid,
        others=tuple((row.ref, row.village) for row in owner.others),
    )


def of_village(connection: Connection, row: LeadRow) -> Progress | None:
    """The checklist of a request's cooperative as staff see it; None where nobody has begun one."""
    owner = Owner(row.person_id or 0, row)
    if not owner.village_code or not rows_where(connection, owner.where):
        return None
    adopt(connection, owner)
    return progress(connection, owner)


def confirmed_days(connection: Connection, village_code: str | None) -> tuple[date | None, date | None]:
    """When staff noted that the cooperative was registered, and paid first, on whichever of its requests."""
    if village_code is None:
        return None, None
    query = select(lead.c.registered_on, lead.c.paid_on).where(lead.c.village_code == village_code)
    rows = connection.execute(query).all()
    registered = max((row.registered_on for row in rows if row.registered_on), default=None)
    return registered, max((row.paid_on for row in rows if row.paid_on), default=None)


def count(connection: Connection, person_id: int) -> int:
    """How many items stand with the person himself, not with a cooperative."""
    query = select(func.count()).select_from(checklist).where(checklist.c.person_id == person_id)
    return connection.execute(query).scalar_one()


def forget(connection: Connection, person_id: int) -> None:
    """What a person marked for himself alone goes with him; a cooperative's checklist is nobody's own."""
    connection.execute(delete(checklist).where(checklist.c.person_id == person_id))
