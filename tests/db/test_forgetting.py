"""Forgetting: what a deletion takes, what it leaves, and what time alone takes."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from db import forgetting, leads, outbox, people
from db.engine import Database
from db.models import history, lead, person, seen
from db.models import outbox as messages
from leads.joining import join, split
from leads.pipeline import LeadState, Reason, move
from leads.row import LeadRow
from tests.db import seed

DAY = timedelta(days=1)


def put(connection: Connection, person_id: int, words: str, at: datetime = seed.MONDAY, status: str = "sent") -> None:
    values = {"channel": "telegram", "kind": "reply", "message": words, "status": status, "due_at": at}
    connection.execute(insert(messages).values(person_id=person_id, created_at=at, **values))


def said(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.execute(select(messages.c.message, messages.c.status).order_by(messages.c.id))
    return [(row.message, row.status) for row in rows]


def finish(connection: Connection, row: LeadRow, at: datetime = seed.MONDAY) -> None:
    leads.apply(connection, row.lead_id, move(row.state, LeadState.selesai, reason=Reason.tidak_berminat), at)


def joined(connection: Connection, first: LeadRow, who: str) -> LeadRow:
    lead_id = seed.draft(connection, seed.person(connection, who), name=f"Nyonya {who}")
    row = leads.send_draft(connection, lead_id, seed.MONDAY)
    for step in join(row):
        leads.apply(connection, lead_id, step, seed.MONDAY, joined_to=first.lead_id)
    return leads.get_lead(connection, lead_id)


def raw(connection: Connection, row: LeadRow) -> Row[Any]:
    return leads.raw_lead(connection, row.lead_id)


async def test_a_deletion_empties_leads_notes_and_messages_and_closes_what_is_open(database: Database) -> None:
    siti, rina = await database.run(seed.person, "siti"), await database.run(seed.person, "rina")
    await database.run(seed.officer)
    row = await database.run(seed.request, siti, village="Kampung Siti", village_code=None, unmatched=True)
    await database.run(leads.change_lead, row.lead_id, extra={"kendala": "suami sakit"})
    await database.run(leads.write_note, row.lead_id, "note", "rumah biru", seed.MONDAY, None)
    await database.run(people.change_person, siti, name="Siti Aminah", phone="+6281234567890")
    for who, words in (
        (siti, "Bu Siti"),
        (rina, row.ref),
        (rina, "Siti Aminah"),
        (rina, "0812-3456-7890"),
        (rina, "x"),
    ):
        await database.run(put, who, words)
    closed = await database.run(forgetting.forget_person, siti, seed.MONDAY + DAY)
    assert closed == [(row.ref, seed.KLAPANUNGGAL, None)]
    kept = await database.read(raw, row)
    assert (kept.name, kept.phone, kept.jabatan, kept.extra, kept.village) == (None, None, None, {}, "")
    assert (kept.state, kept.reason, kept.closed_at) == ("selesai", "dihapus", seed.MONDAY + DAY)
    assert await database.read(said) == [
        *[(outbox.EMPTY, "sent")] * 2,
        ("Siti Aminah", "sent"),
        (outbox.EMPTY, "sent"),
        ("x", "sent"),
    ]
    assert await database.read(lambda c: list(c.execute(select(history.c.note).order_by(history.c.id)).scalars())) == [
        None,
        "",
        None,
    ]
    gone = await database.read(people.get_person, siti)
    assert (gone.name, gone.phone, gone.state, gone.wiped_at) == (None, None, None, seed.MONDAY + DAY)
    assert (gone.external_id, await database.read(people.consented, siti)) == ("siti", False)


async def test_an_unfinished_form_is_found_by_the_name_with_quotes_and_the_village(database: Database) -> None:
    siti, rina = await database.run(seed.person, "siti"), await database.run(seed.person, "rina")
    await database.run(seed.officer)
    await database.run(seed.draft, siti, salutation=None, name='Siti "100%_Ami\\nah"')
    await database.run(put, rina, '{"words": "Siti \\"100%_Ami\\\\nah\\", ketua, Cikahuripan"}')
    await database.run(put, rina, '{"words": "Siti \\"100%_Ami\\\\nah\\", ketua, Nambo"}')
    await database.run(put, rina, '{"words": "Siti \\"100 persen Ami\\\\nah\\", Cikahuripan"}')
    await database.run(forgetting.forget_person, siti, seed.MONDAY)
    assert [words == outbox.EMPTY for words, _ in await database.read(said)] == [True, False, False]


async def test_what_waits_for_the_person_is_dropped_and_what_waits_for_others_is_emptied_later(
    database: Database,
) -> None:
    """An officer's digest that is on its way is not lost; once it was sent, it forgets like the others."""
    siti, rina = await database.run(seed.person, "siti"), await database.run(seed.person, "rina")
    await database.run(seed.officer)
    row = await database.run(seed.request, siti)
    await database.run(put, siti, "Kabar baik, Bu Siti", status="waiting")
    await database.run(put, rina, f"digest {row.ref}", status="waiting")
    await database.run(forgetting.forget_person, siti, seed.MONDAY + DAY)
    assert await database.read(said) == [(outbox.EMPTY, "dropped"), (f"digest {row.ref}", "waiting")]
    await database.run(lambda c: c.execute(messages.update().values(status="sent")).rowcount)
    await database.run(put, rina, f"{row.ref} dihapus", seed.MONDAY + 2 * DAY)
    await database.run(forgetting.bury, siti)
    assert await database.read(said) == [(outbox.EMPTY, "sent")] * 2 + [(f"{row.ref} dihapus", "sent")]


