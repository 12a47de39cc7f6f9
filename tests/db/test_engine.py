"""The two ways to the two databases: units whole or not at all, and nobody told of success too early."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, func, insert, select, text

from db.engine import Database, postgresql_engine
from db.models import consent, fitted, invitation, job, person
from db.sqlite import LostTransactionError
from tests.databases import execute

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def add_job(connection: Connection, key: str) -> str:
    connection.execute(insert(job).values(kind="silence", key=key, due_at=NOON))
    return key


def add_and_fail(connection: Connection, key: str) -> None:
    add_job(connection, key)
    raise ValueError(key)


def keys(connection: Connection) -> list[str]:
    return list(connection.execute(select(job.c.key).order_by(job.c.key)).scalars())


async def test_a_unit_that_returns_is_stored(database: Database) -> None:
    assert await database.run(add_job, "a") == "a"
    assert await database.read(keys) == ["a"]


async def test_a_unit_that_fails_leaves_nothing_and_its_neighbours_alone(database: Database) -> None:
    units = [database.run(add_and_fail if n % 3 == 1 else add_job, f"{n:02}") for n in range(30)]
    results = await asyncio.gather(*units, return_exceptions=True)
    assert [isinstance(result, ValueError) for result in results] == [n % 3 == 1 for n in range(30)]
    assert await database.read(keys) == [f"{n:02}" for n in range(30) if n % 3 != 1]


async def test_units_that_wait_share_a_commit(sqlite_url: str) -> None:
    database, commits, gate = Database(sqlite_url), [], threading.Event()
    assert database.writer is not None
    commit = database.writer.commit

    def counted(batch: list[object]) -> None:
        commits.append(len(batch))
        commit(batch)  # type: ignore[arg-type]

    database.writer.commit = counted  # type: ignore[method-assign, assignment]

    def wait(connection: Connection) -> None:
        gate.wait(5)

    first = asyncio.ensure_future(database.run(wait))
    await asyncio.sleep(0.05)
    rest = [asyncio.ensure_future(database.run(add_job, f"{n}")) for n in range(100)]
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(first, *rest)
    assert commits == [1, 64, 36]
    await database.close()


async def test_nobody_hears_of_success_when_the_commit_fails(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    assert database.writer is not None

    def refuse(_: object) -> None:
        raise OSError("disk")

    add = asyncio.ensure_future(database.run(add_job, "a"))
    event.listen(database.writer.engine, "commit", refuse)
    with pytest.raises(OSError, match="disk"):
        await add
    event.remove(database.writer.engine, "commit", refuse)
    assert await database.read(keys) == []
    assert await database.run(add_job, "b") == "b"
    await database.close()


async def test_a_rollback_of_sqlite_itself_takes_no_unit_silently_with_it(sqlite_url: str) -> None:
    """A full disk makes SQLite roll the whole transaction back: nobody in it may be told that he is stored."""
    database, gate = Database(sqlite_url), threading.Event()

    def lose(connection: Connection) -> None:
        connection.exec_driver_sql("ROLLBACK")
        raise OSError("full")

    blocker = asyncio.ensure_future(database.run(lambda connection: gate.wait(5)))
    await asyncio.sleep(0.05)
    units = [asyncio.ensure_future(database.run(unit)) for unit in (lambda c: add_job(c, "a"), lose)]
    units.append(asyncio.ensure_future(database.run(add_job, "b")))
    await asyncio.sleep(0.05)
    gate.set()
    await blocker
    results = await asyncio.gather(*units, return_exceptions=True)
    assert [type(result) for result in results] == [LostTransactionError] * 3
    assert await database.read(keys) == []
    await database.run(add_job, "c")
    assert await database.read(keys) == ["c"]
    await database.close()


async def test_a_caller_who_gives_up_does_not_stop_the_writer(sqlite_url: str) -> None:
    database, gate = Database(sqlite_url), threading.Event()
    running = asyncio.ensure_future(database.run(lambda connection: gate.wait(5) and add_job(connection, "ran")))
    await asyncio.sleep(0.05)
    waiting = asyncio.ensure_future(database.run(add_job, "never"))
    await asyncio.sleep(0.05)
    running.cancel()
    waiting.cancel()
    await asyncio.gather(running, waiting, return_exceptions=True)
    gate.set()
    assert await asyncio.wait_for(database.run(add_job, "next"), 5) == "next"
    assert await database.read(keys) == ["next", "ran"]
    await database.close()


async def test_two_units_that_wait_for_each_other_are_both_done_in_the_end(postgresql_url: str) -> None:
    """PostgreSQL ends a deadlock by failing one of the two; that one is simply run again."""
    database = Database(postgresql_url)
    await database.run(add_job, "a")
    await database.run(add_job, "b")
    tried: list[str] = []

    def push(connection: Connection, first: str, second: str) -> None:
        tried.append(first)
        connection.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        for key in (first, second):
            connection.execute(job.update().where(job.c.key == key).values(tries=job.c.tries + 1))
            connection.execute(text("SELECT pg_sleep(0.1)"))

    await asyncio.gather(database.run(push, "a", "b"), database.run(push, "b", "a"))
    assert len(tried) == 3
    assert await database.read(lambda c: list(c.execute(select(job.c.tries)).scalars())) == [2, 2]
    await database.close()


async def test_a_unit_that_could_not_be_serialized_is_run_again(postgresql_url: str) -> None:
    database = Database(postgresql_url)

    def count(connection: Connection, key: str) -> int:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
        number = connection.execute(select(func.count()).select_from(job)).scalar_one()
        connection.execute(text("SELECT pg_sleep(0.02)"))
        add_job(connection, key)
        return number

    found = await asyncio.gather(*(database.run(count, f"{n}") for n in range(3)))
    assert sorted(found) == [0, 1, 2]
    await database.close()


async def test_a_restarted_server_costs_nobody_his_unit(postgresql_url: str) -> None:
    """What a restart does to a process: its connections are dead, and it has not noticed yet."""
    database = Database(postgresql_url)
    await database.run(add_job, "before")
    other = Database(postgresql_url)
    kill = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        "AND datname = current_database()"
    )
    await other.run(execute, kill)
    await asyncio.sleep(0.05)
    assert await database.run(add_job, "after") == "after"
    await database.close()
    await other.close()


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg2", "postgresql+asyncpg"])
def test_postgresql_is_reached_by_asyncpg_whatever_driver_the_address_names(scheme: str) -> None:
    database = Database(f"{scheme}://u:p@localhost/x?sslmode=require")
    assert database.engine.dialect.driver == "asyncpg"
    assert database.writer is None
    assert dict(database.engine.url.query) == {"ssl": "require"}
    assert postgresql_engine(database.url).url.password == "p"


async def test_moments_come_back_aware_and_to_the_microsecond(database: Database) -> None:
    jakarta = timezone(timedelta(hours=7))
    moments = [datetime(2026, 1, 1, 0, 0, 0, 1, jakarta), datetime(2026, 12, 31, 23, 59, 59, 999_999, UTC)]

    def keep(connection: Connection) -> list[datetime]:
        for moment in moments:
            connection.execute(insert(job).values(kind="x", key=str(moment), due_at=moment))
        return list(connection.execute(select(job.c.due_at).order_by(job.c.due_at)).scalars())

    found = await database.run(keep)
    assert found == moments
    assert {moment.tzinfo for moment in found} == {UTC}
    with pytest.raises(Exception, match="aware"):
        await database.run(lambda c: c.execute(insert(job).values(kind="x", key="k", due_at=datetime(2026, 1, 1))))  # noqa: DTZ001


async def test_lists_come_back_as_lists(database: Database) -> None:
    row = {"code": "X", "name": "Rina", "role": "petugas", "kecamatan": ["32.01.07"]}

    def keep(connection: Connection) -> object:
        connection.execute(insert(invitation).values(**row, created_at=NOON, expires_at=NOON))
        return connection.execute(select(invitation.c.kecamatan)).scalar_one()

    assert await database.run(keep) == ["32.01.07"]


async def test_a_row_that_points_at_nothing_is_refused(database: Database) -> None:
    values = {"person_id": 99, "purpose": "lead", "given": True, "at": NOON}
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await database.run(execute, insert(consent).values(**values))


def test_a_new_data_directory_is_for_its_owner_only(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data' / 'sapakop.db'}")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    asyncio.run(database.close())


def test_a_name_that_is_too_long_is_cut_to_what_both_databases_take() -> None:
    assert fitted(person, {"name": "x" * 500, "phone": None, "blocked_at": NOON}) == {
        "name": "x" * 120,
        "phone": None,
        "blocked_at": NOON,
    }
