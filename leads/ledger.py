"""The ledger of every digest: saldo awal + masuk − keluar = saldo akhir = menunggu + dipegang + ditunda."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from leads.pipeline import OPEN, LeadState, Reason
from leads.row import Change

__all__ = ["Change", "Ledger", "LedgerJson", "Unbalanced", "ledger", "opening"]


class Unbalanced(Exception):  # noqa: N818  it is an answer, not a fault
    """The history and the leads do not tell the same story."""


class LedgerJson(TypedDict):
    """The ledger as `sapakop digest --json` prints it."""

    saldo_awal: int
    masuk: int
    keluar: dict[str, int]
    saldo_akhir: int
    menunggu: int
    dipegang: int
    ditunda: int


@dataclass(frozen=True)
class Ledger:
    """The open leads of a territory between two moments. Drafts stand outside; keluar is by reason."""

    saldo_awal: int
    masuk: int
    keluar: Mapping[Reason, int]
    saldo_akhir: int
    menunggu: int
    dipegang: int
    ditunda: int

    @property
    def balanced(self) -> bool:
        """Do both equations hold?"""
        flow = self.saldo_awal + self.masuk - sum(self.keluar.values())
        return flow == self.saldo_akhir == self.menunggu + self.dipegang + self.ditunda

    def check(self) -> None:
        """Raise `Unbalanced` unless both equations hold."""
        if not self.balanced:
            raise Unbalanced(f"{self!r}")

    def to_json(self) -> LedgerJson:
        return {
            "saldo_awal": self.saldo_awal,
            "masuk": self.masuk,
            "keluar": {reason.value: self.keluar.get(reason, 0) for reason in Reason},
            "saldo_akhir": self.saldo_akhir,
            "menunggu": self.menunggu,
            "dipegang": self.dipegang,
            "ditunda": self.ditunda,
        }


def ledger(changes: Iterable[Change], opening: int, now_states: Iterable[LeadState]) -> Ledger:
    """The ledger of the changes since `opening` was counted, and of the states that the leads have now.

    The closing balance comes from the states, the flow from the history: when they disagree, `balanced` is False.
    Sent, split off and reopened leads come in; only a finished one goes out.
    """
    masuk, keluar, now = 0, Counter[Reason](), Counter(now_states)
    for change in changes:
        was, will = change.from_state in OPEN, change.to_state in OPEN
        masuk += will and not was
        if was and not will:
            if change.reason is None:
                raise Unbalanced(f"lead {change.lead_id} was finished without a reason")
            keluar[change.reason] += 1
    closing = sum(now[state] for state in OPEN)
    return Ledger(
        opening, masuk, dict(keluar), closing, now[LeadState.baru], now[LeadState.dipegang], now[LeadState.ditunda]
    )


def opening(changes: Iterable[Change]) -> int:
    """How many leads were open after these changes (the whole history of the leads up to a moment)."""
    last = {change.lead_id: change.to_state for change in sorted(changes, key=lambda change: change.change_id)}
    return sum(state in OPEN for state in last.values())
