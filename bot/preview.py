"""The digest of any day, looked at and not sent: of one officer as he would get it, or of the whole regency as one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.house import House
from bot.reports import EVERY_STATE, coverage, officer_digest, officer_of, territory
from db import digests as digest_rows
from db import leads as lead_rows
from db import registry
from db import staff as staff_rows
from leads import digest as digests
from leads.digest import Change, Digest, LeadRow, Snapshot
from leads.ledger import opening
from leads.pipeline import LeadState
from leads.roles import Action, Officer, Role, may

EVERYBODY = Officer(0, "SEMUA", "", Role.kepala)
"""Who reads the digest of the whole regency: a virtual officer who holds every lead that anybody holds."""


def find_officer(connection: Connection, code: str) -> Officer | None:
    """The officer who has this code; None when there is none."""
    row = staff_rows.by_code(connection, code)
    return officer_of(connection, row.id) if row else None


def preview(connection: Connection, house: House, officer: Officer, day: date, now: datetime) -> Digest:
    """The digest of `day` for an officer, or for `EVERYBODY`; changes nothing.

    Today's and a later day's is made of the leads as they are now. A past day's states come from the history; holders
    and cooperatives, whose past is not needed for anything else, are those of now.
    """
    read_steadily(connection)
    morning = datetime.combine(day, house.settings.digest_at, house.settings.zone)
    past = day < house.calendar.day(now)
    at = morning if past else max(morning, now)
    if officer is not EVERYBODY and not past:
        return officer_digest(connection, house, officer, at, day=day)
    changes = lead_rows.changes(connection, officer.kecamatan, at, officer.staff_id)
    rows = lead_rows.territory(connection, officer.kecamatan, EVERY_STATE, officer.staff_id)
    if past:
        rows = as_of(rows, changes)
    previous = digest_rows.previous(connection, officer.staff_id, day)
    if officer is EVERYBODY:
        rows = [replace(row, claimed_by=row.claimed_by and officer.staff_id) for row in rows]
        previous = eve(changes, house, day)
    known = (rows, changes, day, previous, house.calendar)
    reminders = house.book.remind(day)
    if officer is EVERYBODY or officer.role is Role.petugas:
        return digests.digest(officer, *known, reminders, at=at, territory=territory(connection, officer))
    covered, count = coverage(connection, officer), registry.count(connection, officer.kecamatan)
    made = digests.head_digest(officer, *known, covered, count, reminders, at=at)
    return made if may(officer.role, Action.see_contacts) else replace(made, sections={})


def read_steadily(connection: Connection) -> None:
    """All queries that follow see one moment: what is written meanwhile would unbalance the ledger."""
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN" if sqlite else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def as_of(rows: Sequence[LeadRow], changes: Sequence[Change]) -> Sequence[LeadRow]:
    """The leads in the states that their last change left them in; those that had not been sent are left out."""
    last = {change.lead_id: change for change in changes}
    return [
        replace(row, state=last[row.lead_id].to_state, reason=last[row.lead_id].reason) if row.lead_id in last else row
        for row in rows
        if row.lead_id in last or row.state is LeadState.draft
    ]


def eve(changes: Sequence[Change], house: House, day: date) -> Snapshot:
    """What a digest on the working day before would have left behind: the whole regency has none of its own."""
    before = house.calendar.previous_working_day(day)
    sent = datetime.combine(before, house.settings.digest_at, house.settings.zone) + timedelta(microseconds=1)
    known = [change for change in changes if change.at < sent]
    return Snapshot(before, 0, opening(known), max((change.change_id for change in known), default=0))
