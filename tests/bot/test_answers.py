"""Answers: each is logged with what it was made from, and made again word for word, whatever was edited since."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, func, select

from bot import inbox, jobs
from bot.act import Act
from bot.answers import fingerprint, prove
from bot.content import read_content
from bot.effects.answers import pull
from bot.house import House
from bot.people import load_view
from bot.settings import Settings
from db.engine import Database
from db.models import answer, content, person
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Say
from handlers import TOPICS
from knowledge.book import PACKAGED, Book, ContentError, version_of
from leads.answers import ProvedAnswer, PullAnswer, Verdict
from leads.view import View
from tests import talking
from tests.talking import FORM, Chat, Clock

ASKED = "berapa iuran bpu sebulan?"
OPENING = "Sekarang paling ringan Rp8.400 sebulan"


@pytest.fixture
def house(database: Database, book: Book) -> House:
    return talking.house_on(database, book, Clock())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that may be edited."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "pengetahuan"))


async def logged(house: House) -> Sequence[Row[Any]]:
    return await house.database.read(lambda c: c.execute(select(answer).order_by(answer.c.id)).all())


async def proved(house: House, number: int = 1) -> ProvedAnswer:
    def again(connection: Connection) -> ProvedAnswer:
        return prove(connection, house, connection.execute(select(answer).where(answer.c.id == number)).one())

    return await house.database.read(again)


def edit(folder: Path, old: str, new: str) -> None:
    """Change the one place in the entries where this stands."""
    (file,) = [path for path in folder.glob("entries/*.yaml") if old in path.read_text(encoding="utf-8")]
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def swap(house: House, folder: Path) -> None:
    house.content = read_content(Settings(_env_file=None, knowledge_dir=folder))


async def test_an_answer_is_logged_with_its_entry_its_facts_the_content_and_a_print_of_its_words(house: House) -> None:
    said = await Chat(house, "siti").says(ASKED)
    (row,) = await logged(house)
    assert (row.topic, row.inputs, row.version) == (
        "tanya",
        {"entry": "iuran-bpu", "part": "opening"},
        house.book.version,
    )
    assert (row.at, row.fingerprint) == (house.now(), fingerprint(said))
    assert "bpu-paket-umum" in row.facts
    assert all(fact in house.book.on(talking.MONDAY.date()) for fact in row.facts)


async def test_what_is_no_answer_is_not_logged(house: House) -> None:
    await Chat(house, "siti").says("/menu", "halo", *FORM, "qwerty asdf zxcv", "buktikan")
    assert await logged(house) == []


async def test_all_of_an_answer_is_another_answer_and_rests_on_more(house: House) -> None:
    await Chat(house, "siti").says(ASKED, "[Selengkapnya]")
    opening, full = await logged(house)
    assert full.inputs == {"entry": "iuran-bpu", "part": "full"}
    assert set(opening.facts) < set(full.facts)


async def test_what_else_stands_in_the_bubble_is_not_part_of_the_answer(house: House) -> None:
    siti = Chat(house, "siti")
    alone = await siti.says(ASKED)
    among = await siti.says("/daftar", ASKED)
    assert among.startswith(alone)
    assert len(among) > len(alone)
    first, second = await logged(house)
    assert (first.fingerprint, first.facts) == (second.fingerprint, second.facts)
    assert (await proved(house, second.id)).verdict is Verdict.sama


async def test_an_answer_is_made_again_for_anybody_and_does_not_know_whom_it_was_given_to(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(*FORM, "[Ya, kirim]", "[Sore]", ASKED)
    again = await proved(house)
    assert again.verdict is Verdict.sama
    assert again.words.startswith(OPENING)


async def test_a_version_of_the_content_is_kept_once(house: House) -> None:
    for who in ("siti", "dedi"):
        await Chat(house, who).says(ASKED, "siapa yang bayar iurannya")
    assert await house.database.read(lambda c: c.execute(select(func.count()).select_from(content)).scalar_one()) == 1


async def test_an_old_answer_is_made_again_from_the_content_of_its_day(house: House, folder: Path) -> None:
    siti = Chat(house, "siti")
    before = await siti.says(ASKED)
    edit(folder, "Sekarang paling ringan", "Saat ini paling ringan")
    swap(house, folder)
    after = await siti.says(ASKED)
    assert after.startswith("Saat ini paling ringan Rp8.400")
    old, new = await proved(house, 1), await proved(house, 2)
    assert (old.verdict, old.words) == (Verdict.sama, before)
    assert (new.verdict, new.words) == (Verdict.sama, after)
    assert old.given.version != new.given.version == version_of(folder)


async def test_an_archive_that_todays_rules_refuse_can_still_be_read(
    house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti, now = Chat(house, "siti"), house.content
    edit(folder, "Sekarang paling ringan", "Sekarang tinggal 99 kali lebih ringan,")
    with pytest.raises(ContentError):
        swap(house, folder)
    with monkeypatch.context() as older:
        older.setattr(Book, "load", Book.reread)
        swap(house, folder)
    said = await siti.says(ASKED)
    house.content = now
    old = await proved(house)
    assert (old.verdict, old.words) == (Verdict.sama, said)


async def test_a_turn_sees_one_content_though_another_is_taken_up_meanwhile(
    house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house.book.version
    edit(folder, "Sekarang paling ringan", "Sekarang paling murah")

    def meanwhile(*about: Any, **lent: Any) -> View:
        view = load_view(*about, **lent)
        swap(house, folder)
        return view

    monkeypatch.setattr(inbox, "load_view", meanwhile)
    await Chat(house, "siti").says(ASKED)
    (row,) = await logged(house)
    assert row.version == before != house.book.version
    assert (await proved(house)).verdict is Verdict.sama


async def test_a_process_keeps_few_old_versions_at_hand(house: House, folder: Path) -> None:
    siti, now = Chat(house, "siti"), house.content
    for turn in range(5):
        (folder / "catatan.yaml").write_text(f"# {turn}\n")
        swap(house, folder)
        await siti.says(ASKED)
    house.content = now
    assert [(await proved(house, number)).verdict for number in range(1, 6)] == [Verdict.sama] * 5
    assert len(house.shelf) == 3


async def test_words_that_the_program_says_otherwise_today_are_told_apart(house: House) -> None:
    await Chat(house, "siti").says(ASKED)
    topic: Topic[View] = Topic("tanya", Text("Tanya"))
    topic.rebuilds(lambda inputs, view: Say(Text("kata baru")))
    changed = replace(house, topics=replace(TOPICS, topics={**TOPICS.topics, "tanya": topic}))
    again = await proved(changed)
    assert (again.verdict, again.words) == (Verdict.berubah, "kata baru")


@pytest.mark.parametrize("inputs", [{"entry": "tidak-ada", "part": "full"}, {"lain": 1}])
async def test_what_can_not_be_made_any_more_is_told_and_is_no_error(house: House, inputs: dict[str, Any]) -> None:
    await Chat(house, "siti").says(ASKED)
    await house.database.run(lambda c: c.execute(answer.update().values(inputs=inputs)).rowcount)
    assert (await proved(house)).verdict is Verdict.gagal
    gone = replace(house, topics=replace(TOPICS, topics={k: v for k, v in TOPICS.topics.items() if k != "tanya"}))
    assert (await proved(gone)).verdict is Verdict.gagal


async def test_a_turn_that_fails_leaves_no_answer_behind(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("defect")

    monkeypatch.setattr("bot.inbox.person_rows.mark_turn", broken)
    with pytest.raises(ValueError, match="defect"):
        await Chat(house, "siti").says(ASKED)
    assert await logged(house) == []


@pytest.mark.parametrize("word", ["hapus data", "bukan saya"])
async def test_whoever_has_his_data_deleted_is_cut_off_from_his_answers_and_they_stay_countable(
    house: House, word: str
) -> None:
    siti, dedi = Chat(house, "siti"), Chat(house, "dedi")
    await siti.says(ASKED)
    await dedi.says(ASKED)
    yes = {"hapus data": "[Ya, hapus semua]", "bukan saya": "[Ya, bukan saya]"}[word]
    await siti.says(word, yes)
    gone, kept = await logged(house)
    assert (gone.person_id, gone.inputs) == (None, {})
    assert kept.person_id is not None
    assert (await proved(house, gone.id)).verdict is Verdict.dihapus
    assert (await proved(house, kept.id)).verdict is Verdict.sama


async def test_after_four_hundred_days_nobody_knows_whose_an_answer_was(house: House) -> None:
    await Chat(house, "siti").says(ASKED)
    assert isinstance(house.now, Clock)
    house.now.forward(days=399)
    await house.database.run(jobs.purge, house, house.now())
    assert (await logged(house))[0].person_id is not None
    house.now.forward(days=2)
    await house.database.run(jobs.purge, house, house.now())
    (row,) = await logged(house)
    assert row.person_id is None
    assert (await proved(house)).verdict is Verdict.sama


async def test_a_person_sees_his_own_answers_by_number_and_nobody_elses(house: House) -> None:
    siti, dedi = Chat(house, "siti"), Chat(house, "dedi")
    await siti.says(ASKED)
    await dedi.says("siapa yang bayar iurannya")
    assert (await dedi.says("bukti J-2")).startswith("Jawaban J-2 soal ")
    theirs, nobodys = await dedi.says("bukti J-1"), await dedi.says("bukti J-99")
    assert theirs == nobodys
    assert "bukan nomor jawaban saya untuk Bapak/Ibu" in theirs


async def test_anybodys_answer_is_pulled_for_officers_only_whoever_asks_for_the_effect(house: House) -> None:
    await Chat(house, "siti").says(ASKED)

    def pulled(connection: Connection) -> ProvedAnswer | None:
        siti = connection.execute(select(person)).one()
        return pull(Act(connection, house, siti, house.now()), PullAnswer(1))

    assert await house.database.read(pulled) is None


async def test_data_saya_says_how_many_answers_are_kept(house: House) -> None:
    siti = Chat(house, "siti")
    await siti.says(ASKED, "[Selengkapnya]")
    assert "Banyaknya jawaban saya yang bernomor (tanpa tulisan Bapak/Ibu): 2" in await siti.says("data saya")
