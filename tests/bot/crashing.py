"""The real service in a process of its own, which kills itself with SIGKILL at a named point of one turn.

`python -m tests.bot.crashing` loads the book once and then forks one service for each line of JSON on its stdin
(`Run`); for each it prints the process id, and its exit status when it has ended. Their clock runs as ours does, from
the Monday on which the tests talk. Nothing in the program knows of this: the named functions are wrapped from here.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy import event

from bot import inbox, sender
from bot.channels.telegram import Telegram
from bot.channels.whatsapp import WhatsApp
from bot.commands import serve
from bot.content import Content
from bot.house import House
from bot.service import Service
from bot.settings import Settings
from bot.web import application
from db import outbox, people
from db.engine import Database
from knowledge.book import Book
from tests import talking
from tests.databases import fill

STORING = (
    "before the seen-id",
    "after the seen-id",
    "after the effects",
    "after the state",
    "after the outbox row",
    "before the commit",
)
"""Nothing of the turn is stored yet: it will come again, whole."""
SENDING = ("after the commit, before the offset", "after the lease, before the request", "after the request, unsettled")
"""The turn is stored; what is left is to send it, and to tell whoever brought the update so."""
POINTS = (*STORING, *SENDING)


@dataclass(frozen=True)
class Run:
    """What one service is to do. settings: of its channel. update: the number of the update in whose turn it dies; 0:
    it lives."""

    database_url: str
    data_dir: str
    settings: dict[str, Any]
    point: str = ""
    update: int = 0

    def to_json(self) -> str:
        return json.dumps(asdict(self))


class Bomb:
    """Goes off at `point` once the update has come."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.updates = 0
        self.said = False

    @property
    def armed(self) -> bool:
        return bool(self.run.point) and self.updates == self.run.update

    def reach(self, point: str) -> None:
        if self.armed and point == self.run.point:
            os.kill(os.getpid(), signal.SIGKILL)

    def receive(self, original: Callable[..., Any]) -> Callable[..., Any]:
        async def wrapped(*args: Any) -> Any:
            self.updates += 1
            stored = await original(*args)
            self.reach("after the commit, before the offset")
            return stored

        return wrapped

    def around(self, original: Callable[..., Any], before: str = "", after: str = "") -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            self.reach(before)
            value = original(*args, **kwargs)
            self.said = self.said or (self.armed and after == "after the outbox row")
            self.reach(after)
            return value

        return wrapped

    def sending(self, original: Callable[..., Any]) -> Callable[..., Any]:
        async def wrapped(*args: Any, **kwargs: Any) -> Any:
            self.reach("after the lease, before the request")
            value = await original(*args, **kwargs)
            self.reach("after the request, unsettled")
            return value

        return wrapped

    def commit(self, connection: object) -> None:
        if self.said:
            self.reach("before the commit")

    def plant(self, house: House) -> None:
        """Wrap what the points are named after."""
        wrapped: Sequence[tuple[object, str, Callable[..., Any]]] = (
            (Service, "receive", self.receive),
            (people, "mark_seen", partial(self.around, before="before the seen-id", after="after the seen-id")),
            (inbox, "settle", partial(self.around, after="after the effects")),
            (people, "save_state", partial(self.around, after="after the state")),
            (outbox, "put", partial(self.around, after="after the outbox row")),
            (Telegram, "send", self.sending),
            (WhatsApp, "send", self.sending),
        )
        for owner, name, wrap in wrapped:
            setattr(owner, name, wrap(getattr(owner, name)))
        engine = house.database.writer.engine if house.database.writer else house.database.engine.sync_engine
        event.listen(engine, "commit", self.commit)


async def stand(service: Service) -> None:
    """Until SIGTERM, or until whoever runs the tests is gone (stdin has nothing else); with the web if it is needed."""
    if service.house.settings.whatsapp_token:
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), os.kill, os.getpid(), signal.SIGTERM)
        await application.run(service)
        return
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_reader(sys.stdin.fileno(), stop.set)
    await stop.wait()
    loop.remove_reader(sys.stdin.fileno())


def live(run: Run, content: Content, now: Callable[[], datetime]) -> None:
    """One service's life. It is as fast to one person as it can be, and a dead sender's messages are free at once."""
    settings = Settings(
        _env_file=None,
        database_url=run.database_url,
        data_dir=run.data_dir,
        secret_key="of these tests",
        **run.settings,
    )
    for owner, name, value in (
        (serve, "run", stand),
        (sender, "LEASE", 0.5),
        (sender, "IDLE", 0.2),
    ):
        setattr(owner, name, value)
    Telegram.person_interval = 0.0
    house = House(settings, Database(settings.url), content, now=now)
    Bomb(run).plant(house)
    asyncio.run(serve.serve(house))


async def warm_up(book: Book) -> None:
    """Load what a service would load at its first words; no thread of it is left when the forks begin."""
    with tempfile.TemporaryDirectory() as folder:
        await fill(f"sqlite:///{folder}/warm.db", book)
        database = Database(f"sqlite:///{folder}/warm.db")
        await talking.Chat(talking.house_on(database, book), "warm").says(*talking.FORM, "[Ya, kirim]")
        await database.close()
    await Database("postgresql://nobody@127.0.0.1:9/nothing").close()


def main(lines: Iterable[str]) -> None:
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=sys.stderr))
    book = Book.load()
    asyncio.run(warm_up(book))
    content = talking.content(book)
    ahead = talking.MONDAY - datetime.now(UTC)
    for line in lines:
        run = Run(**json.loads(line))
        child = os.fork()
        if child == 0:
            live(run, content, lambda: datetime.now(UTC) + ahead)
            os._exit(0)
        tell(child)
        tell(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.stdin)
