"""Tugas: an officer's own leads and those that wait; and the digest on demand."""

import re

from dialogue.talk import Talk
from dialogue.text import Number, Text, joined
from dialogue.topic import Opened, Topic
from dialogue.turn import Link, Outcome, Say, Turn
from dialogue.words import whole_number
from handlers.staff.kartu import staff_only
from leads.digest import ROWS, Digest
from leads.reference import parse_reference
from leads.requests import LeadCard, MakeDigest, MyTasks
from leads.view import View

topic: Topic[View] = Topic("tugas", Text("Tugas saya"))
report: Topic[View] = Topic("laporan", Text("Laporan pagi"))

SHOWN = 8
TYPED = re.compile(r"^/?(ambil|buka|catatan|ubah|lepas|pisah)\b\s*(.*)$", re.IGNORECASE | re.DOTALL)
REACH = 12
"""Characters behind the command in which a reference has to stand."""
REPORT = frozenset(("laporan", "digest", "laporan pagi"))


@topic.opens
@staff_only
def show(argument: str, view: View) -> Opened:
    return Say(effects=(MyTasks(),))


@topic.outcome(MyTasks)
def tasks(outcome: Outcome, view: View) -> Say:
    cards: tuple[LeadCard, ...] = outcome.value
    if not cards:
        return Say(
            Text("Tidak ada permintaan yang menunggu di wilayah Bapak/Ibu."), (Link("laporan", Text("Laporan pagi")),)
        )
    shown = cards[:SHOWN]
    lines = joined(*(line(card) for card in shown), by="\n")
    more = Text("Dan {n} lagi.", n=Number(len(cards) - SHOWN)) if len(cards) > SHOWN else None
    links = tuple(Link("buka", Text("{ref}", ref=card.ref), card.ref) for card in shown)
    return Say(
        joined(Text("Permintaan di wilayah Bapak/Ibu:"), lines, more, by="\n"), (*links, Link("menu", Text("Menu")))
    )


def line(card: LeadCard) -> Text:
    return Text("• {ref} {village}: {state}", ref=card.ref, village=card.village, state=card.state_label)


@report.opens
def ask_report(argument: str, view: View) -> Opened:
    """For all staff. argument: the number of the row that the page begins with; the first page otherwise."""
    if view.officer is None:
        return staff_only(ask_report)(argument, view)
    first = whole_number(argument)
    return Say(effects=(MakeDigest(first=1 if first is None else first),))


@report.outcome(MakeDigest)
def reported(outcome: Outcome, view: View) -> Say:
    digest: Digest | None = outcome.value
    if digest is None:
        return Say(Text("Laporan ini hanya untuk petugas cabang."), (Link("menu", Text("Menu")),))
    assert isinstance(outcome.effect, MakeDigest)
    first = outcome.effect.first
    return Say(digest.text(first), row_links(digest, first))


def row_links(digest: Digest, first: int = 1) -> tuple[Link, ...]:
    """The buttons of one page of a digest: one for each row, and the rest. They stand as long as the leads do."""
    rows = [
        Link(
            item.action,
            Text("{what} {n}", what=LABELS[item.action], n=Number(item.number)),
            item.lead_ref,
            standing=True,
        )
        for item in digest.page(first)
        if item.lead_ref
    ]
    rest = (Link("laporan", Text("Selanjutnya"), str(first + ROWS), standing=True),) if digest.left(first) else ()
    return (*rows, *rest)


LABELS = {"ambil": Text("Ambil"), "buka": Text("Buka")}


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt, for staff: AMBIL K-7QM3, CATATAN K-7QM3 …, TUGAS, LAPORAN."""
    if talk.view.officer is None:
        return None
    said = text.strip().lower().lstrip("/")
    if said in REPORT:
        return talk.open(report.name)
    if said in ("tugas", "tugas saya"):
        return talk.open(topic.name)
    found = TYPED.match(text.strip())
    return talk.open(found[1].lower(), found[2]) if found and parse_reference(found[2][:REACH]) else None
