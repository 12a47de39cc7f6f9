import csv
import io
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.bot.commands.conftest import Cli, Done

PHONE = "0812-1000-0004"


def rows(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.raw.decode("utf-8-sig"), newline="")))


def change(week: Path, ref: str, **values: str) -> None:
    with closing(sqlite3.connect(week)) as connection, connection:
        for name, value in values.items():
            connection.execute(f"UPDATE lead SET {name} = ? WHERE ref = ?", (value, ref))


@pytest.mark.usefixtures("week")
def test_every_request_that_was_sent_is_in_the_export_once(cli: Cli) -> None:
    done = cli("leads", "export")
    assert done.code == 0
    assert done.raw.startswith(b"\xef\xbb\xbf")
    found = rows(done)
    assert [row["Nomor"] for row in found] == [
        "K-NY97",
        "K-8XN5",
        "K-XWX3",
        "K-MW7V",
        "K-7VJR",
        "K-WTVP",
        "K-JT5F",
    ]
    joined = found[4]
    assert (joined["Status"], joined["Alasan selesai"], joined["Digabung ke"]) == ("selesai", "digabung", "K-MW7V")


@pytest.mark.usefixtures("week")
def test_without_full_nobody_can_be_called_or_named(cli: Cli) -> None:
    done = cli("leads", "export")
    row = rows(done)[3]
    assert (row["Kontak"], row["Telepon"]) == ("Ibu Siti", "0812-****-004")
    assert PHONE not in done.out
    assert "Aminah" not in done.out
    assert "6281210000004" not in done.out


@pytest.mark.usefixtures("week")
def test_with_full_names_and_phones_are_whole(cli: Cli) -> None:
    row = rows(cli("leads", "export", "--full"))[3]
    assert (row["Kontak"], row["Telepon"]) == ("Ibu Siti Aminah", PHONE)


def test_phones_and_names_in_free_words_are_masked_too(cli: Cli, week: Path) -> None:
    extra = (
        '{"kontak2": "Pak Joko 0812-3456-7890", "kendala": "telepon 0812-3456-7890 saja", "telepon2": "+6281234567890"}'
    )
    change(week, "K-JT5F", extra=extra, village="Ciangsana 081234567890")
    masked, full = rows(cli("leads", "export"))[6], rows(cli("leads", "export", "--full"))[6]
    assert "7890" not in " ".join(masked.values())
    assert (masked["Kontak kedua"], masked["Kendala"]) == ("ada", "telepon saja")
    assert masked["Telepon kedua"] == "0812-****-890"
    assert full["Kontak kedua"] == "Pak Joko 0812-3456-7890"


FORMULAS = {
    "K-NY97": "=1+1",
    "K-8XN5": "+1+1",
    "K-XWX3": "-1+1",
    "K-MW7V": "@SUM(A1)",
    "K-7VJR": "\t=1+1",
    "K-WTVP": "\r \n=1+1",
    "K-JT5F": '  =HYPERLINK("http://x","y")',
}


def test_no_cell_is_a_formula_in_a_spreadsheet(cli: Cli, week: Path, tmp_path: Path) -> None:
    for ref, formula in FORMULAS.items():
        change(week, ref, name=formula, jabatan=formula, village=formula)
    found = [*rows(cli("leads", "export")), *rows(cli("leads", "export", "--full"))]
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in found for cell in row.values())
    assert found[0]["Jabatan"] == "'=1+1"
    out = tmp_path / "leads.xlsx"
    assert cli("leads", "export", "--full", "--format", "xlsx", "--out", str(out)).code == 0
    with ZipFile(out) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    cells = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()[1:]
    assert [row[7] for row in cells] == [" ".join(formula.split()) for formula in FORMULAS.values()]


@pytest.mark.usefixtures("week")
def test_a_workbook_reads_back_as_the_same_table(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "leads.xlsx"
    done = cli("leads", "export", "--format", "xlsx", "--out", str(out))
    assert done.out == f"7 permintaan ditulis ke {out}.\n"
    titles, *cells = CalamineWorkbook.from_path(out).get_sheet_by_name("Permintaan").to_python()
    plain = rows(cli("leads", "export"))
    assert titles == list(plain[0])
    assert [row[0] for row in cells] == [row["Nomor"] for row in plain]
    assert cells[6][1] == datetime(2026, 11, 20, 19, 12, tzinfo=None)  # noqa: DTZ001  a spreadsheet knows no zone
    assert plain[6]["Masuk (WIB)"] == "2026-11-20 19:12"
    assert cells[0][17] == date(2026, 11, 16)
    assert cells[6][20] == 8
    with ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b'state="frozen"' in sheet
    assert b"<autoFilter" in sheet


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_its_owners_alone_even_where_another_one_lay(cli: Cli, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"leads.{kind}"
    out.write_text("lama")
    out.chmod(0o644)
    assert cli("leads", "export", "--format", kind, "--out", str(out)).code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert {file.name for file in tmp_path.iterdir()} == {"data", out.name}


@pytest.mark.usefixtures("week")
def test_a_full_export_reminds_what_it_holds(cli: Cli, tmp_path: Path) -> None:
    assert "hapus bila sudah selesai" in cli("leads", "export", "--full", "--out", str(tmp_path / "x.csv")).out


@pytest.mark.usefixtures("week")
def test_a_place_that_cannot_be_written_is_told(cli: Cli, tmp_path: Path) -> None:
    done = cli("leads", "export", "--out", str(tmp_path / "nowhere" / "x.csv"))
    assert done.code == 1
    assert done.err.startswith("sapakop: --out ")
    assert done.err.count("\n") == 1


def test_a_branch_without_leads_has_a_table_of_titles(cli: Cli, tmp_path: Path) -> None:
    done = cli("leads", "export")
    assert rows(done) == []
    assert done.out.count("\r\n") == 1
    assert cli("leads", "export", "--format", "xlsx", "--out", str(tmp_path / "x.xlsx")).code == 0


def test_a_workbook_is_not_poured_onto_a_screen(data_dir: Path) -> None:
    screen, end = pty.openpty()
    env = {**os.environ, "SAPAKOP_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-c", "from bot.commands import main; main()", "leads", "export", "--format", "xlsx"]
    done = subprocess.run(command, stdout=end, stderr=subprocess.PIPE, env=env, check=False)
    os.close(end)
    os.close(screen)
    assert done.returncode == 2
    assert done.stderr == b"sapakop: a workbook cannot be shown here: --out FILE\n"
