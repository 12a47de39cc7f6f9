"""sapakop leads: the leads outside the bot."""

import sys
from pathlib import Path

import click

from bot.commands.opening import MisuseError, finish, opened
from bot.commands.saving import hand_over
from bot.export import Table, make_table
from bot.render import plain
from dialogue.text import Number, Text


@click.group("leads")
def command() -> None:
    """Export the leads."""


@command.command("export")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("--out", "out", type=click.Path(dir_okay=False, path_type=Path), help="A file; without it: stdout.")
@click.option("--full", is_flag=True, help="With whole names and phones. The file holds personal data then.")
def export(kind: str, out: Path | None, full: bool) -> None:
    """Export all leads that were sent. Without --full phones, names and second contacts are masked.

    The file can be read by its owner only.
    """
    to_screen = sys.stdout.isatty()
    if kind == "xlsx" and out is None and to_screen:
        raise MisuseError("a workbook cannot be shown here: --out FILE")
    table = finish(read(full=full))
    content = table.to_xlsx() if kind == "xlsx" else table.to_csv()
    if not hand_over(content, out, "--out"):
        return
    click.echo(plain(Text("{count} permintaan ditulis ke {file}.", count=Number(len(table.rows)), file=str(out))))
    if full:
        click.echo(plain(Text("Berisi nama dan nomor telepon: simpan baik-baik, dan hapus bila sudah selesai.")))


async def read(*, full: bool) -> Table:
    async with opened() as house:
        return await house.database.read(lambda connection: make_table(connection, full=full))
