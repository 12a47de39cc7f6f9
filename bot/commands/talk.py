"""sapakop talk: talk to the bot here, or play a whole talk from a file."""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TextIO
from uuid import uuid4

import click

from bot.channels.terminal import Terminal
from bot.commands.opening import RefusalError, finish
from bot.house import House, build
from bot.message import Inbound
from bot.player import Clock, Player
from bot.script import ME, Input, Script, WrongScriptError, compare, merged, parse
from bot.service import Service
from bot.settings import Settings, load_settings
from bot.start import configure_logs, prepare
from dialogue.event import Event

MONDAY_MORNING = "2026-11-23T09:00:00+07:00"


@click.command("talk")
@click.option(
    "--file", "file", type=click.File(encoding="utf-8"), help="Play a talk and compare it with what it expects."
)
@click.option("--now", default=MONDAY_MORNING, show_default=True, help="When a played talk begins (ISO with offset).")
@click.option("--update", is_flag=True, help="Write the answers into FILE instead of comparing.")
def command(file: TextIO | None, now: str, update: bool) -> None:
    """Talk to the bot. A file or a pipe is played on a throw-away database; a mismatch prints a diff and exits 1."""
    if file is None and sys.stdin.isatty():
        finish(converse(load_settings()))
        return
    try:
        script = parse(file.read() if file else sys.stdin.read())
        transcript = finish(play(script, moment(now)))
    except UnicodeDecodeError:
        raise RefusalError("the talk is not UTF-8") from None
    except WrongScriptError as error:
        raise RefusalError(str(error)) from None
    if update and file and Path(file.name).is_file():
        Path(file.name).write_text("\n".join(merged(script.lines, transcript)) + "\n", encoding="utf-8")
    elif script.expects:
        report(script, transcript)
    else:
        click.echo("\n".join(transcript))


def moment(now: str) -> datetime:
    try:
        found = datetime.fromisoformat(now)
    except ValueError:
        raise click.BadParameter("not an ISO time, e.g. 2026-11-23T09:00+07:00", param_hint="--now") from None
    if found.tzinfo is None:
        raise click.BadParameter("has no offset, e.g. +07:00", param_hint="--now")
    return found


def report(script: Script, transcript: list[str]) -> None:
    """Say that the talk went as written, or show where it did not."""
    differences = compare(script.lines, transcript)
    if differences:
        click.echo("\n".join(differences))
        sys.exit(1)
    click.echo(f"ok: {len(script.inputs)} inputs")


@contextmanager
def throw_away() -> Iterator[Settings]:
    """Settings of a database that is gone afterwards; nothing of the surroundings counts."""
    with tempfile.TemporaryDirectory(prefix="sapakop-") as folder:
        yield load_settings(data_dir=Path(folder), database_url="", _env_file=None)


async def play(script: Script, now: datetime) -> list[str]:
    """Play a script on a throw-away database; returns the talk as it went."""
    clock = Clock(now)
    with throw_away() as settings:
        configure_logs("ERROR")
        house = build(settings, clock)
        try:
            await prepare(house)
            return await Player(house, Terminal(), clock).play(script)
        finally:
            await house.database.close()


async def converse(settings: Settings) -> None:
    """A live talk on the real database, as the person ("terminal", "me")."""
    configure_logs("ERROR")
    house = build(settings)
    await prepare(house)
    service = Service(house)
    service.start()
    player = Player(house, Terminal(), Clock(house.now()))
    person_id = (await service.receive(opening(house))).person_id
    printer = asyncio.create_task(show_live(service, player, person_id))
    try:
        for number in count(1):
            line = await asyncio.to_thread(sys.stdin.readline)
            if not line:
                return
            step = Input(number, ME, "text", line.strip())
            await service.receive(replace(player.surface.inbound(ME, step, house.now()), provider_id=uuid4().hex))
    finally:
        printer.cancel()
        await service.stop()


def opening(house: House) -> Inbound:
    """Whoever sits down is greeted."""
    return Inbound("terminal", uuid4().hex, ME, Event("command", house.now(), "menu"))


async def show_live(service: Service, player: Player, person_id: int) -> None:
    """Write bubbles as they come; choices can be typed by number or label."""
    news = service.listen(person_id)
    while True:
        news.clear()
        player.clock.now = service.house.now()
        for shown in await player.arrived(ME):
            choices = "".join(f"\n  {number}. {label}" for number, label in enumerate(shown.labels, start=1))
            click.echo(f"\n{shown.text}{choices}\n")
        await news.wait()
