"""The requests themselves: one session, no leaks, and failures told apart."""

import asyncio
import logging
import socket
import traceback
from collections.abc import Iterator
from contextlib import suppress

import aiohttp
import pytest
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.channels.telegram import Telegram
from bot.channels.telegram_request import (
    TALKATIVE,
    TelegramRequest,
    UnansweredError,
    UnreachableError,
    quiet_http_loggers,
)
from tests.fakes.telegram import FakeTelegram, over_http
from tests.fakes.wire import overheard, silent_server

SITI = 501
SECRET = "rahasia-sekali"


@pytest.fixture
def noisy() -> Iterator[list[logging.LogRecord]]:
    with overheard(TALKATIVE) as records:
        yield records


async def failure(url: str, **times: float) -> TelegramError:
    async with aiohttp.ClientSession() as session:
        channel = Telegram(f"777:{SECRET}", TelegramRequest(session, **times), url)
        with pytest.raises(TelegramError) as caught:
            await channel.bot.get_me()
    return caught.value


async def test_the_session_belongs_to_the_program() -> None:
    async with aiohttp.ClientSession() as session:
        request = TelegramRequest(session)
        async with request:
            assert isinstance(request, BaseRequest)
        assert not session.closed


async def test_a_refused_connection_never_went_out() -> None:
    async with FakeTelegram() as fake:
        closed = fake.url
    assert isinstance(await failure(closed), UnreachableError)


@pytest.mark.parametrize("url", ["http://nowhere.invalid", "ftp://127.0.0.1", "http://", "http://127.0.0.1:99999"])
async def test_a_wrong_address_never_went_out(url: str) -> None:
    error = await failure(url)
    assert isinstance(error, UnreachableError)
    assert SECRET not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "answer", [None, b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"], ids=str
)
async def test_a_half_open_connection_is_given_up_and_in_doubt(answer: bytes | None) -> None:
    async with silent_server(answer) as url:
        error = await failure(url, read=0.05)
    assert isinstance(error, UnansweredError)


async def test_a_server_that_drips_is_given_up_as_a_whole() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        with suppress(ConnectionError):
            while not writer.is_closing():
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    async with asyncio.timeout(2):
        error = await failure(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", read=0.2, connect=0.1)
    assert isinstance(error, UnansweredError)
    server.close()
    await asyncio.sleep(0.05)


async def test_a_connection_that_never_stands_never_went_out() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(deaf.getsockname())
        error = await failure(f"http://127.0.0.1:{deaf.getsockname()[1]}", connect=0.1, read=2.0)
        for one in waiting:
            one.close()
    assert isinstance(error, UnreachableError)
    assert SECRET not in "".join(traceback.format_exception(error))


async def test_a_redirect_takes_the_token_nowhere() -> None:
    async with FakeTelegram() as fake:
        moved = f"HTTP/1.1 302 Found\r\nLocation: {fake.url}/bot{fake.token}/getMe\r\nContent-Length: 0\r\n\r\n"
        async with silent_server(moved.encode()) as url:
            await failure(url)
    assert fake.calls == []


async def test_a_file_goes_as_multipart() -> None:
    async with over_http() as (fake, channel):
        fake.user_says(SITI, "/start")
        await channel.bot.send_document(SITI, b"isi", filename="rekap.xlsx", caption="Rekap <hari> ini")
    assert (fake.sent(SITI)[-1].file, fake.sent(SITI)[-1].text) == ("rekap.xlsx", "Rekap <hari> ini")


async def test_no_log_line_and_no_error_holds_the_token(noisy: list[logging.LogRecord]) -> None:
    logging.getLogger("telegram.Bot").debug("heard")
    errors: list[BaseException] = []
    words = " ".join(("Halo", "Siti"))
    async with over_http() as (fake, channel):
        fake.user_says(SITI, "/start")
        await channel.connect()
        for fault in ({"status": 500}, {"status": 429, "retry_after": 1}, {"drop": "before"}, {"body": words}):
            fake.fail(**fault)
            try:
                await channel.bot.send_message(SITI, words)
            except TelegramError as error:
                errors.append(error)
    errors.append(await failure(fake.url))
    told = "".join(record.getMessage() + str(record.exc_info) for record in noisy)
    told += "".join("".join(traceback.format_exception(error)) for error in errors)
    assert len(errors) == 5
    assert "heard" in told
    assert SECRET not in told
    assert words not in told


def test_the_loggers_of_http_clients_only_warn(noisy: list[logging.LogRecord]) -> None:
    quiet_http_loggers()
    for name in ("httpx", "httpcore.connection", "aiohttp.client", "telegram.Bot", "telegram.request.BaseRequest"):
        logging.getLogger(name).info("https://api.telegram.org/bot777:%s/getMe", SECRET)
        logging.getLogger(name).warning("a warning")
    assert [record.getMessage() for record in noisy] == ["a warning"] * 5
