"""WhatsApp's webhook: the handshake that Meta makes, made by ourselves through our public address."""

import secrets

import aiohttp

from bot.channels.whatsapp_terms import PATH
from bot.doctor.finding import Finding, broken, good, warning
from bot.settings import Settings
from dialogue.text import Raw, Text

LIMIT = aiohttp.ClientTimeout(total=10)


async def check_webhook(settings: Settings, session: aiohttp.ClientSession) -> list[Finding]:
    if not settings.public_url:
        step = Text("Isi SAPAKOP_PUBLIC_URL dengan alamat https:// yang bisa dibuka dari luar.")
        return [broken(Text("WhatsApp hanya bisa mengirim kabar ke alamat kita. {step}", step=step))]
    insecure = [] if is_secure(settings.public_url) else [NOT_HTTPS]
    return [*insecure, await shake_hands(settings, session)]


NOT_HTTPS = broken(Text("SAPAKOP_PUBLIC_URL bukan https://, jadi Meta tidak mau mengirim ke sana."))


def is_secure(url: str) -> bool:
    return url.startswith("https://")


async def shake_hands(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    """GET /whatsapp as Meta does it; a service that runs answers with our word."""
    word, url = secrets.token_hex(8), f"{settings.public_url}{PATH}"
    query = {
        "hub.mode": "subscribe",
        "hub.verify_token": settings.whatsapp_verify_token.get_secret_value(),
        "hub.challenge": word,
    }
    try:
        async with session.get(url, params=query, timeout=LIMIT, allow_redirects=False) as response:
            status, said = response.status, await response.text(errors="replace")
    except (aiohttp.ClientError, OSError):
        return warning(
            Text(
                "Alamat {url} tidak terbuka dari sini. Pastikan sapakop serve berjalan dan proksinya meneruskan"
                " /whatsapp.",
                url=Raw(url),
            )
        )
    return judged(status, said == word, url)


def judged(status: int, same: bool, url: str) -> Finding:
    if status == 200 and same:
        return good(Text("Webhook WhatsApp menjawab di {url}.", url=Raw(url)))
    if status == 403:
        return broken(Text("Webhook WhatsApp menolak SAPAKOP_WHATSAPP_VERIFY_TOKEN ini. Nyalakan ulang: sapakop serve"))
    if status == 404:
        return broken(
            Text("Di {url} tidak ada webhook. Nyalakan ulang sapakop serve, dan periksa proksinya.", url=Raw(url))
        )
    return broken(
        Text("Alamat {url} menjawab {status}, bukan webhook kita. Periksa proksinya.", url=Raw(url), status=str(status))
    )
