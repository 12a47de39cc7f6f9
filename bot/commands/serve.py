"""sapakop serve: the service."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

import aiohttp
import click
import structlog
import uvloop
from telegram.error import InvalidToken, TelegramError

from bot.backup import nightly
from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import TROUBLES, Poller
from bot.channels.telegram_request import TelegramRequest
from bot.channels.telegram_updates import delete_webhook, set_webhook
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_request import WhatsAppRequest
from bot.commands.opening import told
from bot.house import House, build
from bot.message import Inbound
from bot.reload import Reloader
from bot.render import plain
from bot.service import Service
from bot.settings import Settings, load_settings
from bot.start import configure_logs, prepare
from bot.templates import Approved, keep
from bot.web.application import run
from db.lock import alone
from dialogue.text import Text

log = structlog.get_logger()

RETRY = 30.0
"""Seconds until Telegram is asked again; the web chat serves meanwhile."""

MENU = (
    ("menu", Text("Lihat pilihan")),
    ("daftar", Text("Daftarkan koperasi")),
    ("darurat", Text("Ada kecelakaan")),
    ("status", Text("Sudah sampai mana?")),
    ("petugas", Text("Bicara dengan petugas")),
    ("privasi", Text("Data dan keamanan")),
    ("batal", Text("Batalkan isian")),
    ("stop", Text("Berhenti menerima pesan")),
)


@click.command("serve")
def command() -> None:
    """Run the bot: web chat, Telegram and WhatsApp when a token is set, the outbox and the morning digests."""
    settings = load_settings()
    configure_logs(settings.log_level)
    with told():
        uvloop.run(serve(build(settings)))


async def serve(house: House) -> None:
    """Run until SIGTERM or SIGINT; whatever is not committed then will come again."""
    await prepare(house)
    async with aiohttp.ClientSession() as session:
        telegram = connect_telegram(house.settings, session)
        if telegram:
            house.channels[telegram.name] = telegram
        whatsapp = await connect_whatsapp(house, session)
        service = Service(house)
        stop = asyncio.Event()
        poller = [telegram_loop(service, telegram, stop)] if telegram else []
        service.start(nightly(house), Reloader(house).run(), *poller, *whatsapp)
        try:
            await run(service)
        finally:
            stop.set()
            await service.stop()


def connect_telegram(settings: Settings, session: aiohttp.ClientSession) -> Telegram | None:
    token = settings.telegram_token.get_secret_value()
    return Telegram(token, TelegramRequest(session), settings.telegram_api_url) if token else None


async def connect_whatsapp(house: House, session: aiohttp.ClientSession) -> Sequence[Coroutine[Any, Any, None]]:
    """WhatsApp among the house's channels when a token is set; what has to run beside it.

    Which templates are approved is known before the first message goes out: one refused for want of it stays refused.
    """
    settings = house.settings
    token = settings.whatsapp_token.get_secret_value()
    if not token:
        return ()
    request, approved = WhatsAppRequest(session, token, settings.whatsapp_api_url), Approved()
    await approved.read(house.database)
    whatsapp = WhatsApp(settings.whatsapp_phone_number_id, request, approved, settings.whatsapp_per_second)
    house.channels[whatsapp.name] = whatsapp
    return (keep(approved, house.database, request, settings.whatsapp_waba_id, house.now),)


async def telegram_loop(service: Service, telegram: Telegram, stop: asyncio.Event) -> None:
    """Webhook when the world can reach us, else our own polling, by one process of all."""
    house = service.house
    while not await introduce(telegram, house.settings):
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), RETRY)
    if house.settings.public_url:
        return

    async def receive(inbound: Inbound) -> None:
        await service.receive(inbound)

    poller = Poller(telegram, receive, stop, house.now, alarm=announce)
    await alone(house.database, "telegram", poller.run)


async def introduce(telegram: Telegram, settings: Settings) -> bool:
    """Learn our own name, fill the command menu, set or drop the webhook; False when it has to be tried again."""
    try:
        await telegram.connect()
        await telegram.set_commands(MENU)
        if settings.public_url:
            secret = settings.telegram_secret.get_secret_value()
            await set_webhook(telegram.bot, f"{settings.public_url}/telegram", secret)
        else:
            await delete_webhook(telegram.bot)
    except InvalidToken:
        announce(TROUBLES["telegram_bad_token"])
        return False
    except TelegramError as error:
        log.warning("telegram_not_introduced", error=type(error).__name__)
        return False
    return True


def announce(trouble: Text | None) -> None:
    """Say on the terminal what is wrong with Telegram, and when it is over."""
    click.echo(plain(trouble or Text("Telegram tersambung lagi.")), err=True)
