"""Kerja: what is said of an accident at work and of a death, calmly and in few words."""

from dialogue.text import Number, Rupiah, Text, joined
from handlers.manfaat.kata import rupiah, working
from knowledge.manfaat import Benefit, Pays
from leads.view import View


def hurt(benefit: Benefit, view: View) -> Text:
    care = Text("Biaya rawat ditanggung sesuai kebutuhan medis, tanpa batas biaya.")
    if benefit.amount("stmb-awal") is None:
        return care
    away = Text(
        "Selama belum bisa bekerja: *{first}* sebulan untuk {months} bulan pertama, lalu {later}.",
        first=rupiah(benefit, "stmb-awal"),
        months=view.facts["jkk-stmb-bulan"].spoken,
        later=rupiah(benefit, "stmb-lanjut"),
    )
    stays = Text("Bila cacat total tetap: {total} sekaligus.", total=Rupiah(benefit.total()))
    return joined(care, away, stays, by=" ")


def died_by_work(benefit: Benefit, view: View) -> Text:
    """Without a wage only what does not hang on it."""
    rest = Text(
        "berkala {periodic}, dan pemakaman {funeral}",
        periodic=rupiah(benefit, "berkala"),
        funeral=rupiah(benefit, "pemakaman"),
    )
    death = working(benefit, "santunan")
    if benefit.amount("santunan") is None:
        return joined(
            Text("Ahli waris menerima santunan {death}, {rest}.", death=death, rest=rest), schools(benefit), by=" "
        )
    text = Text(
        "Ahli waris menerima *{total}* sekaligus: santunan {death}, {rest}.",
        total=Rupiah(benefit.total()),
        death=death,
        rest=rest,
    )
    return joined(text, schools(benefit), account(benefit), by=" ")


def died(benefit: Benefit, view: View) -> Text:
    return joined(_death(benefit, view), _no_schools(benefit, view), schools(benefit), account(benefit), by=" ")


def _death(benefit: Benefit, view: View) -> Text:
    if benefit.step("santunan"):
        return joined(_in_full(benefit), _if_sooner(benefit, view), by=" ")
    before, full = rupiah(benefit, "sebelum-tunggu"), rupiah(benefit, "penuh")
    months = view.facts["jkm-tunggu-bulan"].spoken
    if benefit.person.segment == "BPU":
        return Text(
            "Ahli waris menerima *{before}*, karena kepesertaannya belum {months} bulan. Sesudah {months} bulan menjadi"
            " {full}.",
            before=before,
            months=months,
            full=full,
        )
    return Text(
        "Belum pasti: {before} atau {full}. Kepesertaannya belum {months} bulan; aturan {before} jelas bagi yang"
        " mandiri, tetapi belum jelas bagi yang digaji.",
        before=before,
        full=full,
        months=months,
    )


def _in_full(benefit: Benefit) -> Text:
    return Text(
        "Ahli waris menerima *{total}*: santunan {death}, berkala {periodic}, dan pemakaman {funeral}.",
        total=Rupiah(benefit.total()),
        death=rupiah(benefit, "santunan"),
        periodic=rupiah(benefit, "berkala"),
        funeral=rupiah(benefit, "pemakaman"),
    )


def _if_sooner(benefit: Benefit, view: View) -> Text | None:
    """Where it was not told how long the membership has lasted."""
    if benefit.amount("sebelum-tunggu") is None:
        return None
    return Text(
        "Bila kepesertaannya belum {months} bulan: {before}.",
        months=view.facts["jkm-tunggu-bulan"].spoken,
        before=rupiah(benefit, "sebelum-tunggu"),
    )


def _no_schools(benefit: Benefit, view: View) -> Text | None:
    if benefit.step("beasiswa-syarat") is None or benefit.step("beasiswa-1") is not None:
        return None
    years = view.facts["beasiswa-jkm-tahun"].spoken
    return Text("Beasiswa anak belum ada, karena masa iurnya belum {years} tahun.", years=years)


def schools(benefit: Benefit) -> Text | None:
    """Scholarships: how many, how much at most, and under which condition where that is open."""
    found = [step for step in benefit.steps if step.name.startswith("beasiswa-") and step.amount is not None]
    if not found:
        return None
    pays: Pays = found[0].pays
    if pays == "otherwise":
        return Text(
            "Beasiswa {count} anak paling banyak {most}, bila masa iurnya cukup.",
            count=Number(len(found)),
            most=Rupiah(sum(step.amount or 0 for step in found)),
        )
    return Text(
        "Beasiswa {count} anak, bertahap sampai lulus kuliah, paling banyak {most}.",
        count=Number(len(found)),
        most=Rupiah(sum(step.amount or 0 for step in found)),
    )


def account(benefit: Benefit) -> Text | None:
    """The old age account that is left, where its growth could be reckoned."""
    if benefit.total("example") == 0:
        return None
    return Text("Saldo JHT, contohnya {sum}.", sum=Rupiah(benefit.total("example")))
