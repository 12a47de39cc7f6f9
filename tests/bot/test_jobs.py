"""What time alone changes: claims that lapse, leads that come back, reminders, answers without consent."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import Connection, select

from bot import scheduler
from bot.house import House
from bot.message import Message
from db import leads, people, staff
from db.engine import Database
from db.models import lead, outbox, person
from dialogue.state import State
from knowledge.book import Book
from leads.pipeline import LeadState
from leads.row import LeadRow
from tests import talking
from tests.talking import FORM, MONDAY, Chat, Clock


@pytest.fixture
async def house(database: Database, book: Book) -> House:
    house = talking.house_on(database, book, Clock())

    def enlist(connection: Connection) -> None:
        rina = people.lock_person(connection, "telegram", "rina", MONDAY)
        staff.enlist(connection, rina.id, "Ibu Rina", "petugas", ["32.01.32"], MONDAY)

    await database.run(enlist)
    return house


async def run_jobs(house: House, when: str) -> None:
    assert isinstance(house.now, Clock)
    house.now.now = datetime.fromisoformat(when)
    while job := await house.database.run(scheduler.next_job, house, house.now()):
        await house.database.run(scheduler.perform, house, job, house.now())


async def lead_of(house: House) -> LeadRow:
    ref = await house.database.read(lambda c: c.execute(select(lead.c.ref)).scalar_one())
    found = await house.database.read(leads.find_lead, str(ref))
    assert found is not None
    return found


async def claimed(house: House) -> tuple[Chat, Chat]:
    siti, rina = Chat(house, "siti"), Chat(house, "rina")
    await siti.says(*FORM, "[Ya, kirim]")
    await rina.says(f"/ambil {(await lead_of(house)).ref}")
    return siti, rina


async def test_a_claim_without_news_goes_back_to_the_queue_once_and_the_applicant_is_told_once(house: House) -> None:
    siti, _ = await claimed(house)
    told = len(await siti.bubbles())
    await run_jobs(house, "2026-11-27T23:59:00+07:00")
    assert (await lead_of(house)).state is LeadState.dipegang
    await asyncio.gather(*(run_jobs(house, "2026-11-30T09:16:00+07:00") for _ in range(4)))
    assert (await lead_of(house)).state is LeadState.baru
    assert len(await siti.bubbles()) == told + 1
    await run_jobs(house, "2026-11-30T10:00:00+07:00")
    assert len(await siti.bubbles()) == told + 1


async def test_whoever_said_stop_is_not_told_and_still_answered(house: House) -> None:
    siti, _ = await claimed(house)
    await siti.says("stop", "[Jangan]")
    waiting = select(outbox.c.kind, outbox.c.status).join(person).where(person.c.external_id == "siti")
    found = await house.database.read(lambda c: [tuple(row) for row in c.execute(waiting)])
    assert ("notice", "dropped") in found
    assert ("reply", "dropped") not in found
    told = len(await siti.bubbles())
    await run_jobs(house, "2026-11-30T09:16:00+07:00")
    assert (await lead_of(house)).state is LeadState.baru
    assert len(await siti.bubbles()) == told
    assert await siti.says("status")
    assert len(await siti.bubbles()) == told + 1


async def test_a_lead_that_nobody_takes_is_remembered_once_in_office_hours(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(*FORM, "[Ya, kirim]")
    told = len(await siti.bubbles())
    await run_jobs(house, "2026-11-26T06:00:00+07:00")
    assert len(await siti.bubbles()) == told
    await run_jobs(house, "2026-11-26T09:00:00+07:00")
    await run_jobs(house, "2026-11-27T09:00:00+07:00")
    assert len(await siti.bubbles()) == told + 1
    notices = select(outbox.c.message).join(person).where(person.c.external_id == "rina", outbox.c.kind == "notice")
    words = [
        Message.from_json(message).plain
        for message in await house.database.read(lambda c: c.execute(notices).scalars().all())
    ]
    assert sum("Masih menunggu" in one for one in words) == 1


async def test_answers_without_consent_are_purged_after_a_day_and_the_form_stays(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says("/daftar", "Ibu Siti Aminah, bendahara, 0812-3456-7890, desa Cikahuripan")

    async def state() -> State:
        return State.from_json(
            await house.database.read(
                lambda c: c.execute(select(person.c.state).where(person.c.external_id == "siti")).scalar_one()
            )
        )

    assert (await state()).unconsented
    await run_jobs(house, "2026-11-24T09:59:00+07:00")
    assert (await state()).unconsented
    await run_jobs(house, "2026-11-24T10:16:00+07:00")
    assert not (await state()).unconsented
    assert (await state()).frames
