"""Requests: one draft a person, a reference at once, one cooperative worked on once, a history only added to."""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection, func, select, text

from db import leads, registry
from db.engine import Database
from db.models import history, lead
from leads.joining import first_open, join
from leads.pipeline import CoopState, LeadState, Reason, move
from leads.row import LeadRow
from tests.db import seed

DAY = timedelta(days=1)


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(lead)).scalar_one()


def enter(connection: Connection, external_id: str, village_code: str | None = seed.CIKAHURIPAN) -> LeadRow:
    """What sending the form does: join the first open request of the same cooperative."""
    lead_id = seed.draft(connection, seed.person(connection, external_id), village_code)
    draft = leads.get_lead(connection, lead_id)
    first = first_open(draft, leads.rivals(connection, draft))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_sleep(0.03)"))
    row = leads.send_draft(connection, lead_id, seed.MONDAY)
    for step in join(row) if first else ():
        leads.apply(connection, lead_id, step, seed.MONDAY, joined_to=first.lead_id if first else None)
    return leads.get_lead(connection, lead_id)


async def test_a_person_has_one_draft_that_grows(database: Database) -> None:
    siti = await database.run(seed.person)
    first = await database.run(seed.draft, siti, name=None)
    assert await database.run(seed.draft, siti, name="Siti Aminah") == first
    assert (await database.read(leads.get_lead, first)).contact == "Bu Siti"
    await database.run(leads.wipe_draft, siti)
    assert await database.read(count) == 0


async def test_a_draft_that_is_sent_gets_a_reference_and_a_line_of_history(database: Database) -> None:
    siti = await database.run(seed.person)
    row = await database.run(seed.request, siti)
    assert row.state is LeadState.baru
    assert row.ref.startswith("K-")
    assert (await database.read(leads.find_lead, row.ref)) == row
    (change,) = await database.read(leads.changes, (), seed.MONDAY + DAY)
    assert (change.lead_id, change.from_state, change.to_state) == (row.lead_id, LeadState.draft, LeadState.baru)
    await database.run(seed.draft, siti)
    assert await database.read(count) == 2, "the next form is another draft"


async def test_of_many_who_send_the_same_cooperative_at_once_exactly_one_is_first(database: Database) -> None:
    rows = await asyncio.gather(*(database.run(enter, f"p{number}") for number in range(6)))
    firsts = [row for row in rows if row.state is LeadState.baru]
    assert len(firsts) == 1
    joined = [row for row in rows if row.reason is Reason.digabung]
    assert {row.joined_to for row in joined} == {firsts[0].lead_id}
    assert len(joined) == 5
    assert {row.lead_id for row in await database.read(leads.joined_to, firsts[0].lead_id)} == {
        row.lead_id for row in joined
    }
    for row in joined:
        assert (await database.read(leads.worked_on, row)).lead_id == firsts[0].lead_id


async def test_different_cooperatives_do_not_join(database: Database) -> None:
    rows = await asyncio.gather(
        database.run(enter, "a"), database.run(enter, "b", seed.NAMBO), database.run(enter, "c", None)
    )
    assert {row.state for row in rows} == {LeadState.baru}


async def test_a_finished_request_is_no_rival(database: Database) -> None:
    first = await database.run(enter, "a")
    step = move(first.state, LeadState.selesai, reason=Reason.tidak_berminat)
    await database.run(leads.apply, first.lead_id, step, seed.MONDAY)
    assert (await database.run(enter, "b")).state is LeadState.baru


async def test_a_request_that_goes_back_to_the_queue_belongs_to_nobody(database: Database) -> None:
    rina = await database.run(seed.officer)
    row = await database.run(seed.request, await database.run(seed.person))
    held = await database.run(seed.take, row, rina, seed.MONDAY + DAY)
    assert (held.claimed_by, held.claimed_by_name, held.last_news_at) == (rina, "Rina", seed.MONDAY)
    await database.run(leads.apply, row.lead_id, move(held.state, LeadState.baru), seed.MONDAY)
    back = await database.read(leads.get_lead, row.lead_id)
    assert (back.state, back.claimed_by, back.claim_until) == (LeadState.baru, None, None)


