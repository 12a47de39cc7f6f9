"""After HAPUS DATA nothing personal is anywhere: every text of every table is looked at."""

import pytest
from sqlalchemy import Connection, select

from bot import scheduler
from bot.house import House
from bot.sender import sent
from db import forgetting, people, staff
from db.engine import Database
from db.models import invitation, lead, metadata, outbox, person, seen
from db.outbox import EMPTY
from knowledge.book import Book
from leads.phone import read_phones
from tests import talking
from tests.talking import FORM, MONDAY, Chat, Clock

NAME, PHONE, WORDS, NOTE = "Sumiyati Zubaedah", "0813-9876-5432", "dompet hilang di pasar", "rumahnya cat magenta"
PLANTED = ("Sumiyati", "Zubaedah", "9876", "81398765432", "dompet", "magenta", "Kampung Zulaikha", "Zulaikha")


@pytest.fixture
async def house(database: Database, book: Book) -> House:
    house = talking.house_on(database, book, Clock())

    def enlist(connection: Connection) -> None:
        rina = people.lock_person(connection, "telegram", "rina", MONDAY)
        staff.enlist(connection, rina.id, "Ibu Rina", "petugas", (), MONDAY)

    await database.run(enlist)
    return house


def planted(connection: Connection) -> dict[str, list[str]]:
    """Where any of the planted words still stands: "table.column" and the words."""
    found: dict[str, list[str]] = {}
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)).mappings():
            for column, value in row.items():
                words = [word for word in PLANTED if word.lower() in str(value).lower()]
                if words:
                    found.setdefault(f"{table.name}.{column}", []).extend(words)
    return found


def send_all(connection: Connection) -> None:
    """Everything that waits has gone out."""
    for row in connection.execute(select(outbox.c.id).where(outbox.c.status == "waiting")).all():
        sent(connection, row.id, "m", MONDAY)


async def run_jobs(house: House) -> list[str]:
    """Everything that is due; the kinds."""
    done = []
    while job := await house.database.run(scheduler.next_job, house, house.now()):
        await house.database.run(scheduler.perform, house, job, house.now())
        done.append(job.kind)
    return done


async def lived_through(house: House, village: tuple[str, ...] = ("Cikahuripan", "[Ya, benar]")) -> Chat:
    """A whole life of a request: form, words for an officer, claim, card, note, digest."""
    siti, rina = Chat(house, "501"), Chat(house, "rina")
    await siti.says("/daftar", *village, "[Ya, boleh]", f"Ibu {NAME}, bendahara", PHONE)
    await run_jobs(house)
    await siti.says("[Ya, kirim]", "[Sore]")
    await siti.says("saya mau bicara petugas", WORDS)
    (ref,) = [row.ref for row in await house.database.read(lambda c: c.execute(select(metadata.tables["lead"])).all())]
    await rina.says(f"/ambil {ref}", f"/buka {ref}", f"/catatan {ref} {NAME} {PHONE} {NOTE}", "/tugas", "/laporan")
    await house.database.run(send_all)
    assert set(await house.database.read(planted)) >= {"lead.name", "lead.phone", "history.note", "outbox.message"}
    return siti


async def test_after_a_deletion_no_table_holds_name_phone_or_words(house: House) -> None:
    siti = await lived_through(house)
    assert "Tanda terima" in await siti.says("hapus data", "[Ya, hapus semua]")
    assert await house.database.read(planted) == {}


async def test_a_deletion_in_the_middle_of_the_form_takes_the_form_with_it(house: House) -> None:
    siti = Chat(house, "501")
    await siti.says("/daftar", "Cikahuripan", "[Ya, benar]", "[Ya, boleh]", f"Ibu {NAME}, bendahara")
    await house.database.run(send_all)
    assert "lead.name" in await house.database.read(planted)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert await house.database.read(planted) == {}


async def test_words_that_were_given_before_consent_go_too(house: House) -> None:
    siti = Chat(house, "501")
    await siti.says("/daftar", f"Ibu {NAME}, bendahara, {PHONE}, desa Cikahuripan")
    assert "person.state" in await house.database.read(planted)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert await house.database.read(planted) == {}


async def test_a_village_that_the_registry_does_not_know_goes_too(house: House) -> None:
    siti = await lived_through(house, ("Kampung Zulaikha Qwx", "Klapanunggal"))
    assert "lead.village" in await house.database.read(planted)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert await house.database.read(planted) == {}


async def test_whoever_says_not_me_leaves_nothing_either(house: House) -> None:
    siti = await lived_through(house)
    await siti.says("bukan saya", "[Ya, bukan saya]")
    assert await house.database.read(planted) == {}


async def test_a_digest_with_an_unfinished_form_forgets_it_too(house: House) -> None:
    siti, rina = Chat(house, "501"), Chat(house, "rina")
    await siti.says("/daftar", "Cikahuripan", "[Ya, benar]", "[Ya, boleh]", f"Ibu {NAME}, bendahara")
    assert isinstance(house.now, Clock)
    house.now.forward(hours=3)
    assert "Sumiyati" in await rina.says("/laporan")
    await house.database.run(send_all)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert await house.database.read(planted) == {}


