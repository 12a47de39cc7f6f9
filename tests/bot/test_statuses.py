"""Statuses: whatever order they come in, and however often, a message ends where it truly is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, Row, create_engine, insert, select, update
from structlog.testing import capture_logs

from bot.channels.whatsapp_errors import meaning
from bot.channels.whatsapp_signs import Status
from bot.message import Message, Span
from bot.statuses import TRIES, settle
from db import outbox
from db.engine import Database
from db.models import metadata, person
from db.models import outbox as table
from tests.db import seed

NOW = seed.MONDAY
SECOND = timedelta(seconds=1)
WORDS = Message((Span("halo"),)).to_json()
PAIR, BUSY, OUTSIDE = 131056, 130429, 131047


def put(connection: Connection, status: str = outbox.SENDING, **values: Any) -> int:
    """A message, on its way for the first time when nothing else is said; its id."""
    siti = seed.person(connection, "ID.1", "whatsapp")
    known = {"person_id": siti, "channel": "whatsapp", "kind": "notice", "message": WORDS, "status": status}
    row = {**known, "attempts": 1, "due_at": NOW, "created_at": NOW, **values}
    return int(connection.execute(insert(table).values(**row).returning(table.c.id)).scalar_one())


def row_of(connection: Connection, number: int) -> Row[Any]:
    return connection.execute(select(table).where(table.c.id == number)).one()


def told(state: str, wamid: str = "wamid.1", code: int = -1, at: datetime = NOW) -> Status:
    return Status(wamid, state, at, code=code)


@dataclass(frozen=True)
class Answer:
    """The sender's own word of a try: the wamid, or ("") that nobody answered."""

    wamid: str = "wamid.1"


Told = Status | Answer


def tell(connection: Connection, number: int, event: Told) -> None:
    if isinstance(event, Status):
        settle(connection, replace(event, ref=str(number)), NOW)
    elif event.wamid:
        outbox.settle(connection, number, outbox.SENT, NOW, provider_id=event.wamid, error=None)
    else:
        outbox.settle(connection, number, outbox.UNKNOWN, NOW, error="unanswered")


def end(connection: Connection, events: Iterable[Told]) -> tuple[Any, ...]:
    """Where a message ends of which all this is told, in this order."""
    number = put(connection)
    for event in events:
        tell(connection, number, event)
    row = row_of(connection, number)
    due = row.due_at if row.status == outbox.WAITING else None
    return row.status, row.delivery, row.provider_id, row.error, row.delivered_at, due


DELIVERED, READ = told("delivered", at=NOW + SECOND), told("read", at=NOW + 2 * SECOND)
HISTORIES: Sequence[tuple[Sequence[Told], str, str | None]] = (
    ((Answer(), told("sent"), DELIVERED, READ), "sent", "read"),
    ((Answer(), told("sent"), DELIVERED), "sent", "delivered"),
    ((Answer(""), told("sent")), "sent", "sent"),
    ((Answer(""), told("sent"), DELIVERED, READ), "sent", "read"),
    ((Answer(), told("sent"), told("failed", code=OUTSIDE)), "failed", "failed"),
    ((Answer(""), told("sent"), told("failed", code=OUTSIDE)), "failed", "failed"),
    ((Answer(), told("sent"), told("failed", code=BUSY)), "waiting", None),
    ((Answer(""), told("failed", code=BUSY)), "waiting", None),
    ((Answer(), told("failed", code=BUSY), DELIVERED), "sent", "delivered"),
    ((Answer(), told("failed"), READ), "sent", "read"),
)


