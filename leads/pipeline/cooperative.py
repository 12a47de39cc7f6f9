"""The machine of a cooperative: how far it has come, and what proves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialogue.text import Day, Text
from leads.pipeline.lead import NotAllowed
from leads.pipeline.states import CoopState, label

C = CoopState

ASIDE = frozenset({C.ditunda, C.tidak_berminat})
# Before the registration an officer may skip steps (one call can settle several) and may take one back.
COOP_MOVES: Mapping[CoopState, frozenset[CoopState]] = {
    C.belum_disapa: frozenset({C.baru, C.dihubungi}) | ASIDE,
    C.baru: frozenset({C.dihubungi, C.berminat, C.berkas_kurang, C.siap_daftar}) | ASIDE,
    C.dihubungi: frozenset({C.berminat, C.berkas_kurang, C.siap_daftar}) | ASIDE,
    C.berminat: frozenset({C.berkas_kurang, C.siap_daftar}) | ASIDE,
    C.berkas_kurang: frozenset({C.berminat, C.siap_daftar}) | ASIDE,
    C.siap_daftar: frozenset({C.berkas_kurang, C.terdaftar}) | ASIDE,
    C.terdaftar: frozenset({C.siap_daftar, C.iuran_pertama}),
    C.iuran_pertama: frozenset({C.terdaftar, C.aktif, C.menunggak}),
    C.aktif: frozenset({C.menunggak}),
    C.menunggak: frozenset({C.aktif}),
    C.ditunda: frozenset({C.baru, C.dihubungi, C.berminat, C.berkas_kurang, C.siap_daftar, C.tidak_berminat}),
    C.tidak_berminat: frozenset({C.baru, C.dihubungi, C.berminat}),
}


@dataclass(frozen=True)
class Registration:
    """What proves that a cooperative is registered: PU needs its NPP; BPU the number of people and the proof."""

    road: Literal["PU", "BPU"]
    on: date
    npp: str = ""
    people: int = 0
    proof: str = ""


@dataclass(frozen=True)
class CoopMove:
    """One allowed step of a cooperative, ready for the history."""

    from_state: CoopState
    to_state: CoopState
    registration: Registration | None = None
    paid_on: date | None = None


def move_coop(
    state: CoopState,
    to: CoopState,
    *,
    today: date,
    registration: Registration | None = None,
    paid_on: date | None = None,
    registered_on: date | None = None,
) -> CoopMove:
    """The step of a cooperative; raise `NotAllowed`.

    registration: needed for `terdaftar`. paid_on: needed for `iuran_pertama`. today: neither may lie after it, since
    the applicant is told at once. registered_on: when that was, where it is known; nothing is paid before it.
    """
    if to not in COOP_MOVES[state]:
        raise NotAllowed(
            Text("Koperasi ini sekarang {now}, jadi tidak bisa menjadi {then}.", now=label(state), then=label(to))
        )
    if to is C.terdaftar and state is not C.iuran_pertama:
        _proof(registration, today)
    if to is C.iuran_pertama:
        _payment(paid_on, registered_on, today)
    return CoopMove(state, to, registration, paid_on if to is C.iuran_pertama else None)


def _payment(paid_on: date | None, registered_on: date | None, today: date) -> None:
    if paid_on is None:
        raise NotAllowed(Text("Sebutkan dulu, iuran pertama dibayar tanggal berapa."))
    if paid_on > today:
        raise NotAllowed(Text("Tanggal itu belum tiba. Catat setelah iurannya benar-benar dibayar."))
    if registered_on is not None and paid_on < registered_on:
        raise NotAllowed(Text("Iuran pertama tidak bisa dibayar sebelum terdaftar, {day}.", day=Day(registered_on)))


def _proof(registration: Registration | None, today: date) -> None:
    if registration is None:
        raise NotAllowed(Text("Catat dulu bukti pendaftarannya: NPP, atau jumlah orang dan buktinya."))
    if registration.road == "PU" and not registration.npp.strip():
        raise NotAllowed(Text("Tulis dulu NPP-nya (nomor pendaftaran perusahaan)."))
    if registration.road == "BPU" and (registration.people < 1 or not registration.proof.strip()):
        raise NotAllowed(Text("Tulis dulu jumlah orang yang didaftarkan dan nomor buktinya."))
    if registration.on > today:
        raise NotAllowed(Text("Tanggal itu belum tiba. Catat setelah koperasi benar-benar terdaftar."))
