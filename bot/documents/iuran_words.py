"""The words of the iuran paper and sheet."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.render import plain
from dialogue.text import Day, Number, Percent, Raw, Rupiah, Text, joined
from knowledge.book import Book
from knowledge.facts import SPOKEN_BY_UNIT, Facts
from knowledge.iuran import Bill, Group, GroupBill, Line, Program, coming, prices_ahead
from knowledge.iuran.notes import ROUNDED, notes
from knowledge.iuran.working import MONTHS
from knowledge.sources import validity

TITLE = Text("Perkiraan iuran BPJS Ketenagakerjaan")
PURPOSE = Text("Bahan rapat anggota koperasi")
DISCLAIMER = Text("Perkiraan; angka resmi keluar di SIPP. Ini bukan bukti pendaftaran.")
ASSUMED, AHEAD, BASIS = Text("Yang perlu diketahui"), Text("Yang akan berubah"), Text("Dasar")
EMPLOYER, WORKER, TOTAL = Text("Bagian koperasi"), Text("Bagian peserta"), Text("Jumlah")
PROGRAMS: Mapping[Program, Text] = {
    "jkk": Text("JKK (kecelakaan kerja)"),
    "jkm": Text("JKM (kematian)"),
    "jht": Text("JHT (hari tua)"),
    "jp": Text("JP (pensiun)"),
    "jkp": Text("JKP (kehilangan pekerjaan)"),
}


def glossary(bill: Bill) -> Text:
    """What the codes of the programmes stand for: JKK (kecelakaan kerja), JKM (kematian)."""
    used = dict.fromkeys(line.program for one in bill.groups for line in one.lines)
    return joined(*(PROGRAMS[program] for program in used), by=", ")


def rules_of(bill: Bill) -> Text:
    return Text("Menurut aturan yang berlaku pada {day}.", day=Day(bill.on))


def group_name(group: Group) -> str:
    """Pengurus; a group without a name is told by what it is."""
    label = " ".join(group.label.split())
    return label[:1].upper() + label[1:] if label else plain(Text("Peserta"))


def people(group: Group) -> Text:
    return Text("{number} orang", number=Number(group.people))


def segment(group: Group) -> Text:
    """How the group is paid, and what the iuran is reckoned from."""
    if group.segment == "PU":
        return Text("Digaji koperasi (PU), upah {wage} sebulan", wage=Rupiah(group.wage or 0))
    payer = Text("ditanggung anggaran pemerintah") if group.is_on_the_state else Text("dibayar peserta sendiri")
    if group.wage is None:
        return Text("Tidak digaji koperasi (BPU), iuran {payer}", payer=payer)
    told = Rupiah(group.wage)
    return Text("Tidak digaji koperasi (BPU), penghasilan {wage}, iuran {payer}", wage=told, payer=payer)


def rate(line: Line) -> Text:
    return discounted(line, plain_rate(line))


def plain_rate(line: Line) -> Text:
    if is_free(line):
        return Text("–")
    return Text("tetap") if line.rate is None else Text("{rate}", rate=Percent(line.rate))


def discounted(line: Line, told: Text) -> Text:
    return Text("{told}, diskon", told=told) if is_discounted(line) else told


def base(line: Line) -> Text | None:
    """What the rate is of; None for an amount that is the same for everybody."""
    return None if line.rate is None or is_free(line) else Text("{base}", base=Rupiah(line.base))


def reckoned(line: Line) -> Text:
    """Both in one: 0,24% × Rp3.000.000."""
    if is_free(line):
        return Text("tanpa tambahan")
    return discounted(line, joined(plain_rate(line), base(line), by=" × "))


def is_free(line: Line) -> bool:
    return line.per_person == line.full_each == 0


def is_discounted(line: Line) -> bool:
    return line.per_person < line.full_each


def discount(one: GroupBill, facts: Facts) -> Text | None:
    """What a group pays without its discount, and until when it has it; None: it has none."""
    lines = [line for line in one.lines if is_discounted(line)]
    if not lines:
        return None
    full = Rupiah(sum(line.full_each for line in one.lines))
    told = Text("Sudah dipotong diskon; tanpa diskon {full} per orang.", full=full)
    days = [facts[fact_id].effective_to for line in lines for fact_id in line.facts]
    until = min((day for day in days if day), default=None)
    return Text("{told} Diskon berlaku sampai {day}.", told=told, day=Day(until)) if until else told


def assumptions(bill: Bill, facts: Facts) -> Iterator[Text]:
    """What the reader has to know to reckon after it."""
    plan = bill.plan
    if any(one.group.segment == "PU" for one in bill.groups):
        yield Text("Skala usaha koperasi: {scale}.", scale=Raw(plan.scale))
        yield Text(
            "Kelas risiko kecelakaan kerja: {risk}; ditetapkan petugas menurut usaha utama.",
            risk=SPOKEN_BY_UNIT["kelas"](plan.risk),
        )
    if plan.programs is None:
        yield Text("Program: yang wajib menurut skala usaha; peserta BPU program dasarnya.")
    else:
        yield Text("Program: menurut pilihan koperasi.")
    if plan.more:
        added = " dan ".join(program.upper() for program in plan.more)
        yield Text("Ditambah atas pilihan koperasi: {programs}.", programs=added)
    if any(one.group.segment == "BPU" and one.group.wage is None for one in bill.groups):
        yield Text("Penghasilan peserta BPU tidak disebut; dipakai dasar iuran terendah.")
    yield ROUNDED
    yield Text("Setahun: {months} bulan dengan aturan hari itu.", months=Number(MONTHS))
    yield from (note.text for note in notes(bill, facts))
    yield Text("Peserta terlindungi setelah iuran pertama dibayar.")


def changes(bill: Bill, book: Book) -> Iterator[Text]:
    """What the same will cost after rules that end soon."""
    before = bill
    for later in prices_ahead(bill, book):
        yield coming(before, later)
        before = later


class Source(NamedTuple):
    """What one programme of PU or BPU rests on, and in which time that holds."""

    program: str
    rule: str
    holds: Text


def sources(bill: Bill, facts: Facts) -> tuple[Source, ...]:
    """One for each kind of line, in the order of the bill."""
    kinds = ((f"{line.program.upper()} {one.group.segment}", line) for one in bill.groups for line in one.lines)
    rows = (Source(kind, line.source, holding(line, facts)) for kind, line in kinds)
    return tuple(dict.fromkeys(rows))


def holding(line: Line, facts: Facts) -> Text:
    """In which time a line holds."""
    checked = Text("Berlaku menurut pemeriksaan kami {checked}.", checked=Day(facts.checked))
    return validity(facts[known] for known in line.facts) or checked
