"""The calls themselves: one session, no leaks, and failures told apart."""

import asyncio
import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import SendError
from bot.channels.whatsapp_errors import CODES
from bot.channels.whatsapp_request import WhatsAppRequest, answer, code_of
from bot.message import Message, Span
from tests.fakes.whatsapp import FakeWhatsApp, over_http
from tests.fakes.whatsapp_people import NUMBER_ID, WABA, Who
from tests.fakes.wire import overheard, silent_server

SECRET = "EAAG-rahasia-sekali"
SITI = Who("6281234567890")


@pytest.fixture
def noisy() -> Iterator[list[logging.LogRecord]]:
    with overheard(("aiohttp", "aiohttp.client", "aiohttp.internal", "asyncio")) as records:
        yield records


async def failure(url: str, **times: float) -> SendError:
    async with aiohttp.ClientSession() as session:
        request = WhatsAppRequest(session, SECRET, url, **times)
        with pytest.raises(SendError) as caught:
            await request.post("1/messages", {"text": "rahasia"})
    return caught.value


async def test_every_kind_of_call_brings_the_token_and_an_object_back() -> None:
    async with FakeWhatsApp() as fake, aiohttp.ClientSession() as session:
        request = WhatsAppRequest(session, fake.token, f"{fake.url}/")
        assert (await request.get(NUMBER_ID, fields="quality_rating"))["quality_rating"] == "GREEN"
        assert await request.post(f"{WABA}/subscribed_apps", {}) == {"success": True}
        assert "id" in await request.post_file(f"{NUMBER_ID}/media", b"%PDF", "rekap.pdf", "application/pdf")
        with pytest.raises(SendError, match="bad_number"):
            await request.delete("1/subscribed_apps", name="x")


async def test_the_session_belongs_to_the_program() -> None:
    async with over_http(lambda: datetime.now(UTC)) as (_, channel):
        await channel.request.get(NUMBER_ID)
        assert not channel.request.session.closed


async def test_a_refused_connection_never_went_out() -> None:
    async with FakeWhatsApp() as fake:
        closed = fake.url
    error = await failure(closed)
    assert (error.reason, error.unknown) == ("unreachable", False)


@pytest.mark.parametrize("url", ["http://nowhere.invalid", "ftp://127.0.0.1", "http://", "http://127.0.0.1:99999"])
async def test_a_wrong_address_never_went_out(url: str) -> None:
    error = await failure(url)
    assert (error.reason, error.unknown) == ("unreachable", False)
    assert SECRET not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "answered", [None, b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"], ids=str
)
async def test_a_half_open_connection_is_given_up_and_in_doubt(answered: bytes | None) -> None:
    async with silent_server(answered) as url:
        error = await failure(url, read=0.05)
    assert (error.reason, error.unknown) == ("unanswered", True)


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
    assert error.unknown
    server.close()
    await asyncio.sleep(0.05)


async def test_a_redirect_takes_the_token_nowhere() -> None:
    async with FakeWhatsApp() as fake:
        moved = f"HTTP/1.1 307 Moved\r\nLocation: {fake.url}/{NUMBER_ID}/messages\r\nContent-Length: 0\r\n\r\n"
        async with silent_server(moved.encode()) as url:
            await failure(url)
    assert fake.calls == []


async def test_no_log_line_and_no_error_holds_the_token_or_a_word(noisy: list[logging.LogRecord]) -> None:
    logging.getLogger("aiohttp.client").debug("heard")
    words = " ".join(("Halo", "Siti"))
    errors: list[BaseException] = []
    faults: list[dict[str, Any]] = [{"code": 131026}, {"status": 500, "body": words}, {"drop": "before"}, {"code": 190}]
    with structlog.testing.capture_logs() as lines:
        async with over_http(lambda: datetime.now(UTC)) as (fake, channel):
            fake.user_says(SITI, "Halo")
            for fault in faults:
                fake.fail(**fault)
                try:
                    await channel.send(SITI.id, Message((Span(words),)))
                except SendError as error:
                    errors.append(error)
        errors.append(await failure(fake.url))
    told = "".join(record.getMessage() + str(record.exc_info) for record in noisy) + str(lines)
    told += "".join("".join(traceback.format_exception(error)) for error in errors)
    assert len(errors) == 5
    assert "heard" in told
    assert [line["code"] for line in lines] == [131026, -1, 190]
    assert all(secret not in told for secret in (SECRET, words, SITI.wa_id))


def test_an_object_that_is_not_there_is_another_thing_than_a_wrong_field() -> None:
    assert code_of({"error": {"code": 100}}) == 100
    assert code_of({"error": {"code": 100, "error_subcode": 33}}) == 33


NAMES = st.sampled_from(["error", "code", "error_subcode", "messages", "x"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


def outcome(status: int, said: Any) -> dict[str, Any] | SendError:
    try:
        return answer(status, json.dumps(said).encode())
    except SendError as error:
        return error


@given(said=ANYTHING)
def test_no_answer_brings_anything_but_an_object_or_a_send_error(said: Any) -> None:
    for status in (200, 302, 400, 404, 429, 500, 504):
        found = outcome(status, said)
        assert isinstance(found, SendError) or (status, found) == (200, said)
        assert not (isinstance(found, SendError) and found.permanent and found.unknown)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 503])
def test_a_code_that_is_known_means_the_same_under_every_status(status: int) -> None:
    for code, meaning in CODES.items():
        with pytest.raises(SendError) as caught:
            answer(status, f'{{"error": {{"code": {code}}}}}'.encode())
        assert caught.value.reason == meaning.reason
