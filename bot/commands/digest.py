"""sapakop digest: look at a morning digest before it is sent."""

import json
from collections.abc import Iterator
from datetime import datetime

import click

from bot.commands.opening import MisuseError, finish, opened
from bot.preview import EVERYBODY, find_officer, preview
from bot.render import plain
from dialogue.text import Text
from handlers.staff.tugas import row_links
from leads.digest import ROWS, Digest


@click.command("digest")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; today by default.")
@click.option("--preview", "is_preview", is_flag=True, help="Show it; send and mark nothing.")
@click.option("--for", "code", default="all", show_default=True, help="An officer's code, or all: the whole regency.")
@click.option("--json", "as_json", is_flag=True, help="Reference numbers by section, and the ledger, as JSON.")
def command(day: datetime | None, is_preview: bool, code: str, as_json: bool) -> None:
    """Preview a morning digest. A past day's is counted from the history of the leads."""
    if not is_preview:
        raise MisuseError("sending is the work of sapakop serve; to look at a digest add --preview")
    made = finish(make(day, code))
    click.echo(json.dumps(made.to_json()) if as_json else "\n\n".join(pages(made)))


async def make(day: datetime | None, code: str) -> Digest:
    async with opened() as house:
        now = house.now()
        officer = EVERYBODY if code.lower() == "all" else await house.database.read(find_officer, code)
        if officer is None:
            raise MisuseError(f"no officer with the code {code!r}; see: sapakop staff list")
        wanted = day.date() if day else house.calendar.day(now)
        return await house.database.read(preview, house, officer, wanted, now)


def pages(digest: Digest) -> Iterator[str]:
    """Every page with its buttons, as an officer reads them one after the other."""
    for first in range(1, max(1, len(digest.items)) + 1, ROWS):
        labels = " ".join(f"[{plain(link.label)}]" for link in row_links(digest, first))
        title = [plain(Text("— Selanjutnya —"))] if first > 1 else []
        yield "\n".join([*title, plain(digest.text(first)), *([labels] if labels else [])])
