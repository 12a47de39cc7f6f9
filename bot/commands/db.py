"""sapakop db: the tables of the database."""

import click

from bot.backup import BadBackupError, database_file, is_known
from bot.commands.opening import RefusalError, finish, opened
from bot.house import House
from bot.render import plain
from bot.settings import load_settings
from bot.start import migrate_sqlite
from db import migration, registry
from dialogue.text import Text


@click.group("db")
def command() -> None:
    """Bring the database up to this program, or say how far it is."""


@command.command("status")
def status() -> None:
    """Tell which tables the database has. Exit code 1 when it needs an upgrade."""
    found = finish(look())
    if found == migration.newest():
        click.echo(plain(Text("Database sesuai dengan program ini (versi {found}).", found=found)))
        return
    needed = migration.newest()
    text = Text("Database versi {found}, program ini memerlukan {needed}.", found=found or "-", needed=needed)
    click.echo(plain(text))
    raise SystemExit(1)


@command.command("upgrade")
def upgrade() -> None:
    """Give the database the tables of this program. A SQLite file is copied first."""
    before, after = finish(bring_up())
    if before == after:
        click.echo(plain(Text("Tidak ada yang perlu diubah (versi {found}).", found=after)))
        return
    click.echo(plain(Text("Selesai: dari versi {before} ke {after}.", before=before or "-", after=after)))


async def look() -> str | None:
    """The revision; None: there are no tables yet. A file that is not there stays so."""
    settings = load_settings()
    file = database_file(settings)
    if file is not None and not file.exists():
        return None
    async with opened(settings, ready=False) as house:
        return await house.database.read(migration.current)


async def bring_up() -> tuple[str | None, str]:
    """The revision before and after."""
    async with opened(ready=False) as house:
        before = await house.database.read(migration.current)
        if before is not None and not is_known(before):
            raise RefusalError(f"the database is of a newer program (version {before}): update this program")
        try:
            await migrate(house)
        except BadBackupError as error:
            raise RefusalError(f"not upgraded, because the backup before it failed: {error}") from None
        await house.database.run(registry.fill, house.book.villages.all)
    return before, migration.newest()


async def migrate(house: House) -> None:
    if house.settings.postgresql:
        await house.database.migrate(migration.upgrade)
    else:
        house.settings.make_data_dir()
        await migrate_sqlite(house, backup=True)