def all_orders(events: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    """Every order, with every one of the statuses told twice; the sender speaks once."""
    for twice in [event for event in events if isinstance(event, Status)]:
        yield from permutations([*events, twice])


@pytest.mark.parametrize("events, status, delivery", HISTORIES)
async def test_every_order_ends_the_same(
    database: Database, events: Sequence[Told], status: str, delivery: str | None
) -> None:
    def run(connection: Connection) -> set[tuple[Any, ...]]:
        return {end(connection, order) for order in set(all_orders(events))}

    (found,) = await database.run(run)
    assert found[:3] == (status, delivery, "wamid.1")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    yield engine
    engine.dispose()


ENDS = ("sent", "delivered", "read", "failed")
CLAIM = Answer("claim")
"""The sender takes the message again."""


@st.composite
def tries(draw: st.DrawFn) -> tuple[list[Told], str]:
    """Up to three failed tries and one more, the news of each in any order, those of the one before among them."""
    events: list[Told] = []
    old: list[Told] = []
    count = draw(st.integers(0, 3))
    for number in range(1, count + 2):
        last = draw(st.sampled_from(ENDS)) if number > count else "again"
        news = news_of(f"wamid.{number}", last)
        twice = draw(st.lists(st.sampled_from(news), max_size=3))
        late = draw(st.lists(st.sampled_from(old), max_size=3)) if old else []
        events += draw(st.permutations([*news, *twice, *late, Answer(f"wamid.{number}")]))
        events.append(CLAIM)
        old = news
    return events[:-1], last


def news_of(wamid: str, last: str) -> list[Told]:
    """What is told of a try that ends so."""
    if last in ("failed", "again"):
        return [told("sent", wamid), told("failed", wamid, OUTSIDE if last == "failed" else PAIR)]
    return [told(state, wamid) for state in ENDS[: ENDS.index(last) + 1]]


@given(history=tries())
def test_the_last_try_decides_whatever_is_told_of_the_others_and_when(
    engine: Engine, history: tuple[list[Told], str]
) -> None:
    events, last = history
    with engine.connect() as connection:
        number = put(connection)
        for event in events:
            if event is CLAIM:
                assert row_of(connection, number).status == outbox.WAITING
                claimed = {"status": outbox.SENDING, "attempts": table.c.attempts + 1}
                connection.execute(update(table).where(table.c.id == number).values(**claimed))
            else:
                tell(connection, number, event)
        row = row_of(connection, number)
    assert row.status == ("failed" if last == "failed" else "sent")
    assert row.delivery == last or (row.delivery is None and last == "sent")


@given(events=st.lists(st.sampled_from([told(state, wamid) for state in ENDS for wamid in ("a", "b")]), max_size=12))
def test_what_has_arrived_is_never_taken_back(engine: Engine, events: list[Status]) -> None:
    with engine.connect() as connection:
        number = put(connection, outbox.SENT, provider_id="a")
        highest = 0
        for event in events:
            tell(connection, number, event)
            row = row_of(connection, number)
            rank = {None: 0, "sent": 1, "failed": 2, "delivered": 3, "read": 4}[row.delivery]
            assert rank >= highest
            assert (row.provider_id, row.status) == ("a", "failed" if row.delivery == "failed" else "sent")
            highest = rank


async def test_a_message_is_found_by_the_id_that_the_channel_gave_it(database: Database) -> None:
    def run(connection: Connection) -> list[str | None]:
        ours = put(connection, outbox.SENT, provider_id="wamid.7")
        other = put(connection, outbox.SENT, channel="telegram", provider_id="wamid.8")
        for ref in ("", "x", str(2**40), "999999999", f"{ours}.1", str(other)):
            settle(connection, Status("wamid.7", "read", NOW, ref), NOW)
            settle(connection, Status("wamid.8", "read", NOW, ref), NOW)
            settle(connection, Status("wamid.9", "read", NOW, ref), NOW)
        return [row_of(connection, number).delivery for number in (ours, other)]

    assert await database.run(run) == ["read", None]


async def test_a_message_that_stays_undelivered_is_tried_five_times(database: Database) -> None:
    def run(connection: Connection) -> list[tuple[bool, float]]:
        number, found = put(connection), []
        for attempt in range(1, TRIES + 1):
            connection.execute(update(table).where(table.c.id == number).values(status="sending", attempts=attempt))
            tell(connection, number, Answer(f"wamid.{attempt}"))
            again = settle(connection, told("failed", f"wamid.{attempt}", PAIR), NOW)
            found.append((again, (row_of(connection, number).due_at - NOW).total_seconds()))
        row = row_of(connection, number)
        assert (row.status, row.delivery, row.error) == ("failed", "failed", meaning(PAIR).reason)
        return found

    waits = [4.0, 16.0, 64.0, 256.0]
    assert await database.run(run) == [*((True, wait) for wait in waits), (False, 256.0)]


async def test_a_pause_that_the_code_asks_for_is_kept(database: Database) -> None:
    def run(connection: Connection) -> float:
        number = put(connection, outbox.SENT, provider_id="wamid.1")
        assert settle(connection, told("failed", code=131048), NOW)
        return float((row_of(connection, number).due_at - NOW).total_seconds())

    assert await database.run(run) == meaning(131048).retry_after


async def failed_and_stopped(database: Database, **values: Any) -> tuple[bool, str]:
    """What becomes of a failure that could be tried again, for somebody who has asked us to stop."""

    def run(connection: Connection) -> tuple[bool, str]:
        number = put(connection, outbox.SENT, provider_id=str(values), **values)
        connection.execute(update(person).values(stopped_at=NOW))
        return settle(connection, told("failed", str(values), BUSY), NOW), row_of(connection, number).status

    return await database.run(run)


async def test_what_is_not_wanted_any_more_is_not_tried_again(database: Database) -> None:
    assert await failed_and_stopped(database, kind="notice") == (False, "failed")
    assert await failed_and_stopped(database, kind="reply") == (True, "waiting")
    assert await failed_and_stopped(database, kind="reply", message=outbox.EMPTY) == (False, "failed")


async def test_a_message_that_was_dropped_stays_dropped(database: Database) -> None:
    def run(connection: Connection) -> str:
        number = put(connection, outbox.DROPPED)
        tell(connection, number, told("sent"))
        return str(row_of(connection, number).status)

    assert await database.run(run) == "dropped"


async def test_a_failure_names_the_message_and_nothing_of_the_person(database: Database) -> None:
    with capture_logs() as logs:
        await database.run(lambda connection: tell(connection, put(connection), told("failed", code=OUTSIDE)))
    assert [sorted(line) for line in logs] == [["again", "code", "event", "log_level", "message", "reason"]]
    assert (logs[0]["event"], logs[0]["reason"]) == ("whatsapp_undelivered", "outside_window")
