"""An officer leaves: access ends at once, and nobody who asked for help waits for him."""

from datetime import datetime

from sqlalchemy import Connection

from bot.house import House
from bot.notices import tell_applicants
from bot.render import plain
from db import enrolment
from db import leads as rows
from dialogue.text import Day, Text
from leads.pipeline import LeadState, move
from leads.row import LeadRow

HELD = (LeadState.dipegang, LeadState.ditunda)


def remove(connection: Connection, house: House, staff_id: int, at: datetime) -> int:
    """End an officer's access; his leads go back to the queue and their applicants are told. Returns how many."""
    held = [row for row in rows.territory(connection, (), HELD) if row.claimed_by == staff_id]
    for row in held:
        give_back(connection, house, row, at)
    enrolment.leave(connection, staff_id, at)
    return len(held)


def give_back(connection: Connection, house: House, row: LeadRow, at: datetime) -> None:
    """The steps to the queue; of a postponed lead the day that was agreed stays as a note for whoever takes it."""
    if row.state is LeadState.ditunda:
        if row.postponed_until:
            agreed = Text("Tadinya ditunda sampai {day}.", day=Day(house.calendar.day(row.postponed_until)))
            rows.write_note(connection, row.lead_id, "note", plain(agreed), at, None)
        rows.apply(connection, row.lead_id, move(row.state, LeadState.dipegang), at)
    rows.apply(connection, row.lead_id, move(LeadState.dipegang, LeadState.baru), at)
    tell_applicants(connection, house, row, at)
