"""Pensiun: a monthly pension (JP) for whoever reaches fifteen years of contributions, else a sum at once."""

from datetime import date
from decimal import Decimal

from dialogue.text import Number, Percent, Rupiah, Text
from knowledge.facts import Facts
from knowledge.iuran.rounding import whole
from knowledge.manfaat.person import Person
from knowledge.manfaat.step import Pays, Step, Worked, worked

CAP, STARTED, NEEDED, AGE = "jp-batas-upah", "jp-mulai", "jp-masa-iur", "jp-usia"
FORMULA, LEAST, MOST = "jp-rumus", "jp-manfaat-terendah", "jp-manfaat-tertinggi"
SHARES = ("iuran-jp-koperasi", "iuran-jp-pekerja")
YEAR = 12


def retired(person: Person, facts: Facts) -> tuple[Step, ...]:
    """1 % × years × average wage, within the limits of the day; PP 45/2015 Pasal 17. BPU have none."""
    if person.segment == "BPU":
        label = Text("Jaminan Pensiun hanya untuk pekerja yang digaji (PU)")
        return (worked(facts, "bukan-jp", label, "rule", ("segmen-tanpa-jp-jkp",)),)
    if NEEDED not in facts or AGE not in facts:
        return (worked(facts, "pensiun", Text("Jaminan Pensiun"), "monthly", (NEEDED, AGE)),)
    years = facts.amount(NEEDED)
    rules = (_condition(years, facts), *_limits(facts))
    months = counted(person, facts)
    if months is None:
        return (_pension(years * YEAR, person, facts, "otherwise"), *rules)
    if months >= years * YEAR:
        return (_pension(months, person, facts, "monthly"), *rules)
    return (_at_once(months, person, facts), _pension(years * YEAR, person, facts, "otherwise"), *rules)


def counted(person: Person, facts: Facts) -> int | None:
    """Months of contributions, no more than there can have been since the programme began; None: not told."""
    if person.months is None or STARTED not in facts:
        return person.months
    began = date.fromisoformat(str(facts[STARTED].value))
    since = (facts.day.year - began.year) * YEAR + facts.day.month - began.month
    return max(0, min(person.months, since))


def counted_wage(person: Person, facts: Facts) -> int | None:
    """Whole rupiah a month, up to the cap of the day where one is known."""
    if person.wage is None or CAP not in facts:
        return person.wage
    return min(person.wage, facts.amount(CAP))


def _pension(months: int, person: Person, facts: Facts, pays: Pays) -> Step:
    """By the wage as it is now, as if it had always been so."""
    wage = counted_wage(person, facts)
    within = (LEAST, MOST) if LEAST in facts and MOST in facts else ()
    cap = (CAP,) if CAP in facts else ()
    years = Decimal(months) / YEAR

    def reckoned() -> Worked:
        rate = facts.rate(FORMULA)
        start = Text("{rate} × {years} tahun", rate=Percent(rate), years=Number(months // YEAR))
        if wage is None:
            return Text("{start} × rata-rata upah", start=start), None
        plain = whole(rate * years * wage)
        working = Text("{start} × {wage}", start=start, wage=Rupiah(wage))
        return within_limits(working, plain, facts) if within else (working, plain)

    label = Text("Pensiun sebulan, bila masa iur {years} tahun", years=Number(months // YEAR))
    return worked(facts, "pensiun", label, pays, (FORMULA, NEEDED, AGE, *within, *cap), reckoned)


def within_limits(working: Text, plain: int, facts: Facts) -> tuple[Text, int]:
    """The amount within the limits of the day; the working says when one of them counts."""
    least, most = facts.amount(LEAST), facts.amount(MOST)
    if plain < least:
        return Text("{working}, paling sedikit {least}", working=working, least=Rupiah(least)), least
    if plain > most:
        return Text("{working}, paling banyak {most}", working=working, most=Rupiah(most)), most
    return working, plain


def _at_once(months: int, person: Person, facts: Facts) -> Step:
    """Contributions alone: what they have brought is not known here."""
    wage = counted_wage(person, facts)

    def reckoned() -> Worked:
        if wage is None:
            return None, None
        monthly = sum(whole(wage * facts.rate(one)) for one in SHARES)
        return Text("{months} × {monthly}", months=Number(months), monthly=Rupiah(monthly)), months * monthly

    label = Text("Iuran JP yang dibayar sekaligus, belum dengan hasil pengembangannya")
    return worked(facts, "jp-sekaligus", label, "example", (*SHARES, "jp-sekaligus"), reckoned)


def _condition(years: int, facts: Facts) -> Step:
    label = Text(
        "Dibayar tiap bulan mulai usia {age} tahun, bila masa iur minimal {years} tahun",
        age=facts[AGE].spoken,
        years=Number(years),
    )
    return worked(facts, "syarat", label, "rule", (NEEDED, AGE))


def _limits(facts: Facts) -> tuple[Step, ...]:
    """What is not known is said."""
    if LEAST in facts and MOST in facts:
        return ()
    label = Text("Batas terendah dan tertinggi pensiun hari ini belum diketahui")
    return (worked(facts, "batas", label, "rule", (LEAST, MOST)),)
