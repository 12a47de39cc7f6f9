import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.channels.whatsapp_messages import VILLAGE
from bot.channels.whatsapp_templates import templates
from bot.commands.serve import connect_whatsapp
from bot.house import build
from bot.settings import load_settings
from bot.start import prepare
from tests.bot.commands.conftest import Cli, Done
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_people import NUMBER, NUMBER_ID, WABA
from tests.patience import until

Call = Callable[..., Awaitable[Done]]
KEYS = {"WHATSAPP_APP_SECRET": "rahasia-aplikasi", "WHATSAPP_VERIFY_TOKEN": "kata", "WHATSAPP_WABA_ID": WABA}


@pytest.fixture
async def whatsapp() -> AsyncIterator[FakeWhatsApp]:
    async with FakeWhatsApp() as whatsapp:
        yield whatsapp


@pytest.fixture
def sapakop(cli: Cli, whatsapp: FakeWhatsApp) -> Call:
    """The console script with WhatsApp's settings, beside the fake that runs in this loop."""
    env = {"WHATSAPP_TOKEN": whatsapp.token, "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID, "WHATSAPP_API_URL": whatsapp.url}

    async def call(*args: str, **more: str) -> Done:
        return await asyncio.to_thread(lambda: cli(*args, **{**KEYS, **env, **more}))

    return call


async def test_templates_are_handed_in_once_and_listed_with_what_became_of_them(
    sapakop: Call, whatsapp: FakeWhatsApp, data_dir: Path
) -> None:
    assert "sapakop_tugas: belum didaftarkan (--register)" in (await sapakop("whatsapp", "templates")).out
    assert whatsapp.templates == []
    registered = await sapakop("whatsapp", "templates", "--register")
    assert registered.out.count("menunggu persetujuan Meta") == len(templates()) == len(whatsapp.templates)
    whatsapp.decide("sapakop_tugas")
    whatsapp.decide("sapakop_janji", "REJECTED", "INVALID_FORMAT")
    move(data_dir / "sapakop.db", "UPDATE template SET changed_at = '2026-11-20T00:00:00.000000Z'")
    done = await sapakop("whatsapp", "templates", "--register")
    assert len(whatsapp.templates) == len(templates())
    assert (done.code, done.err) == (0, "")
    assert "sapakop_tugas: disetujui Meta\n  Bapak/Ibu petugas, ada 3 tugas" in done.out
    assert "sapakop_janji: ditolak Meta (INVALID_FORMAT)" in done.out


async def test_a_template_that_was_approved_while_it_was_handed_in_stays_so(
    sapakop: Call, whatsapp: FakeWhatsApp, data_dir: Path
) -> None:
    await sapakop("whatsapp", "templates")
    approved = "'sapakop_tugas', 'id', 'APPROVED', 'UTILITY', NULL, '2026-11-20T00:00:00.000000Z'"
    create = whatsapp.create_template

    def approve_at_once(given: dict[str, Any]) -> dict[str, Any]:
        if given["name"] == "sapakop_tugas":
            move(data_dir / "sapakop.db", f"INSERT INTO template VALUES ({approved})")
        return create(given)

    whatsapp.create_template = approve_at_once  # type: ignore[method-assign]
    assert "sapakop_tugas: disetujui Meta" in (await sapakop("whatsapp", "templates", "--register")).out


async def test_the_link_of_a_cooperative_opens_a_chat_that_names_its_village(sapakop: Call) -> None:
    for village in ("Cikahuripan", "32.01.32.2005"):
        name, address = (await sapakop("whatsapp", "link", village)).out.splitlines()
        assert name == "Koperasi Desa Merah Putih Cikahuripan, Kecamatan Klapanunggal"
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc, parts.path) == ("https", "wa.me", f"/{NUMBER}")
        (words,) = parse_qs(parts.query)["text"]
        found = VILLAGE.fullmatch(words)
        assert found
        assert found[1] == "32.01.32.2005"


