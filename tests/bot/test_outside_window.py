"""Outside a person's window: what is told unasked comes as a template, and its button brings the whole of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection

from bot import ending, jobs, scheduler
from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_library import create
from bot.channels.whatsapp_templates import templates
from bot.channels.whatsapp_updates import parse
from bot.house import House
from bot.inbox import store
from bot.message import Inbound, Message
from bot.notices import named, tell_officer
from bot.render import plain
from bot.reports import officer_digest, officer_of, send_digest
from bot.sender import Sender
from bot.templates import learn, synchronise
from db import people, staff
from db.engine import Database
from db.models import lead
from dialogue.text import Text
from handlers import TOPICS
from knowledge.book import Book
from leads.pipeline import LeadState
from leads.row import LeadRow
from tests import talking
from tests.bot.test_sender import fates, flush, rows
from tests.fakes import whatsapp_people as wire
from tests.fakes.whatsapp import FakeWhatsApp, over_http
from tests.fakes.whatsapp_people import WABA, Who
from tests.talking import FORM, MONDAY, Clock

RINA = Who("6281234567890", name="Rina")
ANDI = Who(user_id="ID.13491208655302741918", name="Andi")
SITI = Who("6281399990000", "ID.13491208655302741920")
DAY = timedelta(days=1)


@dataclass
class Office:
    """A house with WhatsApp: what people do there is stored, what is due is sent, by one clock."""

    house: House
    whatsapp: FakeWhatsApp
    channel: WhatsApp

    async def says(self, who: Who, *lines: str) -> str:
        """Words, commands and [labels]; the words of the newest bubble."""
        for line in lines:
            if line.startswith("["):
                self.whatsapp.user_taps(who, line.strip("[]"))
            else:
                self.whatsapp.user_says(who, line)
            await self.bring()
        return self.whatsapp.read(who)[-1]

    async def bring(self) -> None:
        """The webhook's work, and the sender's."""
        changes, self.whatsapp.queue = self.whatsapp.queue, []
        for arrival in parse(wire.delivery(*changes), self.house.now()):
            if isinstance(arrival, Inbound):
                await self.house.database.run(store, self.house, arrival)
        await self.send()

    async def send(self) -> None:
        await flush(Sender(self.house, self.channel), seconds=20)

    async def approve(self, purpose: str) -> None:
        await create(self.channel.request, WABA, templates()[purpose])
        self.whatsapp.decide(templates()[purpose].name)
        await synchronise(self.house.database, self.channel.request, WABA, self.house.now)

    async def enlist(self, who: Who, role: str = "petugas") -> None:
        self.whatsapp.join(who)
        await self.house.database.run(enlist, who, role)

    async def digest(self, number: int) -> bool:
        day = self.house.calendar.day(self.house.now())
        return await self.house.database.run(send_digest, self.house, number, day, self.house.now())

    def wait(self, **time: float) -> None:
        assert isinstance(self.house.now, Clock)
        self.house.now.forward(**time)


def enlist(connection: Connection, who: Who, role: str) -> None:
    row = people.lock_person(connection, "whatsapp", who.id, MONDAY)
    staff.enlist(connection, row.id, f"Ibu {who.name}", role, [], MONDAY - DAY)


@pytest.fixture
async def office(database: Database, book: Book) -> AsyncIterator[Office]:
    clock = Clock()
    async with over_http(clock) as (whatsapp, channel):
        whatsapp.tells = ()
        yield Office(talking.house_on(database, book, clock), whatsapp, channel)


async def request_of(office: Office) -> str:
    """Siti asks for Cikahuripan; the number of her request."""
    await office.says(SITI, *FORM, "[Ya, kirim]")
    return str(await office.house.database.read(lambda c: c.execute(lead.select()).one().ref))


async def test_an_officer_learns_how_many_tasks_there_are_and_one_tap_brings_the_digest(office: Office) -> None:
    await request_of(office)
    await office.enlist(RINA)
    await office.approve("tugas")
    office.wait(days=1)
    assert await office.digest(1)
    await office.send()
    assert office.whatsapp.read(RINA)[-1] == templates()["tugas"].filled(("1",))
    assert office.whatsapp.sent(RINA)[-1].labels == ["Buka"]
    said = await office.says(RINA, "[Buka]")
    assert said.startswith("Selamat pagi, Bu Rina. Selasa, 24 November 2026")
    assert "Cikahuripan, Klapanunggal" in said


async def test_inside_the_window_the_whole_digest_comes_at_once(office: Office) -> None:
    await office.enlist(RINA)
    await office.approve("tugas")
    await office.says(RINA, "tugas")
    assert await office.digest(1)
    await office.send()
    assert office.whatsapp.sent(RINA)[-1].template == ""
    assert office.whatsapp.read(RINA)[-1].startswith("Selamat pagi, Bu Rina.")


async def test_a_new_request_is_one_task_whose_button_opens_it(office: Office) -> None:
    await office.enlist(RINA)
    await office.approve("tugas")
    ref = await request_of(office)
    assert office.whatsapp.read(RINA) == [templates()["tugas"].filled(("1",))]
    assert ref in await office.says(RINA, "[Buka]")


async def test_an_applicant_hears_that_there_is_news_and_reads_it_after_a_tap(office: Office) -> None:
    await office.enlist(RINA)
    await office.approve("jawaban")
    ref = await request_of(office)
    office.wait(days=1)
    await office.says(RINA, f"/ambil {ref}")
    assert office.whatsapp.read(SITI)[-1] == templates()["jawaban"].filled((f"permintaan {ref}, koperasi Cikahuripan",))
    assert "Ibu Rina" in await office.says(SITI, "[Buka]")


async def test_a_reminder_of_a_form_goes_on_with_it(office: Office) -> None:
    await office.approve("pengingat")
    await office.says(SITI, "/daftar", "Cikahuripan", "[Ya, benar]", "[Ya, boleh]", "nanti")
    office.wait(hours=36)
    while job := await office.house.database.run(scheduler.next_job, office.house, office.house.now()):
        await office.house.database.run(scheduler.perform, office.house, job, office.house.now())
    await office.send()
    assert office.whatsapp.read(SITI)[-1] == templates()["pengingat"].filled(("Daftarkan koperasi",))
    assert "Dengan Bapak/Ibu siapa" in await office.says(SITI, "[Lanjutkan]")


async def test_a_price_that_ends_is_told_by_a_template_whose_button_asks_again(office: Office) -> None:
    await office.approve("jawaban")
    await office.says(SITI, "berapa iuran bpu sebulan?")
    office.wait(days=2)

    def tell(connection: Connection) -> int:
        now = office.house.now()
        return ending.send(connection, ending.untold(connection, office.house, found(connection)), now)

    def found(connection: Connection) -> list[ending.Told]:
        return ending.find(connection, office.house, office.house.now())

    assert await office.house.database.run(tell) == 1
    await office.send()
    title = office.house.book.entries["iuran-bpu"].title
    assert office.whatsapp.read(SITI)[-1] == templates()["jawaban"].filled((f"jawaban soal “{title}”",))
    assert "Rp8.400" in await office.says(SITI, "[Buka]")


async def test_outside_the_window_every_digest_is_paid_for_and_no_notice_after_it(office: Office) -> None:
    await office.enlist(RINA)
    await office.approve("tugas")
    await office.says(RINA, "tugas")
    await request_of(office)
    assert office.whatsapp.sent(RINA)[-1].template == ""
    for days in (2, 1):
        office.wait(days=days)
        assert await office.digest(1)
        await office.send()
        await office.house.database.run(tell_rina, office.house)
        await office.send()
    assert [bubble.template for bubble in office.whatsapp.sent(RINA)].count("sapakop_tugas") == 2
    assert (await fates(office.house))[-1] == ("failed", "one_nudge")
    assert (await office.says(RINA, "[Buka]")).startswith("Selamat pagi, Bu Rina.")


async def test_a_notice_after_the_nudge_comes_whole_when_the_officer_writes_before_it_is_sent(office: Office) -> None:
    await office.enlist(RINA)
    await office.approve("tugas")
    for _ in range(2):
        await office.house.database.run(tell_rina, office.house)
    await office.says(RINA, "halo")
    assert [bubble.template for bubble in office.whatsapp.sent(RINA)].count("sapakop_tugas") == 0
    assert office.whatsapp.read(RINA).count("Ada permintaan.") == 2


async def test_inside_the_window_every_notice_may_become_a_nudge_if_it_is_late(office: Office) -> None:
    await office.enlist(RINA)
    await office.says(RINA, "halo")
    for _ in range(2):
        await office.house.database.run(tell_rina, office.house)
    waiting = [row for row in await office.house.database.read(rows) if row.kind == "notice"]
    assert [Message.from_json(row.message).purpose for row in waiting] == ["tugas", "tugas"]


async def test_a_nudge_that_failed_was_none(office: Office) -> None:
    await office.enlist(RINA)
    await office.house.database.run(tell_rina, office.house)
    await office.send()
    await office.approve("tugas")
    for _ in range(2):
        await office.house.database.run(tell_rina, office.house)
        await office.send()
    assert [why for _, why in await fates(office.house)] == ["no_template", None, "one_nudge"]


def tell_rina(connection: Connection, house: House) -> None:
    rina = staff.officers(connection)[0]
    tell_officer(connection, rina, Text("Ada permintaan."), house.now(), ())


@pytest.mark.parametrize("role", ["petugas", "kepala", "dinas"])
async def test_when_nothing_waits_no_template_is_paid_for_and_nobody_is_alarmed(office: Office, role: str) -> None:
    await office.enlist(RINA, role)
    await office.enlist(ANDI, "kepala")
    await office.approve("tugas")
    assert await office.digest(1)
    await office.send()
    assert office.whatsapp.read(RINA) == []
    assert await fates(office.house) == [("failed", "nothing_waits")]
    assert "tidak sampai" not in await office.says(ANDI, "laporan")


@pytest.mark.parametrize("role", ["kepala", "admin", "dinas"])
async def test_who_has_no_rows_of_his_own_hears_how_many_wait_in_the_branch(office: Office, role: str) -> None:
    await office.enlist(RINA, role)
    await office.approve("tugas")
    await request_of(office)
    office.wait(days=1)
    assert await office.digest(1)
    await office.send()
    assert office.whatsapp.read(RINA)[-1] == templates()["tugas"].filled(("1",))


async def test_what_may_not_be_sent_is_refused_kept_and_told_to_the_head_in_words(office: Office) -> None:
    await office.enlist(RINA)
    await office.enlist(ANDI, "kepala")
    await office.house.database.run(tell_rina, office.house)
    await office.send()
    assert office.whatsapp.read(RINA) == []
    assert await fates(office.house) == [("failed", "no_template")]
    told = "Ingat: 1 pesan WhatsApp tidak sampai. Belum ada templat yang disetujui WhatsApp untuk pesan ini."
    assert told in await office.says(ANDI, "laporan")
    assert "WhatsApp" not in await office.says(RINA, "laporan")


async def test_the_head_hears_of_what_was_refused_since_his_digest_before(office: Office) -> None:
    await request_of(office)
    await office.enlist(RINA)
    await office.enlist(ANDI, "kepala")
    await office.digest(1)
    await office.digest(2)
    await office.send()

    async def of_day(day: date) -> str:
        at = MONDAY.replace(day=day.day)

        def made(connection: Connection) -> str:
            officer = officer_of(connection, 2)
            return plain(officer_digest(connection, office.house, officer, at, day=day).text())

        return await office.house.database.read(made)

    assert "2 pesan WhatsApp tidak sampai" in await of_day(date(2026, 11, 26))
    office.wait(days=1)
    assert await office.digest(2)
    assert "tidak sampai" not in await of_day(date(2026, 11, 26))


async def test_the_head_hears_of_templates_that_changed(office: Office) -> None:
    await office.enlist(ANDI, "kepala")
    await office.approve("tugas")
    office.whatsapp.queue.clear()
    said = await office.says(ANDI, "laporan")
    assert "Ingat: templat WhatsApp sapakop_tugas disetujui Meta." in said
    assert await office.house.database.run(learn, [], office.house.now()) == 1
    assert "sapakop_tugas tidak ada lagi di Meta." in await office.says(ANDI, "laporan")


async def test_an_answer_has_no_purpose_and_a_notice_has_one_on_every_channel(database: Database, book: Book) -> None:
    house = talking.house_on(database, book)
    siti, rina = talking.Chat(house, "siti"), talking.Chat(house, "rina")

    def enlist_on_telegram(connection: Connection) -> None:
        row = people.lock_person(connection, "telegram", "rina", MONDAY)
        staff.enlist(connection, row.id, "Ibu Rina", "petugas", [], MONDAY)

    await database.run(enlist_on_telegram)
    await siti.says(*FORM, "[Ya, kirim]")
    await rina.says("[Ambil]")
    found = [(row.kind, Message.from_json(row.message).purpose) for row in await database.read(rows)]
    assert set(found) == {("reply", ""), ("notice", "tugas"), ("notice", "jawaban")}


@pytest.mark.parametrize("village, words", [("Nambo", "permintaan K-7QM3, koperasi Nambo"), ("", "permintaan K-7QM3")])
def test_a_request_is_called_by_its_number_and_its_place(village: str, words: str) -> None:
    assert plain(named(LeadRow(1, "K-7QM3", village, LeadState.baru))) == words


def test_a_form_whose_topic_is_gone_is_called_by_its_name() -> None:
    house = SimpleNamespace(topics=TOPICS)
    assert plain(jobs.title(house, "daftar")) == "Daftarkan koperasi"  # type: ignore[arg-type]
    assert plain(jobs.title(house, "topic-of-yesterday")) == "topic-of-yesterday"  # type: ignore[arg-type]
