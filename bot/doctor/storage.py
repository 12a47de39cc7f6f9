"""The storage: the database and its backups."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.backup import BadBackupError, check, is_known, newest
from bot.doctor.finding import Finding, broken, good, warning
from bot.settings import Settings
from db import migration
from dialogue.text import Clock, Day, Text
from leads.calendar import ZONE

OLD = timedelta(hours=36)
"""A night was missed when the newest copy is older."""


def check_file(file: Path) -> Iterator[Finding]:
    """A SQLite file before anything else looks into it."""
    if not file.exists():
        yield warning(Text("Database belum ada. Akan dibuat oleh: sapakop serve"))
        return
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    except sqlite3.DatabaseError as error:
        verdict, mode = str(error), ""
    if verdict != "ok":
        yield broken(
            Text(
                "Database rusak ({why}). Hentikan layanan, lalu pulihkan: sapakop restore FILE-CADANGAN",
                why=" ".join(verdict.split())[:80],
            )
        )
    elif mode != "wal":
        yield warning(Text("Database tidak dalam mode WAL ({mode}). Jalankan ulang: sapakop serve", mode=mode))
    else:
        yield good(Text("Database utuh dan dalam mode WAL."))


def check_revision(connection: Connection, settings: Settings) -> Finding:
    """Has it the tables of this program?"""
    found = migration.current(connection)
    if found == migration.newest():
        return good(Text("Susunan database sesuai dengan program (versi {found}).", found=found))
    if found is not None and not is_known(found):
        return broken(
            Text("Database dibuat oleh program yang lebih baru (versi {found}). Perbarui program ini.", found=found)
        )
    text = Text("Susunan database belum sesuai (versi {found}). Jalankan: sapakop db upgrade", found=found or "-")
    return broken(text) if settings.postgresql else warning(text)


def check_backups(settings: Settings, now: datetime) -> Finding:
    """The newest copy: is it recent, and is it sound?"""
    last = newest(settings.data_dir / "backups", settings.zone)
    if last is None:
        return warning(Text("Belum ada cadangan database. Jalankan: sapakop backup"))
    made, file = last
    try:
        check(file)
    except BadBackupError:
        return warning(Text("Cadangan terakhir rusak: {file}. Jalankan: sapakop backup", file=file.name))
    day, clock = Day(made.astimezone(ZONE).date()), Clock(made)
    if now - made > OLD:
        return warning(
            Text(
                "Cadangan terakhir sudah lama: {day} {clock}. Pastikan layanan berjalan, atau jalankan: sapakop backup",
                day=day,
                clock=clock,
            )
        )
    return good(Text("Cadangan terakhir {day} {clock}, sudah dibuka dan utuh.", day=day, clock=clock))
