"""Kelayakan: as what a person can be registered; every answer names its rule, and what no rule settles says so."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias

from dialogue.text import Text
from knowledge.facts import Facts

Role: TypeAlias = Literal["pengurus", "pekerja", "anggota", "keluarga", "kades", "pppk", "pppk_paruh", "bangunan"]
"""Pengurus or pengawas; manager, cashier, employee; member; family or volunteer; village head as pengawas; PPPK;
part-time PPPK; builder of the shop."""
Pay: TypeAlias = Literal["upah", "honor", "tidak"]
"""From the cooperative: a wage; honorarium or incentive; nothing."""
Other: TypeAlias = Literal["digaji", "sendiri", "tidak"]
"""Besides: paid by somebody else; works on his own; nothing."""
Status: TypeAlias = Literal["PU", "BPU", "jakon", "bukan", "usia", "cabang"]
"""Paid by the cooperative; on his own; by the builder's contractor; not by the cooperative; too old to begin as BPU;
the branch decides."""
Doubt: TypeAlias = Literal["honor", "pppk-paruh", "pppk-upah", "pekerjaan"]
"""What no rule settles: honorarium; part-time PPPK; a wage beside that of the state; whether there is work at all."""

OLDEST = "bpu-usia-daftar"
SENT: frozenset[Role] = frozenset(("pppk", "pppk_paruh", "bangunan"))
"""Whose status hangs on who sent them."""


@dataclass(frozen=True)
class Case:
    """What was told of a person. young: under the age up to which one may begin as BPU; None: not told."""

    role: Role
    pay: Pay = "tidak"
    other: Other = "tidak"
    young: bool | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Case":
        """The case that `to_json` gave; raises KeyError for anything else."""
        return cls(data["role"], data["pay"], data["other"], data["young"])


@dataclass(frozen=True)
class Verdict:
    """status: as what. said: in a sentence. facts: ids of the rules. entry: the reviewed entry that says it. also: what
    holds besides. doubt: what the branch decides, None where a rule does."""

    status: Status
    said: Text
    facts: tuple[str, ...]
    entry: str
    also: tuple[Text, ...] = ()
    doubt: Doubt | None = None


def verdict(case: Case, facts: Facts) -> Verdict:
    """What a person can be registered as by the rules of the day of `facts`."""
    found = _of_sent(case) if case.role in SENT else _with_other(_of_own(case), case)
    return _with_age(found, case, facts)


def _of_sent(case: Case) -> Verdict:
    """Who was sent by the state or by a contractor."""
    if case.role == "bangunan":
        said = Text("Didaftarkan kontraktornya sebagai pekerja jasa konstruksi, bukan sebagai karyawan koperasi.")
        return Verdict("jakon", said, ("program-jakon",), "segmen-khusus")
    if case.role == "pppk_paruh":
        return DOUBTS["pppk-paruh"]
    if case.pay != "tidak":
        return DOUBTS["pppk-upah"]
    said = Text("Tidak didaftarkan koperasi: jaminan sosial PPPK yang ditugaskan ke koperasi dikelola Taspen.")
    return Verdict("bukan", said, ("status-pppk",), "pppk-kdkmp")


def _of_own(case: Case) -> Verdict:
    """Who belongs to the cooperative: the pay decides."""
    if case.pay == "honor":
        return DOUBTS["honor"]
    return PAID[case.role] if case.pay == "upah" else _unpaid(case)


def _unpaid(case: Case) -> Verdict:
    if case.role != "anggota":
        return UNPAID[case.role]
    if case.other == "sendiri":
        said = Text("Ikut sebagai peserta mandiri (BPU), karena bekerja sendiri; bukan sebagai pekerja koperasi.")
        return Verdict("BPU", said, ("status-anggota",), "anggota-koperasi")
    if case.other == "digaji":
        said = Text("Didaftarkan tempat yang menggajinya sebagai Penerima Upah (PU), bukan oleh koperasi.")
        return Verdict("bukan", said, ("wajib-pemberi-kerja",), "segmen-peserta")
    return DOUBTS["pekerjaan"]


def _with_other(found: Verdict, case: Case) -> Verdict:
    """Several things at once: each job is registered for itself."""
    if case.other == "digaji" and found.entry != "segmen-peserta":
        also = Text("Tempat lain yang menggajinya mendaftarkannya juga.")
        return replace(found, also=(also,), facts=(*found.facts, "koperasi-dua-tempat"))
    if case.other == "sendiri" and found.status in {"PU", "bukan", "cabang"}:
        also = Text("Untuk usahanya sendiri ia dapat ikut sebagai peserta mandiri (BPU).")
        return replace(found, also=(also,), facts=(*found.facts, "status-anggota"))
    return found


def _with_age(found: Verdict, case: Case, facts: Facts) -> Verdict:
    """Whoever begins as BPU has to be young enough; who began in time may go on."""
    if found.status != "BPU" or OLDEST not in facts or case.young:
        return found
    age = facts[OLDEST].spoken
    if case.young is None:
        also = Text("Usianya saat mendaftar harus di bawah {age} tahun.", age=age)
        return replace(found, also=(*found.also, also), facts=(*found.facts, OLDEST))
    said = Text(
        "Tidak bisa mendaftar baru sebagai peserta mandiri (BPU): usia pendaftar harus di bawah {age} tahun. Yang"
        " sudah menjadi peserta sebelum usia itu boleh meneruskan.",
        age=age,
    )
    return Verdict("usia", said, (OLDEST, "koperasi-usia-lanjut"), "pengurus-lansia")


DOUBTS: Mapping[Doubt, Verdict] = {
    "honor": Verdict(
        "cabang",
        Text(
            "Kantor cabang yang memutuskan. Belum ada aturan tegas apakah honor atau insentif dihitung upah. Bila rutin"
            " tiap bulan, siapkan untuk didaftarkan sebagai Penerima Upah (PU)."
        ),
        ("status-honorarium", "wajib-pengurus-berupah"),
        "honorarium-pengurus",
        doubt="honor",
    ),
    "pppk-paruh": Verdict(
        "cabang",
        Text("Kantor cabang yang memutuskan. Keterangan tentang PPPK paruh waktu masih bertentangan."),
        ("koperasi-pppk-paruh-waktu",),
        "pppk-paruh-waktu",
        doubt="pppk-paruh",
    ),
    "pppk-upah": Verdict(
        "cabang",
        Text("Kantor cabang yang memutuskan. Bayaran koperasi untuk PPPK yang ditugaskan belum jelas aturannya."),
        ("status-pppk",),
        "pppk-kdkmp",
        doubt="pppk-upah",
    ),
    "pekerjaan": Verdict(
        "cabang",
        Text("Kantor cabang yang memutuskan. BPU adalah orang yang bekerja, dan pekerjaannya belum kita ketahui."),
        ("program-segmen", "status-anggota"),
        "segmen-peserta",
        doubt="pekerjaan",
    ),
}
AS_WORKER = Text("Didaftarkan koperasi sebagai Penerima Upah (PU), karena menerima upah dari koperasi.")
PAID: Mapping[Role, Verdict] = {
    "pengurus": Verdict("PU", AS_WORKER, ("wajib-pengurus-berupah",), "pengurus-bergaji"),
    "kades": Verdict("PU", AS_WORKER, ("wajib-pengurus-berupah",), "pengurus-bergaji"),
    "pekerja": Verdict("PU", AS_WORKER, ("wajib-karyawan",), "manajer-kasir"),
    "keluarga": Verdict("PU", AS_WORKER, ("wajib-karyawan",), "manajer-kasir"),
    "anggota": Verdict(
        "PU",
        Text("Didaftarkan koperasi sebagai Penerima Upah (PU), untuk pekerjaan yang digaji koperasi."),
        ("koperasi-anggota-digaji",),
        "anggota-jadi-karyawan",
    ),
}
AS_HELPER = Verdict(
    "BPU",
    Text("Dapat ikut sebagai peserta mandiri (BPU), karena membantu tanpa dibayar."),
    ("koperasi-pekerja-keluarga",),
    "relawan-koperasi",
)
UNPAID: Mapping[Role, Verdict] = {
    "pengurus": Verdict(
        "BPU",
        Text("Dapat ikut sebagai peserta mandiri (BPU), karena tidak menerima upah dari koperasi."),
        ("status-tanpa-upah",),
        "pengurus-tanpa-gaji",
    ),
    "kades": Verdict(
        "bukan",
        Text(
            "Tidak didaftarkan koperasi selama tidak digaji koperasi, walau menjadi ketua pengawas karena jabatannya."
        ),
        ("koperasi-kades",),
        "kepala-desa-pengawas",
    ),
    "pekerja": AS_HELPER,
    "keluarga": AS_HELPER,
}
