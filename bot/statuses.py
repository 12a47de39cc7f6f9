"""Statuses: what a channel tells of a message after it took it, in any order and as often as it likes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from bot.channels.whatsapp_errors import FILE, OUTSIDE_WINDOW, Meaning, meaning
from bot.channels.whatsapp_signs import Status
from bot.channels.whatsapp_terms import CHANNEL
from bot.documents import without_file
from bot.message import Message
from db import deliveries, outbox
from db import people as person_rows
from db.refs import kept_id, read_ref

log = structlog.get_logger()

RANKS = {"sent": 1, "failed": 2, "delivered": 3, "read": 4}
"""A higher one is never taken back: what has arrived has not failed, whatever is told later."""
AGAIN = (outbox.WAITING, outbox.SENDING, outbox.UNKNOWN)
"""A message in one of these has no end yet. An id that it has all the same is of a try that failed; what is told of it,
or of one before it, must not be taken for the next: so "sent" is no news then."""
TRIES = 5
LONGEST_WAIT = 3600.0


def settle(connection: Connection, status: Status, now: datetime) -> bool:
    """Keep one status with its message; True when the message has to be sent again.

    It also ends a try of which nobody knew the end, or whose sender has not heard yet. A message in parts is where its
    last part is; and it has failed when any has.
    """
    row = deliveries.told_of(connection, CHANNEL, status.provider_id, status.ref)
    said = read_ref(status.ref)
    is_last = said is None or said.is_last
    if row is None or row.status == outbox.DROPPED or not (is_last or status.state == "failed"):
        return False
    again = row.status in AGAIN and row.provider_id is not None
    news = RANKS[status.state] > (RANKS["sent"] if again else RANKS.get(row.delivery, 0))
    if status.state == "failed":
        earlier = said is not None and said.attempt < row.attempts
        known = earlier or (again and row.provider_id == kept_id(status.provider_id))
        if news and not known and row.status != outbox.WAITING:
            return failed(connection, row, status, now, is_last)
        log.info("whatsapp_failure_noted", message=row.id, code=status.code)
        return False
    if news:
        arrived(connection, row, status, now)
    elif status.state == "delivered" and row.delivery == "read":
        deliveries.note(connection, row.id, delivered_at=min(row.delivered_at, status.at))
    return False


def arrived(connection: Connection, row: Row[Any], status: Status, now: datetime) -> None:
    """Meta has it, or the person: it is sent, whatever the sender made of it."""
    there = {} if status.state == "sent" else {"delivered_at": min(row.delivered_at or status.at, status.at)}
    deliveries.note(
        connection,
        row.id,
        status=outbox.SENT,
        delivery=status.state,
        lease_until=None,
        error=None,
        sent_at=row.sent_at or now,
        **there,
        **own_id(row, status),
    )


def own_id(row: Row[Any], status: Status) -> dict[str, str]:
    """The id that is kept with the message; none with one that was emptied, for the id holds the person's number."""
    return {} if row.message == outbox.EMPTY else {"provider_id": status.provider_id}


def failed(connection: Connection, row: Row[Any], status: Status, now: datetime, is_last: bool) -> bool:
    """It will not arrive: again later, where that helps and is still wanted, else never; then staff see why."""
    means = meaning(status.code)
    wanted = row.attempts < TRIES and deliveries.may_go_again(connection, row)
    message = next_try(connection, row, means, status.at) if wanted else None
    again = message is not None
    log.warning("whatsapp_undelivered", message=row.id, reason=means.reason, code=status.code, again=again)
    end: dict[str, Any] = {"status": outbox.FAILED, "delivery": status.state}
    if message is not None:
        due_at = now + timedelta(seconds=wait(means, row.attempts))
        end = {"status": outbox.WAITING, "delivery": None, "due_at": due_at, "message": message.to_json()}
    if is_last or (again and row.provider_id is None):
        end |= own_id(row, status)
    deliveries.note(connection, row.id, lease_until=None, error=means.reason, **end)
    return again


def next_try(connection: Connection, row: Row[Any], means: Meaning, at: datetime) -> Message | None:
    """What is sent next, from its first part on; None: nothing helps. A refused file costs nobody the words, and when
    the window was closed the template goes."""
    message = replace(Message.from_json(row.message), done=0)
    if not means.permanent:
        return message
    if means == FILE and message.file:
        return without_file(message)
    return message if means == OUTSIDE_WINDOW and message.purpose and close_window(connection, row, at) else None


def close_window(connection: Connection, row: Row[Any], at: datetime) -> bool:
    """The person's window was closed at this moment; False when we knew, and a template was sent already.

    Whoever has written since has opened it again.
    """
    heard_at = person_rows.get_person(connection, row.person_id).heard_at
    if heard_at is not None and heard_at <= at:
        person_rows.change_person(connection, row.person_id, heard_at=None)
    return heard_at is not None


def wait(means: Meaning, attempts: int) -> float:
    """Seconds until the next try: what the code asks for, else 4, 16, 64 …; none where something else is sent."""
    if means.permanent:
        return 0.0
    return min(LONGEST_WAIT, 4.0**attempts) if means.retry_after is None else means.retry_after
