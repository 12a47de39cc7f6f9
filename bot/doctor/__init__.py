"""The doctor: looks at everything that a running bot needs, and changes nothing."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.backup import database_file
from bot.doctor.content import check_book, check_branch, check_calendar, check_seal, load_book
from bot.doctor.finding import Finding, Level, broken, good
from bot.doctor.machine import check_clock, check_disk, check_folder
from bot.doctor.storage import check_backups, check_file, check_revision
from bot.doctor.telegram import check_token
from bot.doctor.whatsapp import check_whatsapp
from bot.doctor.work import check_jobs, check_outbox, check_staff
from bot.settings import Settings, WrongSettingsError, load_settings
from db.engine import Database
from dialogue.text import Text
from knowledge.book import Book
from leads.calendar import WorkingDays

__all__ = ["Finding", "Level", "examine"]

T = TypeVar("T")
PATIENCE = 10.0
"""Seconds that a database on another machine may take."""


async def examine(now: datetime) -> Sequence[Finding]:
    """Every finding, in the order in which things are best put right."""
    try:
        settings = load_settings()
    except WrongSettingsError as error:
        return [broken(Text("Pengaturan salah: {what}. Perbaiki di lingkungan atau di .env.", what=str(error)))]
    book = load_book(settings)
    found = [good(Text("Pengaturan terbaca.")), *check_folder(settings), check_disk(settings)]
    if isinstance(book, Book):
        found += [*check_clock(settings, now, book.checked), *check_book(book, WorkingDays().day(now))]
        found += check_seal(settings, book)
    else:
        found.append(book)
    found += check_calendar(WorkingDays(), WorkingDays().day(now))
    found += await check_database(settings, book if isinstance(book, Book) else None, now)
    found += [await check_token(settings), *await check_whatsapp(settings)]
    return [*found, *check_branch(settings)]


async def check_database(settings: Settings, book: Book | None, now: datetime) -> Sequence[Finding]:
    """Everything about the database; what is inside is asked only when it has our tables."""
    try:
        file = database_file(settings)
    except ArgumentError:
        return [broken(Text("SAPAKOP_DATABASE_URL bukan alamat database. Perbaiki nilainya."))]
    if file is None:
        found = [*await ask(settings, lambda connection: look_inside(connection, settings, book, now))]
        return [*found, good(Text("Cadangan PostgreSQL dibuat dengan alatnya sendiri (pg_dump)."))]
    found = [*check_file(file)]
    if not file.exists() or found[-1].level is Level.broken:
        return found
    inside = await asyncio.to_thread(read_only, file, lambda connection: look_inside(connection, settings, book, now))
    return [*found, *inside, check_backups(settings, now)]


def look_inside(connection: Connection, settings: Settings, book: Book | None, now: datetime) -> list[Finding]:
    revision = check_revision(connection, settings)
    if revision.level is not Level.good:
        return [revision]
    tokens = {"telegram": settings.telegram_token, "whatsapp": settings.whatsapp_token}
    connected = [channel for channel, token in tokens.items() if token.get_secret_value()]
    return [revision, *check_rows(connection, book, now, connected)]


def check_rows(
    connection: Connection, book: Book | None, now: datetime, connected: Collection[str]
) -> Iterator[Finding]:
    yield from check_outbox(connection, now, connected=connected)
    yield from check_jobs(connection, now)
    if book is not None:
        yield from check_staff(connection, book, now)


def read_only(file: Path, query: Callable[[Connection], T]) -> T:
    """Ask a SQLite file that must not be made, migrated or switched to another mode by being looked at."""
    engine = create_engine(f"sqlite:///{file.resolve().as_uri()}?mode=ro&uri=true")
    try:
        with engine.connect() as connection:
            return query(connection)
    finally:
        engine.dispose()


async def ask(settings: Settings, query: Callable[[Connection], list[Finding]]) -> list[Finding]:
    """Ask PostgreSQL, or say that it does not answer."""
    database = Database(settings.url)
    try:
        return await asyncio.wait_for(database.read(query), PATIENCE)
    except (DBAPIError, OSError) as error:
        why = str(getattr(error, "orig", error)).splitlines()[0][:120]
        return [broken(Text("Database tidak bisa dihubungi ({why}). Periksa SAPAKOP_DATABASE_URL.", why=why))]
    finally:
        await database.close()