async def test_a_village_that_is_not_sure_is_refused_with_what_it_may_be(sapakop: Call) -> None:
    done = await sapakop("whatsapp", "link", "Bojong")
    assert done.code == 2
    assert "Bojong, Kemang (32.01." in done.err
    assert "no 'Atlantis Raya' here" in (await sapakop("whatsapp", "link", "Atlantis Raya")).err


async def test_the_app_is_subscribed_and_the_number_registered_on_demand(sapakop: Call, whatsapp: FakeWhatsApp) -> None:
    whatsapp.apps = []
    assert (await sapakop("whatsapp", "subscribe")).code == 0
    assert whatsapp.apps == ["Sapakop"]
    assert (await sapakop("whatsapp", "register", "--pin", "12345")).code == 2
    whatsapp.fail(status=200, body='{"success": true}', on="register")
    assert "terdaftar" in (await sapakop("whatsapp", "register", "--pin", "123456")).out
    assert whatsapp.faults == []


async def test_what_meta_refuses_is_told_in_one_line_without_the_token(sapakop: Call) -> None:
    done = await sapakop("whatsapp", "templates", WHATSAPP_TOKEN="EAAG-salah")
    assert (done.code, done.out) == (1, "")
    assert done.err == "sapakop: WhatsApp did not do it (bad_token); for the next step run: sapakop doctor\n"
    assert "unreachable" in (await sapakop("whatsapp", "subscribe", WHATSAPP_API_URL="http://127.0.0.1:1")).err


def test_without_whatsapp_the_setting_is_named(cli: Cli) -> None:
    for args in (("templates",), ("link", "Cikahuripan"), ("subscribe",)):
        assert cli("whatsapp", *args).err == "sapakop: SAPAKOP_WHATSAPP_TOKEN is not set\n"


async def test_without_an_account_the_setting_is_named(sapakop: Call) -> None:
    done = await sapakop("whatsapp", "templates", WHATSAPP_WABA_ID="")
    assert (done.code, done.err) == (2, "sapakop: SAPAKOP_WHATSAPP_WABA_ID is not set\n")


def move(file: Path, *lines: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for line in lines:
            connection.execute(line)


APPROVED = "INSERT INTO template VALUES ('{}', 'id', 'APPROVED', 'UTILITY', NULL, '2026-11-20T00:00:00.000000Z')"


def test_the_cost_of_the_next_broadcasts_is_estimated(cli: Cli, week: Path) -> None:
    out = cli("whatsapp", "cost").out
    assert out.splitlines() == [
        "Laporan pagi berikutnya: tidak ada penerima di WhatsApp.",
        "Kabar angka yang berakhir: tidak ada penerima di WhatsApp.",
    ]
    move(week, "UPDATE person SET channel = 'whatsapp'", APPROVED.format("sapakop_tugas"))
    digests, endings = cli("whatsapp", "cost").out.splitlines()
    assert "pesan templat berbayar. Tarifnya belum diketahui; isi fakta whatsapp-tarif-utilitas" in digests
    assert endings.startswith("Kabar angka yang berakhir: ")


async def test_the_service_has_whatsapp_when_a_token_is_set(
    whatsapp: FakeWhatsApp, data_dir: Path, read_once: None
) -> None:
    keys = {name.lower(): value for name, value in KEYS.items()}
    settings = load_settings(
        _env_file=None,
        data_dir=data_dir,
        whatsapp_token=whatsapp.token,
        whatsapp_phone_number_id=NUMBER_ID,
        whatsapp_api_url=whatsapp.url,
        whatsapp_per_second=20,
        **keys,
    )
    async with aiohttp.ClientSession() as session:
        bare = build(load_settings(_env_file=None, data_dir=data_dir))
        assert await connect_whatsapp(bare, session) == ()
        assert bare.channels == {}
        house = build(settings)
        settings.make_data_dir()
        await prepare(house)
        (keeping,) = await connect_whatsapp(house, session)
        assert house.channels["whatsapp"].per_second == 20
        task = asyncio.create_task(keeping)
        await until(lambda: any(kind == "message_templates" for kind, _ in whatsapp.calls))
        task.cancel()
        for one in (bare, house):
            await one.database.close()
