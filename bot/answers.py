"""Answers: what was said is logged with what it was made from, and can be made again word for word."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.content import Content, reread
from bot.house import House
from bot.render import plain
from db import answers as rows
from db import content as versions
from db import people as person_rows
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Say
from knowledge.book import ContentError
from leads.answers import GivenAnswer, ProvedAnswer, Verdict
from leads.calendar import WorkingDays
from leads.view import View

SHELF = 3
"""Versions of old answers that a process keeps at hand."""
OLD = Text("jawaban lama")


def record(connection: Connection, house: House, person_id: int, say: Say, at: datetime) -> None:
    """Log the answer of a bubble, with the content that it was made with; a bubble that is none is not logged.

    Its fingerprint is taken of the answer's own words in Indonesian: what else stands in the bubble is not proved.
    """
    proof = say.proof
    if proof is None or say.text is None:
        return
    versions.keep(connection, house.book.version, house.content.archive, at)
    values = {
        "person_id": person_id,
        "topic": proof.topic,
        "inputs": dict(proof.inputs),
        "facts": list(dict.fromkeys(proof.facts if proof.said else say.cite)),
        "version": house.book.version,
        "fingerprint": fingerprint(plain(proof.said or say.text)),
        "at": at,
    }
    rows.log(connection, values)


def fingerprint(words: str) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest()


def given(row: Row[Any]) -> GivenAnswer:
    return GivenAnswer(row.id, row.topic, row.inputs, tuple(row.facts), row.version, row.at)


def prove(connection: Connection, house: House, row: Row[Any]) -> ProvedAnswer:
    """Make an answer again from the content of its day, and say whether it is the same."""
    channel = person_rows.get_person(connection, row.person_id).channel if row.person_id else ""
    try:
        content = content_of(connection, house, row.version)
    except ContentError:
        return ProvedAnswer(given(row), OLD, (), Verdict.gagal, "", channel)
    view = view_of_day(house, content, row.at)
    topic = house.topics.topics.get(row.topic)
    verdict, words = made_again(topic, row, view)
    facts = content.book.on(day_asked(row, content.calendar))
    known = tuple(facts[one] for one in row.facts if one in facts)
    return ProvedAnswer(given(row), titled(topic, row.inputs, view), known, verdict, words, channel)


def content_of(connection: Connection, house: House, version: str) -> Content:
    """The content of a version: what is answered from now, or what its archive holds. Raises `ContentError` when this
    program cannot read it any more."""
    if version == house.book.version:
        return house.content
    if version not in house.shelf:
        archive = versions.fetch(connection, version)
        assert archive is not None, "every answer points at its content"
        while len(house.shelf) >= SHELF:
            house.shelf.pop(next(iter(house.shelf)))
        house.shelf[version] = reread(archive, house.settings)
    return house.shelf[version]


def view_of_day(house: House, content: Content, at: datetime) -> View:
    """What anybody at all would have been told then: no name, no consent, no request."""
    return View(
        at=at,
        consented=False,
        plain=plain,
        book=content.book,
        search=content.search,
        branch=house.settings.branch,
        calendar=content.calendar,
    )


def made_again(topic: Topic[View] | None, row: Row[Any], view: View) -> tuple[Verdict, str]:
    """The words, and how they compare with those that were said. An old answer that this program cannot make any more
    is no defect of it."""
    if not row.inputs:
        return Verdict.dihapus, ""
    try:
        say = topic.rebuild(row.inputs, view) if topic and topic.rebuild else None
    except Exception:
        say = None
    if say is None or say.text is None:
        return Verdict.gagal, ""
    words = plain(say.text)
    same = fingerprint(words) == row.fingerprint
    return Verdict.sama if same else Verdict.berubah, words


def day_asked(row: Row[Any], calendar: WorkingDays) -> date:
    """The day whose rules an answer was made by: that of the answer, or what its inputs name as `on`."""
    try:
        return date.fromisoformat(row.inputs["on"])
    except (KeyError, TypeError, ValueError):
        return calendar.day(row.at)


def titled(topic: Topic[View] | None, inputs: Mapping[str, Any], view: View) -> Text:
    """What was asked: the entry's title, else the topic's."""
    entry = view.book.entries.get(str(inputs.get("entry")))
    if entry is not None:
        return Text("{title}", title=entry.title)
    return topic.title if topic else OLD
