"""Layar: the screens of the checklist."""

from dialogue.text import Day, Number, Text, joined
from dialogue.turn import Link, Proof, Say
from handlers.tanya import MENU
from leads.checklist import Deadline, Item, Mark, Progress, Road, Standing, deadlines, item_called
from leads.checklist.items import PAYING
from leads.view import View

ROADS = {
    Road.pu: Text("pemberi kerja, PU"),
    Road.bpu: Text("peserta mandiri, BPU"),
    Road.both: Text("PU dan BPU"),
}
STANDINGS: dict[Standing, Text] = {"done": Text("selesai"), "waiting": Text("sedang diurus"), "missing": Text("belum")}
NAMED, FEWER = 2, 1
"""Items of one list that a small screen names, and of three lists; all of them stand under "Langkah lain"."""
MOST = 6
"""Items of one list that are named where each is a button too."""
CONFIRMED_BY_STAFF = Text("menunggu dipastikan petugas")


def link(label: Text, what: str, which: str, progress: Progress) -> Link:
    return Link("langkah", label, f"{what}:{which}:{progress.ref}")


NEW_ROAD = Text("Yang sudah dipastikan petugas tetap berlaku; jalan yang baru ini dipastikan lagi.")


def overview(progress: Progress, view: View, news: str = "") -> Say:
    """How far it is, the deadlines, and the next step with what can be said of it. news: what has just been noted:
    "jalan", "hari", or an item and its mark ("nib:ada")."""
    due = deadlines(progress, view.facts, view.calendar, view.today)
    soonest = date_line(due[0], view) if due else None
    short = lists(progress, NAMED if len(open_items(progress)) <= NAMED else FEWER)
    new_road = NEW_ROAD if progress.road_is_new else None
    parts = (noted(news), heading(progress, view), new_road, short, soonest, closing(progress))
    text, facts = joined(*parts, by="\n"), due[0].facts if due else ()
    return Say(text, choices(progress, view), cite=facts, proof=Proof("langkah", {**progress.to_json(), "news": news}))


def heading(progress: Progress, view: View) -> Text:
    assert progress.road is not None
    return Text(
        "*{place}* ({road}): {done} dari {all} langkah selesai.",
        place=place(progress, view),
        road=ROADS[progress.road],
        done=Number(len(progress.those("done"))),
        all=Number(len(progress.items)),
    )


def place(progress: Progress, view: View) -> Text:
    """As the registry names it; what people called it themselves is not repeated here."""
    if progress.village_code and progress.village_code in view.book.villages:
        return Text("Koperasi {village}", village=view.book.villages[progress.village_code].name)
    return Text("Koperasi Bapak/Ibu")


def lists(progress: Progress, named: int, by: str = "\n") -> Text | None:
    """The items that are not done, by where they stand; those that only staff can confirm are named as such."""
    lines = [Text(text.message, items=listed(items, named)) for text, items in open_items(progress)]
    return joined(*lines, by=by) if lines else None


def open_items(progress: Progress) -> list[tuple[Text, list[Item]]]:
    waiting = progress.those("waiting")
    rows = (
        (Text("Sedang diurus: {items}."), [item for item in waiting if item.confirmed is None]),
        (Text("Menunggu petugas: {items}."), [item for item in waiting if item.confirmed is not None]),
        (Text("Belum: {items}."), list(progress.those("missing"))),
    )
    return [(text, items) for text, items in rows if items]


def for_staff(progress: Progress) -> Text:
    """One line of a card: what the cooperative itself has marked, to be confirmed."""
    assert progress.road is not None
    done, every = Number(len(progress.those("done"))), Number(len(progress.items))
    head = Text("Langkah ({road}): {done} dari {all} selesai.", road=ROADS[progress.road], done=done, all=every)
    return joined(head, lists(progress, len(progress.items), by=" "), by=" ")


def listed(items: list[Item], named: int) -> Text:
    """Their names, as many as are wanted; the rest is counted."""
    names = joined(*(item.title for item in items[:named]), by=", ")
    rest = len(items) - named
    return Text("{names}, dan {rest} lagi", names=names, rest=Number(rest)) if rest > 0 else names


def date_line(deadline: Deadline, view: View) -> Text:
    due = Day(deadline.due, weekday=True)
    if deadline.late(view.today) and deadline.ours:
        return Text("Batas {what} lewat {due}. Tanyakan ke petugas.", what=deadline.what, due=due)
    if deadline.late(view.today):
        return Text("Batas {what} lewat {due}. Tetap lanjutkan.", what=deadline.what, due=due)
    line = Text("Paling lambat {what}: {due}.", what=deadline.what, due=due)
    sure = all(view.facts[fact].confidence == "high" for fact in deadline.facts)
    return line if sure else joined(line, Text("Mohon dipastikan ke kantor cabang."), by=" ")


