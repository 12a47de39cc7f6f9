"""WhatsApp from end to end: deliveries come in over HTTP, answers go out to a Graph API and stand on phones."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.house import House
from bot.message import Button, Message, Span
from tests.bot.web.whatsapp_world import FORM, HIDDEN, SITI, World, living
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_people import NUMBER_ID, Who, message, words

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_meta_may_enter_our_webhook_and_nobody_else(world: World) -> None:
    assert await world.whatsapp.subscribe("salam")
    assert not await world.whatsapp.subscribe("tebakan")


async def test_a_whole_form_goes_through_and_every_message_is_accounted_for(world: World) -> None:
    asked = await world.says(HIDDEN, *FORM)
    assert asked.text == "3/3. Ke nomor berapa petugas menghubungi? Contoh: 0812-3456-7890"
    shown = await world.says(HIDDEN, "0857-2222-3333")
    assert shown.labels == ["Ya, kirim", "Ubah", "Batal"]
    assert "Sudah kami catat: nomor K-" in (await world.says(HIDDEN, "[Ya, kirim]")).text
    assert await world.leads() == [("baru", "Siti Aminah", "+6285722223333", "Cikahuripan")]
    await world.whatsapp.deliver()
    assert set(await world.fates()) == {("sent", None, "delivered")}
    world.whatsapp.user_reads(HIDDEN)
    await world.whatsapp.deliver()
    assert set(await world.fates()) == {("sent", None, "read")}


async def test_a_number_that_whatsapp_tells_has_only_to_be_agreed_to(world: World) -> None:
    asked = await world.says(SITI, *FORM)
    assert (asked.text, asked.labels) == (
        "3/3. Petugas menghubungi ke nomor ini, 0812-3456-7890?",
        ["Ya, nomor ini", "Nomor lain"],
    )
    await world.says(SITI, "[Ya, nomor ini]", "[Ya, kirim]")
    assert await world.leads() == [("baru", "Siti Aminah", "+6281234567890", "Cikahuripan")]


async def test_a_message_is_marked_as_read_and_the_person_sees_us_write(world: World) -> None:
    await world.says(SITI, "halo", "menu")
    phone = world.whatsapp.phone(SITI)
    assert (len(phone.ticks), phone.typing) == (2, 2)


async def test_two_messages_in_one_delivery_are_both_answered_and_a_broken_one_between_costs_nothing(
    world: World,
) -> None:
    """The first of two people asks, something that nobody can read follows, and then the second person asks."""
    world.whatsapp.user_says(SITI, "menu")
    world.whatsapp.push(message(HIDDEN, "", world.clock(), type="text", text=None))
    world.whatsapp.user_says(HIDDEN, "/privasi")
    assert await world.whatsapp.deliver(together=True) == [200]
    await world.gets(SITI, 1)
    await world.gets(HIDDEN, 1)
    assert world.whatsapp.read(SITI) != world.whatsapp.read(HIDDEN)


async def test_whatever_is_brought_again_and_in_any_order_is_answered_once(world: World) -> None:
    await world.says(SITI, *FORM)
    await world.says(SITI, "[Ya, nomor ini]")
    before = len(world.whatsapp.sent(SITI))
    world.does(SITI, "[Ya, kirim]")
    assert set(await world.whatsapp.deliver(times=5, shuffled=7)) == {200}
    await world.gets(SITI, before + 1)
    assert set(await world.whatsapp.deliver(times=3, shuffled=8)) == {200}
    assert len(world.whatsapp.sent(SITI)) == before + 1
    assert len(await world.leads()) == 1
    assert set(await world.fates()) == {("sent", None, "delivered")}


async def test_two_fragments_in_the_same_second_are_each_answered(world: World) -> None:
    """WhatsApp's clock has whole seconds; the silence after a fragment is not the one that was heard before."""
    at = world.clock()
    for number in (1, 2):
        world.whatsapp.join(SITI).heard_at = at
        world.whatsapp.push(message(SITI, f"wamid.{number}", at, **words("laporan")))
        assert set(await world.whatsapp.deliver()) == {200}
        await world.gets(SITI, number)


