"""sapakop restore: back to an earlier copy of the database."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.backup import database_file
from bot.commands.opening import MisuseError, RefusalError, told
from bot.render import plain
from bot.restore import InUseError, NewerError, restore
from bot.settings import load_settings
from dialogue.text import Text
from leads.calendar import ZONE


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Also when the database knows of something later than the backup.")
def command(file: Path, force: bool) -> None:
    """Put the backup FILE in the place of the database. The file is checked first; the replaced one stays beside it."""
    settings = load_settings()
    with told():
        database = database_file(settings)
        if database is None:
            raise MisuseError("PostgreSQL has its own tool for this: pg_restore")
        settings.make_data_dir()
        try:
            kept = restore(file, database, datetime.now(settings.zone), force=force)
        except InUseError:
            raise RefusalError("the database is in use: stop sapakop serve first") from None
        except NewerError as error:
            raise RefusalError(
                f"the database goes on until {moment(error.here)}, the backup only until {moment(error.there)};"
                " what came in between would be lost. To do it nevertheless: --force"
            ) from None
    click.echo(plain(Text("Database dipulihkan dari {file}.", file=str(file))))
    if kept:
        click.echo(plain(Text("Yang lama disimpan sebagai {file}.", file=str(kept))))
    click.echo(plain(Text("Jalankan lagi layanannya: sapakop serve")))


def moment(stored: str | None) -> str:
    """A stored moment as people read it."""
    if not stored:
        return "-"
    return f"{datetime.fromisoformat(stored).replace(tzinfo=UTC).astimezone(ZONE):%Y-%m-%d %H:%M} WIB"
