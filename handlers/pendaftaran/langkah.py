"""Langkah: the checklist of one cooperative, kept between visits; the next step is always one tap away."""

from collections.abc import Mapping
from dataclasses import replace

from dialogue.state import Json
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Link, Outcome, Say
from handlers import tanya
from handlers.pendaftaran import layar
from leads.checklist import FindChecklist, Item, Mark, MarkItem, Progress, item_called
from leads.view import View

topic: Topic[View] = Topic("langkah", Text("Langkah koperasi kami"))

MARKS = {mark.value: mark for mark in Mark}
DAYS = ("mulai", "berubah")


@topic.opens
def show(argument: str, view: View) -> Opened:
    """argument: "what:which:REF": a mark and its item, "jalan", "lihat" or "cara" and an item, "semua", "tanggal" and a
    day's name; empty, or a reference alone, for how far it is."""
    what, which, ref = split(argument)
    if what == "cara" and (item := item_called(which)):
        return how(item, ref, view)
    if what in MARKS and (item_called(which) or which == "berubah"):
        return Say(effects=(MarkItem(ref, which, MARKS[what]),))
    if what == "tanggal" and which in DAYS:
        return Begin({"apa": which, "ref": ref}, topic="tanggal")
    return Say(effects=(FindChecklist(ref, f"{what}:{which}"),))


def how(item: Item, ref: str, view: View) -> Say:
    """How an item is done, and the way back to the list."""
    entry = view.book.entries.get(item.entry)
    said = tanya.answer(entry, view) if entry else tanya.examples(view)
    return replace(said, choices=(Link("langkah", Text("Kembali"), ref), *said.choices))


def split(argument: str) -> tuple[str, str, str]:
    """What, which and the reference; of anything else nothing but the reference."""
    parts = argument.split(":")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", argument)


@topic.outcome(FindChecklist)
def found(outcome: Outcome, view: View) -> Opened:
    progress: Progress = outcome.value
    assert isinstance(outcome.effect, FindChecklist)
    what, _, which = outcome.effect.then.partition(":")
    item = item_called(which)
    if progress.road is None or what == "jalan":
        return which_road(progress)
    if what == "semua":
        return layar.every_item(progress, view)
    return layar.one_item(progress, item) if what == "lihat" and item else layar.overview(progress, view)


def which_road(progress: Progress) -> Begin:
    return Begin({"ref": progress.ref}, topic="jalan")


def told(progress: Progress, view: View, news: str) -> Opened:
    """How far it is after something was noted; the road is asked for where there is none (any more)."""
    return layar.overview(progress, view, news) if progress.road else which_road(progress)


def chosen(outcome: Outcome, view: View) -> Opened:
    return told(outcome.value, view, "jalan")


@topic.outcome(MarkItem)
def marked(outcome: Outcome, view: View) -> Opened:
    assert isinstance(outcome.effect, MarkItem)
    return told(outcome.value, view, f"{outcome.effect.item}:{outcome.effect.mark}")


def day_noted(outcome: Outcome, view: View) -> Opened:
    return told(outcome.value, view, "hari")


@topic.rebuilds
def rebuilt(inputs: Mapping[str, Json], view: View) -> Say:
    return layar.overview(Progress.from_json(inputs), view, inputs["news"])
