"""A digest as it is read: sections with counts, at most six rows a page, the ledger at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypedDict

from dialogue.text import Number, Text, joined
from leads.digest.balance import Snapshot, balance_line, warning
from leads.ledger import Ledger, LedgerJson
from leads.pipeline import LeadState
from leads.row import LeadRow

SectionKey: TypeAlias = Literal["keputusan", "hari_ini", "terlambat", "terdaftar_belum_bayar", "baru", "belum_lengkap"]
TITLES: Mapping[SectionKey, Text] = {
    "keputusan": Text("*PERLU KEPUTUSAN* ({count})"),
    "hari_ini": Text("*HARI INI* ({count})"),
    "terlambat": Text("*TERLAMBAT* ({count})"),
    "terdaftar_belum_bayar": Text("*TERDAFTAR, BELUM BAYAR* ({count})"),
    "baru": Text("*BARU, BELUM DIAMBIL* ({count})"),
    # Not inside BARU as the sketch had it: a draft is outside the ledger, and BARU has to equal its "menunggu".
    "belum_lengkap": Text("*BELUM LENGKAP* ({count})"),
}
ROWS = 6
"""Rows of one page: more does not fit the small screen that this is read on."""


@dataclass(frozen=True)
class Item:
    """One row. action: what its button offers. lead_ref: "" of a draft, which has no number yet."""

    number: int
    lead_ref: str
    lead_id: int
    text: Text
    action: Literal["ambil", "buka"]


class DigestJson(TypedDict):
    """A digest as `sapakop digest --json` prints it."""

    sections: dict[str, list[str]]
    ledger: LedgerJson


@dataclass(frozen=True)
class Digest:
    """One digest. head: greeting, territory. quiet: said when there is no row. notes: lines after the sections.

    previous: what the digest before left behind; None: this is the first.
    """

    code: str
    head: Text
    sections: Mapping[SectionKey, tuple[Item, ...]]
    quiet: Text
    notes: tuple[Text, ...]
    ledger: Ledger
    snapshot: Snapshot
    previous: Snapshot | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """All rows of all pages, numbered from 1."""
        return tuple(item for rows in self.sections.values() for item in rows)

    @property
    def waiting(self) -> int:
        """Leads that want something done: those that nobody holds, and the rows of those that somebody does."""
        return self.ledger.menunggu + sum(item.action == "buka" for item in self.items)

    @property
    def more(self) -> int:
        """Rows that the first page does not show."""
        return self.left(1)

    def left(self, first: int) -> int:
        """Rows after the page that begins with row number `first`."""
        return max(0, len(self.items) - (first + ROWS - 1))

    def page(self, first: int = 1) -> tuple[Item, ...]:
        """The rows of the page that begins with row number `first`."""
        return self.items[first - 1 : first - 1 + ROWS]

    def text(self, first: int = 1) -> Text:
        """One page. Only the first has greeting, notes and ledger; it names every section that has rows."""
        blocks = [_block(key, rows, first) for key, rows in self.sections.items() if rows]
        if first > 1:
            return joined(*blocks)
        foot = joined(*self.notes, self._ledger_line(), by="\n")
        return joined(self.head, *(blocks or [self.quiet]), foot)

    def to_json(self) -> DigestJson:
        """The rows' reference numbers by section, and the ledger. A draft is "draft-7"."""
        sections: dict[str, list[str]] = {
            key: [item.lead_ref or f"draft-{item.lead_id}" for item in rows] for key, rows in self.sections.items()
        }
        return {"sections": sections, "ledger": self.ledger.to_json()}

    def _ledger_line(self) -> Text:
        number = Text("No. {code}-{number}", code=self.code, number=str(self.snapshot.number))
        line = balance_line(self.ledger, self.previous.day if self.previous else None, self.snapshot.day)
        return joined(warning(self.ledger, self.previous), joined(line, number, by=" "), by="\n")


def _block(key: SectionKey, rows: Sequence[Item], first: int) -> Text | None:
    """A section's title, and its rows on the page that begins with row `first`; the first page names every section."""
    here = [row for row in rows if first <= row.number < first + ROWS]
    if not here and first > 1:
        return None
    later = sum(row.number >= first + ROWS for row in rows)
    title = Text(TITLES[key].message, count=Number(len(rows)))
    lines = [Text("{number}. {what}", number=Number(row.number), what=row.text) for row in here]
    return joined(title, *lines, Text("… {count} lagi", count=Number(later)) if later else None, by="\n")


def numbered(found: Mapping[SectionKey, list[tuple[LeadRow, Text]]]) -> dict[SectionKey, tuple[Item, ...]]:
    """The rows as items, counted through all sections."""
    numbers = iter(range(1, sum(map(len, found.values())) + 1))
    return {key: tuple(_item(next(numbers), row, text) for row, text in pairs) for key, pairs in found.items()}


def _item(number: int, row: LeadRow, text: Text) -> Item:
    action: Literal["ambil", "buka"] = "ambil" if row.state is LeadState.baru else "buka"
    return Item(number, row.ref, row.lead_id, text, action)
