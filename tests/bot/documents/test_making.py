"""Files are made from their inputs and the book alone, fast, and never at any price."""

import asyncio
import time
from dataclasses import replace
from struct import unpack

import pytest

from bot.documents import Made, Shelf, UnmadeError, file_name, make, making, typesetting, without_file
from bot.message import File, Message, Span
from knowledge.book import Book
from knowledge.iuran import Group, Plan
from tests.bot.documents.sample import DAY, PLAN, iuran_file

FORMATS = ("pdf", "png", "xlsx")
BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "xlsx": b"PK\x03\x04"}
PLAN_JSON = PLAN.to_json()
GROUP = PLAN_JSON["groups"][0]
BROKEN = {
    "nothing": {},
    "no day": {"plan": PLAN_JSON},
    "a day that is none": {"plan": PLAN_JSON, "on": "26-11-2026"},
    "a day before all rules": {"plan": PLAN_JSON, "on": "1999-01-01"},
    "a number for a day": {"plan": PLAN_JSON, "on": 20261126},
    "no plan": {"plan": None, "on": DAY},
    "a plan of another version": {"plan": {**PLAN_JSON, "groups": [{**GROUP, "gender": "?"}]}, "on": DAY},
    "nobody": {"plan": {**PLAN_JSON, "groups": []}, "on": DAY},
    "a crowd of groups": {"plan": {**PLAN_JSON, "groups": [GROUP] * 100_000}, "on": DAY},
    "words for people": {"plan": {**PLAN_JSON, "groups": [{**GROUP, "people": "lima"}]}, "on": DAY},
    "fewer than nobody": {"plan": {**PLAN_JSON, "groups": [{**GROUP, "people": -5}]}, "on": DAY},
    "a wage without end": {"plan": {**PLAN_JSON, "groups": [{**GROUP, "wage": 10**400}]}, "on": DAY},
    "a label that is none": {"plan": {**PLAN_JSON, "groups": [{**GROUP, "label": ["x"]}]}, "on": DAY},
    "an unknown scale": {"plan": {**PLAN_JSON, "scale": "raksasa"}, "on": DAY},
    "a risk class that is none": {"plan": {**PLAN_JSON, "risk": 9}, "on": DAY},
}


@pytest.mark.parametrize("form", FORMATS)
async def test_a_file_is_what_its_name_says(book: Book, form: str) -> None:
    made = await make(iuran_file(form), book)
    assert made.name == f"iuran-koperasi-2026-11-26.{form}"
    assert made.content.startswith(BEGINS[form])
    assert len(made.content) < 1_000_000


@pytest.mark.parametrize("form", FORMATS)
async def test_the_same_inputs_and_book_are_the_same_bytes(book: Book, form: str) -> None:
    first, second = await make(iuran_file(form), book), await make(iuran_file(form), book)
    assert first == second
    other = replace(book, version="another")
    assert (await make(iuran_file(form), other)).content != first.content


@pytest.mark.parametrize("form", FORMATS)
async def test_a_file_is_made_in_under_a_second_also_the_first(book: Book, form: str) -> None:
    typesetting.fonts.cache_clear()
    typesetting.template.cache_clear()
    before = time.perf_counter()
    await make(iuran_file(form), book)
    assert time.perf_counter() - before < 1.0


