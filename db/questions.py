"""Questions that are kept to learn from. No row says whose it was: HAPUS DATA finds nothing here to delete."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, or_, select, update

from db.models import fitted, question
from leads.questions import ANSWERED_KEPT, LEARNED_KEPT

ADD = insert(question)
ONE = select(question).where(question.c.id == bindparam("number"))
JUDGE = (
    update(question)
    .where(question.c.id == bindparam("number"))
    .values(verdict=bindparam("judgement"), chosen=bindparam("entry"))
)
WAITING = and_(question.c.outcome == "answer", question.c.verdict.is_(None))
"""Answers of which nobody has said anything: they wait for a thumb down, and teach nothing."""


def keep(connection: Connection, /, *, text: str, outcome: str, entries: Sequence[str], day: date, version: str) -> int:
    """Keep one question; returns its number. A text that is too long for its column is cut."""
    values = {"text": text, "outcome": outcome, "entries": list(entries), "day": day, "version": version}
    made = connection.execute(ADD, fitted(question, values)).inserted_primary_key
    assert made is not None
    return int(made[0])


def judge(connection: Connection, number: int, verdict: str, chosen: str | None = None) -> None:
    """What the person made of it; the last word counts. A number that is no longer there changes nothing."""
    connection.execute(JUDGE, {"number": number, "judgement": verdict, "entry": chosen})


def fetch(connection: Connection, number: int) -> Row[Any] | None:
    return connection.execute(ONE, {"number": number}).one_or_none()


def all_for_training(connection: Connection) -> Sequence[Row[Any]]:
    """Everything that teaches something, the oldest first."""
    return connection.execute(select(question).where(~WAITING).order_by(question.c.id)).all()


def prune(connection: Connection, today: date) -> None:
    """Delete what has served: answers nobody objected to after two days, all others when their training is over."""
    waited = and_(WAITING, question.c.day < today - ANSWERED_KEPT)
    connection.execute(delete(question).where(or_(waited, question.c.day < today - LEARNED_KEPT)))
