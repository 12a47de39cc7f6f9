"""sapakop demo: the bot on made-up data, for whoever wants to see it."""

import asyncio
import errno
import os
import socket
from datetime import datetime
from pathlib import Path

import click

from bot.commands.digest import pages
from bot.commands.opening import RefusalError, finish
from bot.commands.serve import serve
from bot.demo import FOLDER, OFFICER, NotADemoError, demo_settings, fill, invitation
from bot.house import House, build
from bot.preview import find_officer, preview
from bot.render import plain
from bot.settings import Settings
from bot.start import configure_logs
from dialogue.text import Text
from leads.digest import Digest

RINA = "RINA"
PATIENCE = 30.0
"""Seconds that the web server may take until it answers."""


@click.command("demo")
def command() -> None:
    """Run the bot in the foreground on made-up data: no token, no settings. Ctrl-C ends it.

    The data lie in .demo, or in SAPAKOP_DATA_DIR when that is set; SAPAKOP_PORT chooses the port.
    """
    settings = demo_settings(Path(os.environ.get("SAPAKOP_DATA_DIR") or FOLDER))
    configure_logs(settings.log_level)
    need_port(settings)
    finish(run(settings))


def need_port(settings: Settings) -> None:
    """Refuse in words when nobody can listen there."""
    try:
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((settings.host, settings.port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = settings.port + 1 if settings.port < 65535 else 8080
            raise RefusalError(
                f"port {settings.port} is taken by another program; choose another one: SAPAKOP_PORT={other} make demo"
            ) from None
        raise RefusalError(f"cannot listen on {settings.host}, port {settings.port}: {error.strerror}") from None


async def run(settings: Settings) -> None:
    try:
        await fill(settings, datetime.now(settings.zone))
    except NotADemoError:
        raise RefusalError(
            f"{settings.data_dir} holds a database of real people; the demo wants a directory of its own"
        ) from None
    house = build(settings)
    welcome = asyncio.create_task(announce(house))
    try:
        await serve(house)
    finally:
        welcome.cancel()


async def announce(house: House) -> None:
    """Once the address answers: where it is, how to become an officer, and what an officer reads in the morning."""
    settings = house.settings
    await answering(settings)
    now = house.now()
    code = await house.database.run(invitation, now)
    rina = await house.database.read(find_officer, RINA)
    assert rina is not None
    digest = await house.database.read(preview, house, rina, house.calendar.day(now), now)
    click.echo(words(f"http://{settings.host}:{settings.port}/chat", code, digest))


async def answering(settings: Settings) -> None:
    """Wait until somebody listens."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                _, writer = await asyncio.open_connection(settings.host, settings.port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            await writer.wait_closed()
            return


def words(address: str, code: str, digest: Digest) -> str:
    parts = (
        Text("Sapakop (demo, semua data karangan): {address}", address=address),
        Text("Sebagai pengurus koperasi: buka alamat itu dan mulailah menulis."),
        Text(
            "Sebagai petugas ({name}): buka alamat itu di jendela pribadi, lalu ketik: /start {code}",
            name=OFFICER,
            code=code,
        ),
        Text("Laporan pagi Bu Rina hari ini:"),
    )
    page = "\n".join(f"  {line}".rstrip() for line in next(pages(digest)).split("\n"))
    return "\n".join(["", *map(plain, parts), "", page, "", plain(Text("Tekan Ctrl-C untuk berhenti."))])