@pytest.mark.parametrize("inputs", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("form", FORMATS)
async def test_broken_inputs_are_refused_with_a_reason_that_tells_nothing(
    book: Book, form: str, inputs: dict[str, object]
) -> None:
    with pytest.raises(UnmadeError) as caught:
        await make(File("iuran", form, inputs), book)
    assert caught.value.reason.isidentifier()


@pytest.mark.parametrize("document, form", [("iuran", "docx"), ("manfaat", "pdf"), ("", ""), ("../iuran", "pdf")])
async def test_a_document_that_nobody_makes_is_refused(book: Book, document: str, form: str) -> None:
    with pytest.raises(UnmadeError, match="unknown_document"):
        await make(File(document, form, {}), book)


@pytest.mark.parametrize(
    "file, name",
    [
        (iuran_file("xlsx"), "iuran-koperasi-2026-11-26.xlsx"),
        (File("iuran", "pdf", {"on": '2026"\r\nX: y'}), "iuran-koperasi.pdf"),
        (File("iuran", "pdf", {"on": 7}), "iuran-koperasi.pdf"),
        (File("../../etc", "pdf\r\n", {}), "berkas.bin"),
    ],
)
def test_a_name_is_plain_whatever_the_file_holds(file: File, name: str) -> None:
    assert file_name(file) == name


def test_a_file_of_another_version_is_read_and_known_as_none_of_ours() -> None:
    for stored in ('{"document": "iuran", "kind": "pdf"}', '["iuran"]', "7", '{"format": "pdf", "inputs": []}'):
        message = '{"body": [], "buttons": [], "browse": false, "ask_contact": false, "file": FILE}'
        file = Message.from_json(message.replace("FILE", stored)).file
        assert file is not None
        assert (file.document, file.format) not in making.MAKERS


def test_a_message_and_its_file_survive_the_outbox() -> None:
    stored = Message((Span("Ini rinciannya."),), file=iuran_file()).to_json()
    again = Message.from_json(stored)
    assert again.to_json() == stored
    assert again.file
    assert again.file.inputs["on"] == DAY


def test_a_bubble_whose_file_cannot_be_had_says_so() -> None:
    shown = without_file(Message((Span("Ini rinciannya."),), file=iuran_file()))
    assert shown.file is None
    assert shown.plain.startswith("Ini rinciannya.\n\nMaaf, berkasnya tidak bisa dibuat.")


async def test_the_shelf_makes_a_file_once_and_forgets_the_oldest(book: Book) -> None:
    shelf = Shelf(most=2)
    pdf = await shelf.take(iuran_file("pdf"), book)
    assert await shelf.take(iuran_file("pdf"), book) is pdf
    await shelf.take(iuran_file("xlsx"), book)
    assert await shelf.take(iuran_file("pdf"), book) is pdf, "it was used last"
    await shelf.take(iuran_file("xlsx", on="2026-12-01"), book)
    assert len(shelf.files) == 2
    assert await shelf.take(iuran_file("pdf"), book) is pdf
    assert await shelf.take(iuran_file("pdf"), replace(book, version="another")) is not pdf


async def test_the_shelf_makes_one_file_at_a_time(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    most = 0

    async def slowly(file: File, book: Book) -> Made:
        nonlocal most
        begun.append(file.format)
        most = max(most, len(begun))
        await asyncio.sleep(0)
        begun.pop()
        return Made("berkas.bin", "application/octet-stream", b"")

    monkeypatch.setattr("bot.documents.shelf.make", slowly)
    shelf = Shelf()
    await asyncio.gather(*(shelf.take(iuran_file(form), book) for form in FORMATS))
    assert most == 1


async def test_a_file_that_cannot_be_made_leaves_the_shelf_as_it_was(book: Book) -> None:
    shelf = Shelf()
    for _ in range(2):
        with pytest.raises(UnmadeError):
            await shelf.take(File("iuran", "pdf", {}), book)
    assert not shelf.files
    assert (await shelf.take(iuran_file(), book)).content


@pytest.mark.parametrize("groups", [1, 3, 20, 40])
async def test_a_picture_is_one_that_telegram_takes_as_a_photo(book: Book, groups: int) -> None:
    plan = Plan((Group("karyawan", 20, "PU", 15_000_000),) * groups, "besar")
    content = (await make(iuran_file("png", plan), book)).content
    width, height = unpack(">II", content[16:24])
    assert width + height <= 10_000
    assert height <= 20 * width
    assert len(content) <= 10_000_000
    assert groups > 3 or width == 1080


async def test_a_picture_that_would_be_a_thread_is_refused(book: Book) -> None:
    plan = Plan((Group("karyawan", 20, "PU", 15_000_000),) * 60, "besar")
    with pytest.raises(UnmadeError, match="TooTallError"):
        await make(iuran_file("png", plan), book)
    assert (await make(iuran_file("pdf", plan), book)).content
