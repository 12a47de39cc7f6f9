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
from bot.message import File, Message, Span
from bot.statuses import TRIES, settle
from db import outbox
from db.engine import Database
from db.models import metadata, person
from db.models import outbox as table
from db.refs import ref_of
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


def ref(connection: Connection, number: int, event: Status | None = None, part: str = "1/1") -> str:
    """As it was sent: "wamid.3" in the third try where a history has several."""
    row = row_of(connection, number)
    end = event.provider_id.rpartition(".")[2] if event else ""
    attempt = int(end) if end.isdigit() and int(end) <= row.attempts else max(row.attempts, 1)
    return f"{ref_of(number, row.created_at, attempt)}.{part}"


def tell(connection: Connection, number: int, event: Told) -> None:
    if isinstance(event, Status):
        settle(connection, replace(event, ref=event.ref or ref(connection, number, event)), NOW)
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


PARTS: Sequence[tuple[Sequence[tuple[str, str, int] | Answer], str, str | None]] = (
    ((Answer("wamid.b"), ("sent", "1/2", -1), ("delivered", "1/2", -1), ("read", "1/2", -1)), "sent", None),
    ((Answer("wamid.b"), ("delivered", "1/2", -1), ("delivered", "2/2", -1)), "sent", "delivered"),
    ((Answer("wamid.b"), ("sent", "2/2", -1), ("failed", "1/2", OUTSIDE)), "failed", "failed"),
    ((Answer("wamid.b"), ("sent", "2/2", -1), ("failed", "1/2", BUSY)), "waiting", None),
    ((Answer("wamid.b"), ("failed", "1/2", OUTSIDE), ("delivered", "2/2", -1)), "sent", "delivered"),
)


@pytest.mark.parametrize("events, status, delivery", PARTS)
async def test_a_message_in_parts_is_where_its_last_is_and_fails_with_any(
    database: Database, events: Sequence[tuple[str, str, int] | Answer], status: str, delivery: str | None
) -> None:
    def run(connection: Connection) -> set[tuple[str, str | None]]:
        ends = set()
        for order in permutations(events):
            number = put(connection)
            for event in order:
                if isinstance(event, Answer):
                    tell(connection, number, event)
                else:
                    state, part, code = event
                    wamid = "wamid.b" if part == "2/2" else "wamid.a"
                    settle(connection, Status(wamid, state, NOW, ref(connection, number, part=part), code), NOW)
            ends.add((row_of(connection, number).status, row_of(connection, number).delivery))
        return ends

    assert await database.run(run) == {(status, delivery)}


async def test_a_failed_part_of_an_earlier_try_is_not_taken_for_this_one(database: Database) -> None:
    def run(connection: Connection) -> str:
        number = put(connection, outbox.SENT, provider_id="wamid.b", attempts=2)
        old = f"{ref_of(number, NOW, 1)}.1/2"
        settle(connection, Status("wamid.a", "failed", NOW, old, OUTSIDE), NOW)
        return str(row_of(connection, number).status)

    assert await database.run(run) == "sent"


async def test_a_status_of_another_message_with_the_same_number_is_not_taken(database: Database) -> None:
    """After a restore numbers are given anew, and another installation gives the same ones."""

    def run(connection: Connection) -> list[str]:
        waiting, flying = put(connection, outbox.WAITING, attempts=0), put(connection)
        for number, attempt, at in ((waiting, 1, NOW), (flying, 1, NOW - SECOND), (flying, 2, NOW)):
            settle(connection, Status("wamid.1", "read", NOW, f"{ref_of(number, at, attempt)}.1/1"), NOW)
        return [row_of(connection, number).status for number in (waiting, flying)]

    assert await database.run(run) == ["waiting", "sending"]


