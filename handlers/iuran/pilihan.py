"""Pilihan: scale and trade of the cooperative explained, to choose from."""

from collections.abc import Iterator

from dialogue.text import Text, joined
from dialogue.turn import Link, Say
from handlers.iuran.hitungan import RESULT, TOPIC, Reckoned
from knowledge.facts import Facts
from leads.view import View

SCALES = (
    Link(TOPIC, Text("Mikro"), "skala:mikro"),
    Link(TOPIC, Text("Kecil"), "skala:kecil"),
    Link(TOPIC, Text("Menengah"), "skala:menengah"),
    Link(TOPIC, Text("Besar"), "skala:besar"),
)
UP_TO = ("mikro", "kecil", "menengah")
SCALE_FACTS = (
    *(f"skala-{scale}-{kind}" for scale in UP_TO for kind in ("modal", "omzet")),
    *(f"program-{scale}" for scale in UP_TO),
    "skala-penetapan",
)
TRADES = {
    "kelas-koperasi": Text("Toko, simpan pinjam"),
    "kelas-pertanian": Text("Pertanian"),
    "kelas-dapur": Text("Dapur, katering"),
    "kelas-penggilingan": Text("Penggilingan padi"),
    "kelas-ekspedisi": Text("Ekspedisi"),
    "kelas-angkutan": Text("Angkutan barang"),
    "kelas-gudang": Text("Pergudangan"),
    "kelas-pabrik": Text("Pabrik, kayu, tambang"),
}
"""Trades that a cooperative may live from, by the fact that holds their class."""


def scales(reckoned: Reckoned, view: View) -> Say:
    """Each scale with its limits and what it makes mandatory. Raises UnknownFact before there were such limits."""
    facts = reckoned.facts
    intro = Text(
        "Skala: batas modal (usaha baru, tanpa tanah dan bangunan) / penjualan setahun, lalu program yang wajib bagi"
        " yang digaji. Petugas yang memastikan."
    )
    lines = (scale_line(name, scale, facts) for name, scale in zip(UP_TO, SCALES, strict=False))
    largest = Text("*Besar*: di atas itu; {programs}.", programs=facts["program-menengah"].spoken)
    text = joined(intro, joined(*lines, largest, by="\n"))
    cite = tuple(fact_id for fact_id in SCALE_FACTS if fact_id in facts)
    return Say(text, (*SCALES, RESULT), cite=cite, proof=reckoned.proof)


def scale_line(name: str, scale: Link, facts: Facts) -> Text:
    return Text(
        "*{name}*: {capital} / {sales}; {programs}.",
        name=scale.label,
        capital=facts[f"skala-{name}-modal"].spoken,
        sales=facts[f"skala-{name}-omzet"].spoken,
        programs=facts[f"program-{name}"].spoken,
    )


def trades(reckoned: Reckoned, view: View) -> Say:
    """The class of JKK by what the cooperative mainly lives from."""
    known = [fact_id for fact_id in TRADES if fact_id in reckoned.facts]
    intro = Text(
        "Apa usaha utamanya? Kelas risiko kecelakaan kerja (JKK) ditetapkan petugas menurut itu; ini acuannya."
    )
    text = joined(intro, joined(*trade_lines(known, reckoned.facts), by="\n"))
    links = (Link(TOPIC, TRADES[fact_id], f"usaha:{fact_id}") for fact_id in known)
    return Say(text, (*links, RESULT), cite=(*known, "kelas-penetapan"), proof=reckoned.proof)


def trade_lines(known: list[str], facts: Facts) -> Iterator[Text]:
    for fact_id in known:
        yield Text("{trade}: kelas {risk}", trade=TRADES[fact_id], risk=facts[fact_id].spoken)
