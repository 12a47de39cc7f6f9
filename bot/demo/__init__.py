"""The demo: a database of made-up people, filled through the real inbox on a clock of last week."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from secrets import choice

from sqlalchemy import Connection, func, select

from bot.backup import database_file
from bot.channels.terminal import Terminal
from bot.demo.scenes import EVERYBODY, STAFF, Scene, scenes
from bot.house import House, build
from bot.player import Clock, Player
from bot.script import parse
from bot.settings import Settings, load_settings
from bot.start import prepare
from db.enrolment import open_invitations
from db.models import person
from db.staff import invite
from leads.reference import ALPHABET

CHANNEL = "demo"
"""The made-up people's channel: nothing sends on it."""
FOLDER = Path(".demo")
OFFICER = "Ibu Dewi"


class NotADemoError(Exception):
    """The data directory holds a database of real people."""


def demo_settings(data_dir: Path) -> Settings:
    """Settings of a demo: SQLite, no token, nothing from `.env`; the environment still says host and port."""
    empty = dict.fromkeys(("database_url", "telegram_token", "telegram_secret", "whatsapp_token", "public_url"), "")
    return load_settings(data_dir=data_dir, _env_file=None, log_level="WARNING", **empty)


async def fill(settings: Settings, now: datetime) -> bool:
    """Fill the data directory; False when that was done before. Raise `NotADemoError`.

    It is filled in a folder beside and moved when it is whole, so that a demo that was broken off begins anew.
    """
    database = database_file(settings)
    assert database is not None
    if database.exists() and await holds_demo(settings):
        return False
    aside = settings.make_data_dir() / "filling"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        await play_week(demo_settings(aside), now)
        (aside / database.name).replace(database)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return True


async def holds_demo(settings: Settings) -> bool:
    """Whether the database that is there holds the demo's people; False: nobody. Raise `NotADemoError`."""
    house = build(settings)
    try:
        await prepare(house)
        counts = await house.database.read(people)
    finally:
        await house.database.close()
    if counts and CHANNEL not in counts:
        raise NotADemoError
    return bool(counts)


def people(connection: Connection) -> dict[str, int]:
    """Persons by channel."""
    query = select(person.c.channel, func.count()).group_by(person.c.channel)
    return {row[0]: row[1] for row in connection.execute(query)}


async def play_week(settings: Settings, now: datetime) -> None:
    """Play the scenes and the mornings between them, each at its time."""
    clock = Clock(now - timedelta(days=14))
    house = build(settings, clock)
    try:
        await prepare(house)
        player = Player(house, Terminal(channel=CHANNEL), clock)
        await house.database.run(player.bind, parse(STAFF))
        for at, scene in (*programme(house, now), (now, None)):
            clock.now = at
            if scene is None:
                await player.wait(at)
            else:
                await player.play(parse(scene.talk))
        for who in EVERYBODY:
            await player.arrived(who)
    finally:
        await house.database.close()


def programme(house: House, now: datetime) -> Iterator[tuple[datetime, Scene | None]]:
    """What happens when, in order; None: the morning of a working day, when digests go out."""
    today = house.calendar.day(now)
    planned = [(scene.at(today, house.calendar), scene) for scene in scenes(today, house.calendar)]
    mornings = {at.date() + timedelta(days=1) for at, _ in planned} | {at.date() for at, _ in planned[1:]} | {today}
    hours = (datetime.combine(day, house.settings.digest_at, house.settings.zone) for day in mornings)
    due = [(at, None) for at in hours if at <= now and house.calendar.is_working_day(at.date())]
    everything: list[tuple[datetime, Scene | None]] = [*planned, *due]
    yield from sorted(everything, key=lambda one: one[0])


def invitation(connection: Connection, now: datetime) -> str:
    """A code for whoever wants to be an officer of the demo, for the whole regency; the last one while it is good."""
    for row in open_invitations(connection, now + timedelta(hours=1)):
        if row.name == OFFICER:
            return str(row.code)
    code = "".join(choice(ALPHABET) for _ in range(8))
    invite(connection, code, OFFICER, "petugas", (), now, now + timedelta(days=1))
    return code
