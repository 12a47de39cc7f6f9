"""The inbox: one update is one unit; what is stored is exactly what was answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from bot import answers, effects, render
from bot.house import House
from bot.message import Inbound, Message
from bot.people import load_view
from db import forgetting, outbox
from db import people as person_rows
from dialogue.event import Event
from dialogue.router import take_turn
from dialogue.state import State
from dialogue.text import Text
from dialogue.turn import Outcome, Turn
from leads.requests import Forget, WrongNumber

log = structlog.get_logger()

ROUNDS = 3
"""Rounds of outcomes in one update (law 1)."""
FORGETS = (Forget, WrongNumber)
"""Effects after which the talk remembers nothing of what was said before."""


@dataclass(frozen=True)
class Stored:
    """new: the update had not been here before. person_id: whose it was. said: there is an answer to send."""

    person_id: int
    new: bool
    said: bool = False


class UnsettledTurnError(Exception):
    """A turn still had questions after the last round: a defect of its topic."""


def store(connection: Connection, house: House, inbound: Inbound) -> Stored:
    """Take one update in: seen-id, lock, turns, state, effects and outgoing messages, all or nothing."""
    known = person_rows.seen_of(connection, inbound.channel, inbound.provider_id)
    if known is not None:
        return Stored(known, new=False)
    house = replace(house)  # one content from its first turn to its last, whatever is read meanwhile
    at = inbound.event.at if inbound.event else house.now()
    person = person_rows.lock_person(connection, inbound.channel, inbound.external_id, at, inbound.formerly)
    kind = inbound.event.kind if inbound.event else "other"
    if not person_rows.mark_seen(connection, inbound.channel, inbound.provider_id, person.id, kind, at):
        return Stored(person.id, new=False)
    if inbound.blocked is not None:
        block(connection, person.id, inbound.blocked, at)
    if inbound.group:
        return Stored(person.id, new=True, said=point_to_private(connection, person, inbound, at))
    if inbound.page is not None and turn_page(connection, person, inbound, inbound.page, at):
        return Stored(person.id, new=True, said=True)
    if inbound.event is None:
        if inbound.heard is not None:
            note_word(connection, person, inbound.heard)
        return Stored(person.id, new=True)
    if inbound.event.kind != "silence":
        person = returned(connection, person, at)
    said = answer(connection, house, person, inbound, readable(inbound.event))
    return Stored(person.id, new=True, said=said)


def returned(connection: Connection, person: Row[Any], at: datetime) -> Row[Any]:
    """Whoever writes is there again: after blocking us, and, as a new person, after having everything deleted."""
    if person.wiped_at is not None:
        return forgetting.start_over(connection, person, at)
    if person.blocked_at is not None:
        block(connection, person.id, False, at)
    return person


def note_word(connection: Connection, person: Row[Any], at: datetime) -> None:
    """Somebody is there who wants no answer; whoever had everything deleted stays so until he says something."""
    if person.wiped_at is None:
        heard = max(at, person.heard_at or at)
        person_rows.change_person(connection, person.id, heard_at=heard, blocked_at=None)


def readable(event: Event) -> Event:
    """The event in words that every database can keep: no NUL, no half of a surrogate pair."""
    text = event.text.replace("\x00", "").encode("utf-8", "replace").decode()
    return event if text == event.text else replace(event, text=text)


def answer(connection: Connection, house: House, person: Row[Any], inbound: Inbound, event: Event) -> bool:
    """Take the turn, perform its effects, keep its state and its bubble."""
    view = load_view(connection, house, person, event.at, lent_phone=inbound.phone)
    turn = take_turn(house.topics, State.from_json(person.state), event, view)
    turn = settle(connection, house, person.id, turn, event.at, inbound.phone)
    if turn.defect:
        log.error("turn_defect", person=person.id, defect=turn.defect)
    heard = person.heard_at if event.kind == "silence" else max(event.at, person.heard_at or event.at)
    person_rows.save_state(connection, person.id, turn.state.to_json(), event.at, heard)
    if turn.say is None or turn.say.text is None:
        return False
    language = person.language
    outbox.put(
        connection,
        person_id=person.id,
        channel=inbound.channel,
        kind="reply",
        message=render.message(turn.say, turn.state, language).to_json(),
        at=event.at,
        replaces=inbound.tapped_message if turn.say.browse and tapped_a_menu(connection, person.id, inbound) else None,
        tap=inbound.tap,
        repeatable=True,
    )
    answers.record(connection, house, person.id, turn.say, event.at)
    person_rows.mark_turn(connection, inbound.channel, inbound.provider_id, turn.state.turn)
    return True


def turn_page(connection: Connection, person: Row[Any], inbound: Inbound, page: int, at: datetime) -> bool:
    """The same bubble with other choices; no turn of the talk. False when what was tapped is gone, or emptied."""
    shown = outbox.shown(connection, person.id, inbound.tapped_message) if inbound.tapped_message else None
    if shown is None or person.wiped_at is not None or not Message.from_json(shown).body:
        return False
    message = replace(Message.from_json(shown), page=page, done=0).to_json()
    person_rows.change_person(connection, person.id, heard_at=max(at, person.heard_at or at))
    return outbox.put(
        connection,
        person_id=person.id,
        channel=inbound.channel,
        kind="reply",
        message=message,
        at=at,
        tap=inbound.tap,
        repeatable=True,
    )


def tapped_a_menu(connection: Connection, person_id: int, inbound: Inbound) -> bool:
    """Only a menu gives its place to the next one: a reference number must not vanish under a tap on "Menu"."""
    shown = outbox.shown(connection, person_id, inbound.tapped_message) if inbound.tapped_message else None
    return shown is not None and Message.from_json(shown).browse


def settle(
    connection: Connection, house: House, person_id: int, turn: Turn, at: datetime, lent_phone: str = ""
) -> Turn:
    """Perform the effects; those with an answer go back to their topic, until nothing is asked any more."""
    for _ in range(ROUNDS + 1):
        outcomes = [outcome for outcome in perform(connection, house, person_id, turn, at) if outcome]
        if any(isinstance(asked.effect, FORGETS) for asked in turn.effects):
            turn = replace(turn, state=emptied(turn))
        if not outcomes:
            return turn
        turn = replace(turn, effects=())
        for outcome in outcomes:
            person = person_rows.get_person(connection, person_id)
            view = load_view(connection, house, person, at, lent_phone=lent_phone)
            turn = after(turn, take_turn(house.topics, turn.state, outcome, view))
    raise UnsettledTurnError([type(outcome.effect).__name__ for outcome in outcomes])


def emptied(turn: Turn) -> State:
    """A state that remembers nothing but the bubble that is being said."""
    state = turn.state
    return State(turn=state.turn, offers=state.offers if turn.say else (), last_at=state.last_at)


def perform(connection: Connection, house: House, person_id: int, turn: Turn, at: datetime) -> list[Outcome | None]:
    """Perform each effect in order; an answer nobody asked for is dropped."""
    outcomes: list[Outcome | None] = []
    for asked in turn.effects:
        act = effects.Act(connection, house, person_rows.get_person(connection, person_id), at)
        value = effects.perform(act, asked.effect)
        topic = house.topics.topics.get(asked.topic)
        wants = topic is not None and type(asked.effect) in topic.outcomes
        outcomes.append(Outcome(asked.topic, asked.effect, value) if wants else None)
    return outcomes


def after(first: Turn, second: Turn) -> Turn:
    """The turn with one more outcome: the later words count, and whatever either wants done is done."""
    say, effects = second.say or first.say, first.effects + second.effects
    return Turn(second.state, say, effects, first.defect or second.defect)


def block(connection: Connection, person_id: int, blocked: bool, at: datetime) -> None:
    """The person blocked the bot, or came back."""
    person_rows.change_person(connection, person_id, blocked_at=at if blocked else None)
    if blocked:
        outbox.drop_open(connection, person_id, "blocked")


def point_to_private(connection: Connection, person: Row[Any], inbound: Inbound, at: datetime) -> bool:
    """In a group one line, and on in private."""
    text = Text("Supaya data koperasi tetap aman, silakan lanjutkan lewat obrolan pribadi dengan saya.")
    return outbox.put(
        connection,
        person_id=person.id,
        channel=inbound.channel,
        kind="reply",
        message=render.notice(text, language=person.language).to_json(),
        at=at,
        tap=inbound.tap,
        repeatable=True,
    )
