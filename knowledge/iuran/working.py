"""Working: every step of a bill's arithmetic in words, each with its article."""

from dialogue.text import Number, Percent, Raw, Rupiah, Text, joined
from knowledge.facts import Facts
from knowledge.iuran.bill import Bill, GroupBill, Line
from knowledge.iuran.bpu import DISCOUNT
from knowledge.iuran.notes import ESTIMATE, NOT_YET, ROUNDED, notes

MONTHS = 12
"""Of a year."""


def working(bill: Bill, facts: Facts) -> Text:
    """The groups, then the sums and what has to be known with them."""
    return joined(*(group_working(one, facts) for one in bill.groups), summed(bill, facts))


def group_working(one: GroupBill, facts: Facts) -> Text:
    """A group: who they are, a line for each programme, and what they cost together."""
    lines = (step(line, facts) for line in one.lines)
    return joined(headed(one), *lines, together(one), by="\n")


def headed(one: GroupBill) -> Text:
    group = one.group
    who = Text("{people} {label}", people=Number(group.people), label=Raw(group.label))
    if not one.lines:
        return Text("*{who}*: tidak bisa ikut program yang dipilih.", who=who)
    if group.segment == "PU":
        return Text("*{who}*, PU, upah {wage} sebulan:", who=who, wage=Rupiah(group.wage or 0))
    base = Rupiah(one.lines[0].base)
    if group.wage is None:
        return Text("*{who}*, BPU, penghasilan tidak disebut, jadi dasar terendah {base}:", who=who, base=base)
    income = Rupiah(group.wage)
    return Text("*{who}*, BPU, penghasilan {income}, dasar menurut tabel {base}:", who=who, income=income, base=base)


def together(one: GroupBill) -> Text:
    if one.group.is_on_the_state:
        return Text("Jumlah {total} sebulan, ditanggung anggaran pemerintah.", total=Rupiah(one.total))
    if one.group.segment == "BPU":
        return Text("Jumlah {total} sebulan, dibayar peserta sendiri.", total=Rupiah(one.total))
    return Text(
        "Jumlah {total} sebulan: koperasi {employer}, potongan pekerja {worker}.",
        total=Rupiah(one.total),
        employer=Rupiah(one.employer),
        worker=Rupiah(one.worker),
    )


def step(line: Line, facts: Facts) -> Text:
    """One programme: rate × base = amount × people = sum, and the article."""
    name, source = Raw(line.program.upper()), Raw(line.source)
    if line.program == "jkp":
        return Text("• {name}: tanpa tambahan iuran. {source}.", name=name, source=source)
    times = Text("{each} × {people} orang", each=Rupiah(line.per_person), people=Number(line.people))
    total = Rupiah(line.per_person * line.people)
    each = shares(line, facts) if line.employer_each and line.worker_each else one_share(line, facts)
    return Text(
        "• {name}: {each}; {times} = {total}. {source}.", name=name, each=each, times=times, total=total, source=source
    )


def shares(line: Line, facts: Facts) -> Text:
    """Both pay: the cooperative's rate is the first fact of the line, the worker's the second."""
    employer, worker = (facts.rate(fact_id) for fact_id in line.facts[:2])
    return Text(
        "koperasi {employer} × {base} = {employer_each}, pekerja {worker} × {base} = {worker_each}",
        employer=Percent(employer),
        worker=Percent(worker),
        base=Rupiah(line.base),
        employer_each=Rupiah(line.employer_each),
        worker_each=Rupiah(line.worker_each),
    )


def one_share(line: Line, facts: Facts) -> Text:
    """One side pays all of it, perhaps with a discount."""
    full, each = Rupiah(line.full_each), Rupiah(line.per_person)
    if line.rate is None:
        reckoned = Text("tetap {full}", full=full)
    else:
        reckoned = Text("{rate} × {base} = {full}", rate=Percent(line.rate), base=Rupiah(line.base), full=full)
    if DISCOUNT not in line.facts:
        return reckoned
    cut = Percent(facts.rate(DISCOUNT))
    return Text("{reckoned}, diskon {cut} menjadi {each}", reckoned=reckoned, cut=cut, each=each)


def summed(bill: Bill, facts: Facts) -> Text:
    """The sums, how they were rounded, and what is left open."""
    sums = Text(
        "*Seluruhnya {total} sebulan*: koperasi {employer}, peserta {worker}. Setahun ({months} bulan dengan tarif ini)"
        " {year}.",
        total=Rupiah(bill.total),
        employer=Rupiah(bill.employer),
        worker=Rupiah(bill.worker),
        months=Number(MONTHS),
        year=Rupiah(bill.total * MONTHS),
    )
    open_questions = (note.text for note in notes(bill, facts))
    return joined(sums, joined(ROUNDED, ESTIMATE, by=" "), *open_questions, NOT_YET, by="\n")
