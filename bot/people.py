"""A person's view, loaded before the turn: role, consent, own open leads."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.house import House
from bot.render import plain
from db import leads as lead_rows
from db import people as person_rows
from db import staff as staff_rows
from leads.joining import Part, part
from leads.pipeline import LeadState
from leads.roles import Officer, Role
from leads.row import LeadRow
from leads.view import View


def load_view(connection: Connection, house: House, person: Row[Any], at: datetime, *, lent_phone: str = "") -> View:
    """Everything that a step may look at, as of this moment of the transaction.

    lent_phone: the number that the channel tells with this update, for whoever has told none.
    """
    return View(
        at=at,
        consented=person_rows.consented(connection, person.id),
        plain=lambda text: plain(text, person.language),
        book=house.book,
        search=house.search,
        branch=house.settings.branch,
        calendar=house.calendar,
        channel=person.channel,
        salutation=person.salutation,
        name=person.name,
        jabatan=person.jabatan,
        phone=person.phone or lent_phone or None,
        stopped=person.stopped_at is not None,
        officer=load_officer(connection, person.id),
        leads=tuple(own_part(connection, house, row) for row in lead_rows.own_requests(connection, person.id)),
    )


def load_officer(connection: Connection, person_id: int) -> Officer | None:
    row = staff_rows.officer_of(connection, person_id)
    return Officer(row.id, row.code, row.name, Role(row.role), tuple(row.kecamatan)) if row else None


def own_part(connection: Connection, house: House, row: LeadRow) -> Part:
    """A person's request, with the state of the one that is worked on and nothing of other people's.

    By when he is called counts from when an officer last did something with it, as he was told then.
    """
    now = lead_rows.worked_on(connection, row)
    since = now.last_news_at if now.state is LeadState.dipegang and now.last_news_at else row.sent_at
    return part(row, now, house.calendar.contact_deadline(since) if since else None)