async def test_the_other_contacts_of_a_cooperative_are_not_lost_with_the_first(database: Database) -> None:
    siti = await database.run(seed.person, "siti")
    first = await database.run(seed.request, siti)
    second = await database.run(joined, first, "dedi")
    third = await database.run(joined, first, "tuti")
    assert await database.run(forgetting.forget_person, siti, seed.MONDAY) == [(first.ref, seed.KLAPANUNGGAL, None)]
    heir = await database.read(leads.get_lead, second.lead_id)
    assert (heir.state, heir.reason, heir.joined_to) == (LeadState.baru, None, None)
    assert (await database.read(leads.get_lead, third.lead_id)).joined_to == second.lead_id
    assert (await database.read(raw, second)).name == "Nyonya dedi"


async def test_a_joined_contact_who_goes_leaves_the_first_alone(database: Database) -> None:
    first = await database.run(seed.request, await database.run(seed.person, "siti"))
    second = await database.run(joined, first, "dedi")
    assert second.person_id is not None
    assert await database.run(forgetting.forget_person, second.person_id, seed.MONDAY) == []
    assert (await database.read(leads.get_lead, first.lead_id)).state is LeadState.baru
    assert (await database.read(raw, second)).name is None


async def test_a_wrong_number_loses_its_leads_its_name_and_its_consent_and_stays_a_person(database: Database) -> None:
    siti = await database.run(seed.person)
    row = await database.run(seed.request, siti)
    await database.run(people.record_consent, siti, "lead", True, seed.MONDAY)
    assert await database.run(forgetting.cut_off, siti, seed.MONDAY) == [(row.ref, seed.KLAPANUNGGAL, None)]
    assert (await database.read(raw, row)).reason == "bukan_saya"
    assert not await database.read(people.consented, siti)
    assert (await database.read(people.get_person, siti)).wiped_at is None


async def test_only_whoever_had_everything_deleted_is_buried(database: Database) -> None:
    siti = await database.run(seed.person, "siti")
    await database.run(forgetting.bury, siti)
    assert (await database.read(people.get_person, siti)).external_id == "siti"
    await database.run(forgetting.forget_person, siti, seed.MONDAY)
    await database.run(forgetting.bury, siti)
    assert (await database.read(people.get_person, siti)).external_id == f"wiped:{siti}"
    assert await database.run(seed.person, "siti") != siti


async def test_of_the_buried_no_id_of_a_message_is_left(database: Database) -> None:
    """WhatsApp's id of a message holds the person's number."""
    siti, rina = await database.run(seed.person, "siti"), await database.run(seed.person, "rina")
    ids = {"provider_id": "wamid.1", "replaces": "wamid.2", "tap": "wamid.3"}
    for who in (siti, rina):
        await database.run(put, who, "halo")
    await database.run(lambda c: c.execute(messages.update().values(**ids)).rowcount)
    await database.run(forgetting.forget_person, siti, seed.MONDAY)
    await database.run(forgetting.bury, siti)
    query = select(messages.c.provider_id, messages.c.replaces, messages.c.tap).order_by(messages.c.id)
    rows = await database.read(lambda c: [tuple(row) for row in c.execute(query)])
    assert rows == [(None, None, None), tuple(ids.values())]