async def test_the_chat_itself_is_forgotten_once_the_receipt_has_gone_out(house: House) -> None:
    siti = await lived_through(house)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert isinstance(house.now, Clock)
    house.now.forward(minutes=2)
    assert "tombstone" in await run_jobs(house)
    ids = select(person.c.external_id).order_by(person.c.id)
    assert "501" in await house.database.read(lambda c: c.execute(ids).scalars().all()), "the receipt is on its way"
    await house.database.run(send_all)
    house.now.forward(minutes=10)
    assert "tombstone" in await run_jobs(house)
    found = await house.database.read(lambda c: c.execute(ids).scalars().all())
    assert "501" not in found
    assert any(one.startswith("wiped:") for one in found)
    house.now.forward(days=2)
    assert "tombstone" not in await run_jobs(house)


async def test_a_receipt_that_nobody_fetches_does_not_keep_the_chat_for_ever(house: House) -> None:
    siti = await lived_through(house)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert isinstance(house.now, Clock)
    for _ in range(2):
        house.now.forward(hours=12, minutes=1)
        await run_jobs(house)
    found = await house.database.read(lambda c: c.execute(select(person.c.external_id)).scalars().all())
    assert "501" not in found


async def test_whoever_writes_again_is_a_new_person_without_any_past(house: House) -> None:
    siti = await lived_through(house)
    await siti.says("hapus data", "[Ya, hapus semua]")
    before = siti.stored[-1].person_id
    assert "Tidak ada data" in await siti.says("data saya")
    assert siti.stored[-1].person_id != before
    assert "Bolehkah" in await siti.says("/daftar", "Nambo", "[Ya, benar]"), "consent is asked for anew"
    await siti.says("[Ya, boleh]", f"Ibu {NAME}, bendahara", PHONE, "[Ya, kirim]")
    assert isinstance(house.now, Clock)
    await house.database.run(send_all)
    house.now.forward(days=2)
    await run_jobs(house)
    assert (await house.database.read(people.get_person, siti.stored[-1].person_id)).name == NAME


async def test_the_deletion_delivered_twice_happens_once(house: House) -> None:
    siti = await lived_through(house)
    await siti.says("hapus data")
    key = await siti.key("Ya, hapus semua")
    tap = talking.update("501", "", kind="choice", text=key.value, step=key.step, turn=key.turn)
    assert [(await siti.send(tap)).new for _ in range(3)] == [True, False, False]
    persons = await house.database.read(lambda c: c.execute(select(person.c.external_id)).scalars().all())
    assert sorted(persons) == ["501", "rina"]


async def test_the_receipt_still_reaches_whoever_writes_on_at_once(house: House) -> None:
    siti = await lived_through(house)
    await siti.says("hapus data", "[Ya, hapus semua]", "/menu")
    waiting = select(outbox.c.message).join(person).where(outbox.c.status == "waiting", person.c.external_id == "501")
    first, second = await house.database.read(lambda c: c.execute(waiting.order_by(outbox.c.id)).scalars().all())
    assert "Tanda terima" in first
    assert "Tanda terima" not in second


async def test_time_alone_forgets_what_was_finished_or_left(house: House) -> None:
    """After the retention a sweep leaves nothing: not in leads, not in talks, not in messages."""
    siti = await lived_through(house)
    await siti.says("/daftar", "Nambo", "[Ya, benar]", f"Ibu {NAME}, bendahara")

    def end(connection: Connection) -> None:
        lead = metadata.tables["lead"]
        connection.execute(
            lead.update()
            .where(lead.c.state != "draft")
            .values(state="selesai", reason="tidak_berminat", closed_at=MONDAY)
        )

    await house.database.run(end)
    assert isinstance(house.now, Clock)
    house.now.forward(days=house.settings.retention_days - 1)
    await run_jobs(house)
    assert {"lead.name", "person.name", "person.state"} <= set(await house.database.read(planted))
    house.now.forward(days=2)
    assert "sweep" in await run_jobs(house)
    assert await house.database.read(planted) == {}


async def every_message(house: House, who: str) -> list[str]:
    return [row.message for row in await house.database.read(talking.messages, who)]


async def open_refs(house: House) -> list[str]:
    return list(await house.database.read(lambda c: c.execute(select(lead.c.ref).order_by(lead.c.id)).scalars().all()))


def rename(connection: Connection, name: str) -> None:
    """Names that the form would not take as names, or that stand in every message."""
    siti = select(person.c.id).where(person.c.external_id == "501").scalar_subquery()
    connection.execute(person.update().where(person.c.id == siti).values(name=name, salutation=None))
    connection.execute(lead.update().where(lead.c.person_id == siti).values(name=name, salutation=None))


