"""Ending: who was told a number that ends soon, and the message that tells him what follows it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.answers import day_asked, titled, view_of_day
from bot.house import House
from bot.notices import tell_person
from db import answers as rows
from db import leads as lead_rows
from db.forgetting import ONCE
from dialogue.text import Day, Number, Text, joined
from dialogue.turn import Link, Say
from handlers.bukti.dasar import spoken
from knowledge.endings import Ending
from leads.answers import ANSWERS_KEPT
from leads.calendar import ZONE
from leads.view import View

MOST = 12
"""Numbers of one message: no key and no bubble has room for many more."""
MARK = 6
"""Characters of a mark."""


@dataclass(frozen=True)
class Rest:
    """A row of a fact that ends, and the newest answer of a person that rests on it."""

    ending: Ending
    answer: Row[Any]


@dataclass(frozen=True)
class Told:
    """A person who was told what ends. ref, place: of his newest request; "" without one. number, title: of the newest
    of these answers."""

    person_id: int
    channel: str
    ref: str
    place: str
    number: int
    title: Text
    rests: tuple[Rest, ...]

    @property
    def endings(self) -> tuple[Ending, ...]:
        """The soonest first."""
        return tuple(rest.ending for rest in self.rests)

    def about(self, rests: Sequence[Rest]) -> "Told":
        return replace(self, rests=tuple(rests[:MOST]))


def find(connection: Connection, house: House, at: datetime, days: int = 60) -> list[Told]:
    """Everybody who may be written to and was told what ends within so many days (at most 60), whoever asked last
    first."""
    today = house.calendar.day(at)
    soon = [ending for ending in house.book.ending(today) if ending.day <= today + timedelta(days=days)]
    if not soon:
        return []
    by_person: dict[int, dict[Ending, Row[Any]]] = {}
    for row in rows.resting_on(connection, {ending.fact.id for ending in soon}, at - ANSWERS_KEPT):
        day = day_asked(row, house.calendar)
        for ending in soon:
            if ending.fact.id in row.facts and ending.fact.holds_on(day):
                by_person.setdefault(row.person_id, {}).setdefault(ending, row)
    return [told(connection, house, resting) for resting in by_person.values()]


def told(connection: Connection, house: House, resting: dict[Ending, Row[Any]]) -> Told:
    """What one person was told, with the newest answer for each row that ends."""
    newest = max(resting.values(), key=lambda row: row.id)
    lead = next((row for row in lead_rows.own_requests(connection, newest.person_id) if row.ref), None)
    topic, view = house.topics.topics.get(newest.topic), view_of_day(house, house.content, newest.at)
    return Told(
        person_id=newest.person_id,
        channel=newest.channel,
        ref=lead.ref if lead else "",
        place=lead.village if lead else "",
        number=newest.id,
        title=titled(topic, newest.inputs, view),
        rests=tuple(
            Rest(ending, resting[ending]) for ending in sorted(resting, key=lambda one: (one.day, one.fact.id))
        ),
    )


def changes(ending: Ending) -> bool:
    """Whether it can be said what comes after: a sure value that is another one."""
    after = ending.following
    if after is None or after.unknown or not ending.settled:
        return False
    return spoken(ending.fact) is not None and spoken(after) is not None and spoken(ending.fact) != spoken(after)


def alters(house: House, rest: Rest) -> bool:
    """Whether the same question rests on other rules the day after (a discount is over): a sum that holds no number of
    its own to be compared."""
    topic = house.topics.topics.get(rest.answer.topic)
    if topic is None or topic.rebuild is None or rest.ending.following is not None:
        return False
    last = rest.ending.day
    try:
        before, after = (asked_on(house, topic.rebuild, rest.answer, day) for day in (last, last + timedelta(days=1)))
    except Exception:  # an answer of an older program is not made again, here as elsewhere
        return False
    return set(before.cite) != set(after.cite)


def asked_on(house: House, rebuild: Callable[[Mapping[str, Any], View], Say], row: Row[Any], day: date) -> Say:
    """The same question by the rules of another day."""
    inputs = {**row.inputs, "on": day.isoformat()} if "on" in row.inputs else row.inputs
    return rebuild(inputs, view_of_day(house, house.content, datetime.combine(day, time(12), ZONE)))


def untold(connection: Connection, house: House, found: Sequence[Told]) -> list[Told]:
    """Those who have something to be told and have not been told it, with just that: numbers with what follows them, or
    else that an answer will be another one."""
    keys = (key.split(":") for key in rows.notice_keys(connection, ONCE))
    done = {(int(person_id), known) for _, person_id, marks in keys for known in marks.split(".")}

    def left(one: Told) -> list[Rest]:
        new = [rest for rest in one.rests if (one.person_id, mark(rest.ending)) not in done]
        if any(changes(rest.ending) for rest in one.rests):
            return [rest for rest in new if changes(rest.ending)]
        return [rest for rest in new if alters(house, rest)]

    return [one.about(new) for one in found if (new := left(one))]


def mark(ending: Ending) -> str:
    """A short name of one row of a fact."""
    return hashlib.sha256(f"{ending.fact.id}:{ending.day}".encode()).hexdigest()[:MARK]


def send(connection: Connection, some: Sequence[Told], at: datetime) -> int:
    """A notice to each, once a person and row of a fact; how many."""
    return sum(send_one(connection, one, at) for one in some)


def send_one(connection: Connection, one: Told, at: datetime) -> bool:
    """The key holds the person and a mark of every row of a fact: nobody is told twice."""
    key = f"{ONCE}{one.person_id}:{'.'.join(map(mark, one.endings))}"
    about = Text("jawaban soal “{title}”", title=one.title)
    return tell_person(
        connection, one.person_id, words(one), at, links=(again(one),), key=key, purpose="jawaban", values=(about,)
    )


def again(one: Told) -> Link:
    """The same question, asked anew."""
    newest = max((rest.answer for rest in one.rests), key=lambda row: row.id)
    if newest.inputs.get("entry"):
        return Link("tanya", Text("Lihat jawaban sekarang"), newest.inputs["entry"], standing=True)
    return Link(newest.topic, Text("Tanyakan lagi"), standing=True)


def words(one: Told) -> Text:
    """What he hears: the numbers that he was told, and those that follow, with their days."""
    intro = Text("Bapak/Ibu pernah bertanya soal “{title}”. Jawaban saya waktu itu akan berubah:", title=one.title)
    lines = dict.fromkeys(change(ending) for ending in one.endings)
    last = Text("Tidak ingin dikabari lagi? Ketik STOP.")
    return joined(joined(intro, *lines, by="\n"), last)


def change(ending: Ending) -> Text:
    """One number and what follows it; of what has none, from when on another rule counts."""
    since = Day(ending.day + timedelta(days=1))
    old, new = spoken(ending.fact), spoken(ending.following) if ending.following else None
    if not changes(ending) or old is None or new is None:
        return Text(
            "• Aturan yang dipakai berakhir {day}. Mulai {since} hasilnya lain.", day=Day(ending.day), since=since
        )
    return Text(
        "• {old} berlaku sampai {day}. Mulai {since}: {new}.", old=old, day=Day(ending.day), since=since, new=new
    )


def reminders(connection: Connection, house: House, at: datetime) -> Iterator[Text]:
    """What the head of the branch is reminded of in the morning: people who still have to be told."""
    waiting: dict[date, int] = {}
    for one in untold(connection, house, find(connection, house, at)):
        first = one.endings[0].day
        waiting[first] = waiting.get(first, 0) + 1
    for day, count in sorted(waiting.items()):
        yield Text(
            "{count} orang pernah diberi angka yang berakhir {day} dan belum dikabari: sapakop answers ending --send",
            count=Number(count),
            day=Day(day),
        )
