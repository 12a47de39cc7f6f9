"""Hasil: the first bubble of a reckoning: what a month costs whom, on which assumptions, and how that changes."""

from collections.abc import Iterable

from dialogue.text import Number, Raw, Rupiah, Text, joined
from dialogue.turn import Link, Say
from handlers.iuran.hitungan import DETAILS, FILES, TOPIC, Reckoned
from handlers.tanya import MENU, PROVE
from knowledge.facts import SPOKEN_BY_UNIT
from knowledge.iuran import Bill, Group, GroupBill, Program, coming
from knowledge.iuran.notes import notes
from knowledge.iuran.reading.people import ON_THEIR_OWN
from knowledge.iuran.working import MONTHS
from leads.view import View

LONGEST = 400
"""Characters of a first bubble."""
MOST_CHOICES = 9
ADD_JHT, ADD_JP = Link(TOPIC, Text("Tambah JHT"), "jht"), Link(TOPIC, Text("Tambah JP"), "jp")
SCALE, TRADE = Link(TOPIC, Text("Ubah skala"), "skala"), Link(TOPIC, Text("Ubah usaha"), "usaha")
ESTIMATE = Text("Perkiraan; angka resmi keluar di SIPP.")
OPEN = Text("Yang perlu dipastikan ada di Rincian.")


def result(reckoned: Reckoned, view: View) -> Say:
    """The sums first. Rincian has every step."""
    bill = reckoned.bill
    said = notes(bill, reckoned.facts)
    end = joined(*(note.short for note in said), ESTIMATE, by=" ")
    short = joined(OPEN if said else None, ESTIMATE, by=" ")
    about = (joined(who, assumptions(reckoned), by=" ") for who in (named(bill), counted(bill)))
    versions = [*(joined(sums(reckoned), one, end) for one in about), joined(sums(reckoned), short)]
    text = next((one for one in versions if len(view.plain(one)) <= LONGEST), joined(sums(reckoned, changes=1), short))
    cite = (*bill.facts, *(fact_id for note in said for fact_id in note.facts))
    return Say(text, choices(reckoned), cite=tuple(dict.fromkeys(cite)), proof=reckoned.proof)


def sums(reckoned: Reckoned, changes: int | None = None) -> Text:
    """The sums, and what they become within the year: all changes, or the first so many of them."""
    ahead = (coming(reckoned.bill, later) for later in reckoned.ahead[:changes])
    return joined(total(reckoned), compared(reckoned), *ahead, by=" ")


def total(reckoned: Reckoned) -> Text:
    """A month and a year; a year only "at this price", since no price is sure to hold so long."""
    bill = reckoned.bill
    parts = Text("koperasi {employer}, peserta {worker}", employer=Rupiah(bill.employer), worker=Rupiah(bill.worker))
    if not bill.employer:
        parts = own_part(bill)
    elif not bill.worker:
        parts = Text("semuanya dibayar koperasi")
    return Text(
        "*{total} sebulan*: {parts}. Setahun dengan tarif ini {year}.",
        total=Rupiah(bill.total),
        parts=parts,
        year=Rupiah(bill.total * MONTHS),
    )


def own_part(bill: Bill) -> Text:
    """Who pays where the cooperative does not."""
    by_state = {one.group.is_on_the_state for one in bill.groups}
    if by_state == {True}:
        return Text("ditanggung anggaran pemerintah")
    return Text("dibayar peserta atau anggaran pemerintah") if True in by_state else Text("dibayar peserta sendiri")


def compared(reckoned: Reckoned) -> Text | None:
    """How it differs from the result before."""
    before: int | None = reckoned.inputs["before"]
    if before is None:
        return None
    more = reckoned.bill.total - before
    if more == 0:
        return Text("Sama dengan hitungan tadi.")
    if more > 0:
        return Text("Lebih {more} dari hitungan tadi.", more=Rupiah(more))
    return Text("Kurang {less} dari hitungan tadi.", less=Rupiah(-more))


def named(bill: Bill) -> Text:
    """Who was reckoned, so that a mistake in reading is seen."""
    return Text("Untuk {groups}.", groups=joined(*(group_named(one.group) for one in bill.groups), by=", "))


def group_named(group: Group) -> Text:
    who = Text("{count} {label}", count=Number(group.people), label=Raw(group.label))
    if group.wage is not None:
        return Text("{who} {wage}", who=who, wage=Rupiah(group.wage))
    return who if group.label in ON_THEIR_OWN else Text("{who} tanpa upah", who=who)


def counted(bill: Bill) -> Text:
    """The same where there are too many to be named."""
    count = Number(sum(one.group.people for one in bill.groups))
    return Text("Untuk {count} orang dalam {groups} kelompok.", count=count, groups=Number(len(bill.groups)))


def assumptions(reckoned: Reckoned) -> Text:
    """Scale and class where somebody is paid, and the programmes."""
    plan, bill = reckoned.bill.plan, reckoned.bill
    used = dict.fromkeys(line.program.upper() for one in bill.groups for line in one.lines)
    programs = Raw(", ".join(used))
    if not reckoned.has_paid:
        return Text("Program {programs}.", programs=programs)
    risk = SPOKEN_BY_UNIT["kelas"](plan.risk)
    return Text(
        "Anggapan: skala {scale}, kelas risiko {risk}, {programs}.",
        scale=Raw(plan.scale),
        risk=Text("{risk} (petugas yang menetapkan)", risk=risk) if plan.risk > 1 else risk,
        programs=programs,
    )


def choices(reckoned: Reckoned) -> tuple[Link, ...]:
    """What to do with it; the proof where there is room."""
    groups = reckoned.bill.groups
    more = [ADD_JHT] if lacks("jht", groups) else []
    if reckoned.has_paid:
        paid = [one for one in groups if one.group.segment == "PU"]
        more += [ADD_JP] if lacks("jp", paid) else []
        more += [SCALE, TRADE]
    some = (DETAILS, *FILES, *more)
    prove = (PROVE,) if len(some) < MOST_CHOICES - 1 else ()
    return (*some, *prove, MENU)


def lacks(program: Program, groups: Iterable[GroupBill]) -> bool:
    """Whether a group is not in a programme that it may join."""
    return any(all(line.program != program for line in one.lines) for one in groups)
