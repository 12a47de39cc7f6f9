"""Staff: invitations, who is bound to which chat, whose territory it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from db.models import invitation, person, staff

BOUND = select(staff).where(staff.c.person_id == bindparam("person_id"), staff.c.left_at.is_(None))


def invite(
    connection: Connection, code: str, name: str, role: str, kecamatan: Sequence[str], at: datetime, until: datetime
) -> None:
    values = {"code": code, "name": name, "role": role, "kecamatan": list(kecamatan)}
    connection.execute(insert(invitation).values(**values, created_at=at, expires_at=until))


def redeem(connection: Connection, code: str, person_id: int, at: datetime) -> Row[Any] | None:
    """Bind a person by a code that is unused and not too old; a person who is staff already is bound anew."""
    where = (invitation.c.code == code, invitation.c.used_by.is_(None), invitation.c.expires_at > at)
    found = connection.execute(select(invitation).where(*where).with_for_update(key_share=True)).one_or_none()
    if found is None:
        return None
    staff_id = bind(connection, found, person_id, at)
    connection.execute(update(invitation).where(invitation.c.code == code).values(used_by=staff_id))
    return connection.execute(select(staff).where(staff.c.id == staff_id)).one()


def bind(connection: Connection, found: Row[Any], person_id: int, at: datetime) -> int:
    return enlist(connection, person_id, found.name, found.role, found.kecamatan, at)


def enlist(connection: Connection, person_id: int, name: str, role: str, kecamatan: Sequence[str], at: datetime) -> int:
    """Make a person staff, or change what he is; returns the staff id."""
    own = {"name": name, "role": role, "kecamatan": list(kecamatan), "bound_at": at, "left_at": None}
    known = connection.execute(select(staff.c.id).where(staff.c.person_id == person_id)).scalar_one_or_none()
    if known is not None:
        connection.execute(update(staff).where(staff.c.id == known).values(**own))
        return int(known)
    result = connection.execute(insert(staff).values(**own, person_id=person_id, code=free_code(connection, name)))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def free_code(connection: Connection, name: str) -> str:
    """A short code that people can type: RINA, RINA2 …"""
    stem = "".join(letter for letter in name.rsplit(maxsplit=1)[-1].upper() if letter.isalnum())[:8] or "STAF"
    taken = set(connection.execute(select(staff.c.code).where(staff.c.code.startswith(stem))).scalars())
    return next(code for code in (stem, *(f"{stem}{n}" for n in range(2, 1000))) if code not in taken)


def officer_of(connection: Connection, person_id: int) -> Row[Any] | None:
    return connection.execute(BOUND, {"person_id": person_id}).one_or_none()


def by_code(connection: Connection, code: str) -> Row[Any] | None:
    where = (staff.c.code == code.upper(), staff.c.left_at.is_(None))
    return connection.execute(select(staff).where(*where)).one_or_none()


def officers(connection: Connection) -> Sequence[Row[Any]]:
    """All who are bound now, with the channel and id of their chat."""
    query = select(staff, person.c.channel, person.c.external_id, person.c.blocked_at, person.c.stopped_at)
    return connection.execute(query.join(person).where(staff.c.left_at.is_(None)).order_by(staff.c.id)).all()


def officers_for(connection: Connection, kecamatan_code: str | None) -> Sequence[Row[Any]]:
    """Those whose territory holds this kecamatan; all of them when it is not known."""
    return [
        row
        for row in officers(connection)
        if kecamatan_code is None or not row.kecamatan or kecamatan_code in row.kecamatan
    ]


def get_staff(connection: Connection, staff_id: int) -> Row[Any]:
    return connection.execute(select(staff).where(staff.c.id == staff_id)).one()


def staff_count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(staff).where(staff.c.left_at.is_(None))).scalar_one()
