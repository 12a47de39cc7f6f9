"""WhatsApp: does Meta take our token, is the number ready, and do its deliveries reach us?"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.channels import SendError
from bot.channels.whatsapp_library import fetch
from bot.channels.whatsapp_request import WhatsAppRequest
from bot.doctor.finding import Finding, broken, good, warning
from bot.doctor.templates import check_templates
from bot.doctor.webhook import check_webhook
from bot.settings import Settings
from dialogue.text import Clock, Day, Number, Raw, Text
from leads.calendar import ZONE

FIELDS = (
    "display_phone_number,verified_name,code_verification_status,quality_rating,throughput,name_status,status,"
    "platform_type"
)
SCOPES = ("whatsapp_business_messaging", "whatsapp_business_management")
PATIENCE = 5.0
"""Seconds that Meta may take for each answer."""
SOON = timedelta(days=14)
STANDARD = 80
"""Messages a second of a number that Meta has not raised."""

NEW_TOKEN = Text(
    "Buat token pengguna sistem dengan izin whatsapp_business_messaging dan whatsapp_business_management, tugaskan akun"
    " WhatsApp kepadanya, lalu isi SAPAKOP_WHATSAPP_TOKEN."
)
REFUSALS: Mapping[str, Text] = {
    "bad_token": Text("WhatsApp menolak token, atau izinnya kurang. {step}", step=NEW_TOKEN),
    "bad_number": Text(
        "Nomor dengan SAPAKOP_WHATSAPP_PHONE_NUMBER_ID itu tidak ada, atau token tidak boleh melihatnya. Salin lagi ID"
        " nomornya (bukan nomornya) dari API Setup, dan tugaskan akun WhatsApp ke pengguna sistem."
    ),
    "blocked": Text("Akun WhatsApp bisnis ini diblokir Meta. Buka WhatsApp Manager dan ikuti langkahnya."),
}
OUT_OF_REACH = Text("WhatsApp tidak bisa dihubungi atau menolak pemeriksaan ({why}). Periksa internet, lalu coba lagi.")


async def check_whatsapp(settings: Settings) -> list[Finding]:
    """All about WhatsApp; one line when it is not set up. Nothing is changed, nothing is sent."""
    token = settings.whatsapp_token.get_secret_value()
    if not token:
        return [good(Text("Token WhatsApp tidak diisi: saluran WhatsApp tidak dijalankan."))]
    async with aiohttp.ClientSession() as session:
        request = WhatsAppRequest(session, token, settings.whatsapp_api_url, read=PATIENCE)
        try:
            number = await request.get(settings.whatsapp_phone_number_id, fields=FIELDS)
        except SendError as error:
            found = [refused(error.reason)]
        else:
            told = await look_at_token(request, token)
            found = [*check_number(number, settings), *check_token(told)]
            found += await check_secret(request, settings)
            found += await check_account(request, settings.whatsapp_waba_id, str(told.get("app_id") or ""))
        return [*found, *await check_webhook(settings, session)]


def refused(reason: str) -> Finding:
    """What stands in the way of any check."""
    if reason in REFUSALS:
        return broken(REFUSALS[reason])
    return warning(Text(OUT_OF_REACH.message, why=Raw(reason)))


def check_number(number: Mapping[str, Any], settings: Settings) -> Iterator[Finding]:
    """What Meta tells of our number; what it leaves out is not judged."""
    told = {name: str(number.get(name) or "") for name in FIELDS.split(",")}
    shown = told["display_phone_number"]
    yield good(Text("WhatsApp mengenal nomor {number} ({name}).", number=shown, name=told["verified_name"] or "-"))
    if told["platform_type"] not in ("", "CLOUD_API"):
        yield broken(Text("Nomornya belum didaftarkan ke Cloud API. Jalankan: sapakop whatsapp register"))
    if told["status"] not in ("", "CONNECTED"):
        yield warning(
            Text(
                "Status nomor WhatsApp: {status}. Lihat sebabnya di WhatsApp Manager, bagian Phone numbers.",
                status=Raw(told["status"]),
            )
        )
    if told["code_verification_status"] in ("NOT_VERIFIED", "UNVERIFIED"):
        yield warning(Text("Nomor WhatsApp belum diverifikasi. Masukkan kode SMS atau telepon di WhatsApp Manager."))
    if told["name_status"] in ("DECLINED", "EXPIRED"):
        yield warning(Text("Nama tampilan WhatsApp ditolak atau kedaluwarsa. Ajukan nama lain di WhatsApp Manager."))
    elif told["name_status"] == "PENDING_REVIEW":
        yield good(Text("Nama tampilan WhatsApp masih ditinjau Meta."))
    if told["quality_rating"] in ("RED", "YELLOW"):
        yield warning(
            Text(
                "Mutu nomor WhatsApp turun ({rating}): banyak orang memblokir atau melaporkan. Kurangi pesan yang tidak"
                " diminta.",
                rating=Raw(told["quality_rating"]),
            )
        )
    yield from check_pace(number, settings.whatsapp_per_second)


def check_pace(number: Mapping[str, Any], per_second: int) -> Iterator[Finding]:
    throughput = number.get("throughput")
    level = throughput.get("level") if isinstance(throughput, dict) else None
    if level == "STANDARD" and per_second > STANDARD:
        yield warning(
            Text("SAPAKOP_WHATSAPP_PER_SECOND melebihi jatah nomor ini. Isi {n} atau kurang.", n=Number(STANDARD))
        )


async def look_at_token(request: WhatsAppRequest, token: str) -> Mapping[str, Any]:
    """What Meta tells of the token; nothing when it does not."""
    try:
        told = (await request.get("debug_token", input_token=token)).get("data")
    except SendError:
        return {}
    return told if isinstance(told, dict) else {}


def check_token(told: Mapping[str, Any]) -> Iterator[Finding]:
    """How long the token is good, and what it may."""
    scopes = told.get("scopes")
    missing = [scope for scope in SCOPES if isinstance(scopes, list) and scope not in scopes]
    if missing:
        yield broken(Text("Token WhatsApp tanpa izin {scopes}. {step}", scopes=", ".join(missing), step=NEW_TOKEN))
    ends = told.get("expires_at")
    if not isinstance(ends, int) or not ends:
        return
    end = datetime.fromtimestamp(ends, UTC)
    if end - datetime.now(UTC) < SOON:
        day, clock = Day(end.astimezone(ZONE).date()), Clock(end)
        yield warning(Text("Token WhatsApp berakhir {day} {clock}. {step}", day=day, clock=clock, step=NEW_TOKEN))


async def check_secret(request: WhatsAppRequest, settings: Settings) -> list[Finding]:
    """Is the app secret the token's app's? With another one every delivery is taken for a forgery."""
    secret, token = settings.whatsapp_app_secret.get_secret_value(), settings.whatsapp_token.get_secret_value()
    proof = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    try:
        await request.get(settings.whatsapp_phone_number_id, fields="id", appsecret_proof=proof)
    except SendError as error:
        if error.reason != "refused":
            return []
        step = Text("Salin lagi App secret dari App settings, Basic, ke SAPAKOP_WHATSAPP_APP_SECRET.")
        return [broken(Text("App secret tidak cocok dengan aplikasi tokennya. {step}", step=step))]
    return [good(Text("App secret cocok dengan aplikasinya."))]


async def check_account(request: WhatsAppRequest, account: str, app: str) -> list[Finding]:
    """Does Meta bring us this account's messages, and what has become of the templates? app: the id of the token's; ""
    when Meta does not tell."""
    if not account:
        return [warning(Text("ID akun WhatsApp kosong: templat tidak bisa didaftarkan. Isi SAPAKOP_WHATSAPP_WABA_ID."))]
    try:
        apps = (await request.get(f"{account}/subscribed_apps")).get("data")
        templates = await fetch(request, account)
    except SendError as error:
        if error.reason == "bad_number":
            return [broken(Text("Akun WhatsApp itu tidak ada. Salin lagi ID akunnya ke SAPAKOP_WHATSAPP_WABA_ID."))]
        return [refused(error.reason)]
    return [subscribed(apps, app), *check_templates(templates)]


def subscribed(apps: Any, app: str) -> Finding:
    """Without a subscription of the account a webhook that is entered in the app hears nothing; nor does it when only
    another app is subscribed."""
    there = [app_id(row) for row in apps if isinstance(row, dict)] if isinstance(apps, list) else []
    if not there:
        return broken(Text("Aplikasi belum berlangganan akun WhatsApp. Jalankan: sapakop whatsapp subscribe"))
    if app and all(there) and app not in there:
        return broken(
            Text(
                "Akun WhatsApp berlangganan ke aplikasi lain, bukan aplikasi tokennya. Jalankan: sapakop whatsapp"
                " subscribe"
            )
        )
    return good(Text("Aplikasi berlangganan kabar dari akun WhatsApp."))


def app_id(row: Mapping[str, Any]) -> str:
    """The id of a subscribed app; "" where Meta leaves it out."""
    data = row.get("whatsapp_business_api_data")
    return str(data.get("id") or "") if isinstance(data, dict) else ""