async def test_a_new_number_and_a_new_id_are_the_same_person(world: World) -> None:
    """He began under his number, got an id of ours, then a new number and with it a new id: one person, one form."""
    await world.says(SITI, *FORM[:3])
    named = Who(SITI.wa_id, "ID.1")
    world.whatsapp.phone(SITI).who = named
    await world.says(named, FORM[3])
    assert await world.ids() == ["ID.1"]
    moved = Who("6285722223333", "ID.2")
    world.whatsapp.user_changes_number(named, moved)
    assert set(await world.whatsapp.deliver()) == {200}
    asked = await world.says(moved, FORM[4])
    assert asked.text == "3/3. Petugas menghubungi ke nomor ini, 0857-2222-3333?"
    await world.says(moved, "[Ya, nomor ini]", "[Ya, kirim]")
    assert await world.ids() == ["ID.2"]
    assert await world.leads() == [("baru", "Siti Aminah", "+6285722223333", "Cikahuripan")]


async def test_a_document_and_a_picture_are_sent(world: World) -> None:
    await world.says(SITI, "hitung 5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani")
    await world.says(SITI, "[PDF]", "[Gambar]")
    document, picture = (bubble for bubble in world.whatsapp.sent(SITI) if bubble.file)
    assert (document.file, document.content[:4]) == ("iuran-koperasi-2026-11-23.pdf", b"%PDF")
    assert (picture.file, picture.content[:4]) == ("iuran-koperasi-2026-11-23.png", b"\x89PNG")
    assert document.text == "Ini hitungannya, untuk rapat anggota. Angka resmi keluar di SIPP."
    assert "Rincian" in world.whatsapp.sent(SITI)[-1].labels


async def test_choices_beyond_the_tenth_are_on_pages_and_a_tap_on_any_page_counts(world: World) -> None:
    """They stand under a text too long for them, in a bubble of their own; statuses of both come before the tap."""
    buttons = tuple(Button(f"Pilihan ke-{number}", ">privasi", "", 0) for number in range(12))
    buttons = tuple(replace(button, value=str(number)) for number, button in enumerate(buttons))
    await world.says(SITI, "halo")
    await world.tell(SITI, Message((Span("Iuran koperasi. " * 100),), buttons))
    words, first = (await world.gets(SITI, 3))[1:]
    await world.whatsapp.deliver()
    assert (len(words.choices), first.labels[-1]) == (0, "Lainnya")
    second = await world.says(SITI, "[Lainnya]")
    assert (second.text, second.labels) == ("Silakan pilih:", [*(one.label for one in buttons[9:]), "Kembali ke awal"])
    again = await world.says(SITI, "[Kembali ke awal]")
    assert again.labels == first.labels
    assert (await world.says(SITI, "[Pilihan ke-10]")).text.startswith("Yang kami simpan")


async def test_a_service_that_ends_between_question_and_answer_answers_when_it_is_back(
    model: House, folder: Path, whatsapp: FakeWhatsApp
) -> None:
    async with living(model, folder, whatsapp, busy=False) as world:
        whatsapp.user_says(SITI, "menu")
        assert await whatsapp.deliver() == [200]
        assert [status for status, *_ in await world.fates()] == ["waiting"]
    assert await whatsapp.deliver() == []
    whatsapp.user_says(HIDDEN, "menu")
    assert await whatsapp.deliver() == [0], "nobody is there: it is brought again"
    async with living(model, folder, whatsapp) as world:
        assert await whatsapp.deliver() == [200]
        await world.gets(SITI, 1)
        await world.gets(HIDDEN, 1)
    assert len(whatsapp.sent(SITI)) == len(whatsapp.sent(HIDDEN)) == 1


async def test_what_is_not_signed_is_not_even_read(world: World) -> None:
    world.whatsapp.secret, ours = "tebakan", world.whatsapp.secret
    world.whatsapp.user_says(SITI, "menu")
    assert await world.whatsapp.deliver() == [403]
    assert await world.ids() == []
    world.whatsapp.secret = ours
    assert await world.whatsapp.deliver() == [200]
    await world.gets(SITI, 1)


async def test_what_came_to_another_number_of_the_account_is_not_ours(world: World) -> None:
    change = world.whatsapp.user_says(SITI, "menu")
    change["value"]["metadata"] = {"phone_number_id": NUMBER_ID + "7"}
    assert await world.whatsapp.deliver() == [200]
    assert await world.ids() == []
