"""sapakop whatsapp: what has to be done once at Meta, the links for cooperatives, and what a broadcast may cost."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import aiohttp
import click
from sqlalchemy import Connection, Row

from bot import cost, ending
from bot.channels import SendError
from bot.channels.whatsapp_library import create
from bot.channels.whatsapp_request import WhatsAppRequest
from bot.channels.whatsapp_templates import Template, templates
from bot.commands.opening import MisuseError, RefusalError, finish, opened
from bot.house import House
from bot.render import plain
from bot.settings import Settings
from bot.templates import begin, state, synchronise
from db import staff as staff_rows
from db import templates as rows
from dialogue.text import Text
from knowledge.villages import Some, Sure, Village, Villages

SPOKEN = "KOPERASI {code}"
"""What a cooperative's link makes a person say; `bot.channels.whatsapp_messages` reads it."""


@click.group("whatsapp")
def command() -> None:
    """Set WhatsApp up, make links, estimate costs."""


@dataclass(frozen=True)
class Meta:
    """Meta's side, as the settings name it."""

    house: House
    request: WhatsAppRequest

    @property
    def number(self) -> str:
        return self.house.settings.whatsapp_phone_number_id

    @property
    def account(self) -> str:
        if not self.house.settings.whatsapp_waba_id:
            raise MisuseError("SAPAKOP_WHATSAPP_WABA_ID is not set")
        return self.house.settings.whatsapp_waba_id


@asynccontextmanager
async def connected(settings: Settings | None = None) -> AsyncIterator[Meta]:
    """The house and Meta; what Meta refuses is told in one line."""
    async with opened(settings) as house, aiohttp.ClientSession() as session:
        token = house.settings.whatsapp_token.get_secret_value()
        if not token:
            raise MisuseError("SAPAKOP_WHATSAPP_TOKEN is not set")
        try:
            yield Meta(house, WhatsAppRequest(session, token, house.settings.whatsapp_api_url))
        except SendError as error:
            raise RefusalError(
                f"WhatsApp did not do it ({error.reason}); for the next step run: sapakop doctor"
            ) from None


@command.command("templates")
@click.option("--register", "is_registering", is_flag=True, help="Hand those in that Meta does not have.")
def show_templates(is_registering: bool) -> None:
    """Ask Meta for our templates, remember what became of each, and list them with their words."""
    click.echo("\n".join(finish(list_templates(is_registering))))


async def list_templates(is_registering: bool) -> list[str]:
    async with connected() as meta:
        house = meta.house
        found = await synchronise(house.database, meta.request, meta.account, house.now)
        there = {(one.name, one.language) for one in found}
        missing = [one for one in templates().values() if (one.name, one.language) not in there]
        if is_registering and missing:
            new = [await create(meta.request, meta.account, one) for one in missing]
            await house.database.run(begin, new, house.now())
        return await house.database.read(template_lines)


def template_lines(connection: Connection) -> list[str]:
    known = {(row.name, row.language): row for row in rows.all_templates(connection)}
    return [line for one in templates().values() for line in lines_of(one, known.get((one.name, one.language)))]


def lines_of(template: Template, row: Row[Any] | None) -> Iterator[str]:
    """Name and state, and the words under them."""
    words = state(row.status, row.category, row.reason or "") if row else Text("belum didaftarkan (--register)")
    yield plain(Text("{name}: {state}", name=template.name, state=words))
    yield f"  {template.filled(template.examples)} [{template.button}]"


@command.command("subscribe")
def subscribe() -> None:
    """Let Meta bring this account's messages to the app whose token we have. Needed once."""
    finish(subscribe_app())
    click.echo(plain(Text("Aplikasi kini berlangganan kabar dari akun WhatsApp.")))


@command.command("register")
@click.option("--pin", prompt="PIN", hide_input=True, help="Six digits: the number's PIN, or a new one to be set.")
def register(pin: str) -> None:
    """Register the number with the Cloud API. Needed once; keep the PIN, Meta asks for it when the number moves."""
    if not (pin.isascii() and pin.isdecimal() and len(pin) == 6):
        raise MisuseError("--pin: six digits")
    finish(register_number(pin))
    click.echo(plain(Text("Nomor sudah terdaftar di Cloud API.")))


async def subscribe_app() -> None:
    async with connected() as meta:
        await meta.request.post(f"{meta.account}/subscribed_apps", {})


async def register_number(pin: str) -> None:
    async with connected() as meta:
        await meta.request.post(f"{meta.number}/register", {"messaging_product": "whatsapp", "pin": pin})


@command.command("link")
@click.argument("village")
def link(village: str) -> None:
    """The address that opens a chat in which VILLAGE, a name or a code, is known already; for a poster or a letter."""
    found, address = finish(make_link(village))
    click.echo(plain(Text("{name}, Kecamatan {kecamatan}", name=found.cooperative, kecamatan=found.kecamatan)))
    click.echo(address)


async def make_link(village: str) -> tuple[Village, str]:
    async with connected() as meta:
        found = find_village(meta.house.book.villages, village)
        told = await meta.request.get(meta.number, fields="display_phone_number")
        digits = "".join(letter for letter in str(told.get("display_phone_number", "")) if letter in "0123456789")
        if not digits:
            raise RefusalError("WhatsApp does not tell the number; for the next step run: sapakop doctor")
        return found, f"https://wa.me/{digits}?text={quote(SPOKEN.format(code=found.code))}"


def find_village(villages: Villages, words: str) -> Village:
    """By its code or its name; refused with what it may be when that is not sure."""
    if words in villages:
        return villages[words]
    found = villages.match(words)
    if isinstance(found, Sure):
        return found.village
    near = found.villages if isinstance(found, Some) else ()
    names = "; ".join(f"{one.name}, {one.kecamatan} ({one.code})" for one in near)
    raise MisuseError(f"VILLAGE: {words!r} is not sure; perhaps {names}" if near else f"VILLAGE: no {words!r} here")


@command.command("cost")
def show_cost() -> None:
    """Estimate what the next broadcasts may cost: people whose 24 hours are over, times the rate of a template."""
    click.echo("\n".join(finish(cost_lines())))


async def cost_lines() -> list[str]:
    async with opened() as house:
        now = house.now()
        prices = await house.database.read(estimates, house, now)
        return [plain(Text("{what}: {price}", what=what, price=cost.words(price))) for what, price in prices]


def estimates(connection: Connection, house: House, now: datetime) -> list[tuple[Text, cost.Estimate]]:
    """The next morning's digests as things stand, and the notices that `answers ending --send` would send now."""
    officers = [row.person_id for row in staff_rows.officers(connection) if not row.blocked_at and not row.stopped_at]
    waiting = [one.person_id for one in ending.untold(connection, house, ending.find(connection, house, now))]
    morning = next_digest(house, now)
    return [
        (Text("Laporan pagi berikutnya"), cost.estimate(connection, house, officers, "tugas", morning)),
        (Text("Kabar angka yang berakhir"), cost.estimate(connection, house, waiting, "jawaban", now)),
    ]


def next_digest(house: House, now: datetime) -> datetime:
    """When the next morning digest is due."""
    settings, today = house.settings, house.calendar.day(now)
    due = datetime.combine(today, settings.digest_at, settings.zone)
    if now < due and house.calendar.is_working_day(today):
        return due
    return datetime.combine(house.calendar.next_working_day(today), settings.digest_at, settings.zone)
