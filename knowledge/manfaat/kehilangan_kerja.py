"""Kehilangan kerja: what job loss cover (JKP) pays to whoever is dismissed."""

from dialogue.text import Number, Percent, Rupiah, Text
from knowledge.facts import Facts
from knowledge.iuran.rounding import whole
from knowledge.manfaat.person import Person
from knowledge.manfaat.step import Step, Worked, worked

SHARE, MONTHS, CAP, PAID, WITHIN = "jkp-tunai", "jkp-bulan", "jkp-batas-upah", "jkp-iur-bulan", "jkp-iur-rentang"


def dismissed(person: Person, facts: Facts) -> tuple[Step, ...]:
    """60 % of the wage, counted up to a cap, for six months at most; PP 6/2025 Pasal 19-21. BPU have none."""
    if person.segment == "BPU":
        label = Text("JKP hanya untuk pekerja yang digaji (PU)")
        return (worked(facts, "bukan-jkp", label, "rule", ("segmen-tanpa-jp-jkp",)),)
    if any(one not in facts for one in (SHARE, MONTHS, CAP, PAID, WITHIN)):
        return (worked(facts, "jkp-bulan", Text("JKP sebulan"), "monthly", (SHARE, MONTHS, CAP)),)
    if person.months is not None and person.months < facts.amount(PAID):
        return _conditions(facts)
    return (_monthly(person.wage, facts), _in_all(person.wage, facts), *_conditions(facts))


def month_of(wage: int, facts: Facts) -> int:
    """Whole rupiah a month. Raises UnknownFact."""
    return whole(facts.rate(SHARE) * min(wage, facts.amount(CAP)))


def _monthly(wage: int | None, facts: Facts) -> Step:
    def reckoned() -> Worked:
        rate, cap = Percent(facts.rate(SHARE)), facts.amount(CAP)
        if wage is None:
            return Text("{rate} × upah, dihitung paling tinggi {cap}", rate=rate, cap=Rupiah(cap)), None
        return Text("{rate} × {wage}", rate=rate, wage=Rupiah(min(wage, cap))), month_of(wage, facts)

    return worked(facts, "jkp-bulan", Text("JKP sebulan"), "monthly", (SHARE, CAP), reckoned)


def _in_all(wage: int | None, facts: Facts) -> Step:
    months = facts.amount(MONTHS)

    def reckoned() -> Worked:
        if wage is None:
            return None, None
        monthly = month_of(wage, facts)
        return Text("{months} × {monthly}", months=Number(months), monthly=Rupiah(monthly)), months * monthly

    label = Text("Paling lama {months} bulan, seluruhnya", months=Number(months))
    return worked(facts, "jkp-seluruhnya", label, "upto", (MONTHS, SHARE, CAP), reckoned)


def _conditions(facts: Facts) -> tuple[Step, ...]:
    paid = Text(
        "Syaratnya iuran {months} bulan dalam {window} bulan sebelum PHK",
        months=facts[PAID].spoken,
        window=facts[WITHIN].spoken,
    )
    joined_in = Text("Ikut JKK, JKM, JHT, dan BPJS Kesehatan; koperasi menengah dan besar juga JP")
    never = Text("Tidak untuk yang mengundurkan diri, pensiun, cacat total, meninggal, atau kontraknya habis")
    return (
        worked(facts, "jkp-iur", paid, "rule", (PAID, WITHIN)),
        worked(facts, "jkp-ikut", joined_in, "rule", ("jkp-kepesertaan",)),
        worked(facts, "jkp-tidak", never, "rule", ("jkp-tidak-berhak",)),
        *_deadline(facts),
    )


def _deadline(facts: Facts) -> tuple[Step, ...]:
    if "jkp-ajukan-bulan" not in facts:
        return ()
    label = Text("Diajukan paling lama {months} bulan sejak PHK", months=facts["jkp-ajukan-bulan"].spoken)
    return (worked(facts, "jkp-ajukan", label, "rule", ("jkp-ajukan-bulan",)),)
