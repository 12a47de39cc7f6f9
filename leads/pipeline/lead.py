"""The machine of a lead: which step is allowed, and what it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dialogue.text import Text
from leads.pipeline.states import PAID, CoopState, LeadState, Reason, label

L = LeadState

LEAD_MOVES: Mapping[LeadState, frozenset[LeadState]] = {
    L.draft: frozenset({L.baru}),
    L.baru: frozenset({L.dipegang, L.selesai}),
    L.dipegang: frozenset({L.baru, L.ditunda, L.selesai}),
    L.ditunda: frozenset({L.dipegang, L.selesai}),
    L.selesai: frozenset({L.baru}),
}
FOR_GOOD = frozenset({Reason.bukan_saya, Reason.dihapus})
"""Ends that are never reopened: there is nobody left to call."""


class NotAllowed(Exception):  # noqa: N818  it is an answer, not a fault
    """A move that the rules refuse; `reason` says why, in words for the one who tried."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.message)
        self.reason = reason


@dataclass(frozen=True)
class Move:
    """One allowed step of a lead, ready for the history. until: of a postponed one, the day it comes back."""

    from_state: LeadState
    to_state: LeadState
    reason: Reason | None = None
    until: date | None = None


def move(
    state: LeadState,
    to: LeadState,
    *,
    reason: Reason | None = None,
    until: date | None = None,
    today: date | None = None,
    coop: CoopState | None = None,
    was: Reason | None = None,
) -> Move:
    """The step of a lead from `state` to `to`; raise `NotAllowed` with the reason in words.

    reason: needed to finish. until, today: needed to postpone. coop: needed for `berhasil`, which counts only once
    the first contribution is paid. was: the reason of the finished lead that is opened again.
    """
    if to not in LEAD_MOVES[state]:
        raise NotAllowed(
            Text("Permintaan ini sekarang {now}, jadi tidak bisa menjadi {then}.", now=label(state), then=label(to))
        )
    if to is L.ditunda:
        _postpone(until, today)
    if to is L.selesai:
        _end(state, reason, coop)
    if state is L.selesai and was is None:
        raise ValueError("a finished lead has a reason")
    if state is L.selesai and was in FOR_GOOD:
        raise NotAllowed(Text("Orangnya sudah tidak ada di catatan kami, jadi permintaan ini tidak bisa dibuka lagi."))
    return Move(state, to, reason if to is L.selesai else None, until if to is L.ditunda else None)


def _postpone(until: date | None, today: date | None) -> None:
    if until is None or today is None:
        raise NotAllowed(Text("Sebutkan dulu, ditunda sampai tanggal berapa."))
    if until <= today:
        raise NotAllowed(Text("Tanggal penundaan harus sesudah hari ini."))


def _end(state: LeadState, reason: Reason | None, coop: CoopState | None) -> None:
    if reason is None:
        raise NotAllowed(Text("Pilih dulu alasan selesainya."))
    if reason is Reason.berhasil and state is not L.dipegang:
        raise NotAllowed(Text("Hanya petugas yang memegang permintaan ini yang bisa menutupnya sebagai berhasil."))
    if reason is Reason.berhasil and coop not in PAID:
        raise NotAllowed(Text("Belum bisa ditutup sebagai berhasil: iuran pertama belum tercatat."))