async def test_claims_and_postponements_whose_time_is_over_are_found(database: Database) -> None:
    rina = await database.run(seed.officer)
    row = await database.run(seed.request, await database.run(seed.person))
    held = await database.run(seed.take, row, rina, seed.MONDAY + DAY)
    assert await database.run(leads.expiring, seed.MONDAY + DAY - timedelta(seconds=1)) == []
    assert [found.lead_id for found in await database.run(leads.expiring, seed.MONDAY + DAY)] == [row.lead_id]
    today = seed.MONDAY.date()
    step = move(held.state, LeadState.ditunda, until=today + DAY, today=today)
    await database.run(leads.apply, row.lead_id, step, seed.MONDAY, postponed_until=seed.MONDAY + DAY)
    assert await database.run(leads.expiring, seed.MONDAY + 9 * DAY) == []
    assert [found.lead_id for found in await database.run(leads.returning, seed.MONDAY + DAY)] == [row.lead_id]


async def test_the_history_is_only_added_to(database: Database) -> None:
    rina = await database.run(seed.officer)
    row = await database.run(seed.request, await database.run(seed.person))
    before = await database.read(lambda c: c.execute(select(history).order_by(history.c.id)).all())
    await database.run(seed.take, row, rina, seed.MONDAY + DAY)
    await database.run(leads.write_note, row.lead_id, "note", "sudah ditelepon", seed.MONDAY, rina)
    after = await database.read(lambda c: c.execute(select(history).order_by(history.c.id)).all())
    assert after[: len(before)] == before
    assert [line.kind for line in after[len(before) :]] == ["lead", "note"]
    assert await database.read(leads.notes, [row.lead_id]) == ["sudah ditelepon"]


async def test_the_words_of_those_who_were_joined_stand_beside_the_first(database: Database) -> None:
    first, second = await database.run(enter, "a"), await database.run(enter, "b")
    await database.run(leads.write_note, first.lead_id, "request", "satu", seed.MONDAY, None)
    await database.run(leads.write_note, second.lead_id, "request", "dua", seed.MONDAY, None)
    assert await database.read(leads.notes, [first.lead_id]) == ["satu"]
    assert await database.read(leads.notes, [first.lead_id, second.lead_id]) == ["satu", "dua"]


async def test_a_territory_sees_its_own_and_what_has_no_kecamatan(database: Database) -> None:
    siti, budi = await database.run(seed.person, "siti"), await database.run(seed.person, "budi")
    near = await database.run(seed.request, siti)
    nowhere = await database.run(seed.request, budi, village_code=None, kecamatan_code=None)
    states = tuple(LeadState)

    async def seen(*kecamatan: str) -> set[int]:
        return {row.lead_id for row in await database.read(leads.territory, kecamatan, states)}

    assert await seen() == await seen(seed.KLAPANUNGGAL) == {near.lead_id, nowhere.lead_id}
    assert await seen("32.01.01") == {nowhere.lead_id}


async def test_a_person_sees_his_own_requests_newest_first_and_no_draft(database: Database) -> None:
    siti = await database.run(seed.person)
    rows = [await database.run(seed.request, siti, seed.MONDAY + n * DAY, village_code=None) for n in range(3)]
    await database.run(seed.draft, siti)
    await database.run(seed.request, await database.run(seed.person, "budi"))
    assert [row.ref for row in await database.read(leads.leads_of, siti)] == [row.ref for row in reversed(rows)]


async def test_a_village_as_long_as_a_letter_is_kept_cut(database: Database) -> None:
    row = await database.run(
        seed.request, await database.run(seed.person), village="x" * 4000, name="y" * 4000, jabatan="z" * 4000
    )
    assert (len(row.village), len(row.jabatan)) == (120, 60)


async def test_cooperatives_by_state_always_sum_to_the_registry(database: Database) -> None:
    before = await database.read(registry.by_state)
    await database.run(registry.change_cooperative, seed.CIKAHURIPAN, CoopState.baru, seed.MONDAY)
    after = await database.read(registry.by_state)
    assert sum(before.values()) == sum(after.values()) == before["belum_disapa"] == 435
    assert after == {"belum_disapa": 434, "baru": 1}
    (line,) = await database.read(lambda c: c.execute(select(history)).all())
    assert (line.village_code, line.from_state, line.to_state) == (seed.CIKAHURIPAN, "belum_disapa", "baru")
    assert len(await database.read(registry.in_kecamatan, [seed.KLAPANUNGGAL])) == 9


async def test_the_registry_is_filled_once(database: Database, book: object) -> None:
    from knowledge.book import Book

    assert isinstance(book, Book)
    assert await database.run(registry.fill, book.villages.all) == 0
