import asyncio
import re
from pathlib import Path

import pytest

from bot.channels.terminal import Terminal
from bot.demo import demo_settings
from bot.house import build
from bot.player import Clock, Player
from bot.script import parse
from tests.bot.commands.conftest import NOW, Cli
from tests.fakes.telegram import FakeTelegram


def code_in(shown: str) -> str:
    found = re.search(r"^Kode: (\w+)$", shown, re.MULTILINE)
    assert found
    return found[1]


def talk(data_dir: Path, script: str) -> str:
    """Play a talk on the database in the data directory."""

    async def play() -> list[str]:
        house = build(demo_settings(data_dir), clock)
        try:
            return await Player(house, Terminal(), clock).play(parse(script))
        finally:
            await house.database.close()

    clock = Clock(NOW)
    return "\n".join(asyncio.run(play()))


def test_an_invited_officer_is_bound_by_the_code_once(cli: Cli, data_dir: Path) -> None:
    done = cli("staff", "invite", "Ibu Rina", "--kecamatan", "Klapanunggal", "--kecamatan", "gunung putri")
    assert done.code == 0
    code = code_in(done.out)
    assert f"/start {code}" in done.out
    assert "Senin, 30 November 2026 pukul 09.05 WIB" in done.out
    assert "Selamat bergabung, Ibu Rina" in talk(data_dir, f"@rina> /start {code.lower()}")
    assert "tidak berlaku" in talk(data_dir, f"@lain> /start {code}")
    shown = cli("staff", "list").out
    assert shown == "RINA  Ibu Rina, petugas, Klapanunggal, Gunungputri (terminal, sejak 23 November 2026)\n"


def test_an_open_invitation_is_listed_until_its_day(cli: Cli) -> None:
    code = code_in(cli("staff", "invite", "Pak Dedi", "--role", "kepala", "--days", "2").out)
    shown = cli("staff", "list").out
    assert "Belum ada petugas." in shown
    assert f"Undangan {code}  Pak Dedi, kepala cabang, seluruh wilayah" in shown
    assert "25 November 2026" in shown


def test_codes_are_never_the_same_and_hold_nothing_that_is_mistaken(cli: Cli) -> None:
    codes = {code_in(cli("staff", "invite", "Ibu Rina").out) for _ in range(5)}
    assert len(codes) == 5
    assert all(re.fullmatch("[2-9CDFHJMNPQRTVWXY]{8}", code) for code in codes)


@pytest.mark.parametrize(
    "args, words",
    [
        (("",), "NAME"),
        (("  \n ",), "NAME"),
        (("123",), "NAME"),
        (("R" * 81,), "NAME"),
        (("Ibu Rina", "--kecamatan", "Klapanungal"), "perhaps Klapanunggal"),
        (("Ibu Rina", "--kecamatan", "Atlantis"), "--kecamatan"),
        (("Ibu Rina", "--role", "bos"), "--role"),
        (("Ibu Rina", "--days", "0"), "--days"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(cli: Cli, args: tuple[str, ...], words: str) -> None:
    done = cli("staff", "invite", *args)
    assert done.code == 2
    assert words in done.err
    assert done.err.count("\n") == 1
    assert "Undangan" not in cli("staff", "list").out


def test_a_name_is_kept_on_one_line(cli: Cli) -> None:
    cli("staff", "invite", "  Ibu\n\x1b[31m  Rina ")
    assert "Ibu [31m Rina, petugas" in cli("staff", "list").out


async def test_the_link_is_printed_when_telegram_tells_the_bots_name(cli: Cli) -> None:
    async with FakeTelegram() as telegram:
        env = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
        done = await asyncio.to_thread(lambda: cli("staff", "invite", "Ibu Rina", **env))
    assert f"Tautan: https://t.me/SapakopUjiBot?start={code_in(done.out)}\n" in done.out


def test_an_invitation_does_not_wait_for_telegram(cli: Cli) -> None:
    done = cli("staff", "invite", "Ibu Rina", TELEGRAM_TOKEN="777:x", TELEGRAM_API_URL="http://127.0.0.1:1")
    assert done.code == 0
    assert "t.me" not in done.out
    assert code_in(done.out)


def test_whoever_leaves_gives_everything_back_and_the_applicants_hear_of_it(cli: Cli, week: Path) -> None:
    done = cli("staff", "remove", "rina")
    assert done.code == 0
    assert "4 permintaan yang dipegangnya kembali ke antrean." in done.out
    assert "RINA" not in cli("staff", "list").out
    book = cli("digest", "--preview", "--json").json["ledger"]
    assert (book["menunggu"], book["dipegang"], book["ditunda"]) == (6, 0, 0)
    assert "hanya untuk petugas" in talk(week.parent, "@rina> /tugas").lower()
    assert "Tadinya ditunda sampai 1 Desember 2026" in talk(week.parent, "@sri: Ibu Sri, petugas\n@sri> buka K-8XN5\n")


def test_a_code_that_nobody_has_cannot_be_removed(cli: Cli) -> None:
    done = cli("staff", "remove", "RINA")
    assert done.code == 1
    assert done.err == "sapakop: no officer with the code 'RINA'; see: sapakop staff list\n"