async def closed_window(database: Database, message: Message, heard: datetime | None, **values: Any) -> Any:
    """What becomes of a message that failed because the window was closed: again, due at once, heard_at."""

    def run(connection: Connection) -> Any:
        known = {"message": message.to_json(), "provider_id": "wamid.1"}
        number = put(connection, outbox.SENT, **{**known, **values})
        siti = row_of(connection, number).person_id
        connection.execute(update(person).where(person.c.id == siti).values(heard_at=heard))
        again = settle(connection, replace(told("failed", code=OUTSIDE), ref=ref(connection, number)), NOW)
        heard_at = connection.execute(select(person.c.heard_at).where(person.c.id == siti)).scalar_one()
        row = row_of(connection, number)
        assert row.status == ("waiting" if again else "failed")
        return again, row.due_at == NOW, heard_at

    return await database.run(run)


async def test_where_meta_found_the_window_closed_the_template_goes_at_once_and_only_once(database: Database) -> None:
    duty = Message((Span("tugas"),), purpose="tugas", values=("3",))
    assert await closed_window(database, duty, NOW - SECOND) == (True, True, None)
    assert (await closed_window(database, duty, None))[0] is False, "it was the template that failed"
    assert await closed_window(database, duty, NOW + SECOND) == (True, True, NOW + SECOND)
    assert (await closed_window(database, duty, NOW - SECOND, attempts=TRIES))[0] is False
    assert (await closed_window(database, Message((Span("halo"),)), NOW - SECOND))[0] is False


@pytest.mark.parametrize("code", [131052, 131053])
async def test_a_file_that_is_refused_later_costs_nobody_the_words(database: Database, code: int) -> None:
    def run(connection: Connection) -> list[Any]:
        message = Message((Span("rincian"),), file=File("iuran", "pdf", {}), done=1)
        number, found = put(connection, outbox.SENT, message=message.to_json(), provider_id="wamid.1"), []
        for attempt in (1, 2):
            connection.execute(update(table).where(table.c.id == number).values(status="sent", attempts=attempt))
            again = settle(connection, told("failed", f"wamid.{attempt}", code), NOW)
            kept = Message.from_json(row_of(connection, number).message)
            found.append((again, kept.file, kept.done, kept.plain.startswith("rincian\n\nMaaf, berkasnya")))
            connection.execute(update(table).where(table.c.id == number).values(provider_id=f"wamid.{attempt + 1}"))
        return found

    assert await database.run(run) == [(True, None, 0, True), (False, None, 0, True)]


@pytest.mark.parametrize("status, again", [("sent", False), ("sending", False), ("unknown", False), ("waiting", True)])
async def test_an_answer_that_failed_does_not_come_after_a_newer_one(
    database: Database, status: str, again: bool
) -> None:
    def run(connection: Connection) -> tuple[bool, str | None]:
        number = put(connection, outbox.SENT, kind="reply", provider_id="wamid.1")
        put(connection, status, kind="reply", provider_id="wamid.2")
        return settle(connection, told("failed", code=BUSY), NOW), row_of(connection, number).error

    assert await database.run(run) == (again, meaning(BUSY).reason)


@pytest.mark.parametrize("state", ENDS)
async def test_a_message_that_was_emptied_gets_no_id_back(database: Database, state: str) -> None:
    """A wamid holds the person's number. Neither the status brings it back nor a sender who is late."""

    def run(connection: Connection) -> Row[Any]:
        number = put(connection, outbox.UNKNOWN, message=outbox.EMPTY)
        tell(connection, number, told(state))
        tell(connection, number, Answer())
        outbox.retry(connection, number, NOW, "server_error", WORDS)
        return row_of(connection, number)

    row = await database.run(run)
    assert (row.provider_id, row.message, row.delivery) == (None, outbox.EMPTY, state)


async def test_an_id_that_is_too_long_to_keep_is_known_by_its_digest(database: Database) -> None:
    def run(connection: Connection) -> list[Any]:
        wamid = "wamid." + "W" * 200
        number = put(connection)
        tell(connection, number, Answer(wamid))
        settle(connection, Status(wamid, "delivered", NOW), NOW)
        row, before = row_of(connection, number), outbox.is_last_word(connection, "whatsapp", wamid)
        return [len(row.provider_id), row.delivery, before, outbox.shown(connection, row.person_id, wamid) == WORDS]

    assert await database.run(run) == [64, "delivered", True, True]
