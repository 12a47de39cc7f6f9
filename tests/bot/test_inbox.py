"""The inbox: one update is one unit, whatever it brings and whatever fails in it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select

from bot import effects
from bot.act import Act
from bot.effects import PERFORM
from bot.house import House
from bot.inbox import Stored, UnsettledTurnError, store
from bot.message import Inbound, Message
from db import outbox, people
from db.engine import Database
from db.models import job, person, seen
from db.models import outbox as messages
from dialogue.event import Event, Kind
from dialogue.state import State
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Effect, Outcome, Say
from handlers import TOPICS
from knowledge.book import Book
from leads.view import View
from tests.databases import execute
from tests.talking import FORM, MONDAY, Chat, Clock, house_on, update
from tests.talking import messages as bubbles_of


@dataclass(frozen=True)
class Ask(Effect):
    """An effect of these tests, asked `times` more times by its outcome."""

    times: int
    name: str = ""


@dataclass(frozen=True)
class Unknown(Effect):
    """Nobody performs this."""


def probe(opens: Say) -> Topic[View]:
    """A topic that says this, and asks on when it hears of an answer."""
    topic: Topic[View] = Topic("probe", Text("Uji"))
    topic.opens(lambda argument, view: opens)

    @topic.outcome(Ask)
    def answered(outcome: Outcome, view: View) -> Say:
        assert isinstance(outcome.effect, Ask)
        left = outcome.effect.times
        return Say(Text("tanya {n}", n=str(left)), effects=(Ask(left - 1, outcome.effect.name),) if left else ())

    return topic


def with_probe(house: House, opens: Say) -> House:
    topics = {**TOPICS.topics, "probe": probe(opens)}
    return replace(house, topics=replace(TOPICS, topics=topics, commands={**TOPICS.commands, "probe": "probe"}))


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return house_on(database, book)


@pytest.fixture
def performed(monkeypatch: pytest.MonkeyPatch) -> list[Ask]:
    """What was asked, in order; asking leaves a message in the outbox, so that it shows when it is rolled back."""
    done: list[Ask] = []

    def perform(act: Act, effect: Ask) -> int:
        done.append(effect)
        outbox.put(act.connection, person_id=act.person.id, channel="x", kind="notice", message=outbox.EMPTY, at=act.at)
        return effect.times

    assert isinstance(PERFORM, dict)
    monkeypatch.setitem(PERFORM, Ask, perform)
    return done


def everything(connection: Connection) -> list[Sequence[Row[Any]]]:
    return [connection.execute(select(table)).all() for table in (person, seen, messages, job)]


async def stored(house: House, inbound: Inbound) -> Stored:
    return await house.database.run(store, house, inbound)


async def test_an_update_is_stored_with_its_turn_its_state_and_its_bubble(house: House) -> None:
    done = await stored(house, update("501", "/menu", number=7))
    assert done == Stored(1, new=True, said=True)
    persons, marks, bubbles, _ = await house.database.read(everything)
    assert [(row.provider_id, row.kind, row.turn, row.at) for row in marks] == [("7", "command", 1, MONDAY)]
    assert [(row.kind, row.status, row.repeatable, row.due_at) for row in bubbles] == [
        ("reply", "waiting", True, MONDAY)
    ]
    state = State.from_json(persons[0].state)
    assert (state.turn, state.last_at) == (1, MONDAY.isoformat())
    assert [key.turn for key in Message.from_json(bubbles[0].message).buttons] == [1] * len(state.offers)


async def test_an_update_that_comes_again_changes_nothing(house: House) -> None:
    first = update("501", "/daftar", number=7)
    await stored(house, first)
    before = await house.database.read(everything)
    assert await stored(house, first) == Stored(1, new=False)
    assert await house.database.read(everything) == before


async def test_the_same_number_on_another_channel_is_another_update(house: House) -> None:
    await stored(house, update("501", "/menu", number=7))
    assert (await stored(house, replace(update("501", "/menu", number=7), channel="web"))).new


async def test_an_effect_that_nobody_performs_takes_the_whole_update_back(house: House, performed: list[Ask]) -> None:
    failing = with_probe(house, Say(Text("halo"), effects=(Ask(0), Unknown())))
    with pytest.raises(KeyError):
        await stored(failing, update("501", "/probe", number=7))
    assert performed == [Ask(0)]
    assert await house.database.read(everything) == [[], [], [], []]
    assert (await stored(house, update("501", "/menu", number=7))).new, "it comes again, and can be answered then"


async def test_a_unit_that_fails_does_not_take_its_neighbours_with_it(house: House) -> None:
    failing = with_probe(house, Say(effects=(Unknown(),)))
    units = [stored(failing, update(f"p{n}", "/probe" if n % 2 else "/menu", number=n)) for n in range(20)]
    results = await asyncio.gather(*units, return_exceptions=True)
    assert [isinstance(result, KeyError) for result in results] == [n % 2 == 1 for n in range(20)]
    _, marks, bubbles, _ = await house.database.read(everything)
    assert sorted(int(row.provider_id) for row in marks) == list(range(0, 20, 2))
    assert len(bubbles) == 10


@pytest.mark.parametrize("rounds", [0, 1, 2])
async def test_up_to_three_rounds_of_questions_are_answered(house: House, performed: list[Ask], rounds: int) -> None:
    asking = with_probe(house, Say(effects=(Ask(rounds),)))
    assert await Chat(asking, "501").says("/probe") == "tanya 0"
    assert performed == [Ask(left) for left in range(rounds, -1, -1)]


async def test_a_fourth_round_is_a_defect_and_stores_nothing(house: House, performed: list[Ask]) -> None:
    with pytest.raises(UnsettledTurnError, match="Ask"):
        await stored(with_probe(house, Say(effects=(Ask(3),))), update("501", "/probe"))
    assert await house.database.read(everything) == [[], [], [], []]


async def test_whatever_two_answers_of_one_turn_want_done_is_done(house: House, performed: list[Ask]) -> None:
    asking = with_probe(house, Say(effects=(Ask(1, "left"), Ask(1, "right"))))
    assert await Chat(asking, "501").says("/probe") == "tanya 0"
    assert performed == [Ask(1, "left"), Ask(1, "right"), Ask(0, "left"), Ask(0, "right")]


async def test_every_effect_that_the_conversations_know_is_performed_by_somebody() -> None:
    def kinds(kind: type[Effect]) -> set[type[Effect]]:
        return {kind, *(below for one in kind.__subclasses__() for below in kinds(one))}

    known = {kind for kind in kinds(Effect) if kind.__module__.startswith(("dialogue", "leads", "handlers"))}
    assert known - {Effect} == set(effects.PERFORM)


ODD = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud83d",
    "\udfff x \ud83d",
    "\u202e\u200f",
    "😀" * 300,
    "x" * 10_000,
    "'; DROP TABLE",
)
KINDS: tuple[Kind, ...] = ("text", "command", "choice", "contact", "location", "voice", "photo", "document", "other")


@pytest.mark.parametrize("kind", KINDS)
async def test_odd_words_are_answered_whatever_they_come_in(house: House, kind: Kind) -> None:
    for begun in ((), ("/daftar", "Cikahuripan", "[Ya, benar]", "[Ya, boleh]")):
        chat = Chat(house, f"p{len(begun)}")
        if begun:
            await chat.says(*begun)
        for words in ODD:
            await chat.send(update(chat.who, "", kind=kind, text=words))
        await chat.send(update(chat.who, "", kind="silence"))
        assert all(one.new for one in chat.stored)
        assert all(bubble.strip() for bubble in await chat.bubbles())


async def test_long_answers_in_every_slot_become_a_lead_on_both_databases(house: House) -> None:
    """PostgreSQL refuses words longer than their column."""
    chat = Chat(house, "501")
    await chat.says("/daftar", "Desa " + "Sukaentah " * 400, "Kecamatan " + "Antah " * 700)
    for _ in range(3):
        await chat.says("x" * 4000)
    await chat.says("/daftar", "batal", "/petugas", "y" * 9000)
    assert all(one.new for one in chat.stored)


async def test_a_command_with_a_code_that_no_database_can_keep_is_answered(house: House) -> None:
    assert "tidak berlaku" in await Chat(house, "501").says("/start \x00\ud83dABC" + "D" * 500)


async def test_whoever_blocks_us_gets_nothing_more_until_he_writes_again(house: House) -> None:
    chat = Chat(house, "501")
    await chat.says("/menu")
    await chat.send(Inbound("telegram", "b1", "501", None, blocked=True))
    (row,) = (await house.database.read(everything))[0]
    assert row.blocked_at == MONDAY
    assert [bubble.status for bubble in await house.database.read(bubbles_of, "501")] == ["dropped"]
    await chat.says("/menu")
    (row,) = (await house.database.read(everything))[0]
    assert row.blocked_at is None
    assert [bubble.status for bubble in await house.database.read(bubbles_of, "501")] == ["dropped", "waiting"]


async def test_whoever_lets_us_in_again_may_be_written_to(house: House) -> None:
    chat = Chat(house, "501")
    await chat.send(Inbound("telegram", "b1", "501", None, blocked=True))
    assert await chat.send(Inbound("telegram", "b2", "501", None, blocked=False)) == Stored(1, new=True)
    (row,) = (await house.database.read(everything))[0]
    assert row.blocked_at is None


async def test_a_group_gets_one_line_for_each_call_and_no_talk(house: House) -> None:
    chat = Chat(house, "-100")
    await chat.send(Inbound("telegram", "g1", "-100", None, group=True, tap="q9"))
    await chat.send(Inbound("telegram", "g1", "-100", None, group=True, tap="q9"))
    (line,) = await house.database.read(bubbles_of, "-100")
    assert "obrolan pribadi" in Message.from_json(line.message).plain
    assert line.tap == "q9"
    (row,) = (await house.database.read(everything))[0]
    assert row.state is None


async def test_a_menu_takes_the_place_of_a_menu_and_of_nothing_else(house: House) -> None:
    chat = Chat(house, "501")
    await chat.says("/menu")
    menu = await tapped(house, chat, "Berapa iurannya?", message="88")
    assert (menu.tap, menu.replaces, Message.from_json(menu.message).browse) == ("q1", "88", True)
    await chat.says("/privasi")
    again = await tapped(house, chat, "Menu", message="89")
    assert (again.tap, again.replaces, Message.from_json(again.message).browse) == ("q1", None, True)


async def tapped(house: House, chat: Chat, label: str, message: str) -> Row[Any]:
    """The bubble after a tap under the newest bubble, which has gone out as this message."""
    newest = (await house.database.read(bubbles_of, chat.who))[-1]
    await house.database.run(outbox.settle, newest.id, outbox.SENT, MONDAY, provider_id=message)
    key = await chat.key(label)
    event = Event("choice", MONDAY, key.value, key.step, key.turn)
    await chat.send(Inbound("telegram", f"tap {message}", chat.who, event, tapped_message=message, tap="q1"))
    return (await house.database.read(bubbles_of, chat.who))[-1]


async def test_words_that_are_not_understood_wait_for_their_second_half(house: House) -> None:
    chat = Chat(house, "501")
    await chat.send(update("501", "blorp zink"))
    _, _, bubbles, jobs = await house.database.read(everything)
    assert bubbles == []
    assert [(row.key, (row.due_at - MONDAY).total_seconds()) for row in jobs] == [("silence:1", 2.0)]
    assert isinstance(house.now, Clock)
    house.now.forward(seconds=1)
    await chat.send(update("501", "zink blorp", house.now()))
    assert [(row.due_at - MONDAY).total_seconds() for row in (await house.database.read(everything))[3]] == [3.0]


async def test_a_turn_that_says_nothing_is_stored_too(house: House) -> None:
    done = await stored(house, update("501", "", number=7, kind="silence"))
    assert done == Stored(1, new=True, said=False)
    (mark,) = (await house.database.read(everything))[1]
    assert mark.turn is None


async def test_one_person_who_writes_twenty_things_at_once_is_answered_one_after_the_other(house: House) -> None:
    await asyncio.gather(*(stored(house, update("501", "/menu", number=n)) for n in range(20)))
    _, marks, bubbles, _ = await house.database.read(everything)
    assert sorted(row.turn for row in marks) == list(range(1, 21))
    turns = [Message.from_json(row.message).buttons[0].turn for row in sorted(bubbles, key=lambda row: row.id)]
    assert turns == list(range(1, 21))


async def test_a_person_has_the_same_consent_in_his_view_and_in_the_ledger(house: House) -> None:
    chat = Chat(house, "501")
    await chat.says("/daftar", "Cikahuripan", "[Ya, benar]", "[Ya, boleh]")
    assert await house.database.read(people.consented, 1)


async def test_an_update_that_comes_again_makes_and_renames_nobody(house: House) -> None:
    first = replace(update("62811", "/menu", number=7), channel="whatsapp")
    await stored(house, first)
    before = await house.database.read(everything)
    assert await stored(house, replace(first, external_id="ID.1")) == Stored(1, new=False)
    assert await stored(house, replace(first, external_id="ID.1", formerly="62811")) == Stored(1, new=False)
    assert await house.database.read(everything) == before


def page_of(number: str, message: str) -> Inbound:
    stale = Event("choice", MONDAY, turn=-1)
    return Inbound("telegram", number, "501", stale, tapped_message=message, tap=number, page=1)


async def test_a_page_of_a_message_that_is_gone_or_emptied_is_a_stale_tap(house: House) -> None:
    chat = Chat(house, "501")
    await chat.says("/menu")
    await chat.send(page_of("p1", "gone"))
    (menu, stale) = await house.database.read(bubbles_of, "501")
    assert Message.from_json(stale.message).plain.startswith("Tombol itu dari pesan sebelumnya")
    half = replace(Message.from_json(menu.message), done=1).to_json()
    await house.database.run(outbox.settle, menu.id, outbox.SENT, MONDAY, provider_id="88", message=half)
    await chat.send(page_of("p2", "88"))
    page = Message.from_json((await house.database.read(bubbles_of, "501"))[-1].message)
    assert (page.page, page.done) == (1, 0)
    emptied = messages.update().where(messages.c.id == menu.id).values(message=outbox.EMPTY)
    await house.database.run(execute, emptied)
    await chat.send(page_of("p3", "88"))
    assert (await chat.bubbles())[-1].startswith("Tombol itu dari pesan sebelumnya")


async def test_after_hapus_data_a_page_of_what_was_said_before_is_a_stale_tap(house: House) -> None:
    chat = Chat(house, "501")
    await chat.says(*FORM[:4])
    (*_, asked) = await house.database.read(bubbles_of, "501")
    await house.database.run(outbox.settle, asked.id, outbox.SENT, MONDAY, provider_id="88")
    await chat.says("hapus data", "[Ya, hapus semua]")
    await chat.send(page_of("p1", "88"))
    assert (await chat.bubbles())[-1].startswith("Tombol itu dari pesan sebelumnya")
    assert all(await chat.bubbles())


async def test_what_is_not_answered_is_a_word_of_the_person_all_the_same(house: House) -> None:
    chat = Chat(house, "501")
    await chat.says("/menu")
    state = (await house.database.read(everything))[0][0].state
    later = MONDAY + timedelta(hours=3)
    for number, at in (("r1", later), ("r2", MONDAY)):
        done = await chat.send(Inbound("telegram", number, "501", None, heard=at))
        assert done == Stored(1, new=True, said=False)
    (row,) = (await house.database.read(everything))[0]
    assert (row.heard_at, row.state) == (later, state)
    assert len(await chat.bubbles()) == 1
