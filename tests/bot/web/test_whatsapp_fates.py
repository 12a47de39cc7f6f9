"""What becomes of a message on WhatsApp: windows, templates, paces, silences, and what is told of it later."""

import asyncio

import pytest

from bot.message import Message, Span
from tests.bot.web.whatsapp_world import FORM, HIDDEN, RINA, SITI, World
from tests.patience import until

pytestmark = pytest.mark.asyncio(loop_scope="module")
NEWS = Message((Span("kabar"),))


async def test_outside_the_window_an_officer_gets_a_template_and_its_button_opens_what_waits(world: World) -> None:
    await world.enlist(RINA)
    await world.approve("tugas")
    world.forward(hours=25)
    await world.says(SITI, *FORM, "[Ya, nomor ini]", "[Ya, kirim]")
    for told in await world.gets(RINA, 1):
        assert (told.template, told.labels) == ("sapakop_tugas", ["Buka"])
        assert "Siti" not in told.text
    assert "Bu Siti, bendahara" in (await world.says(RINA, "[Buka]")).text


async def test_outside_the_window_without_a_template_the_refusal_stays_on_the_message(world: World) -> None:
    await world.enlist(RINA)
    world.forward(hours=25)
    await world.says(SITI, *FORM, "[Ya, nomor ini]", "[Ya, kirim]")
    await world.settled()
    assert world.whatsapp.sent(RINA) == []
    assert ("failed", "no_template", None) in await world.fates()


async def test_a_pair_rate_makes_one_person_wait_and_a_full_number_everybody(world: World) -> None:
    await world.says(SITI, "halo")
    await world.says(HIDDEN, "halo")
    world.whatsapp.fail(131056)
    world.does(SITI, "menu")
    await world.whatsapp.deliver()
    await until(lambda: world.whatsapp.refusals == [131056])
    world.does(HIDDEN, "menu")
    await world.whatsapp.deliver()
    await until(lambda: len(world.whatsapp.sent(HIDDEN)) == 2)
    assert len(world.whatsapp.sent(SITI)) == 1
    world.forward(seconds=4)
    await world.gets(SITI, 2)

    world.whatsapp.fail(130429)
    world.does(SITI, "menu")
    await world.whatsapp.deliver()
    await until(lambda: 130429 in world.whatsapp.refusals)
    world.does(HIDDEN, "menu")
    await world.whatsapp.deliver()
    await asyncio.sleep(0.5)
    assert (len(world.whatsapp.sent(SITI)), len(world.whatsapp.sent(HIDDEN))) == (2, 2)
    world.forward(seconds=5)
    await world.gets(SITI, 3)
    await world.gets(HIDDEN, 3)


async def test_a_notice_of_which_nobody_knew_whether_it_arrived_is_settled_by_its_status(world: World) -> None:
    await world.says(SITI, "halo")
    world.whatsapp.fail(drop="after")
    await world.tell(SITI, NEWS)
    await world.gets(SITI, 2)
    assert (await world.fates())[-1] == ("unknown", "unanswered", None)
    await world.whatsapp.deliver()
    assert (await world.fates())[-1] == ("sent", None, "delivered")
    assert world.whatsapp.read(SITI)[1:] == ["kabar"]


async def test_a_notice_that_was_never_taken_stays_of_unknown_fate(world: World) -> None:
    await world.says(SITI, "halo")
    world.whatsapp.fail(drop="before")
    await world.tell(SITI, NEWS)

    async def is_unknown() -> bool:
        return (await world.fates())[-1] == ("unknown", "unanswered", None)

    await until(is_unknown)
    await world.whatsapp.deliver()
    assert await is_unknown()


@pytest.mark.parametrize("code, reason", [(131026, "undeliverable"), (131047, "outside_window")])
async def test_a_failure_that_is_told_later_is_kept_on_the_message(world: World, code: int, reason: str) -> None:
    world.whatsapp.fail(code, later=True)
    world.does(SITI, "halo")
    await world.whatsapp.deliver()
    await until(lambda: bool(world.whatsapp.queue))
    await world.settled()
    await world.whatsapp.deliver()
    assert await world.fates() == [("failed", reason, "failed")]


async def test_a_failure_that_may_pass_is_tried_again_when_it_is_told(world: World) -> None:
    world.whatsapp.fail(130429, later=True)
    world.does(SITI, "halo")
    await world.whatsapp.deliver()
    await until(lambda: bool(world.whatsapp.queue))
    await world.settled()
    await world.whatsapp.deliver(times=3, shuffled=1)
    assert world.whatsapp.sent(SITI) == []
    world.forward(seconds=60)
    await world.gets(SITI, 1)
    await world.whatsapp.deliver()
    assert await world.fates() == [("sent", None, "delivered")]
