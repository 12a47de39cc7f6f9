"""Dari tanya: the people that a question tells of, as the calculator reads them."""

import re
from collections.abc import Iterator

from dialogue.talk.bubble import preceded
from dialogue.text import Number, Raw, Text
from dialogue.topic import Opened
from dialogue.turn import Begin
from dialogue.words import clean
from handlers import tanya
from handlers.iuran import isian, tampilan
from handlers.iuran.hasil import group_named
from knowledge.iuran import Group
from knowledge.iuran.reading import Reading, read_groups
from knowledge.iuran.reading.marks import Mark, marks_of
from knowledge.rupiah import words_of
from leads.view import View

TOLD = frozenset(("role", "orang", "money", "unpaid", "paid", "wage", "own", "pu", "end", "and", "each"))
"""What a question tells of people; the other words of it are what is asked."""
DOUBTFUL = frozenset(("part", "total", "range", "umk", "extra", "official", "none", "period", "state"))
"""Where one of these stands, the form asks."""
NOT_PEOPLE = re.compile(
    r"\b(?:umur|usia|tahun|thn|th|tanggal|tgl|tg|bulan|pasal|ayat|kelas|nomor|no|pp|uu|jam|ke|versi|lahir|kelahiran|skala)"
    r"(?:nya)?[ .:-]*\d+(?:[./-]\d+)*(?: ?(?:tahun|thn|th))?"
    r"|\b\d+(?:[.,]\d+)? ?(?:tahun|thn|th|bulan|bln|bl|hari|hr|minggu|mgg|jam|menit|kali|persen|program|meter|km)\b"
    r"|\b\d+(?:[.,]\d+)? ?%|<\w+>|\b(?:total|jumlah|semua|seluruh)(?:nya)? (?:iuran\w* |bayar\w* )?(?:berapa|brp)\b",
    re.IGNORECASE,
)
"""Ages, times, shares, articles: numbers that count nobody; and "total berapa"."""


def read(said: str, view: View) -> Opened | None:
    """The result, or the question for a wage that was not told; None where nobody is told of for sure."""
    told = people(said)
    if told is None:
        return None
    value = isian.value_of(told)
    plan = isian.plan_of({"siapa": value})
    opened: Opened = (
        Begin({"siapa": value}) if told.wageless else tampilan.shown(tampilan.inputs_of(plan, view.today), view)
    )
    return preceded(tanya.taken([named(group) for group in told.groups]), opened)


def named(group: Group) -> Text:
    """A wage that was not told is not denied."""
    if group.segment == "PU" and group.wage is None:
        return Text("{count} {label}", count=Number(group.people), label=Raw(group.label))
    return group_named(group)


def people(said: str) -> Reading | None:
    """ "Klo bendahara ga digaji byr brp": one bendahara without a wage. None for several roles and nothing else: who of
    them it is, is what is asked."""
    line = NOT_PEOPLE.sub(" ; ", clean(said).lower())
    words = words_of(line)
    marks = [mark for mark in marks_of(words) if mark.meaning not in ("filler", "unknown")]
    meanings = {mark.meaning for mark in marks}
    roles = [mark.role for mark in marks if mark.role]
    counted = any(map(bool, counts(marks)))
    if meanings & DOUBTFUL or not (counted or meanings & {"money", "unpaid"} or len(roles) == 1):
        return None
    one = len(roles) == 1 and not counted and not roles[0].one
    kept = (
        ("1 " if one and mark.role else "") + line[words[mark.at].at : words[mark.end - 1].end]
        for mark, counts_people in zip(marks, counts(marks), strict=True)
        if mark.meaning in TOLD or counts_people
    )
    reading = read_groups(" ".join(kept))
    return reading if reading.groups and not reading.troubles else None


def counts(marks: list[Mark]) -> Iterator[bool]:
    """Of each mark whether it counts people: a role or "orang" stands beside it."""
    around = [None, *(mark.meaning for mark in marks), None]
    for place, mark in enumerate(marks, start=1):
        beside = {around[place - 1], around[place + 1]}
        yield mark.meaning == "count" and bool(beside & {"role", "orang"})
