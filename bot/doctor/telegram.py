"""Telegram: does it take our token?"""

import aiohttp
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram import Telegram
from bot.channels.telegram_request import TelegramRequest
from bot.doctor.finding import Finding, broken, good, warning
from bot.settings import Settings
from dialogue.text import Text


async def check_token(settings: Settings) -> Finding:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return good(Text("Token Telegram tidak diisi: saluran Telegram tidak dijalankan."))
    async with aiohttp.ClientSession() as session:
        telegram = Telegram(token, TelegramRequest(session, read=5.0), settings.telegram_api_url)
        try:
            await telegram.connect()
        except InvalidToken:
            return broken(Text("Telegram menolak token bot. Periksa SAPAKOP_TELEGRAM_TOKEN di BotFather."))
        except TelegramError:
            return warning(Text("Telegram tidak bisa dihubungi. Periksa sambungan internet, lalu coba lagi."))
    return good(Text("Telegram menerima token bot (@{name}).", name=telegram.username))
