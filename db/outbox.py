"""The outbox: messages to send, in order for each person, at a pace that the database keeps."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from db.models import outbox, pace, person
from db.people import insert_new
from db.refs import kept_id

WAITING, SENDING, SENT, FAILED, UNKNOWN, DROPPED = "waiting", "sending", "sent", "failed", "unknown", "dropped"
OPEN = (WAITING, SENDING)
UNASKED = ("notice", "digest")
"""What STOP stops; an answer is sent to whoever writes."""
ADD = insert(outbox)
EMPTY = '{"body": [], "buttons": [], "browse": false, "ask_contact": false}'
"""What is left of a message of which everything was deleted."""
SLACK = 0.2


def put(
    connection: Connection,
    *,
    person_id: int,
    channel: str,
    kind: str,
    message: str,
    at: datetime,
    key: str | None = None,
    replaces: str | None = None,
    tap: str | None = None,
    repeatable: bool = False,
) -> bool:
    """Add a message; False when one with this `key` exists already."""
    values = {
        "person_id": person_id,
        "channel": channel,
        "kind": kind,
        "key": key,
        "message": message,
        "replaces": replaces,
        "tap": tap,
        "repeatable": repeatable,
        "due_at": at,
        "created_at": at,
    }
    if key is None:
        connection.execute(ADD, values)
        return True
    return insert_new(connection, outbox, values)


def first_of_person() -> ColumnElement[bool]:
    """No earlier message of the same person is still open: order per person."""
    earlier = outbox.alias("earlier")
    same = and_(earlier.c.person_id == outbox.c.person_id, earlier.c.id < outbox.c.id, earlier.c.status.in_(OPEN))
    return ~exists().where(same)


def claim_batch(
    connection: Connection,
    channel: str,
    now: datetime,
    *,
    per_second: float,
    interval: float,
    burst: int,
    lease: float,
    most: int = 50,
    window: timedelta | None = None,
) -> Sequence[Row[Any]]:
    """Lease the messages that may be sent now: one per person, within both buckets, skipping what others hold.

    Each row tells whether the person's window is closed now (`outside`): his last word is older than `window`.

    per_second: of the whole channel; interval: seconds between two messages to one person once `burst` is used up.
    most: how many the caller can take.
    """
    free_at = lock_pace(connection, channel)
    room = min(most, int((slack(per_second) - max(0.0, free_at - now.timestamp())) * per_second + 1e-6))
    if room <= 0:
        return []
    query = (
        select(outbox, person.c.external_id, closed(window, now).label("outside"))
        .join(person, person.c.id == outbox.c.person_id)
        .where(outbox.c.channel == channel, outbox.c.status == WAITING, outbox.c.due_at <= now, first_of_person())
        .order_by(outbox.c.id)
        .limit(room)
        .with_for_update(of=outbox, skip_locked=True)
    )
    rows = [
        row
        for row in connection.execute(query)
        if spend(connection, f"{channel}:{row.person_id}", now, interval, burst)
        or postpone(connection, row.id, now, interval)
    ]
    if rows:
        leased = {"status": SENDING, "lease_until": now + timedelta(seconds=lease), "attempts": outbox.c.attempts + 1}
        connection.execute(update(outbox).where(outbox.c.id.in_([row.id for row in rows])).values(**leased))
        full = max(free_at, now.timestamp()) + len(rows) / per_second
        connection.execute(update(pace).where(pace.c.key == channel).values(free_at=full))
    return rows


def closed(window: timedelta | None, now: datetime) -> ColumnElement[bool]:
    """Whether the person has said nothing for so long; never where there is no window."""
    if window is None:
        return false()
    return or_(person.c.heard_at.is_(None), person.c.heard_at <= now - window)


def slack(per_second: float) -> float:
    """How many seconds of its rate a channel's bucket holds: in any t seconds at most (t + slack) * per_second go."""
    return max(SLACK, 1.0 / per_second)


def lock_pace(connection: Connection, key: str) -> float:
    """When this bucket is full again; locked until the transaction ends."""
    query = select(pace.c.free_at).where(pace.c.key == key).with_for_update()
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        insert_new(connection, pace, {"key": key, "free_at": 0.0})
        found = connection.execute(query).scalar_one()
    return float(found)


def spend(connection: Connection, key: str, now: datetime, cost: float, burst: int) -> bool:
    """Take one from a bucket that refills every `cost` seconds and holds `burst`; False when it is empty.

    The generic cell rate algorithm: `free_at` is when the bucket would be full again.
    """
    start = max(lock_pace(connection, key), now.timestamp())
    if start - now.timestamp() > cost * (burst - 1):
        return False
    connection.execute(update(pace).where(pace.c.key == key).values(free_at=start + cost))
    return True


def postpone(connection: Connection, message_id: int, now: datetime, seconds: float) -> bool:
    """Look at it again later; always False."""
    later = now + timedelta(seconds=seconds)
    connection.execute(update(outbox).where(outbox.c.id == message_id).values(due_at=later))
    return False


def settle(connection: Connection, /, message_id: int, status: str, now: datetime, **values: Any) -> None:
    """The end of one try: sent, failed for good, or of unknown fate; unless the channel has told its end already."""
    sent = {"sent_at": now} if status == SENT else {}
    if "provider_id" in values:
        values["provider_id"] = kept_id(values["provider_id"])
    same = outbox.c.provider_id == values.get("provider_id") if status == SENT else outbox.c.provider_id.is_not(None)
    where = and_(outbox.c.id == message_id, ~is_decided(same))
    connection.execute(update(outbox).where(where).values(status=status, lease_until=None, **sent, **values))


