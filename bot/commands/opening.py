"""Opening the house for one command, and telling in one line what stands in the way."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import IO, Any, TypeVar

import click
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.backup import BadBackupError
from bot.house import House, build
from bot.settings import Settings, load_settings
from bot.start import StaleDatabaseError, configure_logs, prepare
from db import migration
from knowledge.book import ContentError

T = TypeVar("T")


class RefusalError(click.ClickException):
    """What a command cannot do: one line on stderr, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"sapakop: {self.message}", err=True)


class MisuseError(RefusalError):
    """What a command was called with makes no sense: exit code 2."""

    exit_code = 2


@contextmanager
def told() -> Iterator[None]:
    """What can go wrong with content, files and database, as a `RefusalError`; anything else is a defect."""
    try:
        yield
    except (StaleDatabaseError, ContentError, BadBackupError) as error:
        raise RefusalError(str(error)) from None
    except CommandError as error:
        raise RefusalError(f"the database cannot be upgraded, is it of a newer program? ({error})") from None
    except ArgumentError:
        raise MisuseError("SAPAKOP_DATABASE_URL: not an address of a database") from None
    except DBAPIError as error:
        raise RefusalError(f"the database refuses: {str(error.orig).splitlines()[0]}") from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise RefusalError(f"{error.strerror or error}{where}") from None


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run the work of a command to its end."""
    with told():
        return asyncio.run(work)


@asynccontextmanager
async def opened(settings: Settings | None = None, *, ready: bool = True) -> AsyncIterator[House]:
    """A house for one command.

    ready: its database has its tables: an empty SQLite file gets them, an old one has to be upgraded first.
    """
    configure_logs("ERROR")
    house = build(settings or load_settings())
    try:
        if ready:
            await make_ready(house)
        yield house
    finally:
        await house.database.close()


async def make_ready(house: House) -> None:
    found = await house.database.read(migration.current)
    if found is None and not house.settings.postgresql:
        house.settings.make_data_dir()
        await prepare(house)
    elif found != migration.newest():
        raise StaleDatabaseError("the database has other tables than this program; run: sapakop db upgrade")
