"""Notes: what has to be said with a bill so that nobody believes more than it says."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogue.text import Day, Raw, Rupiah, Text, joined
from knowledge.facts import Facts, UnknownFact
from knowledge.iuran.bill import Bill, GroupBill
from knowledge.iuran.reading.people import OFFICERS
from knowledge.sources import rules

ROUNDED = Text(
    "Tiap bagian dibulatkan ke rupiah penuh per orang (setengah rupiah ke atas), baru dikalikan jumlah orang."
)
ESTIMATE = Text("Ini perkiraan; angka resmi keluar di SIPP.")
NOT_YET = Text("Ini belum pendaftaran resmi; terlindungi setelah iuran pertama dibayar.")


@dataclass(frozen=True)
class Note:
    """text: to be said with the working. short: with the result; None: not there. facts: ids that it rests on."""

    text: Text
    short: Text | None = None
    facts: tuple[str, ...] = ()


def notes(bill: Bill, facts: Facts) -> tuple[Note, ...]:
    """What this bill leaves open: the honorarium, the unpaid officer, JKN for JKP, rules that are not sure."""
    said = [note for note, when in WHEN.items() if any(map(when, bill.groups)) and _known(note, facts)]
    if bill.doubts:
        names = joined(*dict.fromkeys(map(name_of, bill.doubts)), by=", ")
        told = Raw(rules(bill.doubts, facts))
        text = Text("{names} ({rules}) mohon dipastikan lagi ke kantor cabang.", names=names, rules=told)
        said.append(Note(text, text, bill.doubts))
    return tuple(said)


HONORARIUM = Note(
    Text("Upah pengurus dihitung sebagai PU; apakah honorarium termasuk upah, kantor cabang yang memutuskan."),
    Text("Soal honorarium pengurus, cabang yang memutuskan."),
    ("status-honorarium",),
)
UNPAID = Note(
    Text("Pengurus tanpa upah dihitung sebagai BPU; mohon dipastikan ke kantor cabang."),
    Text("Soal pengurus tanpa upah, mohon dipastikan ke cabang."),
    ("status-tanpa-upah",),
)
STATE = Note(
    Text(
        "Yang ditanggung anggaran pemerintah (APBN, APBD, atau desa) dihitung tanpa diskon dan masuk bagian peserta;"
        " mohon dipastikan ke kantor cabang."
    ),
    Text("Yang ditanggung anggaran pemerintah dihitung tanpa diskon."),
)
JKN = Note(Text("JKP hanya bila pekerjanya juga peserta JKN (BPJS Kesehatan)."))
WHEN: dict[Note, Callable[[GroupBill], bool]] = {
    HONORARIUM: lambda one: one.group.segment == "PU" and one.group.label in OFFICERS,
    UNPAID: lambda one: one.group.segment == "BPU" and one.group.label in OFFICERS,
    STATE: lambda one: one.group.is_on_the_state,
    JKN: lambda one: any(line.program == "jkp" for line in one.lines),
}


def _known(note: Note, facts: Facts) -> bool:
    return all(fact_id in facts for fact_id in note.facts)


def coming(bill: Bill, later: Bill) -> Text:
    """What the same costs from a later day on."""
    if later.total == bill.total:
        return Text("Mulai {day} aturannya berganti dan angkanya belum diumumkan.", day=Day(later.on))
    return Text("Mulai {day}: {due} sebulan.", day=Day(later.on), due=Rupiah(later.total))


_NAMES = {
    "program-": Text("Program yang wajib"),
    "jp-batas-upah": Text("Batas upah JP"),
    "iuran-jkk": Text("Tarif JKK"),
    "iuran-jkm": Text("Tarif JKM"),
    "iuran-jht": Text("Tarif JHT"),
    "iuran-jp": Text("Tarif JP"),
    "bpu-jkk": Text("Tarif JKK untuk BPU"),
    "bpu-jkm": Text("Iuran JKM untuk BPU"),
    "bpu-jht": Text("Tarif JHT untuk BPU"),
    "bpu-tabel": Text("Tabel dasar iuran BPU"),
}
"""What a fact is called, by how its id begins."""


def name_of(fact_id: str) -> Text:
    return next((name for begin, name in _NAMES.items() if fact_id.startswith(begin)), Text("Aturan iuran"))


def not_known(unknown: UnknownFact) -> Text:
    """What is not known on that day, and whom to ask."""
    return Text(
        "{name} yang berlaku pada {day} belum kami ketahui, jadi iurannya belum bisa saya hitung. Mohon tanyakan ke"
        " kantor cabang BPJS Ketenagakerjaan.",
        name=name_of(unknown.fact_id),
        day=Day(unknown.day),
    )
