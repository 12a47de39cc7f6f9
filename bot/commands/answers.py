"""sapakop answers: what the bot has said, made again by its number; and who was told a number that ends."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click
from sqlalchemy import Connection

from bot import cost, ending
from bot.answers import prove
from bot.channels.whatsapp_terms import CHANNEL
from bot.commands.opening import MisuseError, RefusalError, finish, opened
from bot.cost import Estimate
from bot.ending import Told
from bot.house import House
from bot.render import plain, words
from db import answers as rows
from dialogue.text import Clock, Day, Number, Text
from handlers.bukti import dasar
from handlers.staff.bukti import inputs, verdict
from knowledge.endings import Ending
from knowledge.facts import Fact
from leads.answers import ProvedAnswer, number_text, read_number
from leads.calendar import ZONE

PAGE = 50
"""Persons who are told in one transaction."""


@click.group("answers")
def command() -> None:
    """Make an answer again, and find who was told a number that ends."""


@command.command("show")
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def show(number: str, as_json: bool) -> None:
    """Make the answer NUMBER ("J-1532") again from the content of its day, and compare it with what was said."""
    wanted = read_number(number)
    if wanted is None:
        raise MisuseError("NUMBER: as in J-1532")
    proved = finish(look_up(wanted))
    click.echo(json.dumps(in_json(proved), ensure_ascii=False) if as_json else "\n".join(in_words(proved)))


async def look_up(number: int) -> ProvedAnswer:
    async with opened() as house:
        found = await house.database.read(proved, house, number)
    if found is None:
        raise RefusalError(f"no answer has the number {number_text(number)}")
    return found


def proved(connection: Connection, house: House, number: int) -> ProvedAnswer | None:
    row = rows.by_number(connection, number)
    return prove(connection, house, row) if row else None


def in_words(value: ProvedAnswer) -> Iterator[str]:
    yield plain(heading(value))
    yield plain(verdict(value))
    if value.words:
        yield f"\n{value.words}\n"
    yield plain(Text("Masukan: {inputs}", inputs=inputs(value) or "-"))
    yield from map(plain, dasar.lines(value.rows))


def heading(value: ProvedAnswer) -> Text:
    at = value.given.at
    return Text(
        "{number} soal “{title}”, diberikan {day} pukul {hour}.",
        number=number_text(value.given.number),
        title=value.title,
        day=Day(at.astimezone(ZONE).date()),
        hour=Clock(at),
    )


def in_json(value: ProvedAnswer) -> dict[str, Any]:
    given = value.given
    return {
        "number": number_text(given.number),
        "at": given.at.astimezone(ZONE).isoformat(),
        "topic": given.topic,
        "title": plain(value.title),
        "inputs": dict(given.inputs),
        "version": given.version,
        "verdict": value.verdict.value,
        "words": value.words,
        "facts": [fact_in_json(fact) for fact in value.rows],
    }


def fact_in_json(fact: Fact) -> dict[str, Any]:
    value = dasar.spoken(fact)
    return {
        "id": fact.id,
        "value": None if value is None else words(value, "id"),
        "from": str(fact.effective_from) if fact.effective_from else None,
        "to": str(fact.effective_to) if fact.effective_to else None,
        "regulation": fact.regulation,
        "article": fact.article,
        "source": fact.source,
        "confidence": fact.confidence,
    }


@command.command("ending")
@click.option("--days", type=click.IntRange(1, 60), default=60, show_default=True, help="How soon the number ends.")
@click.option("--send", "is_sent", is_flag=True, help="Tell each of them, once, what comes after.")
@click.option("--yes", "is_sure", is_flag=True, help="With --send: do not ask whether a paid template may go.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def ends(days: int, is_sent: bool, is_sure: bool, as_json: bool) -> None:
    """List who was told a number that ends soon, without names. Whoever said STOP is left out.

    --send tells those whose new number is known and sure; nobody is told the same twice.
    """
    if is_sent:
        count = finish(tell(days, is_sure))
        click.echo(plain(Text("{count} orang dikabari.", count=Number(count))))
        return
    found, price = finish(look(days))
    if as_json:
        click.echo("".join(json.dumps(told_in_json(one), ensure_ascii=False) + "\n" for one in found), nl=False)
    else:
        click.echo("\n".join([*told_lines(found), *price]))


async def look(days: int) -> tuple[list[Told], list[str]]:
    """Who was told what ends; and what it would cost to tell those who have not been told what follows."""
    async with opened() as house:
        now = house.now()
        waiting = await house.database.read(left, house, now, days)
        price = await estimate(house, waiting, now)
        return await house.database.read(ending.find, house, now, days), [*price_lines(price)]


async def estimate(house: House, some: Sequence[Told], now: datetime) -> Estimate:
    """What it would cost to tell those of them who are on WhatsApp."""
    people = [one.person_id for one in some if one.channel == CHANNEL]
    return await house.database.read(cost.estimate, house, people, "jawaban", now)


def price_lines(price: Estimate) -> Iterator[str]:
    """The estimate; nothing when none of them is on WhatsApp."""
    if price.people:
        yield plain(Text("Perkiraan biaya: {price}", price=cost.words(price)))


def may_send(price: Estimate) -> bool:
    """Ask whoever sits at a terminal, when somebody's window is closed."""
    return not (price.outside and sys.stdin.isatty()) or click.confirm(plain(Text("Kirim?")))


async def tell(days: int, is_sure: bool) -> int:
    """Put the notices into the outbox; a running service sends them. What it may cost is said before."""
    async with opened() as house:
        now = house.now()
        waiting = await house.database.read(left, house, now, days)
        price = await estimate(house, waiting, now)
        for line in price_lines(price):
            click.echo(line)
        if not (is_sure or may_send(price)):
            return 0
        pages = [waiting[first : first + PAGE] for first in range(0, len(waiting), PAGE)]
        return sum([await house.database.run(ending.send, page, now) for page in pages])


def left(connection: Connection, house: House, now: datetime, days: int) -> list[Told]:
    return ending.untold(connection, house, ending.find(connection, house, now, days))


def told_lines(found: Sequence[Told]) -> Iterator[str]:
    if not found:
        yield plain(Text("Tidak ada orang yang diberi angka yang segera berakhir."))
    for one in found:
        who = ", ".join(filter(None, (one.channel, one.ref, one.place)))
        request = Text("{who}", who=who) if one.ref else Text("{who}, tanpa permintaan", who=who)
        yield plain(Text("{who}: {number}, {title}", who=request, number=number_text(one.number), title=one.title))
        yield from (f"  {plain(fact_line(each))}" for each in one.endings)


def fact_line(each: Ending) -> Text:
    old = dasar.spoken(each.fact)
    what = Text("{fact} {old}", fact=each.fact.id, old=old) if old is not None else Text("{fact}", fact=each.fact.id)
    after = dasar.spoken(each.following) if each.following and ending.changes(each) else None
    if after is None:
        return Text("{what} sampai {day}", what=what, day=Day(each.day))
    return Text("{what} sampai {day}, lalu {after}", what=what, day=Day(each.day), after=after)


def told_in_json(one: Told) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "ref": one.ref or None,
        "place": one.place or None,
        "answer": number_text(one.number),
        "title": plain(one.title),
        "facts": [
            {**fact_in_json(each.fact), "next": fact_in_json(each.following) if each.following else None}
            for each in one.endings
        ],
    }
