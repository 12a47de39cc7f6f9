"""The iuran as a workbook: the arithmetic as live formulas, and what it rests on. Words are never read as formulas."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell as cell  # type: ignore[import-untyped]

from bot.documents import iuran_words as told
from bot.render import plain
from dialogue.text import Text
from knowledge.book import Book
from knowledge.iuran import Bill, GroupBill, Line
from knowledge.iuran.working import MONTHS

HEADS = (
    (Text("Kelompok"), 24),
    (Text("Program"), 28),
    (Text("Orang"), 8),
    (Text("Dasar iuran"), 15),
    (Text("Tarif"), 9),
    (Text("Koperasi, per orang"), 14),
    (Text("Peserta, per orang"), 14),
    (Text("Jumlah, per orang"), 14),
    (Text("Koperasi, sebulan"), 16),
    (Text("Peserta, sebulan"), 16),
    (Text("Jumlah, sebulan"), 16),
)
PEOPLE, BASE, RATE, EMPLOYER_EACH, WORKER_EACH, EACH, EMPLOYER, WORKER, TOTAL = range(2, 11)
TOP = 4
"""The row of the heads, counted from 0; the lines stand under it."""
BASIS = ((Text("Program"), 12), (Text("Aturan"), 60), (Text("Masa berlaku"), 44))


@dataclass
class Sheet:
    """A worksheet and the row that is written next."""

    sheet: Any
    formats: dict[str, Any]
    row: int = 0

    def words(self, column: int, words: str, look: str = "words") -> None:
        self.sheet.write_string(self.row, column, words, self.formats[look])

    def text(self, column: int, text: Text, look: str = "words") -> None:
        self.words(column, plain(text), look)

    def formula(self, column: int, formula: str, value: int, look: str = "rupiah") -> None:
        """A live formula, with the value that it has now for whoever only reads."""
        self.sheet.write_formula(self.row, column, formula, self.formats[look], value)


def xlsx(bill: Bill, book: Book) -> bytes:
    """Two sheets: Hitungan and Dasar. The same bytes for the same bill and content."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as work:
        made = datetime.combine(bill.on, time(), UTC).replace(tzinfo=None)
        about = {"title": plain(told.TITLE), "author": "Sapakop", "comments": book.version, "created": made}
        work.set_properties(about)
        formats = {name: work.add_format(look) for name, look in LOOKS.items()}
        write_reckoning(Sheet(work.add_worksheet(plain(Text("Hitungan"))), formats), bill)
        write_basis(Sheet(work.add_worksheet(plain(Text("Dasar"))), formats), bill, book)
    return out.getvalue()


RUPIAH = {"num_format": '"Rp"#,##0', "valign": "top"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "words": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "head": {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 2, "bg_color": "#E8E8E8"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "asked": {"num_format": "#,##0", "valign": "top", "border": 1, "bg_color": "#FFF9E0"},
    "rate": {"num_format": "0.00##%", "valign": "top"},
    "rupiah": RUPIAH,
    "sum": {**RUPIAH, "bold": True, "top": 1},
    "sum_words": {"bold": True, "top": 1},
}


def write_reckoning(sheet: Sheet, bill: Bill) -> None:
    """A line for each programme of each group, the sum of all, and twelve times it."""
    for text, look in ((told.TITLE, "title"), (told.rules_of(bill), "words"), (told.DISCLAIMER, "words")):
        sheet.text(0, text, look)
        sheet.row += 1
    sheet.row = TOP
    for column, (head, width) in enumerate(HEADS):
        sheet.sheet.set_column(column, column, width)
        sheet.text(column, head, "head")
    sheet.row += 1
    for one in bill.groups:
        write_group(sheet, one)
    write_sums(sheet, bill)
    sheet.sheet.freeze_panes(TOP + 1, 1)
    on_one_page(sheet.sheet)


def write_group(sheet: Sheet, one: GroupBill) -> None:
    """The people of a group are typed once, in its first line; the others point at it."""
    first = sheet.row
    for line in one.lines:
        sheet.words(0, told.group_name(one.group))
        sheet.text(1, told.PROGRAMS[line.program])
        if sheet.row == first:
            sheet.sheet.write_number(sheet.row, PEOPLE, one.group.people, sheet.formats["asked"])
        else:
            sheet.formula(PEOPLE, f"={cell(first, PEOPLE)}", one.group.people, "count")
        write_line(sheet, line)
        sheet.row += 1


def write_line(sheet: Sheet, line: Line) -> None:
    row, number = sheet.row, sheet.sheet.write_number
    if line.rate is not None:
        number(row, BASE, line.base, sheet.formats["rupiah"])
        number(row, RATE, float(line.rate), sheet.formats["rate"])
    number(row, EMPLOYER_EACH, line.employer_each, sheet.formats["rupiah"])
    number(row, WORKER_EACH, line.worker_each, sheet.formats["rupiah"])
    sheet.formula(EACH, f"={cell(row, EMPLOYER_EACH)}+{cell(row, WORKER_EACH)}", line.per_person)
    people = cell(row, PEOPLE)
    sheet.formula(EMPLOYER, f"={people}*{cell(row, EMPLOYER_EACH)}", line.employer)
    sheet.formula(WORKER, f"={people}*{cell(row, WORKER_EACH)}", line.worker)
    sheet.formula(TOTAL, f"={cell(row, EMPLOYER)}+{cell(row, WORKER)}", line.employer + line.worker)


def write_sums(sheet: Sheet, bill: Bill) -> None:
    first, last, month = TOP + 1, sheet.row - 1, sheet.row
    due = {EMPLOYER: bill.employer, WORKER: bill.worker, TOTAL: bill.total}
    for label, times in ((Text("Jumlah sebulan"), 1), (Text("Setahun, tarif ini"), MONTHS)):
        for column in range(TOTAL + 1):
            sheet.words(column, plain(label) if column == 0 else "", "sum_words")
        for column, amount in due.items():
            summed = f"=SUM({cell(first, column)}:{cell(last, column)})"
            formula = summed if times == 1 else f"={cell(month, column)}*{times}"
            sheet.formula(column, formula, amount * times, "sum")
        sheet.row += 1


def write_basis(sheet: Sheet, bill: Bill, book: Book) -> None:
    """The regulations with the time in which they hold, then changes ahead and what was assumed."""
    facts = book.on(bill.on)
    for column, (head, width) in enumerate(BASIS):
        sheet.sheet.set_column(column, column, width)
        sheet.text(column, head, "head")
    sheet.row += 1
    for source in told.sources(bill, facts):
        sheet.words(0, source.program)
        sheet.words(1, source.rule, "wrapped")
        sheet.text(2, source.holds, "wrapped")
        sheet.row += 1
    for head, lines in ((told.AHEAD, told.changes(bill, book)), (told.ASSUMED, told.assumptions(bill, facts))):
        write_notes(sheet, head, [plain(line) for line in lines])
    on_one_page(sheet.sheet)


def write_notes(sheet: Sheet, head: Text, lines: Sequence[str]) -> None:
    if not lines:
        return
    sheet.row += 1
    sheet.text(0, head, "head")
    sheet.row += 1
    for line in lines:
        sheet.words(0, line)
        sheet.row += 1


def on_one_page(sheet: Any) -> None:
    """As wide as one sheet of A4, lying."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
