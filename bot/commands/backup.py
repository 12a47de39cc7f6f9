"""sapakop backup: a copy of the database, made while it is in use."""

from pathlib import Path

import click

from bot.backup import database_file, make_backup
from bot.commands.opening import MisuseError, RefusalError, finish, opened
from bot.render import plain
from bot.settings import Settings, load_settings
from dialogue.text import Number, Text


@click.command("backup")
def command() -> None:
    """Copy the database into DATA_DIR/backups while the service may run, and check the copy."""
    settings = load_settings()
    if settings.postgresql:
        raise MisuseError("PostgreSQL has its own tool for this: pg_dump")
    made = finish(make(settings))
    size = Number(max(1, made.stat().st_size // 1024))
    click.echo(plain(Text("Cadangan dibuat dan sudah diperiksa: {file} ({size} KB)", file=str(made), size=size)))


async def make(settings: Settings) -> Path:
    file = database_file(settings)
    if file is None or not file.exists():
        raise RefusalError("there is no database yet; it comes with the first: sapakop serve")
    async with opened(settings, ready=False) as house:
        return await make_backup(house, house.now(), why="manual")
