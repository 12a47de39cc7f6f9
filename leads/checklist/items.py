"""The items, in the order in which they are done, and on which road each stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogue.text import Text
from leads.pipeline import REGISTERED, CoopState

PAYING = frozenset({CoopState.iuran_pertama, CoopState.aktif, CoopState.menunggak})
READY = REGISTERED | {CoopState.siap_daftar}
ACTIVE = frozenset({CoopState.aktif, CoopState.menunggak})


class Road(StrEnum):
    """How a cooperative joins: as an employer (PU), by members who pay for themselves (BPU), or both."""

    pu = "PU"
    bpu = "BPU"
    both = "PU+BPU"


class Mark(StrEnum):
    """What an officer of the cooperative says of an item."""

    ada = "ada"
    diurus = "diurus"
    belum = "belum"


@dataclass(frozen=True)
class Item:
    """One step. entry: the reviewed answer that explains it. roads: `Road.pu`, `Road.bpu` or both of them.

    confirmed: the states of the cooperative that prove it; only staff set those. None: the officer's word is enough.
    told: staff hear of it when he says that it is done.
    """

    name: str
    title: Text
    entry: str
    roads: frozenset[Road]
    confirmed: frozenset[CoopState] | None = None
    told: bool = False


PU, BPU = frozenset({Road.pu}), frozenset({Road.bpu})
EITHER = PU | BPU
ITEMS: tuple[Item, ...] = (
    Item("akta", Text("Akta dan SK koperasi"), "daftar-berkas", PU),
    Item("nib", Text("NIB"), "belum-nib-npwp", PU),
    Item("npwp", Text("NPWP koperasi"), "belum-nib-npwp", PU),
    Item("ktp", Text("KTP penanggung jawab"), "daftar-berkas", PU),
    Item("pekerja", Text("Daftar pekerja dan upahnya"), "daftar-berkas", PU),
    Item("formulir", Text("Formulir F1 dan F1A"), "daftar-berkas", PU),
    Item("serah", Text("Berkas diserahkan"), "daftar-koperasi", PU, READY, told=True),
    Item("nama", Text("Siapa saja yang ikut"), "pengurus-tanpa-gaji", BPU),
    Item("data", Text("Data tiap orang yang ikut"), "daftar-bpu", BPU),
    Item("paket", Text("Pilihan paket iuran"), "iuran-bpu", BPU),
    Item("mandiri", Text("Orangnya didaftarkan"), "daftar-bpu", BPU, REGISTERED, told=True),
    Item("terdaftar", Text("Bukti pendaftaran"), "daftar-koperasi", EITHER, REGISTERED, told=True),
    Item("bayar", Text("Iuran pertama"), "bayar-iuran", EITHER, PAYING, told=True),
    Item("kartu", Text("Kartu peserta"), "bukti-kartu", EITHER),
    Item("sipp", Text("Laporan bulanan di SIPP"), "sipp", PU, ACTIVE),
    Item("rutin", Text("Iuran bulan berikutnya"), "jatuh-tempo", BPU, ACTIVE),
)
"""What is asked for: PP 44/2015 and Permenaker 5/2021 as the fact `daftar-dokumen` tells, `bpu-syarat` for BPU."""
_BY_NAME: Mapping[str, Item] = {item.name: item for item in ITEMS}


def items_of(road: Road) -> tuple[Item, ...]:
    """The items of a road, in order; of both roads every item once."""
    roads = EITHER if road is Road.both else frozenset({road})
    return tuple(item for item in ITEMS if item.roads & roads)


def item_called(name: str) -> Item | None:
    return _BY_NAME.get(name)
