"""Dasar: what an answer rests on, line by line, and the pages that the lines fill."""

from collections.abc import Iterator, Sequence

from dialogue.text import Day, Number, Raw, Text, Value, joined
from dialogue.turn import Link
from knowledge.facts import Fact
from knowledge.sources import validity
from leads.view import View

LONGEST = 3000
"""Characters of a page that people still read; a long proof is turned over page by page."""
BARE_UNITS = ("rupiah", "persen", "teks", "daftar program", "hari kalender")
BEFORE_VALUE = ("kelas", "tanggal")
SURE = {
    "high": Text("sudah pasti."),
    "medium": Text("mohon dipastikan ke kantor cabang."),
    "low": Text("belum pasti, jadi angkanya tidak saya sebut."),
}
UNSETTLED = Text("belum ada aturan yang pasti.")


def lines(facts: Sequence[Fact]) -> Iterator[Text]:
    """One line for each fact; how sure most are, and who looked at them last, is said once for all of those."""
    remarks = [remark(fact) for fact in facts]
    most = max(remarks, key=remarks.count) if len(remarks) > 1 else None
    for number, (fact, own) in enumerate(zip(facts, remarks, strict=True), start=1):
        said = None if own == most else Text("Kepastian: {remark}", remark=own)
        yield joined(Text("{number}. {fact}", number=Number(number), fact=line(fact)), said, by=" ")
    if most is not None:
        alike = len(set(remarks)) == 1
        yield (
            Text("Kepastian semuanya: {remark}", remark=most)
            if alike
            else Text("Kepastian lainnya: {remark}", remark=most)
        )


def line(fact: Fact) -> Text:
    """A fact: its value, since when it holds, by which rule, and who says so."""
    value = spoken(fact)
    name = Text("{id}: {value}.", id=Raw(fact.id), value=value) if value else Text("{id}.", id=Raw(fact.id))
    rule = " ".join(filter(None, (fact.regulation, fact.article)))
    return joined(
        name,
        validity((fact,)),
        Text("Aturan: {rule}.", rule=Raw(rule)) if rule else None,
        Text("Sumber: {source}.", source=Raw(fact.source)),
        by=" ",
    )


def remark(fact: Fact) -> Text:
    """How sure a fact is, and who looked at it last."""
    unsettled = fact.confidence == "low" and fact.value is None
    return joined(UNSETTLED if unsettled else SURE[fact.confidence], reviewed(fact), by=" ")


def spoken(fact: Fact) -> Value | None:
    """The value with its unit; None of a rule without a number, of a table, and of what is not sure enough to say."""
    try:
        value = fact.spoken
    except ValueError:
        return None
    if fact.confidence == "low":
        return None
    if fact.unit in BARE_UNITS:
        return value
    unit = Raw(fact.unit or "")
    if fact.unit in BEFORE_VALUE:
        return Text("{unit} {value}", unit=unit, value=value)
    return Text("{value} {unit}", value=value, unit=unit)


def reviewed(fact: Fact) -> Text | None:
    if fact.reviewed is None:
        return None
    day = Day(fact.reviewed)
    if not fact.reviewer:
        return Text("Diperiksa {day}.", day=day)
    return Text("Diperiksa {reviewer}, {day}.", reviewer=Raw(fact.reviewer), day=day)


def page(parts: Sequence[Text], number: int, argument: str, view: View) -> tuple[Text, tuple[Link, ...]]:
    """The parts of one page, and the link to the next one where there is any. number: from 1; argument: what is
    proved."""
    pages = filled(parts, view)
    here = pages[min(max(number, 1), len(pages)) - 1]
    onward = Link("bukti", Text("Selanjutnya"), f"{argument}:{number + 1}")
    return joined(*here, by="\n"), (onward,) if number < len(pages) else ()


def filled(parts: Sequence[Text], view: View) -> list[list[Text]]:
    """The parts in order, as many on a page as it holds."""
    pages: list[list[Text]] = [[]]
    room = LONGEST
    for part in parts:
        length = len(view.plain(part)) + 1
        if length > room and pages[-1]:
            pages.append([])
            room = LONGEST
        pages[-1].append(part)
        room -= length
    return pages
