"""The log of answers: who was told what, and what it was made from. Never what anybody wrote."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, cast, func, insert, or_, select, update

from db.models import answer, outbox, person

ADD = insert(answer)
NEWEST = select(answer).where(answer.c.person_id == bindparam("person")).order_by(answer.c.id.desc()).limit(1)
NEWEST_OF = NEWEST.where(answer.c.topic == bindparam("about"))


def log(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep one answer; its id is the number that it is known by."""
    connection.execute(ADD, dict(values))


def newest(connection: Connection, person_id: int, topic: str = "") -> Row[Any] | None:
    """What a person was told last, of a topic or of any."""
    query = NEWEST_OF if topic else NEWEST
    return connection.execute(query, {"person": person_id, "about": topic} if topic else {"person": person_id}).first()


def by_number(connection: Connection, number: int) -> Row[Any] | None:
    return connection.execute(select(answer).where(answer.c.id == number)).one_or_none()


def count(connection: Connection, person_id: int) -> int:
    """How many answers are kept of a person."""
    query = select(func.count()).select_from(answer).where(answer.c.person_id == person_id)
    return connection.execute(query).scalar_one()


def resting_on(connection: Connection, fact_ids: Collection[str], since: datetime) -> Sequence[Row[Any]]:
    """Answers since a moment that rest on any of these facts, of persons who may be told something unasked; the newest
    first."""
    names = cast(answer.c.facts, Text)
    told = or_(*(names.contains(f'"{fact_id}"', autoescape=True) for fact_id in fact_ids))
    free = (person.c.blocked_at.is_(None), person.c.stopped_at.is_(None), person.c.wiped_at.is_(None))
    query = select(answer, person.c.channel).join(person, person.c.id == answer.c.person_id)
    return connection.execute(query.where(answer.c.at >= since, told, *free).order_by(answer.c.id.desc())).all()


def notice_keys(connection: Connection, prefix: str) -> Sequence[str]:
    """Keys of the notices that begin so: what has been told."""
    return connection.execute(select(outbox.c.key).where(outbox.c.key.startswith(prefix))).scalars().all()


def cut_off(connection: Connection, person_id: int) -> None:
    """Nothing says any more whose these answers were, or what they were made from; they can still be counted."""
    connection.execute(update(answer).where(answer.c.person_id == person_id).values(person_id=None, inputs={}))


def let_go(connection: Connection, before: datetime) -> None:
    """Answers of before this moment belong to nobody any more; what they were made from stays."""
    old = (answer.c.at < before, answer.c.person_id.is_not(None))
    connection.execute(update(answer).where(*old).values(person_id=None))
