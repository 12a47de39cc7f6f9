"""Statuses: what a channel tells of a message after it took it, in any order and as often as it likes."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from bot.channels.whatsapp_errors import Meaning, meaning
from bot.channels.whatsapp_signs import Status
from db import outbox

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

    It also ends a try of which nobody knew the end, or whose sender has not heard yet.
    """
    row = outbox.told_of(connection, "whatsapp", status.provider_id, status.ref)
    if row is None or row.status == outbox.DROPPED:
        return False
    again = row.status in AGAIN and row.provider_id is not None
    news = RANKS[status.state] > (RANKS["sent"] if again else RANKS.get(row.delivery, 0))
    if status.state == "failed":
        known = again and row.provider_id == status.provider_id
        return news and not known and row.status != outbox.WAITING and failed(connection, row, status, now)
    if news:
        arrived(connection, row, status, now)
    elif status.state == "delivered" and row.delivery == "read":
        outbox.note_delivery(connection, row.id, delivered_at=min(row.delivered_at, status.at))
    return False


def arrived(connection: Connection, row: Row[Any], status: Status, now: datetime) -> None:
    """Meta has it, or the person: it is sent, whatever the sender made of it."""
    there = {} if status.state == "sent" else {"delivered_at": min(row.delivered_at or status.at, status.at)}
    outbox.note_delivery(
        connection,
        row.id,
        status=outbox.SENT,
        provider_id=status.provider_id,
        delivery=status.state,
        lease_until=None,
        error=None,
        sent_at=row.sent_at or now,
        **there,
    )


def failed(connection: Connection, row: Row[Any], status: Status, now: datetime) -> bool:
    """It will not arrive: again later, where that helps and is still wanted, else never; then staff see why."""
    means = meaning(status.code)
    again = not means.permanent and row.attempts < TRIES and outbox.may_go_again(connection, row)
    log.warning("whatsapp_undelivered", message=row.id, reason=means.reason, code=status.code, again=again)
    end: dict[str, Any] = {"status": outbox.FAILED, "delivery": status.state}
    if again:
        end = {"status": outbox.WAITING, "delivery": None, "due_at": now + timedelta(seconds=wait(means, row.attempts))}
    outbox.note_delivery(
        connection, row.id, provider_id=status.provider_id, lease_until=None, error=means.reason, **end
    )
    return again


def wait(means: Meaning, attempts: int) -> float:
    """Seconds until the next try: what the code asks for, else 4, 16, 64 …"""
    return min(LONGEST_WAIT, 4.0**attempts) if means.retry_after is None else means.retry_after
