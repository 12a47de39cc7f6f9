"""A service on a SQLite file of its own, served over HTTP on loopback in the loop of the test's module.

Persons share one running service in a module, as they do in life; a test that breaks something starts its own.
"""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, func, select

from bot import templates
from bot.house import House, build
from bot.render import notice
from bot.service import Service
from bot.settings import load_settings
from bot.start import prepare
from bot.web.application import Server, application, server
from db import outbox
from db.engine import Database
from db.models import person
from dialogue.text import Text
from tests.bot.web.guest import Guest
from tests.bot.web.whatsapp_world import Ahead, World, living
from tests.fakes.whatsapp import FakeWhatsApp

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

    from tests.bot.web.browser import Opened

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@dataclass
class Site:
    """A running service and where it is reached. ended: its server's task."""

    url: str
    house: House
    service: Service
    server: Server
    ended: "asyncio.Task[None]"

    async def newest_person(self) -> int:
        return await self.house.database.read(newest_person)

    async def tell(self, text: str, person_id: int | None = None) -> None:
        """A notice, stored behind the service's back; to the newest person when nobody is named."""
        known = person_id if person_id is not None else await self.newest_person()
        await self.house.database.run(put_notice, known, text, self.house)


def newest_person(connection: Connection) -> int:
    return int(connection.execute(select(func.max(person.c.id))).scalar_one())


def put_notice(connection: Connection, person_id: int, text: str, house: House) -> None:
    message = notice(Text("{text}", text=text)).to_json()
    outbox.put(connection, person_id=person_id, channel="web", kind="notice", message=message, at=house.now())


Start = Callable[..., Awaitable[Site]]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house whose database is a migrated SQLite file with the registry in it: to be copied, not to be lived in."""
    house = build(load_settings(data_dir=tmp_path_factory.mktemp("model"), _env_file=None))

    async def fill() -> None:
        await prepare(house)
        await house.database.close()

    asyncio.run(fill())
    return house


@asynccontextmanager
async def running(model: House, folder: Path, *, busy: bool = True, **settings: object) -> AsyncIterator[Site]:
    """A service with these settings, from its start to its end. Not busy: nothing runs beside the web server."""
    shutil.copy(model.settings.data_dir / "sapakop.db", folder)
    known = load_settings(data_dir=folder, _env_file=None, **settings)
    house = replace(model, settings=known, database=Database(known.url), channels={})
    service = Service(house)
    if busy:
        service.start()
    bound = socket.create_server(("127.0.0.1", 0))
    web = server(application(service), known)
    task = asyncio.create_task(web.serve([bound]))
    await until(lambda: web.started or task.done())
    try:
        yield Site(f"http://127.0.0.1:{bound.getsockname()[1]}", house, service, web, task)
    finally:
        web.should_exit = True
        await task
        await service.stop()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that happens in this loop; a test that waits for ever fails."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 (the condition is not ours to set)
            await asyncio.sleep(0.005)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(model: House, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with running(model, tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def start(model: House, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Start]:
    """Start a service of one's own with these settings; it is stopped when the test ends."""
    async with AsyncExitStack() as stack:

        async def begin(*, busy: bool = True, **settings: object) -> Site:
            folder = tmp_path_factory.mktemp("own")
            return await stack.enter_async_context(running(model, folder, busy=busy, **settings))

        yield begin


@pytest_asyncio.fixture(loop_scope="module")
async def siti(site: Site) -> AsyncIterator[Guest]:
    """Somebody who has opened the page."""
    async with Guest(site.url) as guest:
        await guest.open()
        yield guest


@pytest_asyncio.fixture(loop_scope="module")
async def dedi(site: Site) -> AsyncIterator[Guest]:
    """Somebody else."""
    async with Guest(site.url) as guest:
        await guest.open()
        yield guest


@pytest_asyncio.fixture(loop_scope="module")
async def folder(model: House, tmp_path: Path) -> Path:
    """Where a database of one's own lies."""
    shutil.copy(model.settings.data_dir / "sapakop.db", tmp_path)
    return tmp_path


@pytest_asyncio.fixture(loop_scope="module")
async def whatsapp() -> AsyncIterator[FakeWhatsApp]:
    async with FakeWhatsApp(Ahead()) as whatsapp:
        yield whatsapp


@pytest_asyncio.fixture(loop_scope="module")
async def world(
    model: House, folder: Path, whatsapp: FakeWhatsApp, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """A service that Meta reaches, and that reaches people's phones."""
    monkeypatch.setattr(templates, "READ_EVERY", 0.05)
    async with living(model, folder, whatsapp) as world:
        yield world


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator["Browser"]:
    """Debian's Chromium, or Playwright's own when there is none."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield found
        await found.close()


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: "Browser", site: Site) -> AsyncIterator["Opened"]:
    """Open the chat as somebody new; whatever the browser complains of fails the test."""
    from tests.bot.web.browser import PHONE

    complaints: list[str] = []
    contexts = []

    async def open_page(query: str = "", **settings: Any) -> "Page":
        context = await browser.new_context(base_url=site.url, **{**PHONE, **settings})
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda line: None if "Failed to load resource" in line.text else complaints.append(line.text)
        )
        await page.goto(f"/chat{query}")
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert [complaint for complaint in complaints if "Failed to load resource" not in complaint] == []