@pytest.mark.parametrize("name", ["body", "Menu", "Ani"])
async def test_a_name_that_is_a_common_word_takes_nothing_from_others(house: House, name: str) -> None:
    siti, dedi, rina = await lived_through(house), Chat(house, "dedi"), Chat(house, "rina")
    await dedi.says("/daftar", "Nambo", *FORM[2:4], "Ibu Ani Rohani, ketua", "0812-1111-2222", "[Ya, kirim]", "/menu")
    await rina.says("/menu", "apa itu JHT?")
    await siti.says("/daftar", "Bojong", "[Ya, benar]", f"Ibu {NAME}, bendahara")
    await house.database.run(send_all)
    await house.database.run(rename, name)
    ref, before = (await open_refs(house))[0], await every_message(house, "rina")
    of_dedi = await every_message(house, "dedi")
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert await every_message(house, "dedi") == of_dedi
    signs = (ref, read_phones(PHONE)[0].national)
    expected = [EMPTY if any(sign in words for sign in signs) else words for words in before]
    assert (await every_message(house, "rina"))[: len(before)] == expected
    assert {words == EMPTY for words in expected} == {True, False}


async def test_what_applicants_were_told_is_theirs_even_with_the_number_of_another(house: House) -> None:
    siti, dedi = await lived_through(house), Chat(house, "dedi")
    (ref,) = await open_refs(house)
    await dedi.says("/menu")
    one = outbox.update().where(outbox.c.id == (await house.database.read(talking.messages, "dedi"))[-1].id)
    await house.database.run(lambda c: c.execute(one.values(message=f"{ref} {NAME} {PHONE}", status="sent")).rowcount)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert await every_message(house, "dedi") == [f"{ref} {NAME} {PHONE}"]


async def test_an_officer_who_has_everything_deleted_strands_nobody(house: House) -> None:
    rina = Chat(house, "rina")

    def invited(connection: Connection) -> None:
        until = MONDAY.replace(year=2027)
        staff.invite(connection, "CDFH2345", "Ibu Rina", "petugas", (), MONDAY, until)
        row = people.lock_person(connection, "telegram", "rina", MONDAY)
        assert staff.redeem(connection, "CDFH2345", row.id, MONDAY)

    await house.database.run(invited)
    siti = await lived_through(house)
    await rina.says("hapus data", "[Ya, hapus semua]")
    row = await house.database.read(lambda c: c.execute(select(lead)).one())
    assert (row.state, row.claimed_by) == ("baru", None)
    assert row.ref in (await siti.bubbles())[-1], "the applicant hears that somebody else will come"
    assert await house.database.read(staff.officers) == []
    officer = await house.database.read(staff.get_staff, 1)
    asked = await house.database.read(lambda c: c.execute(select(invitation)).one())
    assert (asked.used_by, asked.name) == (officer.id, "")
    assert "rina" not in f"{officer.name} {officer.code}".lower()


@pytest.mark.parametrize("words", [("hapus data", "[Ya, hapus semua]"), ("bukan saya", "[Ya, bukan saya]")])
async def test_the_holder_is_told_at_night_and_nobody_else_is(house: House, words: tuple[str, ...]) -> None:
    """He must not phone whoever wants to be forgotten."""
    siti, rina, budi = await lived_through(house), Chat(house, "rina"), Chat(house, "budi")

    def enlist(connection: Connection) -> None:
        row = people.lock_person(connection, "telegram", "budi", MONDAY)
        staff.enlist(connection, row.id, "Pak Budi", "petugas", (), MONDAY)

    await house.database.run(enlist)
    (ref,) = await open_refs(house)
    assert isinstance(house.now, Clock)
    house.now.forward(hours=11)
    await siti.says(*words)
    assert f"{ref}: " in (await rina.bubbles())[-1]
    assert await budi.bubbles() == []


async def test_of_a_request_that_nobody_holds_the_territory_is_told_in_office_hours(house: House) -> None:
    siti, rina = Chat(house, "501"), Chat(house, "rina")
    await siti.says(*FORM, "[Ya, kirim]")
    (ref,) = await open_refs(house)
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert f"{ref}: pendaftar meminta" in (await rina.bubbles())[-1]
    await siti.says(*FORM, "[Ya, kirim]")
    assert isinstance(house.now, Clock)
    house.now.forward(hours=11)
    before = await rina.bubbles()
    await siti.says("hapus data", "[Ya, hapus semua]")
    assert await rina.bubbles() == before


async def test_the_burial_takes_marks_and_taps_that_hold_the_chat(house: House) -> None:
    siti = await lived_through(house)
    await siti.says("hapus data", "[Ya, hapus semua]")
    person_id = siti.stored[-1].person_id

    def tie(connection: Connection) -> None:
        send_all(connection)
        people.mark_seen(connection, "web", "501:made-by-the-page", person_id, "text", MONDAY)
        people.mark_seen(connection, "web", "5012", person_id, "text", MONDAY)
        connection.execute(outbox.update().where(outbox.c.person_id == person_id).values(tap="2151773143040"))

    await house.database.run(tie)
    await house.database.run(forgetting.bury, person_id)
    marks = await house.database.read(lambda c: c.execute(select(seen.c.provider_id)).scalars().all())
    assert "5012" in marks
    assert not [mark for mark in marks if mark.startswith("501:")]
    taps = select(outbox.c.tap).where(outbox.c.person_id == person_id)
    assert set(await house.database.read(lambda c: c.execute(taps).scalars().all())) == {None}
