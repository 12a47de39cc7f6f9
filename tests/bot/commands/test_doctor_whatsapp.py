"""What the doctor says of WhatsApp, against a Graph API and a webhook on loopback."""

import asyncio
import hashlib
import hmac
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.channels.whatsapp_library import definition
from bot.channels.whatsapp_templates import templates
from bot.doctor.finding import Finding, Level
from bot.doctor.whatsapp import check_whatsapp
from bot.render import plain
from bot.settings import Settings, load_settings
from tests.bot.commands.conftest import Cli
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_business import Upload
from tests.fakes.whatsapp_people import NUMBER, NUMBER_ID, WABA
from tests.fakes.whatsapp_refusals import refused

SECRET, WORD = "rahasia-aplikasi", "kata-kunci"
CREATED = "2026-11-23T01:00:00.000000Z"


class Meta(FakeWhatsApp):
    """The fake with what only the doctor asks: the app secret's proof, and what the token is."""

    told: dict[str, Any]

    def call(self, method: str, path: str, sent: dict[str, Any], file: Upload | None, code: int) -> dict[str, Any]:
        proof = hmac.new(self.secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if sent.get("appsecret_proof", proof) != proof:
            raise refused(100, "Invalid appsecret_proof provided in the API argument")
        answer = super().call(method, path, sent, file, code)
        if path == "debug_token":
            answer["data"] |= self.told
        return answer


@pytest.fixture
async def meta() -> AsyncIterator[Meta]:
    """All is well at Meta: every template is approved."""
    meta = Meta()
    async with meta:
        meta.told = {}
        for template in templates().values():
            meta.create_template(definition(template))
            meta.decide(template.name)
        yield meta


@pytest.fixture
async def service() -> AsyncIterator[str]:
    """The address of a service with our webhook."""

    async def webhook(request: web.Request) -> web.Response:
        if request.query.get("hub.verify_token") != WORD:
            return web.Response(status=403)
        return web.Response(text=request.query["hub.challenge"])

    app = web.Application()
    app.router.add_get("/whatsapp", webhook)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


Examine = Callable[..., Any]


@pytest.fixture
def examine(meta: Meta, service: str, monkeypatch: pytest.MonkeyPatch) -> Examine:
    """What is not well, in words; loopback counts as https here."""
    monkeypatch.setattr("bot.doctor.webhook.is_secure", lambda url: True)

    async def run(**changed: Any) -> list[str]:
        return [plain(one.text) for one in await findings(meta, service, **changed) if one.level is not Level.good]

    return run


async def findings(meta: Meta, service: str, **changed: Any) -> list[Finding]:
    return await check_whatsapp(settings(meta, service, **changed))


def settings(meta: Meta, service: str, **changed: Any) -> Settings:
    known = {
        "whatsapp_token": meta.token,
        "whatsapp_phone_number_id": NUMBER_ID,
        "whatsapp_waba_id": WABA,
        "whatsapp_app_secret": SECRET,
        "whatsapp_verify_token": WORD,
        "whatsapp_api_url": meta.url,
        "public_url": service,
    }
    return load_settings(_env_file=None, **{**known, **changed})


async def test_when_all_is_well_every_step_is_named(meta: Meta, service: str, examine: Examine) -> None:
    assert await examine() == []
    assert [plain(one.text) for one in await findings(meta, service)] == [
        f"WhatsApp mengenal nomor {NUMBER} (BPJS Ketenagakerjaan Bogor).",
        "App secret cocok dengan aplikasinya.",
        "Aplikasi berlangganan kabar dari akun WhatsApp.",
        "4 templat WhatsApp disetujui Meta.",
        f"Webhook WhatsApp menjawab di {service}/whatsapp.",
    ]


async def test_nothing_is_sent_or_changed_by_being_looked_at(meta: Meta, examine: Examine) -> None:
    await examine()
    assert {kind for kind, _ in meta.calls} == {NUMBER_ID, "debug_token", "subscribed_apps", "message_templates"}
    assert meta.phones == []


async def test_without_a_token_there_is_nothing_to_look_at() -> None:
    (one,) = await check_whatsapp(load_settings(_env_file=None))
    assert one.level is Level.good


@pytest.mark.parametrize(
    "changed, words, level",
    [
        ({"whatsapp_token": "EAAG-salah"}, "WhatsApp menolak token", Level.broken),
        ({"whatsapp_phone_number_id": "1"}, "SAPAKOP_WHATSAPP_PHONE_NUMBER_ID", Level.broken),
        ({"whatsapp_waba_id": "1"}, "SAPAKOP_WHATSAPP_WABA_ID", Level.broken),
        ({"whatsapp_waba_id": ""}, "ID akun WhatsApp kosong", Level.warning),
        ({"whatsapp_app_secret": "lain"}, "SAPAKOP_WHATSAPP_APP_SECRET", Level.broken),
        ({"whatsapp_verify_token": "lain"}, "SAPAKOP_WHATSAPP_VERIFY_TOKEN", Level.broken),
        ({"whatsapp_api_url": "http://127.0.0.1:1"}, "tidak bisa dihubungi", Level.warning),
        ({"whatsapp_per_second": 500}, "Isi 80 atau kurang", Level.warning),
        ({"public_url": ""}, "Isi SAPAKOP_PUBLIC_URL", Level.broken),
        ({"public_url": "http://127.0.0.1:1"}, "proksinya meneruskan /whatsapp", Level.warning),
    ],
)
async def test_a_wrong_setting_is_told_with_the_next_step(
    meta: Meta, service: str, examine: Examine, changed: dict[str, Any], words: str, level: Level
) -> None:
    (said,) = await examine(**changed)
    assert words in said
    assert "EAAG" not in said
    assert max(one.level for one in await findings(meta, service, **changed)) is level


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("platform_type", "NOT_APPLICABLE", "sapakop whatsapp register"),
        ("status", "BANNED", "Status nomor WhatsApp: BANNED"),
        ("code_verification_status", "NOT_VERIFIED", "belum diverifikasi"),
        ("name_status", "DECLINED", "Nama tampilan WhatsApp ditolak"),
        ("quality_rating", "RED", "Mutu nomor WhatsApp turun (RED)"),
    ],
)
async def test_what_meta_holds_against_the_number_is_told(
    meta: Meta, examine: Examine, field: str, value: str, words: str
) -> None:
    setattr(meta.number, field, value)
    (said,) = await examine()
    assert words in said


