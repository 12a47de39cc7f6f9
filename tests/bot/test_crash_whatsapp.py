"""kill -9 at those points of one turn that are other ones on WhatsApp, on both databases: nothing lost or doubled."""

import signal
import socket
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.player import Clock, Player
from bot.script import ME, parse
from db import outbox as messages
from db.engine import Database
from db.models import outbox, person
from knowledge.book import Book
from tests.bot.crashing import SENDING, STORING, Run
from tests.bot.test_crash import SEND, SITIS, Nursery, look, process  # noqa: F401  (a fixture)
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_people import Who
from tests.patience import until
from tests.surfaces.whatsapp import WhatsAppSurface
from tests.talking import FORM, MONDAY, house_on

TALK = parse("\n".join(f"> [tap {line.strip('[]')}]" if line.startswith("[") else f"> {line}" for line in FORM))


@dataclass
class Stage:
    """One person in front of a service that may die, and Meta, who brings again what was not taken."""

    whatsapp: FakeWhatsApp
    nursery: Nursery
    database_url: str
    data_dir: Path
    book: Book
    siti: Who = field(default_factory=Who)
    port: int = 0

    async def told(self) -> None:
        """The form, up to its summary: said, answered and sent before the curtain rises."""
        database, clock, surface = Database(self.database_url), Clock(MONDAY), WhatsAppSurface()
        await Player(house_on(database, self.book, clock), surface, clock).play(TALK)  # type: ignore[arg-type]
        await database.close()
        self.siti = surface.people[ME]

    async def start(self, point: str = "", update: int = 0) -> None:
        """On a port that is known before anything is brought there."""
        with socket.create_server(("127.0.0.1", 0)) as bound:
            self.port = bound.getsockname()[1]
        self.whatsapp.webhook = f"http://127.0.0.1:{self.port}/whatsapp"
        settings = {**self.whatsapp.settings(), "port": self.port}
        await self.nursery.start(Run(self.database_url, str(self.data_dir), settings, point, update))

    @property
    def bubbles(self) -> list[str]:
        return self.whatsapp.read(self.siti)


@pytest.fixture
async def stage(
    process: subprocess.Popen[str],  # noqa: F811
    database_url: str,
    tmp_path: Path,
    book: Book,
) -> AsyncIterator[Stage]:
    async with FakeWhatsApp(lambda: MONDAY) as whatsapp, whatsapp.bringing():
        stage = Stage(whatsapp, Nursery(process), database_url, tmp_path, book)
        yield stage
        if stage.nursery.child:
            await stage.nursery.end(signal.SIGKILL)


async def deliveries(url: str) -> set[tuple[str, str | None]]:
    """Status and delivery of what the service itself has sent."""
    query = select(outbox.c.status, outbox.c.delivery).where(outbox.c.provider_id.is_not(None))
    database = Database(url)
    try:
        return {tuple(row) for row in await database.read(lambda c: c.execute(query).all())}
    finally:
        await database.close()


@pytest.mark.parametrize("point", [STORING[-1], *SENDING])
async def test_a_kill_while_the_form_is_sent_loses_nothing_and_doubles_nothing(stage: Stage, point: str) -> None:
    await stage.told()
    await stage.start(point, 1)
    stage.whatsapp.user_says(stage.siti, SEND)
    assert await stage.nursery.ended() == -signal.SIGKILL
    found = await look(stage.database_url)
    assert found.updates == len(FORM) + (point in SENDING), "half a turn is never stored"
    assert [row[0] for row in found.leads] == ["draft" if point in STORING else "baru"]

    await stage.start()
    await until(lambda: len(stage.bubbles) > 0, 20.0)
    stage.whatsapp.user_taps(stage.siti, "Sore")
    await until(lambda: len(set(stage.bubbles)) == 2, 20.0)
    first, *again, last = stage.bubbles
    assert "Sudah kami catat: nomor K-" in first
    assert last.startswith("Kira-kira berapa orang")
    assert again in ([], [first] * (point == "after the request, unsettled")), "unless its status came first"

    async def are_settled() -> bool:
        return await deliveries(stage.database_url) == {("sent", "delivered")}

    await until(are_settled, 20.0)
    assert await stage.nursery.end() == 0

    found = await look(stage.database_url)
    assert found.updates == found.messages == found.state.turn == len(FORM) + 2
    assert found.turns == list(range(1, len(FORM) + 3))
    assert found.leads == [("baru", *SITIS)]
    assert found.statuses == {"sent"}


@pytest.mark.parametrize("point", SENDING[1:])
async def test_of_a_digest_whose_sender_died_a_status_tells_whether_it_arrived(stage: Stage, point: str) -> None:
    """It is never sent again; where it arrived nobody has to wonder for long."""
    await stage.told()
    stage.whatsapp.user_says(stage.siti, "halo")
    stage.whatsapp.queue.clear()

    def put(connection: Connection) -> None:
        row = connection.execute(select(person)).one()
        message = connection.execute(select(outbox.c.message).order_by(outbox.c.id)).scalars().first()
        known = {"person_id": row.id, "channel": "whatsapp", "kind": "digest", "key": "digest:1:2026-11-23"}
        messages.put(connection, message=str(message), at=MONDAY, **known)

    database = Database(stage.database_url)
    await database.run(put)
    await database.close()
    await stage.start(point, 0)
    assert await stage.nursery.ended() == -signal.SIGKILL
    arrived = point == "after the request, unsettled"
    assert len(stage.bubbles) == arrived
    await stage.start()

    async def is_settled() -> bool:
        return (await look(stage.database_url)).statuses == ({"sent"} if arrived else {"sent", "unknown"})

    await until(is_settled, 20.0)
    stage.whatsapp.user_says(stage.siti, "menu")
    await until(lambda: len(stage.bubbles) == arrived + 1, 20.0)
    assert await stage.nursery.end() == 0
    assert (await look(stage.database_url)).statuses == ({"sent"} if arrived else {"sent", "unknown"})
