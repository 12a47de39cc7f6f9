"""sapakop iuran: what a month of cover costs a cooperative, with its working. Stateless; no database."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast, get_args

import click

from bot.commands.opening import MisuseError, told
from bot.render import plain
from bot.settings import load_settings
from dialogue.text import Raw, Text, joined
from knowledge.book import Book
from knowledge.facts import Facts, UnknownFact
from knowledge.iuran import Bill, GroupBill, Line, Plan, Program, Scale, coming, monthly_iuran, not_known, prices_ahead
from knowledge.iuran.bpu import TABLE, base_of
from knowledge.iuran.reading import read_groups
from knowledge.iuran.working import working
from leads.calendar import ZONE

Json = dict[str, Any]
UNREADABLE = Text("--programs hanya boleh berisi jkk, jkm, jht, jp, jkp, dipisah koma.")
NO_DAY = Text("--on harus tanggal dengan bentuk TTTT-BB-HH, misalnya {example}.", example=Raw("2026-12-31"))
NO_SCALE = Text("--scale hanya boleh mikro, kecil, menengah, atau besar.")
NO_RISK = Text("--risk hanya boleh kelas 1 sampai 5.")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    with suppress(ValueError):
        if value is None or DAY.fullmatch(value):
            return date.fromisoformat(value) if value else None
    raise MisuseError(plain(NO_DAY))


def read_scale(context: click.Context, option: click.Parameter, value: str) -> Scale:
    if value.lower() not in get_args(Scale):
        raise MisuseError(plain(NO_SCALE))
    return cast("Scale", value.lower())


def read_risk(context: click.Context, option: click.Parameter, value: str) -> int:
    if value not in {"1", "2", "3", "4", "5"}:
        raise MisuseError(plain(NO_RISK))
    return int(value)


SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""A pasted list begins with "- 5 pengurus", which is no option."""


@click.command("iuran", context_settings=SETTINGS)
@click.argument("text", nargs=-1)
@click.option("--on", callback=read_day, metavar="YYYY-MM-DD", help="The day whose rules count; today by default.")
@click.option("--scale", callback=read_scale, default="mikro", metavar="mikro|kecil|menengah|besar", show_default=True)
@click.option("--risk", callback=read_risk, default="1", metavar="1-5", help="The class of JKK.", show_default=True)
@click.option("--programs", help="jkk,jkm,…: for every group that may join; those mandatory for the scale by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    text: tuple[str, ...], on: date | None, scale: Scale, risk: int, programs: str | None, as_json: bool
) -> None:
    """What a month costs for the people of TEXT, such as "5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani"."""
    plan = replace(read_plan(" ".join(text), scale, read_programs(programs)), risk=risk)
    with told():
        book = Book.load(load_settings().knowledge_dir)
    facts = book.on(on or today())
    try:
        bill = monthly_iuran(plan, facts)
    except UnknownFact as unknown:
        raise MisuseError(plain(not_known(unknown))) from None
    click.echo(json.dumps(in_json(bill, facts), ensure_ascii=False) if as_json else in_words(bill, book))


def today() -> date:
    return datetime.now(UTC).astimezone(ZONE).date()


def read_programs(words: str | None) -> tuple[Program, ...] | None:
    """The programmes of --programs; raises MisuseError for anything else."""
    if words is None:
        return None
    names = [word.strip().lower() for word in words.split(",")]
    if not set(names) <= set(get_args(Program)):
        raise MisuseError(plain(UNREADABLE))
    return tuple(cast("Program", name) for name in dict.fromkeys(names))


def read_plan(text: str, scale: Scale, programs: tuple[Program, ...] | None) -> Plan:
    """The people of a text; raises MisuseError with what could not be read, or is still missing."""
    reading = read_groups(text)
    if reading.trouble is not None:
        raise MisuseError(plain(reading.trouble.said))
    return Plan(reading.groups, scale, programs=programs, more=reading.programs)


def in_words(bill: Bill, book: Book) -> str:
    """The working, and what it is going to cost when that changes soon."""
    ahead = (coming(bill, later) for later in prices_ahead(bill, book))
    return plain(joined(working(bill, book.on(bill.on)), *ahead))


def in_json(bill: Bill, facts: Facts) -> Json:
    groups = [group_json(one, facts) for one in bill.groups]
    return {"employer": bill.employer, "worker": bill.worker, "total": bill.total, "groups": groups}


def group_json(one: GroupBill, facts: Facts) -> Json:
    """wage: of BPU the income that was told, else the lowest base."""
    group = one.group
    wage = base_of(0, facts.layers(TABLE)) if group.wage is None else group.wage
    return {
        "label": group.label,
        "people": group.people,
        "segment": group.segment,
        "wage": wage,
        "employer": one.employer,
        "worker": one.worker,
        "lines": [line_json(line) for line in one.lines],
    }


def line_json(line: Line) -> Json:
    return {
        "program": line.program,
        "rate": None if line.rate is None else f"{line.rate.normalize():f}",
        "base": line.base,
        "per_person": line.per_person,
        "employer": line.employer,
        "worker": line.worker,
        "source": line.source,
    }
