"""The sender: who was sent too much waits alone."""

import pytest

from bot.channels import SendError
from bot.house import House
from bot.sender import Sender
from db.engine import Database
from knowledge.book import Book
from tests import talking
from tests.bot.test_sender import flush, put
from tests.fakes.channel import FakeChannel


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book)


async def test_a_pause_for_one_person_holds_nobody_else(house: House) -> None:
    channel = FakeChannel()
    channel.fail("siti", SendError("pair_limit", retry_after=30.0, person_only=True))
    sender = Sender(house, channel)
    await house.database.run(put, "siti", "halo")
    await flush(sender)
    await house.database.run(put, "dedi", "halo")
    await flush(sender)
    assert channel.arrived == {"dedi": ["halo"]}
    await flush(sender, seconds=30)
    assert channel.arrived["siti"] == ["halo"]
