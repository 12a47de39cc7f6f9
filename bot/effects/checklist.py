"""The checklist of a cooperative: shown, marked, and told to the staff where they are needed next."""

from bot.act import Act
from bot.notices import MARKED, lead_links, tell_officers
from bot.render import plain
from db import checklist as rows
from db import jobs
from db import leads as lead_rows
from db.checklist import Owner
from dialogue.text import Text
from dialogue.turn import Link
from leads.checklist import CONFIRMED, ChooseRoad, FindChecklist, MarkItem, NoteDay, Progress, item_called
from leads.checklist.items import Item, Mark
from leads.pipeline import OPEN
from leads.row import LeadRow


def find_checklist(act: Act, effect: FindChecklist) -> Progress:
    return rows.progress(act.connection, owner(act, effect.ref))


def choose_road(act: Act, effect: ChooseRoad) -> Progress:
    """The road from now on; the one that staff have confirmed is remembered, as it is not confirmed for another."""
    whose = owner(act, effect.ref)
    before = rows.progress(act.connection, whose)
    if before.road and before.registered and not before.road_is_new and before.road is not effect.road:
        today = act.house.calendar.day(act.at)
        rows.write(act.connection, whose, CONFIRMED, before.road, act.at, today)
    rows.write(act.connection, whose, rows.ROAD, effect.road, act.at)
    return rows.progress(act.connection, whose)


def mark_item(act: Act, effect: MarkItem) -> Progress:
    """Mark it; staff hear once that what only they can confirm has been done."""
    whose = owner(act, effect.ref)
    before = rows.progress(act.connection, whose)
    rows.write(act.connection, whose, effect.item, effect.mark, act.at)
    item = item_called(effect.item)
    news = effect.mark is Mark.ada and before.marks.get(effect.item) is not Mark.ada
    if item and item.told and news:
        tell_staff(act, whose, item)
    return rows.progress(act.connection, whose)


def note_day(act: Act, effect: NoteDay) -> Progress:
    whose = owner(act, effect.ref)
    rows.write(act.connection, whose, effect.name, Mark.belum, act.at, effect.day)
    return rows.progress(act.connection, whose)


def owner(act: Act, ref: str) -> Owner:
    """Whose checklist it is."""
    return rows.owner_of(act.connection, act.person.id, ref)


def tell_staff(act: Act, whose: Owner, item: Item) -> None:
    """A line on the request, and a notice to its holder or to the territory; at night it waits for the office."""
    if whose.request is None:
        return
    said = Text("Pengurus menandai sudah selesai: {item}. Mohon dipastikan.", item=item.title)
    lead_rows.write_note(act.connection, whose.request.lead_id, "request", plain(said), act.at, None)
    row = lead_rows.worked_on(act.connection, whose.request)
    text = Text("*{ref}* {village}. {said}", ref=row.ref, village=row.village, said=said)
    open_now = act.house.calendar.office_open(act.at)
    if open_now and tell_officers(act, text, row.kecamatan_code or None, links(row), holder=row.claimed_by):
        return
    opens = act.house.calendar.next_opening(act.at)
    jobs.plan(act.connection, "request", f"request:{row.lead_id}:{MARKED}:{opens:%Y-%m-%d}", opens)


def links(row: LeadRow) -> tuple[Link, ...]:
    """One that is closed can be opened, not taken."""
    return lead_links(row) if row.state in OPEN else lead_links(row)[1:]
