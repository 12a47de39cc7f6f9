"""Checklists: a person's until his cooperative is known, then the cooperative's, the same for all its contacts."""

import asyncio
from datetime import date

from sqlalchemy import Connection, func, select

from db import checklist, forgetting, leads, registry
from db.checklist import ROAD, Owner
from db.engine import Database
from db.models import checklist as table
from leads.checklist import Mark, Progress, Road
from leads.joining import join
from leads.pipeline import CoopState, LeadState, Reason, move
from tests.db import seed


def write(connection: Connection, person_id: int, item: str, state: str, ref: str = "") -> None:
    owner = checklist.owner_of(connection, person_id, ref)
    checklist.adopt(connection, owner)
    checklist.write(connection, owner, item, state, seed.MONDAY)


def read(connection: Connection, person_id: int, ref: str = "") -> Progress:
    return checklist.progress(connection, checklist.owner_of(connection, person_id, ref))


def rows(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


async def test_what_was_marked_is_there_at_the_next_visit(database: Database) -> None:
    siti = await database.run(seed.person)
    await database.run(write, siti, ROAD, Road.pu)
    await database.run(write, siti, "nib", Mark.diurus)
    await database.run(write, siti, "nib", Mark.ada)
    found = await database.run(read, siti)
    assert (found.road, found.marks, found.village_code, found.ref) == (Road.pu, {"nib": Mark.ada}, None, "")
    assert await database.read(rows) == 2


async def test_what_a_person_marked_goes_along_when_his_cooperative_becomes_known(database: Database) -> None:
    siti = await database.run(seed.person)
    await database.run(write, siti, ROAD, Road.bpu)
    await database.run(write, siti, "nama", Mark.ada)
    row = await database.run(seed.request, siti)
    found = await database.run(read, siti)
    assert (found.village_code, found.ref, found.road) == (seed.CIKAHURIPAN, row.ref, Road.bpu)
    assert found.marks == {"nama": Mark.ada}
    assert await database.read(rows) == 2


async def test_what_was_marked_for_a_cooperative_outside_the_registry_stays_with_that_one(database: Database) -> None:
    siti = await database.run(seed.person)
    elsewhere = await database.run(seed.request, siti, village_code=None, village="Sukmajaya")
    await database.run(write, siti, "nib", Mark.ada, elsewhere.ref)
    here = await database.run(seed.request, siti)
    assert (await database.run(read, siti, here.ref)).marks == {}
    assert (await database.run(read, siti, elsewhere.ref)).marks == {"nib": Mark.ada}


async def test_who_has_nothing_to_do_with_it_keeps_no_list(database: Database) -> None:
    siti = await database.run(seed.person)
    await database.run(write, siti, "nib", Mark.ada)
    await database.run(forgetting.cut_off, siti, seed.MONDAY)
    assert await database.read(rows) == 0


async def test_two_contacts_of_one_cooperative_see_the_same_and_keep_what_was_there(database: Database) -> None:
    siti, dedi = await database.run(seed.person), await database.run(seed.person, "502")
    first = await database.run(seed.request, siti)
    await database.run(write, siti, "nib", Mark.ada)
    await database.run(write, dedi, "nib", Mark.belum)
    second = await database.run(seed.request, dedi)
    for step in join(second):
        await database.run(leads.apply, second.lead_id, step, seed.MONDAY, joined_to=first.lead_id)
    await database.run(write, dedi, "npwp", Mark.diurus)
    assert (await database.run(read, siti)).marks == (await database.run(read, dedi)).marks
    assert (await database.run(read, siti)).marks == {"nib": Mark.ada, "npwp": Mark.diurus}


async def test_nobody_reads_or_writes_the_list_of_another_cooperative_by_its_number(database: Database) -> None:
    siti, stranger = await database.run(seed.person), await database.run(seed.person, "666")
    row = await database.run(seed.request, siti)
    await database.run(write, siti, "nib", Mark.ada)
    await database.run(write, stranger, "nib", Mark.belum, row.ref)
    assert (await database.run(read, stranger, row.ref)).village_code is None
    assert (await database.run(read, siti)).marks == {"nib": Mark.ada}


async def test_a_request_that_was_never_his_opens_nothing(database: Database) -> None:
    siti = await database.run(seed.person)
    row = await database.run(seed.request, siti)
    step = move(LeadState.baru, LeadState.selesai, reason=Reason.bukan_saya)
    await database.run(leads.apply, row.lead_id, step, seed.MONDAY)
    assert (await database.run(read, siti, row.ref)).village_code is None


async def test_of_two_cooperatives_the_one_that_is_named_is_meant(database: Database) -> None:
    siti = await database.run(seed.person)
    first = await database.run(seed.request, siti)
    second = await database.run(seed.request, siti, village_code=seed.NAMBO, village="Nambo")
    await database.run(write, siti, "nib", Mark.ada, first.ref)
    assert (await database.run(read, siti, first.ref)).marks == {"nib": Mark.ada}
    newest = await database.run(read, siti)
    assert (newest.ref, newest.marks) == (second.ref, {})
    assert newest.others == ((first.ref, "Cikahuripan"),)


async def test_what_staff_confirmed_is_read_from_the_cooperative_itself(database: Database) -> None:
    siti = await database.run(seed.person)
    row = await database.run(seed.request, siti)
    await database.run(registry.change_cooperative, seed.CIKAHURIPAN, CoopState.terdaftar, seed.MONDAY)
    await database.run(leads.change_lead, row.lead_id, registered_on=date(2026, 11, 20))
    found = await database.run(read, siti)
    assert (found.coop_state, found.registered_on, found.paid_on) == (CoopState.terdaftar, date(2026, 11, 20), None)


async def test_two_who_mark_the_same_item_at_once_leave_one_row(database: Database) -> None:
    siti, dedi = await database.run(seed.person), await database.run(seed.person, "502")
    await database.run(seed.request, siti)
    await database.run(seed.request, dedi)
    await asyncio.gather(*(database.run(write, who, "nib", mark) for who in (siti, dedi) for mark in Mark))
    assert await database.read(rows) == 1


async def test_deletion_takes_what_was_the_persons_alone_and_leaves_the_cooperatives(database: Database) -> None:
    siti, dedi = await database.run(seed.person), await database.run(seed.person, "502")
    await database.run(write, siti, "nib", Mark.ada)
    await database.run(seed.request, dedi)
    await database.run(write, dedi, "nib", Mark.ada)
    await database.run(checklist.forget, siti)
    await database.run(checklist.forget, dedi)
    assert (await database.run(read, siti)).marks == {}
    assert (await database.run(read, dedi)).marks == {"nib": Mark.ada}


async def test_staff_see_a_list_only_where_one_was_begun(database: Database) -> None:
    siti = await database.run(seed.person)
    row = await database.run(seed.request, siti)
    assert await database.run(checklist.of_village, row) is None
    await database.run(write, siti, ROAD, Road.pu)
    seen = await database.run(checklist.of_village, row)
    assert seen is not None
    assert seen.road is Road.pu
    assert isinstance(Owner(siti, row).village_code, str)
