"""The balance of a digest: from the history, since the digest before, in one line of words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dialogue.text import Number, Text, joined
from leads.digest.dates import near
from leads.ledger import Change, Ledger, ledger, opening
from leads.pipeline import Reason, label
from leads.row import LeadRow


@dataclass(frozen=True)
class Snapshot:
    """What the next digest of the same person has to know of this one; stored when it is sent.

    number: its place among the digests of this person. saldo: its closing balance. last_change: the newest change that
    is in it. states: of the head's digest, cooperatives by state.
    """

    day: date
    number: int
    saldo: int
    last_change: int
    states: Mapping[str, int] = field(default_factory=dict)


def balance(rows: Iterable[LeadRow], changes: Sequence[Change], previous: Snapshot | None) -> Ledger:
    """The ledger since the digest before. Its opening is counted from the history, not taken on trust."""
    seen = previous.last_change if previous else 0
    before = [change for change in changes if change.change_id <= seen]
    since = [change for change in changes if change.change_id > seen]
    return ledger(since, opening(before), [row.state for row in rows])


def following(
    previous: Snapshot | None,
    day: date,
    book: Ledger,
    changes: Iterable[Change],
    states: Mapping[str, int] | None = None,
) -> Snapshot:
    """What this digest leaves behind for the next."""
    last = max((change.change_id for change in changes), default=previous.last_change if previous else 0)
    return Snapshot(day, previous.number + 1 if previous else 1, book.saldo_akhir, last, states or {})


def warning(book: Ledger, previous: Snapshot | None) -> Text | None:
    """What the reader must know before he trusts the line: it does not add up, or it opens with another balance."""
    if not book.balanced:
        return Text("Hitungan ini tidak cocok dengan catatan. Mohon kabari pengelola Sapakop.")
    if previous is None or previous.saldo == book.saldo_awal:
        return None
    old, new = Number(previous.saldo), Number(book.saldo_awal)
    return Text("Saldo lalu {old}, sekarang {new}: ada yang pindah tangan atau wilayah.", old=old, new=new)


def balance_line(ledger: Ledger, since: date | None, today: date) -> Text:
    """Hitungan: saldo Jumat 9 + masuk 2 − keluar 1 = 10 (dipegang 8, menunggu 2)."""
    return Text(
        "Hitungan: {start} {opening} + masuk {came} − keluar {gone} = {closing} ({states}).",
        start=Text("saldo {day}", day=near(since, today)) if since else Text("saldo awal"),
        opening=Number(ledger.saldo_awal),
        came=Number(ledger.masuk),
        gone=_gone(ledger.keluar),
        closing=Number(ledger.saldo_akhir),
        states=_states(ledger),
    )


def _gone(keluar: Mapping[Reason, int]) -> Text:
    total = Number(sum(keluar.values()))
    there = [reason for reason in Reason if keluar.get(reason)]
    if not there:
        return Text("{total}", total=total)
    parts = (Text("{reason} {count}", reason=label(reason), count=Number(keluar[reason])) for reason in there)
    return Text("{total} ({reasons})", total=total, reasons=joined(*parts, by=", "))


def _states(ledger: Ledger) -> Text:
    return joined(
        Text("dipegang {count}", count=Number(ledger.dipegang)),
        Text("menunggu {count}", count=Number(ledger.menunggu)),
        Text("ditunda {count}", count=Number(ledger.ditunda)) if ledger.ditunda else None,
        by=", ",
    )