async def test_a_name_that_is_being_looked_at_is_no_fault(meta: Meta, examine: Examine) -> None:
    meta.number.name_status = "PENDING_REVIEW"
    assert await examine() == []


async def test_a_token_that_ends_soon_or_may_too_little_is_told(meta: Meta, examine: Examine) -> None:
    meta.told = {"expires_at": int((datetime.now(UTC) + timedelta(hours=23)).timestamp())}
    (said,) = await examine()
    assert said.startswith("Token WhatsApp berakhir ")
    assert "token pengguna sistem" in said
    meta.told = {"expires_at": int((datetime.now(UTC) + timedelta(days=60)).timestamp())}
    assert await examine() == []
    meta.told, meta.scopes = {}, ["whatsapp_business_messaging"]
    (said,) = await examine()
    assert said.startswith("Token WhatsApp tanpa izin whatsapp_business_management. Buat token")


async def test_an_account_that_nobody_listens_to_is_told(meta: Meta, examine: Examine) -> None:
    meta.apps = []
    assert await examine() == ["Aplikasi belum berlangganan akun WhatsApp. Jalankan: sapakop whatsapp subscribe"]


async def test_an_account_that_only_another_app_listens_to_is_told(meta: Meta, examine: Examine) -> None:
    meta.told = {"app_id": "99"}
    (said,) = await examine()
    assert said.startswith("Akun WhatsApp berlangganan ke aplikasi lain")
    assert "sapakop whatsapp subscribe" in said
    meta.told = {"app_id": None}
    assert await examine() == []


async def test_templates_that_cannot_be_sent_are_told_with_the_next_step(meta: Meta, examine: Examine) -> None:
    meta.decide("sapakop_tugas", "PENDING")
    meta.decide("sapakop_janji", "REJECTED", "INVALID_FORMAT")
    meta.categorise("sapakop_jawaban", "MARKETING")
    (lost,) = meta.named("sapakop_pengingat")
    meta.templates.remove(lost)
    said = "\n".join(await examine())
    assert "sapakop_tugas menunggu persetujuan Meta. Tunggu" in said
    assert "sapakop_janji ditolak Meta (INVALID_FORMAT). Buka WhatsApp Manager" in said
    assert "sapakop_jawaban disetujui Meta, kini berkategori MARKETING" in said
    assert "sapakop_pengingat belum didaftarkan. Jalankan: sapakop whatsapp templates --register" in said


