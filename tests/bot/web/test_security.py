"""Who may post, how fast, and what a browser is told."""

from uuid import uuid4

import pytest

from bot.web import pace
from tests.bot.web.conftest import Site, Start
from tests.bot.web.guest import TOKEN, Guest

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("token", ["", "abc", "0" * 128])
@pytest.mark.parametrize("path", ["/chat/messages", "/chat/seen"])
async def test_a_post_without_the_token_is_refused(siti: Guest, path: str, token: str) -> None:
    body = {"id": str(uuid4()), "text": "menu"} if path == "/chat/messages" else {"up_to": 1}
    status, answer = await siti.post(path, body, headers={TOKEN: token})
    assert (status, answer["message"]) == (403, "Maaf, sesi obrolan ini sudah berakhir. Mohon muat ulang halaman.")


async def test_the_token_of_somebody_else_is_refused(siti: Guest, dedi: Guest) -> None:
    body = {"id": str(uuid4()), "text": "menu"}
    assert (await siti.post("/chat/messages", body, headers={TOKEN: dedi.cookie("sapakop-csrf")}))[0] == 403


async def test_a_stream_is_for_who_has_opened_the_page(site: Site) -> None:
    async with Guest(site.url) as nobody, nobody.session.get("/chat/events") as answer:
        assert answer.status == 403


async def test_one_session_may_not_post_too_fast(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PER_SESSION", 3)
    site = await start()
    async with Guest(site.url) as siti, Guest(site.url) as dedi:
        await siti.open()
        await dedi.open()
        assert [await siti.seen(1) for _ in range(4)] == [200, 200, 200, 429]
        assert await dedi.seen(1) == 200
        headers = {TOKEN: siti.cookie("sapakop-csrf")}
        async with siti.session.post("/chat/seen", json={"up_to": 1}, headers=headers) as answer:
            assert 0 < int(answer.headers["Retry-After"]) <= 60
            assert (await answer.json())["message"] == "Pesannya datang terlalu cepat. Mohon tunggu sebentar."


async def test_one_address_may_not_post_too_fast_however_many_sessions_it_makes(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "PER_ADDRESS", 3)
    site = await start()
    found = []
    for _ in range(4):
        async with Guest(site.url) as guest:
            await guest.open()
            found.append(await guest.seen(1))
    assert found == [200, 200, 200, 429]


async def test_the_address_behind_a_proxy_is_the_one_that_counts(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PER_ADDRESS", 1)
    site = await start()
    async with Guest(site.url) as siti:
        await siti.open()
        for address, status in (("203.0.113.1", 200), ("203.0.113.1", 429), ("203.0.113.2", 200)):
            found, _ = await siti.post("/chat/seen", {"up_to": 1}, headers={"X-Forwarded-For": address})
            assert found == status


@pytest.mark.parametrize("path", ["/chat", "/chat/static/chat.js", "/chat/static/tidak-ada", "/healthz", "/", "/x"])
async def test_every_answer_tells_the_browser_to_be_careful(site: Site, siti: Guest, path: str) -> None:
    async with siti.session.get(path, allow_redirects=False) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in answer.headers


async def test_nothing_of_a_talk_is_kept_by_a_cache_and_style_and_script_are(siti: Guest) -> None:
    async with siti.session.get("/chat") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
    async with siti.stream() as bubbles:
        await bubbles.until_ready()
    async with siti.session.get("/chat/static/chat.css") as answer:
        assert "immutable" in answer.headers["Cache-Control"]


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(site: Site) -> None:
    async with Guest(site.url) as siti, siti.session.get("/chat") as answer:
        cookie = answer.cookies["sapakop"]
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["secure"]) == (True, "lax", "")


async def test_on_https_cookies_are_secure_and_of_this_host_only(start: Start) -> None:
    site = await start(public_url="https://sapakop.example")
    async with Guest(site.url) as siti, siti.session.get("/chat") as answer:
        assert {name for name, cookie in answer.cookies.items() if cookie["secure"] and cookie["path"] == "/"} == {
            "__Host-sapakop",
            "__Host-sapakop-csrf",
        }


async def test_a_cookie_of_another_key_is_forged(start: Start) -> None:
    first = await start(secret_key="satu")
    async with Guest(first.url) as siti:
        await siti.open()
        cookie = siti.cookie("sapakop")
    second = await start(secret_key="dua")
    async with Guest(second.url) as siti:
        siti.set_cookie("sapakop", cookie)
        await siti.open()
        assert siti.cookie("sapakop") != cookie


@pytest.mark.parametrize("stale", ["x", "0" * 128, "é" * 80], ids=["short", "zeros", "not ASCII"])
async def test_a_token_of_another_key_is_replaced_when_the_page_is_opened(siti: Guest, stale: str) -> None:
    siti.set_cookie("sapakop-csrf", stale)
    assert await siti.say("menu") != 202
    await siti.open()
    assert await siti.say("menu") == 202


async def test_a_token_that_is_good_is_kept(siti: Guest) -> None:
    token = siti.cookie("sapakop-csrf")
    await siti.open()
    assert siti.cookie("sapakop-csrf") == token
