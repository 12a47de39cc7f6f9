"""sapakop staff: who works with the bot."""

import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Any

import aiohttp
import click
from sqlalchemy import Connection, Row
from telegram.error import TelegramError

from bot.channels.telegram import Telegram
from bot.channels.telegram_request import TelegramRequest
from bot.commands.opening import MisuseError, RefusalError, finish, opened
from bot.house import House
from bot.leaving import remove
from bot.render import plain
from bot.settings import Settings
from db import enrolment
from db import staff as rows
from dialogue.text import Clock, Day, Number, Text
from knowledge.villages import Villages
from leads.calendar import ZONE
from leads.reference import ALPHABET
from leads.roles import ROLE_LABELS, Role

LENGTH = 8
"""Characters of a code, of 23 that cannot be mistaken: 78 thousand million codes, each good once and for some days."""
LONGEST_NAME = 80
PATIENCE = 5.0
"""Seconds that Telegram may take to tell the bot's name."""


@click.group("staff")
def command() -> None:
    """Invite staff, list them, remove them."""


@dataclass(frozen=True)
class Invitation:
    """links: addresses that open the chat with the code."""

    code: str
    links: tuple[str, ...]
    until: Text


@command.command("invite")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="petugas", show_default=True)
@click.option("--kecamatan", multiple=True, help="The territory; may be repeated. Without it: the whole regency.")
@click.option("--days", type=click.IntRange(1, 90), default=7, show_default=True, help="How long the code is good.")
def invite(name: str, role: str, kecamatan: Sequence[str], days: int) -> None:
    """Invite NAME ("Ibu Rina"): prints a code that can be used once, and a link where there is one."""
    made = finish(make_invitation(read_name(name), role, kecamatan, days))
    click.echo(plain(Text("Undangan untuk {name}, {role}.", name=read_name(name), role=ROLE_LABELS[Role(role)])))
    for link in made.links:
        click.echo(plain(Text("Tautan: {link}", link=link)))
    if not made.links:
        click.echo(plain(Text("Tautan Telegram belum ada: tokennya belum diisi, atau Telegram tidak menjawab.")))
    click.echo(plain(Text("Kode: {code}", code=made.code)))
    click.echo(plain(Text("Di saluran mana pun cukup mengetik: /start {code}", code=made.code)))
    click.echo(plain(Text("Berlaku sampai {until}, untuk satu orang.", until=made.until)))


@command.command("list")
def show() -> None:
    """List staff and open invitations."""
    click.echo("\n".join(finish(lines())))


@command.command("remove")
@click.argument("code")
def dismiss(code: str) -> None:
    """End the access of the officer with this CODE. The leads that he holds go back to the queue."""
    name, count = finish(end(code))
    click.echo(plain(Text("{name} tidak lagi terhubung sebagai petugas.", name=name)))
    if count:
        click.echo(plain(Text("{count} permintaan yang dipegangnya kembali ke antrean.", count=Number(count))))


def read_name(name: str) -> str:
    """The name on one line; refused when it is empty or too long."""
    line = " ".join("".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in name).split())
    if not any(letter.isalpha() for letter in line) or len(line) > LONGEST_NAME:
        raise MisuseError(f"NAME: letters are needed, at most {LONGEST_NAME} characters")
    return line


async def make_invitation(name: str, role: str, kecamatan: Sequence[str], days: int) -> Invitation:
    async with opened() as house:
        territory = [kecamatan_code(house.book.villages, one) for one in kecamatan]
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        now = house.now()
        until = now + timedelta(days=days)
        await house.database.run(rows.invite, code, name, role, territory, now, until)
        spoken = Text("{day} pukul {hour}", day=Day(until.astimezone(ZONE).date(), weekday=True), hour=Clock(until))
        return Invitation(code, await links(house.settings, code), spoken)


def kecamatan_code(villages: Villages, name: str) -> str:
    """The code of a kecamatan by its name or code; refused with the nearest names when there is none."""
    known = {"".join(label.lower().split()): (code, label) for code, label in villages.kecamatan}
    wanted = "".join(name.lower().split())
    if wanted in dict(villages.kecamatan):
        return wanted
    if wanted not in known:
        near = ", ".join(known[match][1] for match in get_close_matches(wanted, known, n=3))
        raise MisuseError(f"--kecamatan: no {name!r} here" + (f"; perhaps {near}" if near else ""))
    return known[wanted][0]


async def links(settings: Settings, code: str) -> tuple[str, ...]:
    """Telegram's link, when a token is set and Telegram tells the bot's name; an invitation does not wait for it."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return ()
    async with aiohttp.ClientSession() as session:
        telegram = Telegram(token, TelegramRequest(session, read=PATIENCE), settings.telegram_api_url)
        try:
            await telegram.connect()
        except TelegramError:
            return ()
    return (f"https://t.me/{telegram.username}?start={code}",) if telegram.username else ()


async def lines() -> list[str]:
    async with opened() as house:
        officers = await house.database.read(rows.officers)
        invited = await house.database.read(enrolment.open_invitations, house.now())
        return [*officer_lines(house, officers), *invitation_lines(house, invited)]


def officer_lines(house: House, officers: Sequence[Row[Any]]) -> Iterator[str]:
    if not officers:
        yield plain(Text("Belum ada petugas. Undang dengan: sapakop staff invite NAMA"))
    for row in officers:
        where = Text("{channel}, diblokir", channel=row.channel) if row.blocked_at else Text("{x}", x=row.channel)
        what = Text(
            "{code}  {name}, {role}, {territory} ({where}, sejak {day})",
            code=row.code,
            name=row.name,
            role=ROLE_LABELS[Role(row.role)],
            territory=territory_words(house, row.kecamatan),
            where=where,
            day=Day(row.bound_at.astimezone(ZONE).date()),
        )
        yield plain(what)


def invitation_lines(house: House, invited: Sequence[Row[Any]]) -> Iterator[str]:
    for row in invited:
        what = Text(
            "Undangan {code}  {name}, {role}, {territory}, belum dipakai, berlaku sampai {day}",
            code=row.code,
            name=row.name,
            role=ROLE_LABELS[Role(row.role)],
            territory=territory_words(house, row.kecamatan),
            day=Day(row.expires_at.astimezone(ZONE).date()),
        )
        yield plain(what)


def territory_words(house: House, codes: Sequence[str]) -> Text:
    names = dict(house.book.villages.kecamatan)
    listed = ", ".join(names.get(code, code) for code in codes)
    return Text("{names}", names=listed) if codes else Text("seluruh wilayah")


async def end(code: str) -> tuple[str, int]:
    async with opened() as house:
        return await house.database.run(dismissed, house, code)


def dismissed(connection: Connection, house: House, code: str) -> tuple[str, int]:
    """The officer's name, and how many leads went back to the queue."""
    row = rows.by_code(connection, code)
    if row is None:
        raise RefusalError(f"no officer with the code {code!r}; see: sapakop staff list")
    return str(row.name), remove(connection, house, row.id, house.now())