async def test_a_template_that_says_something_else_at_meta_is_told(meta: Meta, examine: Examine) -> None:
    meta.named("sapakop_tugas")[0].components[0]["text"] = "Ada {{1}} promo."
    assert await examine() == ["Templat sapakop_tugas di Meta berbeda dengan berkasnya. Daftarkan dengan nama lain."]


async def test_an_address_without_https_is_told(meta: Meta, service: str) -> None:
    bad = [plain(one.text) for one in await findings(meta, service) if one.level is Level.broken]
    assert bad == ["SAPAKOP_PUBLIC_URL bukan https://, jadi Meta tidak mau mengirim ke sana."]


async def test_another_page_at_our_address_is_not_taken_for_the_webhook(examine: Examine, meta: Meta) -> None:
    (said,) = await examine(public_url=meta.url.removesuffix("/v23.0"))
    assert "/whatsapp tidak ada webhook" in said
    (said,) = await examine(public_url=meta.url)
    assert "bukan webhook kita" in said


def write(file: Path, *lines: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for line in lines:
            connection.execute(line)


async def test_the_whole_check_up_tells_of_whatsapp_and_never_the_token(
    cli: Cli, week: Path, meta: Meta, service: str
) -> None:
    env = {
        "WHATSAPP_TOKEN": meta.token,
        "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID,
        "WHATSAPP_WABA_ID": WABA,
        "WHATSAPP_APP_SECRET": SECRET,
        "WHATSAPP_VERIFY_TOKEN": WORD,
        "WHATSAPP_API_URL": meta.url,
        "PUBLIC_URL": service,
    }
    out = (await asyncio.to_thread(lambda: cli("doctor", **env))).out
    assert f"[  baik  ] WhatsApp mengenal nomor {NUMBER}" in out
    assert not any(secret in out for secret in (meta.token, SECRET, WORD))


def test_messages_that_whatsapp_refused_today_are_counted_in_words(cli: Cli, week: Path) -> None:
    first = "WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT 2)"
    values = f"status = 'failed', channel = 'whatsapp', error = 'outside_window', created_at = '{CREATED}'"
    write(week, f"UPDATE outbox SET {values} {first}")
    assert "[PERIKSA ] 2 pesan WhatsApp tidak sampai. Sudah lebih dari 24 jam" in cli("doctor").out
    write(week, f"UPDATE outbox SET created_at = '2026-11-20T01:00:00.000000Z' {first}")
    assert "pesan WhatsApp tidak sampai" not in cli("doctor").out


def test_what_is_not_worth_a_paid_template_is_counted_and_alarms_nobody(cli: Cli, week: Path) -> None:
    before = cli("doctor")
    first = "WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT 2)"
    values = f"status = 'failed', channel = 'whatsapp', error = 'one_nudge', created_at = '{CREATED}'"
    write(week, f"UPDATE outbox SET {values} {first}")
    done = cli("doctor")
    assert "[  baik  ] 2 pesan WhatsApp sengaja tidak dikirim. Petugasnya sudah diberi tahu sekali" in done.out
    assert "gagal terkirim" not in done.out
    assert (done.code, done.out.count("PERIKSA")) == (before.code, before.out.count("PERIKSA"))


def test_messages_for_whatsapp_that_wait_without_a_token_are_told(cli: Cli, week: Path) -> None:
    first = "WHERE id = (SELECT min(id) FROM outbox)"
    write(week, f"UPDATE outbox SET status = 'waiting', channel = 'whatsapp', due_at = '{CREATED}' {first}")
    assert "1 pesan WhatsApp menunggu, tetapi SAPAKOP_WHATSAPP_TOKEN kosong." in cli("doctor").out


def test_a_token_without_its_companions_is_told_by_name(cli: Cli, week: Path) -> None:
    done = cli("doctor", WHATSAPP_TOKEN="EAAG-x")
    assert done.code == 2
    assert "SAPAKOP_WHATSAPP_APP_SECRET" in done.out
    assert "EAAG-x" not in done.out
