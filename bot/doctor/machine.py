"""The machine: the data directory, the disk, the clock."""

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from bot.doctor.finding import Finding, broken, good, warning
from bot.settings import Settings
from dialogue.text import Clock, Day, Number, Text
from leads.calendar import ZONE

TIGHT, FULL = 1024, 200
"""Free megabytes below which there is a warning, and below which a backup or a busy day may fail."""
MEGABYTE = 1024 * 1024


def check_folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    where = str(folder)
    if not folder.exists():
        yield warning(Text("Folder data {where} belum ada. Akan dibuat oleh: sapakop serve", where=where))
        return
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        yield broken(
            Text("Folder data {where} tidak bisa ditulis. Betulkan pemiliknya, atau isi SAPAKOP_DATA_DIR.", where=where)
        )
        return
    mode = f"{folder.stat().st_mode & 0o777:o}"
    if mode != "700":
        yield warning(
            Text("Folder data {where} terbuka (mode {mode}). Jalankan: chmod 700 {where}", where=where, mode=mode)
        )
    else:
        yield good(Text("Folder data {where} tertutup dan bisa ditulis.", where=where))


def check_disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(existing(settings.data_dir)).free // MEGABYTE
    if free >= TIGHT:
        return good(Text("Ruang disk tersisa {free} GB.", free=Number(free // 1024)))
    text = Text("Ruang disk tinggal {free} MB. Kosongkan disk, atau kurangi SAPAKOP_BACKUPS.", free=Number(free))
    return broken(text) if free < FULL else warning(text)


def existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())


def check_clock(settings: Settings, now: datetime, checked: date) -> Iterator[Finding]:
    """checked: the last day on which people checked the content; the clock cannot be before it."""
    if now.astimezone(ZONE).date() < checked:
        yield broken(
            Text(
                "Jam komputer menunjuk {day}, padahal isi bot diperiksa {checked}. Betulkan jamnya (NTP).",
                day=Day(now.astimezone(ZONE).date()),
                checked=Day(checked),
            )
        )
    else:
        yield good(Text("Jam komputer: {day} {clock}.", day=Day(now.astimezone(ZONE).date()), clock=Clock(now)))
    if settings.timezone != ZONE.key:
        yield warning(
            Text(
                "Zona waktu {zone}: jam kerja dan tanggal untuk orang tetap WIB. Isi SAPAKOP_TIMEZONE={home}.",
                zone=settings.timezone,
                home=ZONE.key,
            )
        )
