"""A person with a browser, as far as HTTP goes: cookies, the token, posts and the stream."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self
from uuid import uuid4

import aiohttp
from yarl import URL

TOKEN = "X-CSRFToken"


class Guest:
    """Use as `async with Guest(url) as siti`; `open` the page first."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    def cookie(self, name: str) -> str:
        return next((cookie.value for cookie in self.session.cookie_jar if cookie.key == name), "")

    def set_cookie(self, name: str, value: str) -> None:
        self.session.cookie_jar.update_cookies({name: value}, URL(self.url))

    async def open(self) -> str:
        async with self.session.get("/chat") as answer:
            assert answer.status == 200
            return await answer.text()

    async def post(self, path: str, body: object, **more: Any) -> tuple[int, dict[str, Any]]:
        """Status and JSON of one post; bytes go as they are."""
        content: dict[str, Any] = {"data": body} if isinstance(body, bytes) else {"json": body}
        headers = {TOKEN: self.cookie("sapakop-csrf"), "Content-Type": "application/json", **more.pop("headers", {})}
        async with self.session.post(path, headers=headers, **content, **more) as answer:
            return answer.status, await answer.json()

    async def say(self, text: str, message_id: str = "") -> int:
        return (await self.post("/chat/messages", {"id": message_id or str(uuid4()), "text": text}))[0]

    async def tap(self, bubble: dict[str, Any], label: str) -> int:
        button = next(button for button in bubble["buttons"] if button["label"] == label)
        choice = {key: button[key] for key in ("step", "value", "turn")} | {"message": bubble["id"]}
        return (await self.post("/chat/messages", {"id": str(uuid4()), "choice": choice}))[0]

    async def seen(self, up_to: int) -> int:
        return (await self.post("/chat/seen", {"up_to": up_to}))[0]

    @asynccontextmanager
    async def stream(self, query: str = "", **headers: str) -> AsyncIterator["Bubbles"]:
        async with self.session.get(f"/chat/events{query}", headers=headers) as answer:
            assert answer.status == 200, answer.status
            assert answer.content_type == "text/event-stream"
            yield Bubbles(answer.content)

    async def waiting(self, query: str = "", **headers: str) -> list[dict[str, Any]]:
        """What a page finds that opens now."""
        async with self.stream(query, **headers) as bubbles:
            return await bubbles.until_ready()

    async def newest(self) -> dict[str, Any]:
        return (await self.waiting())[-1]


class Bubbles:
    """The events of one open stream."""

    def __init__(self, content: aiohttp.StreamReader) -> None:
        self.content = content

    async def event(self) -> tuple[str, str, str] | None:
        """Type, id and data of the next event; None when the stream has ended."""
        fields = {"event": "message", "id": "", "data": ""}
        while line := (await self.content.readline()).decode():
            if not line.strip():
                return fields["event"], fields["id"], fields["data"]
            name, _, value = line.rstrip("\r\n").partition(": ")
            fields[name] = value
        return None

    async def until_ready(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while event := await self.event():
            if event[0] == "ready":
                break
            if event[0] == "message":
                found.append(json.loads(event[2]))
                assert event[1] == str(found[-1]["id"])
        return found

    async def next(self) -> dict[str, Any]:
        """The next bubble, whenever it comes."""
        while event := await self.event():
            if event[0] == "message":
                found: dict[str, Any] = json.loads(event[2])
                return found
        raise AssertionError("the stream has ended")


def words(bubble: dict[str, Any]) -> str:
    return "".join(span["words"] for span in bubble["body"])
