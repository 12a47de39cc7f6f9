"""Rows to begin with: persons, officers, requests of cooperatives."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from db import leads, people, staff
from leads.pipeline import CoopState, LeadState, move
from leads.row import LeadRow

MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)
"""Ten o'clock in Jakarta, a working day."""
CIKAHURIPAN, NAMBO = "32.01.32.2005", "32.01.32.2003"
KLAPANUNGGAL = "32.01.32"


def person(connection: Connection, /, external_id: str = "501", channel: str = "telegram") -> int:
    return int(people.lock_person(connection, channel, external_id, MONDAY).id)


def officer(connection: Connection, /, name: str = "Rina", external_id: str = "rina", role: str = "petugas") -> int:
    return staff.enlist(connection, person(connection, external_id), name, role, (), MONDAY)


def draft(connection: Connection, /, person_id: int, village_code: str | None = CIKAHURIPAN, **values: Any) -> int:
    known: dict[str, Any] = {"village_code": village_code, "village": "Cikahuripan", "kecamatan": "Klapanunggal"}
    known |= {"kecamatan_code": KLAPANUNGGAL, "salutation": "Ibu", "name": "Siti Aminah", "jabatan": "bendahara"}
    return leads.save_draft(connection, person_id, {**known, "phone": "+6281234567890", **values}, MONDAY)


def request(connection: Connection, /, person_id: int, at: datetime = MONDAY, **values: Any) -> LeadRow:
    return leads.send_draft(connection, draft(connection, person_id, **values), at)


def take(connection: Connection, /, row: LeadRow, staff_id: int, until: datetime) -> LeadRow:
    step = move(row.state, LeadState.dipegang)
    leads.apply(connection, row.lead_id, step, MONDAY, staff_id=staff_id, claimed_by=staff_id, claim_until=until)
    return leads.get_lead(connection, row.lead_id)


__all__ = [
    "CIKAHURIPAN",
    "KLAPANUNGGAL",
    "MONDAY",
    "NAMBO",
    "CoopState",
    "draft",
    "officer",
    "person",
    "request",
    "take",
]
