"""Templates: which of them Meta has approved, kept in step with it, and what staff hear of their changes."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from bot.channels import SendError
from bot.channels.whatsapp_library import OURS, Kept, fetch
from bot.channels.whatsapp_request import WhatsAppRequest
from db import templates as rows
from db.engine import Database
from dialogue.text import Raw, Text

log = structlog.get_logger()

USABLE = frozenset(("APPROVED", "REINSTATED", "FLAGGED"))
"""Statuses in which Meta sends it; one that is flagged is only warned of."""
PENDING = frozenset(("PENDING", "IN_APPEAL"))
GONE = "DELETED"
"""Our own word for a template that Meta does not list any more."""
ASKED_EVERY, AGAIN, READ_EVERY = timedelta(days=1), timedelta(hours=1), 60.0
"""How often Meta is asked, how soon again when it did not answer, and seconds between two looks at the table, into
which its news come by the webhook."""
STATUSES: Mapping[str, Text] = {
    "APPROVED": Text("disetujui Meta"),
    "REINSTATED": Text("dipulihkan Meta"),
    "FLAGGED": Text("diperingatkan Meta karena banyak dikeluhkan"),
    "PENDING": Text("menunggu persetujuan Meta"),
    "IN_APPEAL": Text("sedang ditinjau ulang Meta"),
    "REJECTED": Text("ditolak Meta"),
    "PAUSED": Text("dihentikan sementara oleh Meta"),
    "DISABLED": Text("dimatikan Meta"),
    "PENDING_DELETION": Text("sedang dihapus"),
    GONE: Text("tidak ada lagi di Meta"),
}
UNHEARD = Text("belum diketahui keadaannya")


class Approved:
    """Tells whether a template may be sent, from memory: a channel asks it in the middle of sending."""

    def __init__(self) -> None:
        self.names: frozenset[str] = frozenset()

    def __call__(self, name: str) -> bool:
        return name in self.names

    async def read(self, database: Database) -> None:
        """Look into the table."""
        known = await database.read(rows.all_templates)
        self.names = frozenset(row.name for row in known if row.status in USABLE)


def learn(connection: Connection, found: Sequence[Kept], now: datetime) -> int:
    """Keep what differs from what we knew; how many that were."""
    known = {(row.name, row.language): row for row in rows.all_templates(connection)}
    there = {(one.name, one.language): one for one in found}
    news = [one for key, one in there.items() if differs(one, known.get(key))]
    for one in news:
        rows.note(
            connection,
            one.name,
            one.language,
            at=now,
            status=one.status,
            category=one.category,
            reason=one.reason,
        )
    lost = [key for key, row in known.items() if key not in there and row.status != GONE and row.name.startswith(OURS)]
    for name, language in lost:
        rows.note(connection, name, language, at=now, status=GONE)
    return len(news) + len(lost)


def begin(connection: Connection, new: Sequence[Kept], now: datetime) -> None:
    """Keep what has just been handed in, where nothing newer is known of it."""
    for one in new:
        rows.begin(connection, one.name, one.language, at=now, status=one.status, category=one.category, gone=GONE)


def differs(one: Kept, row: Row[Any] | None) -> bool:
    return row is None or (one.status, one.category) != (row.status, row.category)


async def synchronise(
    database: Database, request: WhatsAppRequest, account: str, now: Callable[[], datetime]
) -> Sequence[Kept]:
    """Ask Meta for our templates and keep what is new. Raises SendError."""
    asked_at = now()  # what the webhook brings meanwhile is newer than the answer
    found = await fetch(request, account)
    await database.run(learn, found, asked_at)
    return found


async def keep(
    approved: Approved, database: Database, request: WhatsAppRequest, account: str, now: Callable[[], datetime]
) -> None:
    """Until cancelled: look into the table all the time, and ask Meta at the start and once a day."""
    due = now()
    while True:
        await look(approved, database)
        if account and now() >= due:
            due = now() + (ASKED_EVERY if await ask(database, request, account, now) else AGAIN)
            await look(approved, database)
        await asyncio.sleep(READ_EVERY)


async def look(approved: Approved, database: Database) -> None:
    try:
        await approved.read(database)
    except Exception as error:
        log.error("templates_not_read", error=type(error).__name__)


async def ask(database: Database, request: WhatsAppRequest, account: str, now: Callable[[], datetime]) -> bool:
    """Best effort; False when it has to be tried again."""
    try:
        await synchronise(database, request, account, now)
    except SendError as error:
        log.warning("templates_not_synchronised", reason=error.reason)
        return False
    except Exception as error:
        log.error("templates_not_synchronised", error=type(error).__name__)
        return False
    return True


def state(status: str, category: str = "", reason: str = "") -> Text:
    """What became of a template, in words: "ditolak Meta (TAG_CONTENT_MISMATCH)"."""
    words = STATUSES.get(status, Text("{status}", status=Raw(status)) if status else UNHEARD)
    if reason and status not in USABLE:
        words = Text("{words} ({reason})", words=words, reason=Raw(reason))
    if category and category != "UTILITY":
        words = Text("{words}, kini berkategori {category}", words=words, category=Raw(category))
    return words


def reminders(connection: Connection, since: datetime) -> Iterator[Text]:
    """What has changed since then, for the head's digest."""
    for row in rows.all_templates(connection):
        if row.changed_at > since and row.name.startswith(OURS):
            words = state(row.status, row.category, row.reason or "")
            yield Text("templat WhatsApp {name} {words}.", name=Raw(row.name), words=words)
