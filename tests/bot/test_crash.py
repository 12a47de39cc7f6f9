"""kill -9 at each named point of one turn, on both databases: nothing lost, nothing doubled."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from db.engine import Database
from db.models import history, lead, outbox, person, seen
from dialogue.state import State
from knowledge.book import Book
from tests.bot.crashing import POINTS, SENDING, STORING, Run
from tests.databases import execute
from tests.fakes.telegram import FakeTelegram
from tests.patience import until
from tests.talking import FORM, Chat, house_on

SITI = 501
SEND = "Ya, kirim"


@dataclass
class Nursery:
    """Starts services, one at a time, and sees how they end."""

    process: subprocess.Popen[str]
    child: int = 0

    async def start(self, run: Run) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(run.to_json() + "\n")
        self.process.stdin.flush()
        self.child = await self.number()
        assert self.child > 1, "an exit status, not a process: somebody has not waited for his service"

    async def number(self) -> int:
        assert self.process.stdout is not None
        try:
            return int(await asyncio.wait_for(asyncio.to_thread(self.process.stdout.readline), 30))
        except TimeoutError:
            for process in filter(None, (self.process.pid, self.child)):
                os.kill(process, signal.SIGKILL)
            self.child = 0
            raise

    async def ended(self) -> int:
        """The exit status of the service; minus the signal that killed it."""
        status = await self.number()
        self.child = 0
        return status

    async def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        os.kill(self.child, by)
        return await self.ended()


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    log = tmp_path_factory.mktemp("crash") / "log"
    command = [sys.executable, "-W", "ignore", "-m", "tests.bot.crashing"]
    with log.open("w") as out:
        process = subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=out)
    yield process
    process.communicate()


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


@dataclass
class Stage:
    """One person in front of a service that may die."""

    telegram: FakeTelegram
    nursery: Nursery
    database_url: str
    data_dir: Path
    book: Book
    heard: int = 0

    async def told(self, *lines: str) -> None:
        """What was said, answered and sent before the curtain rises."""
        database = Database(self.database_url)
        await Chat(house_on(database, self.book), str(SITI)).says(*lines)
        await database.run(execute, outbox.update().values(status="sent"))
        await database.close()
        self.telegram.chats[SITI] = []

    async def start(self, point: str = "", update: int = 0) -> None:
        settings = {"telegram_token": self.telegram.token, "telegram_api_url": self.telegram.url}
        await self.nursery.start(Run(self.database_url, str(self.data_dir), settings, point, update))

    def does(self, line: str) -> None:
        if line.startswith("["):
            self.telegram.user_taps(SITI, line.strip("[]"))
        else:
            self.telegram.user_says(SITI, line)

    async def says(self, *lines: str) -> None:
        """Each line when the answer to the one before has come."""
        for line in lines:
            self.does(line)
            await self.answered()

    async def answered(self) -> None:
        self.heard += 1
        await until(lambda: len(self.bubbles) >= self.heard, 20.0)

    @property
    def bubbles(self) -> Sequence[str]:
        return [bubble.text for bubble in self.telegram.chats.get(SITI, [])]


@pytest.fixture
async def stage(
    telegram: FakeTelegram, process: subprocess.Popen[str], database_url: str, tmp_path: Path, book: Book
) -> AsyncIterator[Stage]:
    stage = Stage(telegram, Nursery(process), database_url, tmp_path, book)
    yield stage
    if stage.nursery.child:
        await stage.nursery.end(signal.SIGKILL)


@dataclass(frozen=True)
class Kept:
    """What the database holds in the end."""

    updates: int
    turns: list[int]
    leads: list[tuple[Any, ...]]
    history: list[tuple[Any, ...]]
    statuses: set[str]
    messages: int
    state: State


def kept(connection: Connection) -> Kept:
    marks = connection.execute(select(seen.c.turn).order_by(seen.c.turn)).scalars().all()
    leads = connection.execute(select(lead.c.state, lead.c.name, lead.c.phone, lead.c.village))
    lines = connection.execute(select(history.c.from_state, history.c.to_state).order_by(history.c.id))
    statuses = list(connection.execute(select(outbox.c.status)).scalars())
    state = connection.execute(select(person.c.state)).scalar_one()
    return Kept(
        len(marks),
        sorted(turn for turn in marks if turn),
        [tuple(row) for row in leads],
        [tuple(row) for row in lines],
        set(statuses),
        len(statuses),
        State.from_json(state),
    )


async def look(url: str) -> Kept:
    database = Database(url)
    try:
        return await database.read(kept)
    finally:
        await database.close()


SITIS = ("Siti Aminah", "+6281234567890", "Cikahuripan")


@pytest.mark.parametrize("point", POINTS)
async def test_a_kill_while_the_form_is_sent_loses_nothing_and_doubles_nothing(stage: Stage, point: str) -> None:
    await stage.told(*FORM)
    await stage.start(point, 1)
    stage.does(SEND)
    assert await stage.nursery.ended() == -signal.SIGKILL
    found = await look(stage.database_url)
    assert found.updates == len(FORM) + (point in SENDING), "half a turn is never stored"
    assert [row[0] for row in found.leads] == ["draft" if point in STORING else "baru"]

    await stage.start()
    twice = point == "after the request, unsettled"
    await until(lambda: len(stage.bubbles) == 1 + twice)
    assert len(set(stage.bubbles)) == 1, "a reply whose sending was not settled may come twice, and is the same then"
    assert "Sudah kami catat: nomor K-" in stage.bubbles[0]
    stage.heard = len(stage.bubbles)
    await stage.says("[Sore]")
    assert await stage.nursery.end() == 0

    found = await look(stage.database_url)
    assert found.updates == found.messages == found.state.turn == len(FORM) + 2
    assert found.turns == list(range(1, len(FORM) + 3))
    assert found.leads == [("baru", *SITIS)]
    assert found.history == [("draft", "baru"), ("belum_disapa", "baru")]
    assert found.statuses == {"sent"}


@pytest.mark.parametrize("point", ["before the commit", "after the commit, before the offset"])
async def test_a_kill_in_the_middle_of_the_form_leaves_the_person_where_he_was(stage: Stage, point: str) -> None:
    await stage.told(*FORM[:4])
    await stage.start(point, 1)
    stage.does(FORM[4])
    assert await stage.nursery.ended() == -signal.SIGKILL
    await stage.start()
    await stage.answered()
    assert "Ke nomor berapa" in stage.bubbles[-1]
    await stage.says(FORM[5], "[Ya, kirim]")
    assert await stage.nursery.end() == 0
    found = await look(stage.database_url)
    assert found.leads == [("baru", *SITIS)]
    assert (found.updates, found.turns) == (7, list(range(1, 8)))
    assert len(stage.bubbles) == 3


async def test_a_service_that_is_killed_again_and_again_answers_everything_once(stage: Stage) -> None:
    """Each of these turns dies once, before its commit, and the next life begins with it."""
    await stage.told(*FORM[:4])
    for line in (*FORM[4:], SEND):
        await stage.start("before the commit", 1)
        stage.does(line)
        assert await stage.nursery.ended() == -signal.SIGKILL
        await stage.start()
        await stage.answered()
        assert await stage.nursery.end() == 0
    found = await look(stage.database_url)
    assert found.leads == [("baru", *SITIS)]
    assert found.turns == list(range(1, 8))
    assert len(stage.bubbles) == 3


@pytest.mark.parametrize("point", SENDING[1:])
async def test_a_digest_that_may_have_been_sent_is_marked_and_not_sent_again(stage: Stage, point: str) -> None:
    """Nobody gets two; whether the one arrived nobody knows, and staff can see that."""
    await stage.start()
    await stage.says("/menu")
    assert await stage.nursery.end() == 0

    def put(connection: Connection) -> None:
        row = connection.execute(select(outbox)).one()
        values = {"person_id": row.person_id, "channel": "telegram", "kind": "digest", "key": "digest:1:2026-11-23"}
        values |= {"message": row.message, "due_at": row.due_at, "created_at": row.created_at}
        connection.execute(outbox.insert().values(**values))

    database = Database(stage.database_url)
    await database.run(put)
    await database.close()
    await stage.start(point, 0)
    assert await stage.nursery.ended() == -signal.SIGKILL
    arrived = len(stage.bubbles)
    await stage.start()
    stage.heard = arrived
    await stage.says("/menu", "/menu")
    assert await stage.nursery.end() == 0
    found = await look(stage.database_url)
    assert found.statuses == {"sent", "unknown"}
    assert len(stage.bubbles) == arrived + 2