def retry(connection: Connection, message_id: int, due_at: datetime, reason: str, message: str | None = None) -> None:
    """Send it again then; unless the channel has told already what became of this try.

    message: what it is now, when part of it has gone.
    """
    values = {"status": WAITING, "lease_until": None, "due_at": due_at, "error": reason}
    values |= {"message": message} if message is not None else {}
    where = and_(outbox.c.id == message_id, ~is_decided(outbox.c.provider_id.is_not(None)))
    connection.execute(update(outbox).where(where).values(**values))


def is_decided(known: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a status of the channel came before the sender's own word, which then counts no more.

    known: the message has the id that such a status has given it. The failure of an earlier part gives it none, and to
    what was emptied meanwhile nothing is added.
    """
    part_failed = or_(outbox.c.status == FAILED, and_(outbox.c.status == WAITING, outbox.c.error.is_not(None)))
    told = or_(func.coalesce(known, false()), part_failed, outbox.c.message == EMPTY)
    return and_(outbox.c.status != SENDING, told)


def hold_channel(connection: Connection, channel: str, until: datetime, per_second: float) -> None:
    """The platform asked for a pause: nothing of this channel is claimed before `until`."""
    full = max(lock_pace(connection, channel), until.timestamp() + slack(per_second))
    connection.execute(update(pace).where(pace.c.key == channel).values(free_at=full))


def give_up_leases(connection: Connection, channel: str, now: datetime, *, all_of_them: bool = False) -> int:
    """Messages whose sender died: those safe to repeat go again, the others may have been sent and are marked so.

    all_of_them: whoever held a lease is gone, whatever its time (the only process starts anew).
    """
    dead = and_(outbox.c.status == SENDING, outbox.c.channel == channel)
    dead = dead if all_of_them else and_(dead, outbox.c.lease_until < now)
    again = update(outbox).where(dead, outbox.c.repeatable).values(status=WAITING, lease_until=None)
    marked = update(outbox).where(dead, ~outbox.c.repeatable).values(status=UNKNOWN, lease_until=None, error="crash")
    return connection.execute(again).rowcount + connection.execute(marked).rowcount


def drop_open(connection: Connection, person_id: int, reason: str, kinds: Sequence[str] = ()) -> None:
    """Nothing of what still waits is sent to this person; with `kinds` only of these."""
    where = and_(outbox.c.person_id == person_id, outbox.c.status == WAITING)
    where = and_(where, outbox.c.kind.in_(kinds)) if kinds else where
    connection.execute(update(outbox).where(where).values(status=DROPPED, error=reason))


def next_due(connection: Connection, channel: str, per_second: float) -> datetime | None:
    """When `claim_batch` may find something again; None: nothing waits but what stands behind a message on its way."""
    where = (outbox.c.status == WAITING, outbox.c.channel == channel, first_of_person())
    due: datetime | None = connection.execute(select(func.min(outbox.c.due_at)).where(*where)).scalar_one_or_none()
    free_at = connection.execute(select(pace.c.free_at).where(pace.c.key == channel)).scalar_one_or_none()
    if due is None or not free_at:
        return due
    return max(due, datetime.fromtimestamp(free_at - slack(per_second) + 1.0 / per_second, UTC))


def unsent(connection: Connection) -> dict[str, int]:
    """Messages by status, for doctor and metrics."""
    query = select(outbox.c.status, func.count()).group_by(outbox.c.status)
    return {row[0]: row[1] for row in connection.execute(query)}


def messages_after(connection: Connection, person_id: int, after: int, limit: int = 50) -> Sequence[Row[Any]]:
    """A person's messages in order, for a channel that fetches (web, terminal)."""
    where = (outbox.c.person_id == person_id, outbox.c.id > after, outbox.c.status != DROPPED)
    query = select(outbox).where(*where, outbox.c.message != EMPTY)
    return connection.execute(query.order_by(outbox.c.id).limit(limit)).all()


def mark_read(connection: Connection, person_id: int, up_to: int, now: datetime) -> None:
    """A fetching channel has shown everything up to this message."""
    where = and_(outbox.c.person_id == person_id, outbox.c.id <= up_to, outbox.c.status == WAITING)
    connection.execute(update(outbox).where(where).values(status=SENT, sent_at=now))


def has_open(connection: Connection, person_id: int) -> bool:
    where = (outbox.c.person_id == person_id, outbox.c.status.in_(OPEN))
    return connection.execute(select(outbox.c.id).where(*where).limit(1)).first() is not None


def shown(connection: Connection, person_id: int, provider_id: str) -> str | None:
    """What stands in a message, by the provider's id of it: the newest that took its place.

    A channel that fetches has no ids of its own; it names our row.
    """
    ours = and_(outbox.c.provider_id.is_(None), cast(outbox.c.id, String) == provider_id)
    where = (outbox.c.person_id == person_id, or_(outbox.c.provider_id == kept_id(provider_id), ours))
    return connection.execute(select(outbox.c.message).where(*where).order_by(outbox.c.id.desc())).scalars().first()


def is_last_word(connection: Connection, channel: str, provider_id: str) -> bool:
    """Whether this message is ours, and the newest that its person got."""
    later = outbox.alias("later")
    after = and_(later.c.person_id == outbox.c.person_id, later.c.id > outbox.c.id, later.c.status == SENT)
    where = (outbox.c.channel == channel, outbox.c.provider_id == kept_id(provider_id), ~exists().where(after))
    return connection.execute(select(outbox.c.id).where(*where).limit(1)).first() is not None
