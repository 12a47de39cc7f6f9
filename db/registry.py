"""The cooperatives of the regency: one row a village, filled from the vendored registry."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from db.models import cooperative, history
from knowledge.villages import Village


def fill(connection: Connection, villages: Sequence[Village]) -> int:
    """Add the villages that are not there yet; returns how many."""
    known = set(connection.execute(select(cooperative.c.village_code)).scalars())
    rows = [
        {
            "village_code": village.code,
            "kind": village.kind,
            "name": village.name,
            "kecamatan_code": village.kecamatan_code,
            "kecamatan": village.kecamatan,
        }
        for village in villages
        if village.code not in known
    ]
    if rows:
        connection.execute(insert(cooperative), rows)
    return len(rows)


def get_cooperative(connection: Connection, village_code: str) -> Row[Any]:
    where = cooperative.c.village_code == village_code
    return connection.execute(select(cooperative).where(where).with_for_update(key_share=True)).one()


def change_cooperative(
    connection: Connection,
    village_code: str,
    to: str,
    at: datetime,
    *,
    staff_id: int | None = None,
    lead_id: int | None = None,
) -> None:
    """Move a cooperative whose move `leads.pipeline` allowed."""
    row = get_cooperative(connection, village_code)
    where = cooperative.c.village_code == village_code
    connection.execute(update(cooperative).where(where).values(state=to, changed_at=at))
    values = {"village_code": village_code, "lead_id": lead_id, "staff_id": staff_id, "at": at, "kind": "cooperative"}
    connection.execute(insert(history).values(**values, from_state=row.state, to_state=to))


def by_state(connection: Connection) -> dict[str, int]:
    """How many cooperatives are in each state; sums to all."""
    query = select(cooperative.c.state, func.count()).group_by(cooperative.c.state)
    return {row[0]: row[1] for row in connection.execute(query)}


def count(connection: Connection, codes: Sequence[str]) -> int:
    """How many cooperatives the territory has; all when no codes are given."""
    query = select(func.count()).select_from(cooperative)
    query = query.where(cooperative.c.kecamatan_code.in_(codes)) if codes else query
    return connection.execute(query).scalar_one()


def in_kecamatan(connection: Connection, codes: Sequence[str]) -> Sequence[Row[Any]]:
    """The cooperatives of a territory; of the whole regency when no codes are given."""
    query = select(cooperative).order_by(cooperative.c.village_code)
    return connection.execute(query.where(cooperative.c.kecamatan_code.in_(codes)) if codes else query).all()
