"""After HAPUS DATA nothing personal is anywhere: every text of every table is looked at."""

import pytest
from sqlalchemy import Connection, select

from bot import scheduler
from bot.house import House
from bot.sender import sent
from db import people, staff
from db.engine import Database
from db.models import metadata, outbox, person
from knowledge.book import Book
from tests import talking
from tests.talking import MONDAY, Chat, Clock

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
