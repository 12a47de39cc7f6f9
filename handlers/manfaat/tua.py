"""Tua: what is said of old age, of retirement and of a job that is lost."""

from dialogue.text import Rupiah, Text, joined
from handlers.manfaat.kata import duration, rupiah, working
from knowledge.manfaat import Benefit
from knowledge.manfaat.pensiun import counted
from leads.view import View


def grown(benefit: Benefit, view: View) -> Text:
    """An example with its assumption; without a time only the rule."""
    when = Text("Cair usia {age} tahun atau sesudah berhenti bekerja.", age=view.facts["jht-usia"].spoken)
    months = benefit.person.months
    if not months or not benefit.total("example"):
        return joined(Text("JHT dibayar sebesar seluruh iurannya ditambah hasil pengembangan."), when, by=" ")
    example = Text(
        "Contoh sesudah {time}: *{total}*, dari iuran {paid} dan hasil {growth},",
        time=duration(months),
        total=Rupiah(benefit.total("example")),
        paid=working(benefit, "jht-iuran"),
        growth=rupiah(benefit, "jht-tumbuh"),
    )
    assumed = Text(
        "bila upah tetap dan hasilnya {rate} setahun seperti tahun {year}. Hasil tiap tahun berbeda.",
        rate=view.facts["jht-hasil"].spoken,
        year=view.facts["jht-hasil-tahun"].spoken,
    )
    return joined(example, assumed, when, by=" ")


def retired(benefit: Benefit, view: View) -> Text:
    if benefit.person.segment == "BPU":
        return Text("Jaminan Pensiun (JP) hanya untuk pekerja yang digaji. Yang mandiri dapat menabung lewat JHT.")
    months = counted(benefit.person, view.facts)
    pension = benefit.step("pensiun")
    assert pension is not None
    if pension.pays == "monthly":
        return joined(_monthly(benefit, view), _limits(benefit), by=" ")
    if months is None:
        return joined(_rule(view), _some_day(benefit, view), _limits(benefit), by=" ")
    return joined(_not_yet(months, benefit, view), _some_day(benefit, view), _limits(benefit), by=" ")


def _rule(view: View) -> Text:
    return Text(
        "Pensiun dibayar tiap bulan mulai usia {age} tahun, bila masa iurnya minimal {years} tahun.",
        age=view.facts["jp-usia"].spoken,
        years=view.facts["jp-masa-iur"].spoken,
    )


def _monthly(benefit: Benefit, view: View) -> Text:
    if benefit.amount("pensiun") is None:
        return Text("{rule} Besarnya {working}.", rule=_rule(view), working=working(benefit, "pensiun"))
    return Text(
        "Contoh: *{pension}* sebulan mulai usia {age} tahun, yaitu {working}. Anggapannya upah tetap.",
        pension=rupiah(benefit, "pensiun"),
        age=view.facts["jp-usia"].spoken,
        working=working(benefit, "pensiun"),
    )


def _not_yet(months: int, benefit: Benefit, view: View) -> Text:
    """What is paid instead of a pension; how much was paid in only as an example."""
    text = Text(
        "Belum bisa pensiun bulanan: masa iur {time}, syaratnya {years} tahun.",
        time=duration(months),
        years=view.facts["jp-masa-iur"].spoken,
    )
    begun = Text("JP baru ada sejak {day}.", day=view.facts["jp-mulai"].spoken)
    at_once = Text(
        "Pada usia {age} tahun dibayar sekaligus iuran, contohnya {sum}, dan hasilnya.",
        age=view.facts["jp-usia"].spoken,
        sum=Rupiah(benefit.total("example")),
    )
    told = benefit.person.months or 0
    return joined(text, begun if told > months else None, at_once if benefit.total("example") else None, by=" ")


def _some_day(benefit: Benefit, view: View) -> Text | None:
    if benefit.amount("pensiun") is None:
        return None
    return Text(
        "Kelak, bila genap {years} tahun: {pension} sebulan.",
        years=view.facts["jp-masa-iur"].spoken,
        pension=rupiah(benefit, "pensiun"),
    )


def _limits(benefit: Benefit) -> Text | None:
    if benefit.step("batas") is None:
        return None
    return Text("Batas pensiun tahun ini belum diketahui.")


def dismissed(benefit: Benefit, view: View) -> Text:
    if benefit.person.segment == "BPU":
        return Text(
            "Jaminan Kehilangan Pekerjaan (JKP) hanya untuk pekerja yang digaji, jadi tidak untuk yang mandiri."
        )
    needed = Text(
        "iuran {months} bulan dalam {window} bulan sebelum PHK",
        months=view.facts["jkp-iur-bulan"].spoken,
        window=view.facts["jkp-iur-rentang"].spoken,
    )
    if benefit.step("jkp-bulan") is None:
        time = duration(benefit.person.months or 0)
        return Text("Belum bisa: JKP perlu {needed}, sedangkan ini baru {time}.", needed=needed, time=time)
    rules = Text(
        "Syaratnya {needed}, ikut JHT dan BPJS Kesehatan, dan diajukan paling lama {limit} bulan sejak PHK. Tidak untuk"
        " yang mengundurkan diri atau kontraknya habis.",
        needed=needed,
        limit=view.facts["jkp-ajukan-bulan"].spoken,
    )
    return joined(_each_month(benefit, view), rules, by=" ")


def _each_month(benefit: Benefit, view: View) -> Text:
    months = view.facts["jkp-bulan"].spoken
    if benefit.amount("jkp-bulan") is None:
        how = working(benefit, "jkp-bulan")
        return Text("Tiap bulan {how}, paling lama {months} bulan.", how=how, months=months)
    return Text(
        "*{monthly}* sebulan, paling lama {months} bulan, seluruhnya {total}.",
        monthly=rupiah(benefit, "jkp-bulan"),
        months=months,
        total=rupiah(benefit, "jkp-seluruhnya"),
    )
