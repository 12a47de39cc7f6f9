"""The leads as a table for a spreadsheet; without `full` nothing in it is enough to call or to name a person."""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]
from sqlalchemy import Connection, Row

from bot.render import plain
from db.export import sent_leads
from dialogue.text import Text
from leads.calendar import ZONE
from leads.phone import read_phones, without_numbers
from leads.pipeline import CoopState, LeadState, Reason, label

Cell: TypeAlias = str | int | date | datetime | None
Formats: TypeAlias = Mapping[type[date], Any]
LONGEST = 32_000
"""Characters of a cell; a spreadsheet takes 32,767."""
FORMULA = ("=", "+", "-", "@")
"""What begins a formula when a spreadsheet opens a CSV file; TAB and CR do too, and no cell holds either."""


@dataclass(frozen=True)
class Source:
    """One lead and what its cells are made with. refs: reference numbers by id. full: nothing is masked."""

    row: Row[Any]
    refs: Mapping[int, str]
    full: bool

    def words(self, said: Any) -> str:
        """What a person said, on one line; where phones are masked, without any number that could be one."""
        line = " ".join("".join(" " if unicodedata.category(one)[0] == "C" else one for one in str(said or "")).split())
        return (line if self.full else " ".join(without_numbers(line).split()))[:LONGEST]

    def phone(self, e164: str | None) -> str:
        found = read_phones(e164)[0] if e164 and read_phones(e164) else None
        return (found.national if self.full else found.masked) if found else ""

    @property
    def contact(self) -> str:
        """Ibu Siti Aminah; masked: Ibu Siti."""
        name = self.words(self.row.name)
        shown = name if self.full else name.partition(" ")[0]
        return " ".join(filter(None, (self.row.salutation, shown))) if name else ""

    def more(self, name: str) -> str:
        """A later answer of the person."""
        return self.words(self.row.extra.get(name)).replace("_", " ")

    @property
    def second_contact(self) -> str:
        """Somebody else's name, who was not asked: masked, only whether there is one."""
        said = self.more("kontak2")
        return said if self.full or not said else plain(Text("ada"))


@dataclass(frozen=True)
class Column:
    """width: in characters."""

    title: Text
    width: int
    value: Callable[[Source], Cell]


COLUMNS = (
    Column(Text("Nomor"), 10, lambda one: str(one.row.ref)),
    Column(Text("Masuk (WIB)"), 17, lambda one: local(one.row.sent_at)),
    Column(Text("Desa/kelurahan"), 22, lambda one: one.words(one.row.village)),
    Column(Text("Kode desa"), 15, lambda one: one.row.village_code),
    Column(Text("Kecamatan"), 18, lambda one: one.words(one.row.kecamatan)),
    Column(Text("Di luar wilayah"), 18, lambda one: one.words(one.row.outside)),
    Column(Text("Kontak"), 24, lambda one: one.contact),
    Column(Text("Jabatan"), 16, lambda one: one.words(one.row.jabatan)),
    Column(Text("Telepon"), 17, lambda one: one.phone(one.row.phone)),
    Column(Text("Telepon kedua"), 17, lambda one: one.phone(one.row.extra.get("telepon2"))),
    Column(Text("Kontak kedua"), 18, lambda one: one.second_contact),
    Column(Text("Status"), 18, lambda one: plain(label(LeadState(one.row.state)))),
    Column(Text("Alasan selesai"), 18, lambda one: plain(label(Reason(one.row.reason))) if one.row.reason else ""),
    Column(Text("Digabung ke"), 11, lambda one: one.refs.get(one.row.joined_to, "")),
    Column(Text("Petugas"), 18, lambda one: one.row.holder),
    Column(Text("Ditunda sampai"), 14, lambda one: day(one.row.postponed_until)),
    Column(Text("Status koperasi"), 20, lambda one: coop_words(one.row.coop_state)),
    Column(Text("Terdaftar"), 12, lambda one: one.row.registered_on),
    Column(Text("Kabar terakhir (WIB)"), 19, lambda one: local(one.row.news_at or one.row.changed_at)),
    Column(Text("Waktu dihubungi"), 15, lambda one: one.more("waktu")),
    Column(Text("Jumlah orang"), 12, lambda one: count(one.row.extra.get("orang_jumlah"))),
    Column(Text("Kartu dari desa"), 14, lambda one: one.more("kartu")),
    Column(Text("Berkas"), 14, lambda one: one.more("berkas")),
    Column(Text("Kendala"), 30, lambda one: one.more("kendala")),
)


def local(moment: datetime | None) -> datetime | None:
    """Wall time in WIB, without its zone: the title names it, and spreadsheets know none."""
    return moment.astimezone(ZONE).replace(tzinfo=None, microsecond=0) if moment else None


def day(moment: datetime | None) -> date | None:
    return moment.astimezone(ZONE).date() if moment else None


def coop_words(state: str | None) -> str:
    return plain(label(CoopState(state))) if state else ""


def count(value: Any) -> int | None:
    return value if isinstance(value, int) else None


@dataclass(frozen=True)
class Table:
    """Cells in the order of COLUMNS, one row a lead."""

    rows: Sequence[Sequence[Cell]]

    @property
    def titles(self) -> list[str]:
        return [plain(column.title) for column in COLUMNS]

    def to_csv(self) -> bytes:
        """UTF-8 with a byte-order mark, as Excel wants it; no cell is read as a formula."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self.titles)
        writer.writerows([inert(cell) for cell in row] for row in self.rows)
        return out.getvalue().encode("utf-8-sig", "replace")

    def to_xlsx(self) -> bytes:
        """A workbook with a frozen header and a filter; words stay words whatever they begin with."""
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet(plain(Text("Permintaan")))
            moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
            formats: Formats = {datetime: moment, date: book.add_format({"num_format": "dd-mm-yyyy"})}
            sheet.write_row(0, 0, self.titles, book.add_format({"bold": True, "bottom": 1}))
            for number, column in enumerate(COLUMNS):
                sheet.set_column(number, number, column.width)
            for line, row in enumerate(self.rows, start=1):
                for number, cell in enumerate(row):
                    write(sheet, line, number, cell, formats)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(1, len(self.rows)), len(COLUMNS) - 1)
        return out.getvalue()


def make_table(connection: Connection, *, full: bool) -> Table:
    """All requests that were sent, oldest first."""
    rows = sent_leads(connection)
    refs = {row.id: str(row.ref) for row in rows}
    return Table([[column.value(Source(row, refs, full)) for column in COLUMNS] for row in rows])


def inert(cell: Cell) -> str:
    """A cell of a CSV file."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.lstrip().startswith(FORMULA) else words


def write(sheet: Any, line: int, column: int, cell: Cell, formats: Formats) -> None:
    match cell:
        case datetime() | date():
            sheet.write_datetime(line, column, cell, formats[type(cell)])
        case int():
            sheet.write_number(line, column, cell)
        case str() if cell:
            sheet.write_string(line, column, cell.encode("utf-8", "replace").decode())
