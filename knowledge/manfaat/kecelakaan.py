"""Kecelakaan: what JKK pays to whoever is hurt at work, and to the family of whoever dies by it."""

from decimal import Decimal

from dialogue.text import Number, Percent, Rupiah, Text
from knowledge.facts import Facts
from knowledge.iuran.rounding import whole
from knowledge.manfaat.beasiswa import scholarships
from knowledge.manfaat.person import Person
from knowledge.manfaat.step import Step, Worked, worked

AWAY_FIRST, AWAY_LATER, AWAY_MONTHS = "jkk-stmb-awal", "jkk-stmb-lanjut", "jkk-stmb-bulan"


def hurt(person: Person, facts: Facts) -> tuple[Step, ...]:
    """Care, wages while away from work, and what a disability that stays pays (56 times the wage). PP 82/2019."""
    wage = person.paid_on(facts)
    return (
        worked(facts, "rawat", Text("Perawatan sesuai kebutuhan medis, tanpa batas biaya"), "rule", ("jkk-perawatan",)),
        _away("stmb-awal", Text("Selama belum bisa bekerja, mula-mula"), AWAY_FIRST, wage, facts),
        _away("stmb-lanjut", Text("Sesudah itu sampai sembuh"), AWAY_LATER, wage, facts),
        _partly(wage, facts),
        _times("cacat-total", Text("Bila cacat total tetap"), "jkk-cacat-total-kali", wage, facts),
        periodic(facts),
        *scholarships(person, facts),
        *_fares(facts),
        _flat("homecare", Text("Perawatan di rumah, paling banyak"), "jkk-homecare", facts),
    )


def died_by_work(person: Person, facts: Facts) -> tuple[Step, ...]:
    """48 times the wage and no less than the death benefit, periodic benefit, funeral, scholarships. PP 82/2019."""
    return (
        _death(person.paid_on(facts), facts),
        periodic(facts),
        worked(
            facts,
            "pemakaman",
            Text("Biaya pemakaman"),
            "once",
            ("jkk-pemakaman",),
            lambda: (None, facts.amount("jkk-pemakaman")),
        ),
        *scholarships(person, facts),
    )


def periodic(facts: Facts) -> Step:
    """24 months in one sum."""

    def reckoned() -> Worked:
        months, each = facts.amount("jkk-berkala-bulan"), facts.amount("jkk-berkala-sebulan")
        return Text("{months} × {each}", months=Number(months), each=Rupiah(each)), months * each

    rests_on = ("jkk-berkala-bulan", "jkk-berkala-sebulan", "jkk-berkala")
    return worked(facts, "berkala", Text("Santunan berkala, dibayar sekaligus"), "once", rests_on, reckoned)


def _death(wage: int | None, facts: Facts) -> Step:
    times, least = "jkk-meninggal-kali", "jkk-meninggal-terendah"

    def reckoned() -> Worked:
        working, amount = multiplied(facts.amount(times), wage)
        floor = facts.amount(least)
        if amount is None or amount >= floor:
            return working, amount
        return Text("{working}, paling sedikit {floor}", working=working, floor=Rupiah(floor)), floor

    return worked(facts, "santunan", Text("Santunan kematian"), "once", (times, least), reckoned)


def _times(name: str, label: Text, times: str, wage: int | None, facts: Facts) -> Step:
    return worked(facts, name, label, "once", (times,), lambda: multiplied(facts.amount(times), wage))


def multiplied(times: int, wage: int | None) -> tuple[Text, int | None]:
    """ "48 × Rp3.000.000" and its result; "48 × upah sebulan" where the wage was not told."""
    if wage is None:
        return Text("{times} × upah sebulan", times=Number(times)), None
    return Text("{times} × {wage}", times=Number(times), wage=Rupiah(wage)), times * wage


def _away(name: str, label: Text, share: str, wage: int | None, facts: Facts) -> Step:
    def reckoned() -> Worked:
        rate = Decimal(facts.rate(share))
        base = Rupiah(wage) if wage is not None else Text("upah sebulan")
        amount = None if wage is None else whole(wage * rate)
        return Text("{rate} × {base}", rate=Percent(rate), base=base), amount

    return worked(facts, name, label, "monthly", (share, AWAY_MONTHS), reckoned)


def _partly(wage: int | None, facts: Facts) -> Step:
    """The share of the table is a doctor's to say: the working has no result."""
    times = "jkk-cacat-sebagian-kali"

    def reckoned() -> Worked:
        return Text("persen menurut tabel × {rest}", rest=multiplied(facts.amount(times), wage)[0]), None

    return worked(facts, "cacat-sebagian", Text("Bila cacat sebagian"), "rule", (times,), reckoned)


def _fares(facts: Facts) -> tuple[Step, ...]:
    ways = (("darat", Text("darat")), ("laut", Text("laut")), ("udara", Text("udara")))
    return tuple(
        _flat(
            f"angkut-{way}", Text("Ongkos angkut lewat {way}, paling banyak", way=called), f"jkk-transport-{way}", facts
        )
        for way, called in ways
    )


def _flat(name: str, label: Text, fact_id: str, facts: Facts) -> Step:
    return worked(facts, name, label, "upto", (fact_id,), lambda: (None, facts.amount(fact_id)))
