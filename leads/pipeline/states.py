"""The states of the two machines (a lead, a cooperative), and their names for people."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from dialogue.text import Text


class LeadState(StrEnum):
    """Someone's request. A draft stands outside the ledger."""

    draft = "draft"
    baru = "baru"
    dipegang = "dipegang"
    ditunda = "ditunda"
    selesai = "selesai"


class Reason(StrEnum):
    """Why a lead is finished."""

    berhasil = "berhasil"
    tidak_berminat = "tidak_berminat"
    digabung = "digabung"
    di_luar_wilayah = "di_luar_wilayah"
    bukan_saya = "bukan_saya"
    dihapus = "dihapus"


class CoopState(StrEnum):
    """How far one cooperative of the registry has come; every row of the registry has exactly one."""

    belum_disapa = "belum_disapa"
    baru = "baru"
    dihubungi = "dihubungi"
    berminat = "berminat"
    berkas_kurang = "berkas_kurang"
    siap_daftar = "siap_daftar"
    terdaftar = "terdaftar"
    iuran_pertama = "iuran_pertama"
    aktif = "aktif"
    ditunda = "ditunda"
    tidak_berminat = "tidak_berminat"
    menunggak = "menunggak"


OPEN = frozenset({LeadState.baru, LeadState.dipegang, LeadState.ditunda})
"""The states that the ledger counts."""
REGISTERED = frozenset({CoopState.terdaftar, CoopState.iuran_pertama, CoopState.aktif, CoopState.menunggak})
"""Staff have confirmed the registration."""
PAID = frozenset({CoopState.iuran_pertama, CoopState.aktif})
"""The first contribution has been paid and none is missing."""

# One table for each machine: members of two StrEnums with the same word are equal, so they cannot share a dict.
LEAD_LABELS: Mapping[LeadState, Text] = {
    LeadState.draft: Text("belum dikirim"),
    LeadState.baru: Text("menunggu petugas"),
    LeadState.dipegang: Text("dipegang petugas"),
    LeadState.ditunda: Text("ditunda"),
    LeadState.selesai: Text("selesai"),
}
REASON_LABELS: Mapping[Reason, Text] = {
    Reason.berhasil: Text("berhasil"),
    Reason.tidak_berminat: Text("tidak berminat"),
    Reason.digabung: Text("digabung"),
    Reason.di_luar_wilayah: Text("diserahkan ke luar wilayah"),
    Reason.bukan_saya: Text("salah nomor"),
    Reason.dihapus: Text("data dihapus"),
}
COOP_LABELS: Mapping[CoopState, Text] = {
    CoopState.belum_disapa: Text("belum disapa"),
    CoopState.baru: Text("baru"),
    CoopState.dihubungi: Text("sudah dihubungi"),
    CoopState.berminat: Text("berminat"),
    CoopState.berkas_kurang: Text("berkas kurang"),
    CoopState.siap_daftar: Text("siap didaftarkan"),
    CoopState.terdaftar: Text("terdaftar belum bayar"),
    CoopState.iuran_pertama: Text("iuran pertama dibayar"),
    CoopState.aktif: Text("aktif"),
    CoopState.ditunda: Text("ditunda"),
    CoopState.tidak_berminat: Text("tidak berminat"),
    CoopState.menunggak: Text("menunggak"),
}

Labelled: TypeAlias = LeadState | CoopState | Reason


def label(state: Labelled) -> Text:
    """The name of a state (or of the reason of an end) for people, in lower case."""
    if isinstance(state, LeadState):
        return LEAD_LABELS[state]
    return COOP_LABELS[state] if isinstance(state, CoopState) else REASON_LABELS[state]
