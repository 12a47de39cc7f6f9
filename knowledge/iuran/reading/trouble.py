"""Trouble: what could not be read, and the kind sentence that says so."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogue.text import Number, Raw, Rupiah, Text

TroubleKind: TypeAlias = Literal[
    "kosong", "asing", "peran", "pegawai", "orang", "banyak", "sebagian",
    "upah", "umk", "masa", "semua", "rentang", "tunjangan", "kecil", "besar",
]  # fmt: skip
MOST_PEOPLE = 100_000
LEAST_WAGE, MOST_WAGE = 10_000, 10**9
EXAMPLE = Raw("5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani")


@dataclass(frozen=True)
class Trouble:
    """part: the words that it is about, as they were written. label: whom it concerns, in our own words."""

    kind: TroubleKind
    part: str = ""
    label: str = ""

    @property
    def said(self) -> Text:
        return {
            "kosong": Text("Saya belum menemukan siapa yang dihitung. Contoh: {example}.", example=EXAMPLE),
            "asing": Text(
                "Bagian “{part}” belum bisa saya baca. Tulis jumlah orang, siapa, dan upahnya. Contoh: {example}.",
                part=Raw(self.part),
                example=EXAMPLE,
            ),
            "peran": Text(
                "“{part}” itu siapa: pengurus, karyawan, atau anggota? Contoh: {example}.",
                part=Raw(self.part),
                example=EXAMPLE,
            ),
            "pegawai": Text(
                "“{part}”: ikut tidaknya pegawai pemerintah dipastikan petugas dulu. Mohon tulis yang lain saja.",
                part=Raw(self.part),
            ),
            "sebagian": Text(
                "Supaya tidak terhitung dua kali, mohon tulis tiap kelompok sekali saja, dengan jumlah orangnya. Yang"
                " belum jelas: “{part}”. Contoh: {example}.",
                part=Raw(self.part),
                example=EXAMPLE,
            ),
            "orang": Text(
                "Berapa orang {label}? Tulis jumlahnya di depan. Contoh: {example}.",
                label=Raw(self.label),
                example=EXAMPLE,
            ),
            "banyak": Text(
                "Jumlah {label} harus antara 1 dan {most} orang.", label=Raw(self.label), most=Number(MOST_PEOPLE)
            ),
            "upah": Text(
                "Berapa upah {label} sebulan, per orang? Bila tidak diupah, tulis: tidak digaji.", label=Raw(self.label)
            ),
            "umk": Text(
                "Besarnya UMK atau UMR tidak kami simpan. Mohon tulis angkanya, upah {label} sebulan per orang.",
                label=Raw(self.label),
            ),
            "masa": Text("Mohon tulis upah {label} untuk sebulan, per orang.", label=Raw(self.label)),
            "semua": Text("Mohon tulis upah {label} per orang, bukan jumlah semuanya.", label=Raw(self.label)),
            "rentang": Text("Di “{part}” ada lebih dari satu angka. Mohon pilih satu saja.", part=Raw(self.part)),
            "tunjangan": Text(
                "Mohon jumlahkan dulu gaji pokok dan tunjangan tetapnya, lalu tulis satu angka, sebulan per orang."
            ),
            "kecil": Text(
                "Upah {label} terbaca kurang dari {least} sebulan. Mohon tulis lengkap, misalnya {example}.",
                example=Raw("2,5 juta"),
                label=Raw(self.label),
                least=Rupiah(LEAST_WAGE),
            ),
            "besar": Text(
                "Upah {label} terbaca lebih dari {most} sebulan. Mohon periksa angkanya.",
                label=Raw(self.label),
                most=Rupiah(MOST_WAGE),
            ),
        }[self.kind]