def closing(progress: Progress) -> Text:
    """The next step in words, and that nobody is registered or protected before it is so."""
    item = progress.next_item
    if item is None:
        return Text("Semua langkah selesai; pendaftaran dan iurannya sudah dipastikan petugas.")
    rest = (
        Text("Perlindungan mulai setelah iuran pertama dibayar.")
        if progress.registered
        else Text("Ini belum pendaftaran resmi.")
    )
    paid = progress.confirmed_state in PAYING
    return joined(Text("Berikutnya: *{item}*.", item=item.title), None if paid else rest, by=" ")


def choices(progress: Progress, view: View) -> tuple[Link, ...]:
    """What can be said of the next step, then the others; without a request staff could not help."""
    item = progress.next_item
    about = item_links(item, progress, view) if item else ()
    every = link(Text("Langkah lain"), "semua", "", progress)
    register = () if progress.ref else (Link("daftar", Text("Daftarkan koperasi")),)
    others = tuple(Link("langkah", Text("Koperasi {place}", place=village), ref) for ref, village in progress.others)
    return (*about, every, *register, *others, MENU)


def item_links(item: Item, progress: Progress, view: View) -> tuple[Link, ...]:
    """Already there, under way, how it is done. Of what waits for staff: a word with them."""
    how = (link(Text("Caranya"), "cara", item.name, progress),) if item.entry in view.book.entries else ()
    if progress.standing(item) == "waiting" and item.confirmed is not None:
        return (Link("petugas", Text("Bicara petugas")), *how)
    there = link(Text("Sudah"), Mark.ada, item.name, progress)
    if item.confirmed is not None:
        return (there, *how)
    under_way = link(Text("Sedang diurus"), Mark.diurus, item.name, progress)
    return (there, under_way, *how) if progress.standing(item) == "missing" else (there, *how)


def every_item(progress: Progress, view: View) -> Say:
    """All items to choose from, and what else can be noted."""
    items = tuple(link(item.title, "lihat", item.name, progress) for item in progress.items)
    days = (link(Text("Tanggal mulai kerja"), "tanggal", "mulai", progress),) if needs_start(progress) else ()
    changed = (link(Text("Ada orang berganti"), "tanggal", "berubah", progress),) if progress.registered else ()
    reported = (
        (link(Text("Perubahan sudah dilaporkan"), Mark.ada, "berubah", progress),)
        if progress.registered and "berubah" in progress.days
        else ()
    )
    road = link(Text("Ganti jalan"), "jalan", "", progress)
    back = Link("langkah", Text("Kembali"), progress.ref)
    due = (date_line(one, view) for one in deadlines(progress, view.facts, view.calendar, view.today))
    ask = Text("Mana yang ingin dilihat atau dicatat?")
    text = joined(lists(progress, MOST), *due, ask, by="\n")
    return Say(text, (*items, *days, *changed, *reported, road, back), browse=True)


def needs_start(progress: Progress) -> bool:
    return progress.road is not Road.bpu and not progress.registered


def one_item(progress: Progress, item: Item) -> Say:
    """One item, and the marks that it does not have yet."""
    standing = progress.standing(item)
    told = item.confirmed is not None and standing == "waiting"
    text = Text("*{item}*: {standing}.", item=item.title, standing=CONFIRMED_BY_STAFF if told else STANDINGS[standing])
    labels = {Mark.ada: Text("Sudah"), Mark.diurus: Text("Sedang diurus"), Mark.belum: Text("Belum")}
    there = progress.marks.get(item.name, Mark.belum)
    possible = [mark for mark in labels if mark is not there and not (item.confirmed and mark is Mark.diurus)]
    marks = tuple(link(labels[mark], mark, item.name, progress) for mark in possible)
    settled = progress.confirms(item) or progress.overtaken(item)
    how = link(Text("Caranya"), "cara", item.name, progress)
    return Say(text, (*(() if settled else marks), how, Link("langkah", Text("Kembali"), progress.ref)))


NOTED = {"jalan": Text("Baik, saya catat."), "hari": Text("Tanggalnya sudah saya catat.")}
MARKED = {Mark.ada: Text("sudah"), Mark.diurus: Text("sedang diurus"), Mark.belum: Text("belum")}


def noted(news: str) -> Text | None:
    """What was noted, in words."""
    name, _, mark = news.partition(":")
    item = item_called(name)
    if item is None:
        return Text("Dicatat: perubahan sudah dilaporkan.") if name == "berubah" else NOTED.get(name)
    if item.told and mark == Mark.ada:
        return Text("Dicatat: {item}. Petugas yang memastikannya.", item=item.title)
    return Text("Dicatat: {item}, {mark}.", item=item.title, mark=MARKED[Mark(mark)])