async def test_whoever_starts_over_takes_along_what_is_on_its_way_to_him(database: Database) -> None:
    siti = await database.run(seed.person, "siti")
    await database.run(put, siti, "old")
    await database.run(forgetting.forget_person, siti, seed.MONDAY)
    await database.run(put, siti, "receipt", status="waiting")
    gone = await database.read(people.get_person, siti)
    fresh = await database.run(forgetting.start_over, gone, seed.MONDAY)
    assert fresh.external_id == "siti"
    assert fresh.id != siti
    rows = await database.read(
        lambda c: c.execute(select(messages.c.person_id).order_by(messages.c.id)).scalars().all()
    )
    assert rows == [siti, fresh.id]


async def test_messages_and_updates_are_kept_for_a_while(database: Database) -> None:
    siti = await database.run(seed.person)
    for status in ("sent", "waiting", "unknown", "failed", "dropped", "sending"):
        await database.run(put, siti, status, seed.MONDAY - DAY, status)
    await database.run(put, siti, "new")
    await database.run(people.mark_seen, "telegram", "1", siti, "text", seed.MONDAY - DAY)
    await database.run(people.mark_seen, "telegram", "2", siti, "text", seed.MONDAY)
    await database.run(forgetting.prune, seed.MONDAY)
    assert [words for words, _ in await database.read(said)] == ["sending", "new"]
    assert await database.read(lambda c: list(c.execute(select(seen.c.provider_id)).scalars())) == ["2"]


async def test_retention_empties_what_was_finished_long_ago_and_nothing_else(database: Database) -> None:
    ids = {who: await database.run(seed.person, who) for who in ("old", "new", "open", "both")}
    rows = {who: await database.run(seed.request, ids[who], village_code=None) for who in ids}
    again = await database.run(seed.request, ids["both"], village_code=None)
    for person_id in ids.values():
        await database.run(people.change_person, person_id, name="Siti Aminah")
    for who, at in (("old", seed.MONDAY), ("both", seed.MONDAY), ("new", seed.MONDAY + 90 * DAY)):
        await database.run(finish, rows[who], at)
    await database.run(forgetting.empty_closed, seed.MONDAY + 90 * DAY)
    names = {who: (await database.read(raw, rows[who])).name for who in ids}
    assert names == {"old": None, "new": "Siti Aminah", "open": "Siti Aminah", "both": None}
    assert (await database.read(raw, again)).name == "Siti Aminah"
    rest = await database.read(lambda c: c.execute(select(person)).all())
    persons = {row.external_id: row.name for row in rest}
    assert persons == {"old": None, "new": "Siti Aminah", "open": "Siti Aminah", "both": "Siti Aminah"}


async def test_a_joined_contact_is_kept_as_long_as_the_first_request_is_open(database: Database) -> None:
    first = await database.run(seed.request, await database.run(seed.person, "siti"))
    second = await database.run(joined, first, "dedi")
    await database.run(forgetting.empty_closed, seed.MONDAY + 90 * DAY)
    assert (await database.read(raw, second)).name == "Nyonya dedi"
    await database.run(finish, first)
    await database.run(forgetting.empty_closed, seed.MONDAY + 90 * DAY)
    assert (await database.read(raw, second)).name is None


async def test_a_contact_who_was_split_off_is_kept_too(database: Database) -> None:
    first = await database.run(seed.request, await database.run(seed.person, "siti"))
    second = await database.run(joined, first, "dedi")
    await database.run(leads.apply, second.lead_id, split(second), seed.MONDAY)
    await database.run(finish, first)
    await database.run(forgetting.empty_closed, seed.MONDAY + 90 * DAY)
    assert (await database.read(raw, second)).name == "Nyonya dedi"


async def test_a_draft_that_was_left_long_ago_is_gone(database: Database) -> None:
    await database.run(seed.draft, await database.run(seed.person, "siti"))
    await database.run(forgetting.empty_closed, seed.MONDAY)
    assert len(await database.read(lambda c: c.execute(select(lead)).all())) == 1
    await database.run(forgetting.empty_closed, seed.MONDAY + DAY)
    assert await database.read(lambda c: c.execute(select(lead)).all()) == []
