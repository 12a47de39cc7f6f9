"""The iuran paper and sheet say what the bill says, and nothing is read as markup or as a formula."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from python_calamine import load_workbook

from bot.documents import make
from bot.render import words
from dialogue.text import Rupiah
from knowledge.book import Book
from knowledge.iuran import Bill, Group, Plan, monthly_iuran
from tests.bot.documents.pdf_words import pages
from tests.bot.documents.sample import KARYAWAN, PENGURUS, PETANI, PLAN, iuran_file

FULL = Plan(PLAN.groups, "menengah", 2, ("jkk", "jkm", "jht", "jp"))


def bill_of(plan: Plan, book: Book) -> Bill:
    return monthly_iuran(plan, book.on(date(2026, 11, 26)))


def rupiah(amount: int) -> str:
    return words(Rupiah(amount), "id")


async def paper(book: Book, plan: Plan = PLAN, on: str = "2026-11-26") -> list[str]:
    return pages((await make(iuran_file("pdf", plan, on), book)).content)


async def test_the_paper_holds_every_amount_of_the_bill(book: Book) -> None:
    (page,) = await paper(book)
    bill = bill_of(PLAN, book)
    amounts = {bill.employer, bill.worker, bill.total, bill.employer * 12, bill.worker * 12, bill.total * 12}
    for one in bill.groups:
        amounts |= {one.employer, one.worker, one.total, sum(line.per_person for line in one.lines)}
        amounts |= {amount for line in one.lines for amount in (line.per_person, line.employer, line.worker)}
    printed = page.split("\n")
    assert [amount for amount in sorted(amounts) if rupiah(amount) not in printed] == []


async def test_the_paper_of_the_sample_is_as_it_was_reckoned_by_hand(book: Book) -> None:
    (page,) = await paper(book)
    lines = page.split("\n")
    total = lines.index("Seluruhnya")
    assert lines[total : total + 12] == [
        *("Seluruhnya", "Sebulan", "Setahun, tarif ini"),
        *("Bagian koperasi", "Rp108.000", "Rp1.296.000"),
        *("Bagian peserta", "Rp336.000", "Rp4.032.000"),
        *("Jumlah", "Rp444.000", "Rp5.328.000"),
    ]
    farmers = lines.index("Petani, 40 orang")
    assert lines[farmers + 2 : farmers + 9] == [
        *("JKK (kecelakaan kerja)", "Rp1.000.000", "1%, diskon", "Rp5.000"),
        *("Rp0", "Rp200.000", "Rp200.000"),
    ]


async def test_the_paper_says_what_it_is_and_what_it_rests_on(book: Book) -> None:
    (page,) = await paper(book)
    assert "Perkiraan; angka resmi keluar di SIPP. Ini bukan bukti pendaftaran." in page
    assert "Peserta terlindungi setelah iuran pertama dibayar." in page
    assert "Menurut aturan yang berlaku pada 26 November 2026." in page
    assert "JKK PU: PP 44/2015 Pasal 16 ayat (1). Berlaku sejak 1 Juli 2015." in page
    assert "Skala usaha koperasi: mikro." in page
    assert "Kelas risiko kecelakaan kerja: I;" in page
    assert f"Isi {book.version}." in page


async def test_the_paper_tells_a_price_that_ends_soon(book: Book) -> None:
    (page,) = await paper(book)
    assert "tanpa diskon Rp16.800 per orang. Diskon berlaku sampai 31 Desember 2026." in page
    assert "Mulai 1 Januari 2027: Rp780.000 sebulan." in page
    (later,) = await paper(book, on="2027-01-02")
    assert "Rp672.000" in later
    assert "iskon" not in later


async def test_a_cooperative_with_all_programmes_still_fits_one_page(book: Book) -> None:
    (page,) = await paper(book, FULL)
    for program in ("JKK (kecelakaan kerja)", "JHT (hari tua)", "JP (pensiun)", "JKP (kehilangan pekerjaan)"):
        assert program in page
    assert "Kelas risiko kecelakaan kerja: II;" in page


async def test_a_long_plan_turns_the_page_and_says_on_each_what_it_is(book: Book) -> None:
    found = await paper(book, Plan((KARYAWAN,) * 20, "besar"))
    assert 2 <= len(found) <= 4
    assert all("Ini bukan bukti pendaftaran." in page for page in found)
    assert f"Halaman 2/{len(found)}" in found[1]


HOSTILE = '#panic("x") *tebal* $x$ \\ <b> {a} =1+1'


async def test_words_on_the_paper_are_never_markup(book: Book) -> None:
    plan = Plan((Group(HOSTILE, 5, "PU", 3_000_000),))
    (page,) = await paper(book, plan)
    assert f"{HOSTILE}, 5 orang" in page
    assert (await make(iuran_file("png", plan), book)).content


async def sheet(book: Book, plan: Plan = PLAN) -> dict[str, list[list[Any]]]:
    work = load_workbook(io.BytesIO((await make(iuran_file("xlsx", plan), book)).content))
    return {name: list(work.get_sheet_by_name(name).to_python()) for name in work.sheet_names}


def written(content: bytes) -> str:
    """The XML of the first sheet."""
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("plan", [PLAN, FULL], ids=["mikro", "menengah"])
async def test_the_sheet_holds_every_line_and_the_sums(book: Book, plan: Plan) -> None:
    rows = (await sheet(book, plan))["Hitungan"][5:]
    bill = bill_of(plan, book)
    wanted = [
        [line.people, line.employer_each, line.worker_each, line.per_person, line.employer, line.worker]
        for one in bill.groups
        for line in one.lines
    ]
    assert [[row[2], *row[5:10]] for row in rows[:-2]] == wanted
    assert rows[-2][8:] == [bill.employer, bill.worker, bill.total]
    assert rows[-1][8:] == [bill.employer * 12, bill.worker * 12, bill.total * 12]


async def test_the_sheet_is_live(book: Book) -> None:
    """Whoever changes the people of a group in its first line changes all of it."""
    xml = written((await make(iuran_file("xlsx"), book)).content)
    for formula in ("C6", "F6+G6", "C6*F6", "C6*G6", "I6+J6", "SUM(K6:K11)", "K12*12"):
        assert f"<f>{formula}</f>" in xml
    assert "<f>C6</f><v>5</v>" in xml


async def test_the_sheet_says_what_it_rests_on(book: Book) -> None:
    rows = (await sheet(book))["Dasar"]
    assert ["JKK PU", "PP 44/2015 Pasal 16 ayat (1)", "Berlaku sejak 1 Juli 2015."] in rows
    assert "Mulai 1 Januari 2027: Rp780.000 sebulan." in [row[0] for row in rows]


@pytest.mark.parametrize("label", ["=1+1", "+62", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
async def test_words_in_the_sheet_are_never_formulas(book: Book, label: str) -> None:
    plan = Plan((Group(label, 5, "PU", 3_000_000), PENGURUS, PETANI))
    content = (await make(iuran_file("xlsx", plan), book)).content
    assert (await sheet(book, plan))["Hitungan"][5][0] == label
    xml = written(content)
    assert label.lstrip("=") not in "".join(part.partition("</f>")[0] for part in xml.split("<f>")[1:])
