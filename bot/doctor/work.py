"""The work: messages that wait, jobs that are late, staff who can be reached."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.channels.whatsapp_errors import WITHHELD
from bot.doctor.finding import Finding, broken, good, warning
from bot.refusals import refusals, withheld
from db import condition, enrolment
from db import staff as staff_rows
from dialogue.text import Clock, Day, Number, Text
from knowledge.book import Book
from leads.calendar import ZONE
from leads.roles import Action, Role, may

PUSHED = {"telegram": "Telegram", "whatsapp": "WhatsApp"}
"""Channels that we bring messages to; on the web and the terminal they wait until the person looks."""
DAY = timedelta(days=1)
LATE = timedelta(minutes=10)
LATELY = timedelta(days=7)
AHEAD = timedelta(minutes=10)
NAMED = 5


def check_outbox(connection: Connection, now: datetime, *, connected: Collection[str]) -> Iterator[Finding]:
    """connected: the channels whose token is set."""
    held = [*check_waiting(connection, now, connected)]
    yield from held or [good(Text("Tidak ada pesan yang tertahan."))]
    yield from check_troubled(connection, now)
    yield from (warning(line) for line in refusals(connection, now - DAY))
    yield from (good(line) for line in withheld(connection, now - DAY))


def check_waiting(connection: Connection, now: datetime, connected: Collection[str]) -> Iterator[Finding]:
    for channel, name in PUSHED.items():
        count, _ = condition.waiting_since(connection, [channel], now)
        if count and channel not in connected:
            yield warning(
                Text(
                    "{n} pesan {name} menunggu, tetapi SAPAKOP_{setting}_TOKEN kosong. Isi tokennya.",
                    n=Number(count),
                    name=name,
                    setting=name.upper(),
                )
            )
    count, since = condition.waiting_since(connection, list(connected), now)
    if count and since is not None and now - since > LATE:
        yield warning(
            Text(
                "{n} pesan belum terkirim, yang tertua sejak {day} {clock}. Pastikan sapakop serve berjalan.",
                n=Number(count),
                day=Day(since.astimezone(ZONE).date()),
                clock=Clock(since),
            )
        )


def check_troubled(connection: Connection, now: datetime) -> Iterator[Finding]:
    found = condition.troubled(connection, now - LATELY, but=WITHHELD)
    if found.get("failed"):
        yield warning(
            Text("{n} pesan gagal terkirim seminggu ini. Hubungi orangnya lewat telepon.", n=Number(found["failed"]))
        )
    if found.get("unknown"):
        yield warning(
            Text(
                "{n} pesan seminggu ini tidak jelas terkirim atau tidak, jadi tidak diulang. Tanyakan ke orangnya.",
                n=Number(found["unknown"]),
            )
        )


def check_jobs(connection: Connection, now: datetime) -> Iterator[Finding]:
    late = condition.overdue_jobs(connection, now - LATE)
    if late:
        yield warning(
            Text(
                "{n} tugas terjadwal terlambat, yang tertua sejak {day} {clock} ({kind})."
                " Pastikan sapakop serve berjalan.",
                n=Number(len(late)),
                day=Day(late[0].due_at.astimezone(ZONE).date()),
                clock=Clock(late[0].due_at),
                kind=late[0].kind,
            )
        )
    else:
        yield good(Text("Tidak ada tugas terjadwal yang terlambat."))
    last = condition.last_update(connection)
    if last is not None and last - now > AHEAD:
        yield broken(
            Text(
                "Jam komputer mundur: pesan terakhir tercatat {day} {clock}. Betulkan jamnya (NTP).",
                day=Day(last.astimezone(ZONE).date()),
                clock=Clock(last),
            )
        )


def check_staff(connection: Connection, book: Book, now: datetime) -> Iterator[Finding]:
    """Is there somebody for every cooperative, and can he be reached?"""
    bound = staff_rows.officers(connection)
    invited = enrolment.open_invitations(connection, now)
    if invited:
        names = ", ".join(row.name for row in invited[:NAMED])
        yield good(Text("{n} undangan belum dipakai: {names}.", n=Number(len(invited)), names=names))
    able = [row for row in bound if may(Role(row.role), Action.claim) and not row.blocked_at]
    for row in bound:
        if row.blocked_at:
            yield warning(
                Text("{name} memblokir bot, jadi tidak menerima kabar. Minta membukanya lagi.", name=row.name)
            )
    if not able:
        yield warning(Text("Belum ada petugas yang terhubung. Undang dengan: sapakop staff invite NAMA"))
        return
    yield good(Text("{n} petugas terhubung.", n=Number(len(able))))
    if all(row.kecamatan for row in able):
        yield from check_territories(book, {code for row in able for code in row.kecamatan})


def check_territories(book: Book, covered: set[str]) -> Iterator[Finding]:
    alone = [name for code, name in book.villages.kecamatan if code not in covered]
    if not alone:
        return
    names = ", ".join(alone[:NAMED]) + (" …" if len(alone) > NAMED else "")
    yield warning(
        Text(
            "{n} kecamatan tanpa petugas: {names}. Undang dengan: sapakop staff invite NAMA --kecamatan KECAMATAN",
            n=Number(len(alone)),
            names=names,
        )
    )
