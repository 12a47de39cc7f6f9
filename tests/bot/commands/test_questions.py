import asyncio
import json
import stat
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.house import build
from bot.settings import load_settings
from bot.start import prepare
from db import questions
from tests.bot.commands.conftest import Cli

ASKED: Sequence[tuple[str, str, list[str], str, str]] = (
    ("cara cetak kartu peserta", "suggest", ["bukti-kartu", "lupa-kartu"], "", ""),
    ("gimana cara cetak kartu peserta", "suggest", ["bukti-kartu"], "refused", ""),
    ("cetak kartu peserta caranya gimana", "answer", ["lupa-kartu", "bukti-kartu"], "wrong", ""),
    ("pinjaman ke bank buat <nama>", "decline", [], "", ""),
    ("iuran petani berapa", "suggest", ["iuran-bpu", "bpu-lapis"], "chosen", "iuran-bpu"),
    ("siapa bayar", "answer", ["siapa-bayar"], "", ""),
)


async def fill(data_dir: Path) -> None:
    house = build(load_settings(data_dir=data_dir, database_url="", _env_file=None))
    await prepare(house)
    await house.database.run(keep, house.book.version)
    await house.database.close()


def keep(connection: Connection, version: str) -> None:
    for text, outcome, entries, verdict, chosen in ASKED:
        day = date(2026, 11, 23)
        number = questions.keep(connection, text=text, outcome=outcome, entries=entries, day=day, version=version)
        if verdict:
            questions.judge(connection, number, verdict, chosen or None)


@pytest.fixture
def asked(data_dir: Path, read_once: None) -> Path:
    asyncio.run(fill(data_dir))
    return data_dir


def test_the_largest_cluster_comes_first_in_words(cli: Cli, asked: Path) -> None:
    done = cli("questions", "list")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:6] == [
        "4 pertanyaan belum terjawab baik, dalam 2 kelompok.",
        "1 contoh dari pilihan orang.",
        "",
        "3 pertanyaan: “gimana cara cetak kartu peserta”",
        "  Sebab: 1 tawarannya dibiarkan, 1 tawarannya ditolak, 1 jawabannya salah.",
        done.out.splitlines()[5],
    ]
    assert done.out.splitlines()[5].startswith("  Terdekat: ")
    assert "1 pertanyaan: “pinjaman ke bank buat <nama>”\n  Sebab: 1 belum bisa dijawab.\n" in done.out


def test_only_so_many_clusters_are_listed(cli: Cli, asked: Path) -> None:
    out = cli("questions", "list", "--most", "1").out
    assert "kartu peserta" in out
    assert "pinjaman" not in out


def test_the_export_has_the_choices_as_examples_and_the_rest_by_cluster(cli: Cli, asked: Path) -> None:
    first, *rest = cli("questions", "export").lines
    assert first == {"text": "iuran petani berapa", "entry": "iuran-bpu", "intent": "iuran_bpu", "from": "menu"}
    assert [(row["why"], row["cluster"], row["cluster_size"]) for row in rest] == [
        ("ignored", 1, 3),
        ("refused", 1, 3),
        ("wrong", 1, 3),
        ("declined", 2, 1),
    ]
    assert rest[2] == {
        "text": "cetak kartu peserta caranya gimana",
        "why": "wrong",
        "shown": ["lupa-kartu", "bukti-kartu"],
        "cluster": 1,
        "cluster_size": 3,
    }


def test_the_export_goes_into_a_file_that_only_its_owner_reads(cli: Cli, asked: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    assert cli("questions", "export", "--file", str(file)).out == f"5 pertanyaan ditulis ke {file}.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]) == 5


def test_a_file_that_cannot_be_written_is_told_in_one_line(cli: Cli, asked: Path, tmp_path: Path) -> None:
    done = cli("questions", "export", "--file", str(tmp_path / "nowhere" / "x.jsonl"))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


def test_nothing_to_learn_is_said(cli: Cli) -> None:
    assert cli("questions", "list").out == "Belum ada pertanyaan yang tidak terjawab baik.\n"
    assert cli("questions", "export").out == ""
