"""What the iuran paper says: every word and number as it is printed, for the template `iuran.typ`."""

from collections.abc import Iterator
from typing import Any

from bot.documents import iuran_words as told
from bot.render import SOURCE, plain, words
from dialogue.text import Rupiah, Text
from knowledge.book import Book
from knowledge.facts import Facts
from knowledge.iuran import Bill, GroupBill, Line
from knowledge.iuran.working import MONTHS


def paper(bill: Bill, book: Book) -> dict[str, Any]:
    """Plain strings and lists of them, in the order of the page; of the content its version, by which it is found."""
    facts = book.on(bill.on)
    return {
        "title": plain(told.TITLE),
        "purpose": plain(told.PURPOSE),
        "name": plain(Text("Koperasi:")),
        "rules": plain(told.rules_of(bill)),
        "heads": [plain(head) for head in HEADS],
        "over": plain(Text("Sebulan, untuk semua orang")),
        "sum": plain(told.TOTAL),
        "each": plain(Text("Per orang")),
        "groups": [group(one, facts) for one in bill.groups],
        "totals": totals(bill),
        "sections": [section for section in sections(bill, book) if section["lines"]],
        "programs": plain(told.glossary(bill)),
        "note": plain(told.DISCLAIMER),
        "version": plain(Text("Disusun Sapakop, asisten otomatis. Isi {version}.", version=book.version)),
        "page": plain(Text("Halaman")),
    }


def sections(bill: Bill, book: Book) -> Iterator[dict[str, Any]]:
    """What stands under the table: changes ahead, what was assumed, what it rests on."""
    facts = book.on(bill.on)
    yield {"head": plain(told.AHEAD), "lines": [plain(one) for one in told.changes(bill, book)]}
    yield {"head": plain(told.ASSUMED), "lines": [plain(one) for one in told.assumptions(bill, facts)]}
    basis = [f"{one.program}: {one.rule}. {plain(one.holds)}" for one in told.sources(bill, facts)]
    yield {"head": plain(told.BASIS), "lines": basis}


HEADS = (
    Text("Kelompok dan program"),
    Text("Dasar iuran"),
    Text("Tarif"),
    Text("Per orang"),
    Text("Koperasi"),
    Text("Peserta"),
    Text("Jumlah"),
)


def rupiah(amount: int) -> str:
    return words(Rupiah(amount), SOURCE)


def group(one: GroupBill, facts: Facts) -> dict[str, Any]:
    discount = told.discount(one, facts)
    return {
        "name": told.group_name(one.group),
        "people": plain(told.people(one.group)),
        "segment": plain(told.segment(one.group)),
        "lines": [row(line) for line in one.lines],
        "each": rupiah(sum(line.per_person for line in one.lines)),
        "parts": plain(
            Text("Koperasi {employer}, peserta {worker}.", employer=Rupiah(one.employer), worker=Rupiah(one.worker))
        ),
        "sums": [rupiah(amount) for amount in (one.employer, one.worker, one.total)],
        "note": plain(discount) if discount else "",
    }


def row(line: Line) -> dict[str, Any]:
    """One programme. amounts: per person, then the cooperative's part, the participants', and both, of all people."""
    base = told.base(line)
    amounts = (line.per_person, line.employer, line.worker, line.employer + line.worker)
    return {
        "program": plain(told.PROGRAMS[line.program]),
        "code": line.program.upper(),
        "base": plain(base) if base else "–",
        "rate": plain(told.rate(line)),
        "reckoned": plain(told.reckoned(line)),
        "amounts": [rupiah(amount) for amount in amounts],
    }


def totals(bill: Bill) -> list[list[str]]:
    """Heads, then who pays what in a month and in a year; the last line is the sum."""
    parts = ((told.EMPLOYER, bill.employer), (told.WORKER, bill.worker), (told.TOTAL, bill.total))
    heads = [plain(text) for text in (Text("Seluruhnya"), Text("Sebulan"), Text("Setahun, tarif ini"))]
    return [heads, *([plain(who), rupiah(due), rupiah(due * MONTHS)] for who, due in parts)]
