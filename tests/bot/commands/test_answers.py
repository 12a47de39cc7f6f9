import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.house import build
from bot.settings import load_settings
from bot.start import prepare
from tests import talking
from tests.bot.commands.conftest import NOW, Cli
from tests.talking import Chat, Clock

ASKED = "berapa iuran bpu sebulan?"


async def ask(data_dir: Path, at: datetime, *lines: str) -> None:
    house = build(load_settings(data_dir=data_dir, database_url="", _env_file=None), Clock(at))
    await prepare(house)
    await Chat(house, "siti").says(*lines)
    await house.database.close()


@pytest.fixture
def told(data_dir: Path, read_once: None) -> Path:
    """Siti has a request and was told a price; nobody else was."""
    asyncio.run(ask(data_dir, NOW, *talking.FORM, "[Ya, kirim]", "[Sore]", ASKED))
    return data_dir


def test_an_answer_is_made_again_by_its_number(cli: Cli, told: Path) -> None:
    done = cli("answers", "show", "J-1")
    assert (done.code, done.err) == (0, "")
    assert "persis sama dengan yang diberikan." in done.out
    assert "Sekarang paling ringan Rp8.400 sebulan" in done.out
    assert "Masukan: entry = iuran-bpu; part = opening" in done.out
    assert "bpu-paket-umum: Rp8.400. Berlaku 1 April 2026 sampai 31 Desember 2026." in done.out
    assert "Siti" not in done.out


def test_an_answer_is_told_as_json(cli: Cli, told: Path) -> None:
    value = cli("answers", "show", "1", "--json").json
    assert (value["number"], value["topic"], value["verdict"]) == ("J-1", "tanya", "sama")
    assert value["inputs"] == {"entry": "iuran-bpu", "part": "opening"}
    assert value["at"] == "2026-11-23T09:05:00+07:00"
    (package,) = [fact for fact in value["facts"] if fact["id"] == "bpu-paket-umum"]
    assert (package["value"], package["from"], package["to"]) == ("Rp8.400", "2026-04-01", "2026-12-31")


@pytest.mark.parametrize("number, code", [("J-99", 1), ("K-7QM3", 2)])
def test_a_number_that_is_none_is_told_in_one_line(cli: Cli, told: Path, number: str, code: int) -> None:
    done = cli("answers", "show", number)
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)


def test_who_was_told_a_price_that_ends_is_listed_without_a_name(cli: Cli, told: Path) -> None:
    out = cli("answers", "ending").out
    first, *facts = out.splitlines()
    assert first == "telegram, K-NY97, Cikahuripan: J-1, Iuran peserta mandiri (BPU)"
    assert "  bpu-paket-umum Rp8.400 sampai 31 Desember 2026, lalu Rp16.800" in facts
    assert "Siti" not in out


def test_the_list_is_told_as_json(cli: Cli, told: Path) -> None:
    (one,) = cli("answers", "ending", "--json").lines
    assert (one["channel"], one["ref"], one["place"], one["answer"]) == ("telegram", "K-NY97", "Cikahuripan", "J-1")
    (package,) = [fact for fact in one["facts"] if fact["id"] == "bpu-paket-umum"]
    assert (package["value"], package["next"]["value"]) == ("Rp8.400", "Rp16.800")


def test_the_notices_go_out_once(cli: Cli, told: Path) -> None:
    assert cli("answers", "ending", "--send").out == "1 orang dikabari.\n"
    assert cli("answers", "ending", "--send").out == "0 orang dikabari.\n"


def test_nobody_is_listed_when_nothing_ends_so_soon(cli: Cli, told: Path) -> None:
    assert cli("answers", "ending", "--days", "5").out == "Tidak ada orang yang diberi angka yang segera berakhir.\n"
    assert cli("answers", "ending", "--days", "5", "--json").out == ""


@pytest.fixture
def outside(told: Path) -> None:
    """She is on WhatsApp, and her window is closed."""
    approved = "'sapakop_jawaban', 'id', 'APPROVED', 'UTILITY', NULL, '2026-11-20T00:00:00.000000Z'"
    with closing(sqlite3.connect(told / "sapakop.db")) as connection, connection:
        connection.execute("UPDATE person SET channel = 'whatsapp', heard_at = NULL")
        connection.execute(f"INSERT INTO template VALUES ({approved})")


def sit_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True)


def test_at_a_terminal_what_costs_is_sent_only_when_that_is_wanted(
    cli: Cli, outside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_at_a_terminal(monkeypatch)
    for said in (b"\n", b"n\n"):
        done = cli("answers", "ending", "--send", stdin=said)
        assert "Kirim? [y/N]" in done.out
        assert done.out.endswith("0 orang dikabari.\n")
    assert cli("answers", "ending", "--send", stdin=b"y\n").out.endswith("1 orang dikabari.\n")
    assert cli("answers", "ending", "--send").out == "0 orang dikabari.\n"


@pytest.mark.parametrize("args", [("--yes",), ()])
def test_nobody_is_asked_who_is_sure_or_for_whom_nothing_costs(
    cli: Cli, told: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, args: tuple[str, ...]
) -> None:
    sit_at_a_terminal(monkeypatch)
    if args:
        request.getfixturevalue("outside")
    said = cli("answers", "ending", "--send", *args).out
    assert "Kirim?" not in said
    assert said.endswith("1 orang dikabari.\n")


def test_what_it_costs_on_whatsapp_is_said_before_anything_is_sent(cli: Cli, outside: None) -> None:
    price = cli("answers", "ending").out.splitlines()[-1]
    assert price.startswith("Perkiraan biaya: 1 penerima di WhatsApp, 1 di luar 24 jam: 1 pesan templat berbayar.")
    assert "isi fakta whatsapp-tarif-utilitas" in price
    assert len(cli("answers", "ending", "--json").lines) == 1
    assert cli("answers", "ending", "--send").out.splitlines() == [price, "1 orang dikabari."]
    assert cli("answers", "ending", "--send").out == "0 orang dikabari.\n"
