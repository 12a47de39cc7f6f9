"""Notices: what people are told without having written; each exists once, by its key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.act import Act
from bot.channels.whatsapp_errors import ONE_NUDGE
from bot.channels.whatsapp_terms import CHANNEL, WINDOW
from bot.house import House
from bot.render import notice
from db import leads as lead_rows
from db import nudges, outbox
from db import people as person_rows
from db import staff as staff_rows
from dialogue.text import Number, Text, Value, joined
from dialogue.turn import Link
from leads.pipeline import Case, LeadState, told
from leads.roles import Action, Role, may
from leads.row import LeadRow


def tell_person(
    connection: Connection,
    person_id: int,
    text: Text,
    at: datetime,
    *,
    links: Sequence[Link] = (),
    key: str | None = None,
    purpose: str = "",
    values: Sequence[Value] = (),
) -> bool:
    """A notice to one person; nothing to whoever blocked us or said STOP. purpose, values: as in `Message`."""
    person = person_rows.get_person(connection, person_id)
    if not reachable(person):
        return False
    purpose = worth(connection, person, at) if purpose == TASK else purpose
    message = notice(text, tuple(links), person.language, purpose=purpose, values=values).to_json()
    return outbox.put(
        connection, person_id=person_id, channel=person.channel, kind="notice", message=message, at=at, key=key
    )


def reachable(person: Row[Any]) -> bool:
    """Whether this person may be told anything unasked."""
    return not (person.blocked_at or person.stopped_at or person.wiped_at)


TASK = "tugas"


def worth(connection: Connection, person: Row[Any], at: datetime) -> str:
    """The purpose of what an officer is told between two digests: outside his window one paid template is enough until
    he writes again. The digest is sent every morning all the same."""
    is_told = person.channel == CHANNEL and nudges.was_nudged(connection, person, TASK, WINDOW, at)
    return ONE_NUDGE.reason if is_told else TASK


def tell_officers(
    act: Act, text: Text, kecamatan_code: str | None, links: Sequence[Link] = (), *, holder: int | None = None
) -> int:
    """Ping the officers of a territory at once, in office hours; otherwise the digest tells them.

    holder: the staff id of whoever holds the lead; when he can be told, he alone is, whatever the hour.
    """
    held_by = [officer for officer in staff_rows.officers(act.connection) if officer.id == holder]
    if any(tell_officer(act.connection, officer, text, act.at, links) for officer in held_by):
        return 1
    if not act.house.calendar.office_open(act.at):
        return 0
    return tell_all(act.connection, staff_rows.officers_for(act.connection, kecamatan_code), text, act.at, links)


def tell_all(
    connection: Connection, officers: Sequence[Row[Any]], text: Text, at: datetime, links: Sequence[Link] = ()
) -> int:
    those = [officer for officer in officers if may(Role(officer.role), Action.claim)]
    return sum(tell_officer(connection, officer, text, at, links) for officer in those)


def tell_officer(connection: Connection, officer: Row[Any], text: Text, at: datetime, links: Sequence[Link]) -> bool:
    """A notice to one officer: one task."""
    return tell_person(connection, officer.person_id, text, at, links=links, purpose=TASK, values=(Number(1),))


MARKED = "langkah"
URGENT = {"darurat": Text("*DARURAT.*"), "duka": Text("*Kabar duka.*")}


def tell_of_request(connection: Connection, row: LeadRow, at: datetime, urgent: str) -> None:
    """Somebody wants to talk: whoever holds the lead is told, else the officers of the territory.

    urgent: "darurat" or "duka" when the words are about an accident or a death, `MARKED` when a step of the checklist
    was marked instead, else "".
    """
    asks = Text("{who} ({ref}) minta bicara dengan petugas.", who=row.contact or "-", ref=row.ref)
    text = joined(URGENT.get(urgent), asks, Text("Buka untuk membaca pesannya."), by=" ")
    if urgent == MARKED:
        text = Text(
            "*{ref}* {village}. Ada langkah yang ditandai selesai. Mohon dipastikan.", ref=row.ref, village=row.village
        )
    officers = staff_rows.officers_for(connection, row.kecamatan_code or None)
    holder = [officer for officer in staff_rows.officers(connection) if officer.id == row.claimed_by]
    tell_all(connection, holder or officers, text, at, (Link("buka", Text("Buka"), row.ref, standing=True),))


def lead_links(row: LeadRow) -> tuple[Link, ...]:
    """What an officer can do with a lead from a notice, whenever he reads it."""
    take = Link("ambil", Text("Ambil"), row.ref, standing=True)
    return (take, Link("buka", Text("Buka"), row.ref, standing=True))


def tell_applicants(
    connection: Connection, house: House, before: LeadRow, at: datetime, *, cooperative: bool = False
) -> None:
    """Tell all who asked for this cooperative what has changed since `before`; each hears only of his own part."""
    now = lead_rows.get_lead(connection, before.lead_id)
    for own in (now, *lead_rows.joined_to(connection, now.lead_id)):
        text = news(house, now, own, before, at, cooperative=cooperative)
        assert own.person_id is not None
        tell_person(connection, own.person_id, text, at, purpose="jawaban", values=(named(own),))


def named(row: LeadRow) -> Text:
    """A request as a template names it."""
    if not row.village:
        return Text("permintaan {ref}", ref=row.ref)
    return Text("permintaan {ref}, koperasi {place}", ref=row.ref, place=row.village)


def news(house: House, now: LeadRow, own: LeadRow, before: LeadRow, at: datetime, *, cooperative: bool) -> Text:
    """What one applicant hears. own: his own request, the one that changed or one that was joined to it."""
    calendar = house.calendar
    postponed = calendar.day(now.postponed_until) if now.postponed_until else None
    case = Case(
        place=own.village,
        ref=own.ref,
        name=own.contact or "Bapak/Ibu",
        officer=now.claimed_by_name,
        branch=house.settings.branch_name,
        day=postponed or calendar.contact_deadline(at),
    )
    if cooperative and now.coop_state is not None:
        return told(now.coop_state, case)
    text = told(now.state, case, reason=now.reason, came_from=before.state)
    if now.state is not LeadState.dipegang or before.state is LeadState.ditunda:
        return text
    return joined(text, Text("Ragu? Ketik CEK {name}.", name=now.claimed_by_name.split()[-1].upper()), by=" ")
