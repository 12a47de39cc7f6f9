"""Reload: a price that was edited is answered once it has been checked, by a service that never stopped."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, select

from bot import reload
from bot.answers import prove
from bot.commands import sapakop
from bot.content import SEAL, seal
from bot.house import House, build
from bot.reload import Reloader
from bot.service import Service
from bot.settings import Settings
from db.models import answer
from knowledge.book import PACKAGED, version_of
from leads.answers import ProvedAnswer, Verdict
from tests.patience import until
from tests.talking import Chat, Clock

ASKED = "berapa iuran bpu sebulan?"
OLD, NEW = "Rp8.400", "Rp9.900"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that may be edited."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "pengetahuan"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reload, "POLL", 0.05)


def house_at(url: str, folder: Path) -> House:
    settings = Settings(_env_file=None, database_url=url, knowledge_dir=folder, secret_key="of these tests")
    return build(settings, Clock())


@pytest.fixture
async def house(database_url: str, folder: Path) -> AsyncIterator[House]:
    house = house_at(database_url, folder)
    yield house
    await house.database.close()


def edit_price(folder: Path) -> None:
    """A farmer's cheapest package costs more, and nothing is reckoned from it."""
    old = "- id: bpu-paket-umum\n  value: 8400\n"
    for file in (folder / "facts").glob("*.yaml"):
        words = re.sub(r"  formula: .*bpu-(?:paket-umum|diskon)\b.*\n", "", file.read_text(encoding="utf-8"))
        assert words.count(old) == (file.name == "bpu.yaml")
        file.write_text(words.replace(old, old.replace("8400", "9900")), encoding="utf-8")


def check(folder: Path) -> Result:
    """`sapakop knowledge check FOLDER`."""
    return CliRunner().invoke(sapakop, ["knowledge", "check", str(folder)])


async def proved(house: House, number: int) -> ProvedAnswer:
    def again(connection: Connection) -> ProvedAnswer:
        return prove(connection, house, connection.execute(select(answer).where(answer.c.id == number)).one())

    return await house.database.read(again)


async def test_an_edited_price_is_answered_once_it_was_checked_and_the_old_answer_can_still_be_proved(
    house: House, folder: Path, quick: None
) -> None:
    service, siti = Service(house), Chat(house, "siti")
    service.start(Reloader(house).run())
    first, before = house.book.version, await siti.says(ASKED)
    assert OLD in before
    edit_price(folder)
    await asyncio.sleep(0.3)
    assert await siti.says(ASKED) == before
    assert (await asyncio.to_thread(check, folder)).exit_code == 0
    await until(lambda: house.book.version != first)
    assert NEW in await siti.says(ASKED)
    old, new = await proved(house, 1), await proved(house, 3)
    assert (old.verdict, old.words, old.given.version) == (Verdict.sama, before, first)
    assert (new.verdict, new.given.version) == (Verdict.sama, version_of(folder))
    assert house.search is house.content.search
    await service.stop()


async def test_two_processes_on_postgresql_each_take_it_up_by_themselves(
    postgresql_url: str, folder: Path, quick: None
) -> None:
    houses = [house_at(postgresql_url, folder) for _ in range(2)]
    services = [Service(house) for house in houses]
    for service in services:
        service.start(Reloader(service.house).run())
    siti, dedi = Chat(houses[0], "siti"), Chat(houses[1], "dedi")
    assert OLD in await siti.says(ASKED)
    assert OLD in await dedi.says(ASKED)
    edit_price(folder)
    assert (await asyncio.to_thread(check, folder)).exit_code == 0
    await until(lambda: all(house.book.version == version_of(folder) for house in houses))
    assert NEW in await siti.says(ASKED)
    assert NEW in await dedi.says(ASKED)
    assert (await proved(houses[1], 1)).verdict is Verdict.sama
    for service in services:
        await service.stop()


@pytest.fixture
async def reloader(sqlite_url: str, folder: Path) -> AsyncIterator[Reloader]:
    house = house_at(sqlite_url, folder)
    yield Reloader(house)
    await house.database.close()


async def test_nothing_is_looked_at_twice(reloader: Reloader, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seal(folder, reloader.house.book.version)
    assert not await reloader.look(folder)
    monkeypatch.setattr(reload, "version_of", None)
    assert not await reloader.look(folder)


async def test_a_file_that_is_edited_again_after_the_check_does_not_go_live(reloader: Reloader, folder: Path) -> None:
    edit_price(folder)
    seal(folder, version_of(folder))
    with (folder / "facts" / "bpu.yaml").open("a") as file:
        file.write("- id: setengah-jadi\n")
    running = reloader.house.content
    assert not await reloader.look(folder)
    assert reloader.house.content is running


async def test_content_that_could_not_be_taken_up_is_taken_up_at_a_later_look(
    reloader: Reloader, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_price(folder)
    seal(folder, version_of(folder))
    with monkeypatch.context() as away:
        away.setattr("db.registry.fill", None)
        with pytest.raises(TypeError):
            await reloader.look(folder)
    assert await reloader.look(folder)
    assert reloader.house.book.version == version_of(folder)


async def test_a_broken_file_does_not_go_live_even_with_a_seal(
    reloader: Reloader, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "facts" / "bpu.yaml").write_text("- id: [\n")
    seal(folder, version_of(folder))
    running = reloader.house.content
    assert not await reloader.look(folder)
    assert reloader.house.content is running
    assert "content_refused" in capsys.readouterr().out


async def test_half_edited_files_are_logged_once(
    reloader: Reloader, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for save in range(3):
        (folder / "catatan.yaml").write_text("#" * save + "\n")
        await reloader.look(folder)
    assert capsys.readouterr().out.count("content_unchecked") == 1


async def test_going_back_to_the_files_of_before_needs_nothing(reloader: Reloader, folder: Path) -> None:
    words = (folder / "facts" / "bpu.yaml").read_text()
    edit_price(folder)
    await reloader.look(folder)
    (folder / "facts" / "bpu.yaml").write_text(words)
    running = reloader.house.content
    assert not await reloader.look(folder)
    assert reloader.house.content is running


async def test_a_folder_that_is_gone_leaves_the_service_as_it_is(reloader: Reloader, folder: Path) -> None:
    shutil.rmtree(folder)
    running = reloader.house.content
    assert not await reloader.look(folder)
    assert reloader.house.content is running


async def test_the_packaged_content_is_never_looked_at(sqlite_url: str) -> None:
    house = build(Settings(_env_file=None, database_url=sqlite_url))
    await asyncio.wait_for(Reloader(house).run(), 1)
    await house.database.close()


async def test_a_village_that_is_new_is_in_the_registry_when_it_goes_live(reloader: Reloader, folder: Path) -> None:
    file = folder / "villages.csv"
    header, first, *rest = file.read_text(encoding="utf-8").splitlines()
    new = first.replace(first.split(",")[0], first.split(",")[0][:-3] + "999")
    file.write_text("\n".join([header, first, new, *rest]) + "\n", encoding="utf-8")
    result = check(folder)
    assert result.exit_code == 0, result.output
    assert await reloader.look(folder)
    assert (folder / SEAL).read_text().strip() == reloader.house.book.version
