"""The templates of WhatsApp: their files, their bodies, and what Meta makes of them."""

from pathlib import Path

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import SendError
from bot.channels.taps import read_tap
from bot.channels.whatsapp_library import create, definition, fetch
from bot.channels.whatsapp_request import WhatsAppRequest
from bot.channels.whatsapp_templates import BODY, Template, TemplateError, read_template, template_body, templates
from bot.message import Message
from bot.render import notice
from dialogue.text import Number, Text
from dialogue.turn import Link
from handlers import TOPICS
from tests.fakes.whatsapp import FakeWhatsApp
from tests.fakes.whatsapp_business import Template as Entered
from tests.fakes.whatsapp_business import check_template
from tests.fakes.whatsapp_people import WABA
from tests.fakes.whatsapp_rules import check_body

ALL = sorted(templates())
ADDRESSES = ({"to": "6281234567890"}, {"recipient": "ID.13491208655302741918"})
POT = Path(__file__).parents[3] / "locales" / "sapakop.pot"
GOOD = """purpose: x
name: sapakop_x
language: id
category: UTILITY
body: "Ada {{1}} kabar."
examples: [satu]
button: Buka
stands_for: [Buka]
opens: menu
"""


def message(purpose: str, *links: Link, values: tuple[str, ...] | None = None) -> Message:
    template = templates()[purpose]
    return notice(Text("Isi lengkap."), links, purpose=purpose, values=template.examples if values is None else values)


def payload(message: Message) -> tuple[int, str, str] | None:
    button = template_body(message, ADDRESSES[0])["template"]["components"][-1]
    return read_tap(button["parameters"][0]["payload"])


def link(topic: str, label: str, argument: str = "") -> Link:
    return Link(topic, Text("{label}", label=label), argument, standing=True)


def test_there_is_a_template_for_every_purpose() -> None:
    assert ALL == ["janji", "jawaban", "pengingat", "tugas"]
    assert len({template.name for template in templates().values()}) == len(ALL)


@pytest.mark.parametrize("purpose", ALL)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_template_can_be_sent_to_both_kinds_of_address(purpose: str, address: dict[str, str]) -> None:
    body = template_body(message(purpose), address)
    check_body(body)
    assert body["template"]["name"] == f"sapakop_{purpose}"
    assert address.items() <= body.items()


@pytest.mark.parametrize("purpose", ALL)
def test_meta_would_take_every_template_as_its_file_has_it(purpose: str) -> None:
    given = definition(templates()[purpose])
    assert given["category"] == "UTILITY"
    check_template(Entered(id="1", **given))


@pytest.mark.parametrize("template", templates().values(), ids=ALL)
def test_what_a_template_names_is_there(template: Template) -> None:
    assert template.opens in TOPICS.topics
    known = POT.read_text(encoding="utf-8")
    assert all(f'msgid "{label}"' in known for label in template.stands_for)


def test_the_button_opens_what_the_button_of_the_message_opens() -> None:
    asked = message("tugas", link("ambil", "Ambil", "K-7QM3"), link("buka", "Buka", "K-7QM3"))
    assert payload(asked) == (0, ">buka", "K-7QM3")
    assert payload(message("pengingat", link("daftar", "Lanjutkan"))) == (0, ">daftar", "")
    price = message("jawaban", link("tanya", "Lihat jawaban sekarang", "iuran-bpu"))
    assert payload(price) == (0, ">tanya", "iuran-bpu")


def test_the_button_of_a_digest_opens_the_digest_and_takes_no_lead() -> None:
    digest = message("tugas", link("ambil", "Ambil 1", "K-7QM3"), link("buka", "Buka 2", "K-2222"))
    assert payload(digest) == (0, ">laporan", "")


def test_news_without_buttons_open_where_things_stand() -> None:
    assert payload(message("jawaban")) == (0, ">status", "")


def test_a_message_without_purpose_has_no_template() -> None:
    with pytest.raises(SendError, match="outside_window") as caught:
        template_body(Message(()), ADDRESSES[0])
    assert caught.value.permanent


@pytest.mark.parametrize("purpose, values", [("undangan", ()), ("tugas", ()), ("tugas", ("1", "2")), ("janji", ("x",))])
def test_a_purpose_or_values_that_fit_no_template_are_refused(purpose: str, values: tuple[str, ...]) -> None:
    with pytest.raises(SendError, match="no_template") as caught:
        template_body(Message((), purpose=purpose, values=values), ADDRESSES[0])
    assert caught.value.permanent


@given(st.sampled_from(ALL), st.data())
def test_whatever_a_value_holds_meta_takes_it(purpose: str, data: st.DataObject) -> None:
    template = templates()[purpose]
    values = tuple(data.draw(st.text(max_size=3000)) for _ in template.examples)
    body = template_body(Message((), purpose=purpose, values=values), ADDRESSES[0])
    check_body(body)
    said = [value["text"] for part in body["template"]["components"][:-1] for value in part["parameters"]]
    assert len(template.filled(tuple(said))) <= BODY


@pytest.mark.parametrize(
    "was, becomes, complaint",
    [
        ("Ada {{1}} kabar.", "{{1}} kabar.", "neither first nor last"),
        ("Ada {{1}} kabar.", "Kabar {{1}}.", "neither first nor last"),
        ("Ada {{1}} kabar.", "Ada {{2}} kabar.", "in order"),
        ("[satu]", "[]", "one for each"),
        ("button: Buka", "button: Buka laporan pagi hari ini", "20 characters"),
        ("UTILITY", "MARKETING", "UTILITY"),
        ("sapakop_x", "Sapakop", "name"),
        ("opens: menu", "buka: menu", "unexpected keyword"),
        ("examples: [satu]", "", "examples"),
    ],
)
def test_a_file_that_meta_would_refuse_is_named(tmp_path: Path, was: str, becomes: str, complaint: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(GOOD)
    assert read_template(file).purpose == "x"
    file.write_text(GOOD.replace(was, becomes))
    with pytest.raises(TemplateError, match=r"x\.yaml") as caught:
        read_template(file)
    assert complaint in str(caught.value)


async def test_templates_are_handed_in_once_and_found_again_on_every_page() -> None:
    async with FakeWhatsApp() as whatsapp, aiohttp.ClientSession() as session:
        request = WhatsAppRequest(session, whatsapp.token, whatsapp.url)
        assert await fetch(request, WABA) == []
        for template in templates().values():
            assert (await create(request, WABA, template)).status == "PENDING"
        whatsapp.decide("sapakop_janji", "REJECTED", "TAG_CONTENT_MISMATCH")
        whatsapp.templates.append(Entered("9", "promo", "id", "MARKETING", []))
        found = {one.name: one for one in await fetch(request, WABA)}
        assert sorted(found) == [f"sapakop_{purpose}" for purpose in ALL]
        assert all(found[template.name].is_like(template) for template in templates().values())
        assert (found["sapakop_janji"].status, found["sapakop_janji"].reason) == ("REJECTED", "TAG_CONTENT_MISMATCH")
        assert found["sapakop_tugas"].reason == ""
        with pytest.raises(SendError, match="refused"):
            await create(request, WABA, templates()["tugas"])


def test_the_number_of_tasks_is_read_in_words() -> None:
    said = notice(Text("x"), purpose="tugas", values=(Number(3),))
    assert said.values == ("3",)
    assert templates()["tugas"].filled(said.values).startswith("Bapak/Ibu petugas, ada 3 tugas")
