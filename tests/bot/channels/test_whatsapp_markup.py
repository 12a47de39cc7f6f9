"""Whatever a message holds, its WhatsApp form keeps within the limits, and nothing of it is lost."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.taps import tap_data
from bot.channels.whatsapp_markup import CALLBACK, Media, address, bodies, media
from bot.channels.words import BLANK, clean, one_line, units
from bot.message import Button, Message, Span
from tests.fakes.whatsapp_looks import accidents, visible
from tests.fakes.whatsapp_rules import check_body

TO = {"to": "6281234567890"}
PDF = media("900", "iuran.pdf", "application/pdf")
PNG = media("901", "iuran.png", "image/png")


def buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label, "step", str(index), 7) for index, label in enumerate(labels))


def posted(message: Message, file: Media | None = None) -> list[dict[str, Any]]:
    """The bodies, each within WhatsApp's limits."""
    found = bodies(message, address=TO, file=file, ref="12")
    for body in found:
        check_body(body)
    return found


def asked(*labels: str, words: str = "Pilih", page: int = 0) -> dict[str, Any]:
    """The interactive part of a message with these choices."""
    last: dict[str, Any] = posted(Message((Span(words),), buttons(*labels), page=page))[-1]["interactive"]
    return last


def rows(shown: dict[str, Any]) -> list[dict[str, str]]:
    """The choices of an interactive part, buttons or rows alike."""
    if shown["type"] == "button":
        return [button["reply"] for button in shown["action"]["buttons"]]
    return [row for section in shown["action"]["sections"] for row in section["rows"]]


def titles(shown: dict[str, Any]) -> list[str]:
    return [row["title"] for row in rows(shown)]


def words_of(body: dict[str, Any]) -> str:
    part = body[body["type"]]
    return str(part.get("caption", "") if "id" in part else part["body"]["text"] if "action" in part else part["body"])


def said(*spans: Span) -> str:
    """The words of a message that needs one body."""
    (body,) = posted(Message(spans))
    return words_of(body)


def test_a_text_is_sent_without_preview_and_with_our_number_of_it() -> None:
    assert posted(Message((Span("Halo"),))) == [
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "6281234567890",
            "type": "text",
            "text": {"body": "Halo", "preview_url": False},
            CALLBACK: "12.1/1",
        }
    ]


@pytest.mark.parametrize(
    "known_as, field",
    [
        ("6281234567890", "to"),
        ("ID.13491208655302741918", "recipient"),
        ("ID.ENT.118", "recipient"),
        ("٣", "recipient"),
    ],
)
def test_a_number_is_written_to_and_a_user_id_is_the_recipient(known_as: str, field: str) -> None:
    assert address(known_as) == {field: known_as}


def test_emphasis_stands_around_the_words_and_never_around_blanks_or_lines() -> None:
    assert said(Span("Nomor "), Span(" SPK-1 ", strong=True), Span("ya")) == "Nomor  *SPK-1* ya"
    assert said(Span("HARI INI\n\nBESOK", strong=True)) == "*HARI INI*\n\n*BESOK*"
    assert said(Span("Lihat"), Span(" \n ", strong=True), Span("ini")) == "Lihat \n ini"


def test_emphasis_that_whatsapp_would_not_read_is_left_out() -> None:
    assert said(Span("ke"), Span("dua", strong=True), Span("kali")) == "keduakali"
    assert said(Span("("), Span("dua", strong=True), Span(")")) == "(*dua*)"
    assert said(Span("2*3", strong=True), Span("*")) == "2*3*"


@pytest.mark.parametrize(
    "words, shown",
    [
        ("*tebal* dan _miring_ dan ~coret~", "∗tebal* dan ˍmiring_ dan ∼coret~"),
        ("`kode` ```kode```", "ˋkodeˋ ˋˋˋkodeˋˋˋ"),
        ("> dikutip", "› dikutip"),
        ("* satu", "∗ satu"),
        ("__init__", "ˍˍinit__"),
    ],
)
def test_words_of_a_person_are_never_markup(words: str, shown: str) -> None:
    assert said(Span(words)) == shown


@pytest.mark.parametrize("words", ["nama_berkas_baru", "2 * 3 * 4", "https://bpjs.go.id/_a_/~b", "5 > 3", "- satu"])
def test_what_would_not_format_is_left_as_it_is(words: str) -> None:
    assert said(Span(words)) == words


def test_a_text_without_anything_to_see_still_arrives() -> None:
    assert [said(Span(text)) for text in ("", " \n", "\u2800\u200b", "\x00")] == ["…"] * 4


def test_a_long_text_is_parted_between_paragraphs_and_then_sentences() -> None:
    paragraph = "Iuran dibayar tiap bulan. " * 60
    first, second = posted(Message((Span(f"{paragraph.strip()}\n\n" * 4),)))
    assert words_of(first) == "\n\n".join([paragraph.strip()] * 2)
    assert words_of(second) == words_of(first)
    assert all(words_of(body).endswith(".") for body in posted(Message((Span(paragraph * 5),))))


def test_a_long_emphasis_is_closed_and_opened_again_where_the_text_is_parted() -> None:
    parts = posted(Message((Span("kata " * 1500, strong=True),)))
    assert all(words_of(body).startswith("*kata") and words_of(body).endswith("kata*") for body in parts)


def test_three_short_choices_are_reply_buttons() -> None:
    shown = asked("Ya, kirim", "Ubah", "Batal")
    assert (shown["type"], titles(shown)) == ("button", ["Ya, kirim", "Ubah", "Batal"])
    assert rows(shown)[1]["id"] == tap_data(buttons("Ya", "Ubah")[1])


@pytest.mark.parametrize(
    "labels", [("Ya", "Tidak", "Ubah", "Batal"), ("Bukan, cari desa lain lagi", "Ya"), ("Ya", "Ya")]
)
def test_more_or_longer_choices_or_two_alike_are_a_list(labels: tuple[str, ...]) -> None:
    shown = asked(*labels)
    assert (shown["type"], shown["action"]["button"], len(rows(shown))) == ("list", "Lihat pilihan", len(labels))


def test_a_label_too_long_for_a_row_stands_whole_under_it() -> None:
    (row,) = rows(asked("Koperasi Desa Merah Putih Cikahuripan"))
    assert (row["title"], row["description"]) == ("Koperasi Desa Merah…", "Koperasi Desa Merah Putih Cikahuripan")


def test_a_label_too_long_for_that_too_is_written_under_the_text() -> None:
    label = "Koperasi Desa Merah Putih " * 4
    shown = asked(label)
    assert shown["body"]["text"] == f"Pilih\n\n• {label.strip()}"
    assert units(rows(shown)[0]["description"]) <= 72


def test_labels_that_begin_alike_are_told_apart() -> None:
    shown = asked(*(f"Koperasi Desa Merah Putih {name}" for name in ("Bojong", "Nambo", "Kemang", "Tenjo")))
    assert titles(shown) == ["Koperasi Desa Merah…", *(f"Koperasi Desa Merah… ({n})" for n in (2, 3, 4))]
    assert rows(shown)[3]["description"] == "Koperasi Desa Merah Putih Tenjo"


def test_ten_choices_are_one_page_and_eleven_are_two() -> None:
    labels = [f"Desa {number}" for number in range(11)]
    assert titles(asked(*labels[:10])) == labels[:10]
    first, second = asked(*labels), asked(*labels, page=1)
    assert titles(first) == [*labels[:9], "Lainnya"]
    assert titles(second) == [*labels[9:], "Kembali ke awal"]
    assert (rows(first)[-1]["id"], rows(second)[-1]["id"]) == ("page:1", "page:0")


def test_the_last_page_holds_ten_when_ten_are_left() -> None:
    labels = [f"Desa {number}" for number in range(19)]
    assert titles(asked(*labels, page=1)) == labels[9:]


def test_a_turned_page_does_not_say_everything_again() -> None:
    message = Message((Span("Panjang sekali"),), buttons(*(f"Desa {number}" for number in range(30))), page=2)
    (body,) = posted(message, PDF)
    assert body["interactive"]["body"]["text"] == "Silakan pilih:"
    assert "header" not in body["interactive"]


@pytest.mark.parametrize("page", [-1, 4, 10**9])
def test_a_page_that_does_not_exist_is_the_first(page: int) -> None:
    labels = [f"Desa {number}" for number in range(30)]
    assert titles(asked(*labels, page=page)) == titles(asked(*labels))


def test_a_text_too_long_to_stand_over_choices_goes_first() -> None:
    first, second = posted(Message((Span("kata " * 300),), buttons("Ya", "Tidak")))
    assert (first["type"], units(words_of(first))) == ("text", 1499)
    assert (second["interactive"]["body"]["text"], titles(second["interactive"])) == ("Silakan pilih:", ["Ya", "Tidak"])


def test_each_part_says_which_it_is_and_of_how_many() -> None:
    parts = posted(Message((Span("kata " * 3000),), buttons("Ya")))
    assert [body[CALLBACK] for body in parts] == ["12.1/5", "12.2/5", "12.3/5", "12.4/5", "12.5/5"]


@pytest.mark.parametrize("file", [PDF, PNG])
def test_a_file_stands_over_its_words_and_buttons(file: Media) -> None:
    (body,) = posted(Message((Span("Ini berkasnya"),), buttons("Menu")), file)
    assert body["interactive"]["header"] == {"type": file.kind, file.kind: file.content}


def test_a_file_without_choices_has_its_words_under_it() -> None:
    (body,) = posted(Message((Span("Ini "), Span("berkasnya", strong=True))), PDF)
    assert body["document"] == {"id": "900", "filename": "iuran.pdf", "caption": "Ini *berkasnya*"}


def test_a_file_with_a_list_goes_before_it() -> None:
    first, second = posted(Message((Span("Ini"),), buttons(*"abcd")), PNG)
    assert first["image"] == {"id": "901", "caption": "Ini"}
    assert second["interactive"]["body"]["text"] == "Silakan pilih:"


def test_a_file_with_a_long_text_has_its_beginning_under_it() -> None:
    first, *rest = posted(Message((Span("kata " * 2000),), buttons("Menu")), PDF)
    assert units(first["document"]["caption"]) <= 1024
    assert [body["type"] for body in rest] == ["text", "text", "text", "interactive"]


UNFIT = [
    Button("Tidak", "s", "n" * 250, 1),
    Button("Tidak", "a|b", "v", 1),
    Button("Tidak", "s", "é", 1),
    Button("Tidak", "s", "v ", 1),
    Button("Tidak", "s", "v", -1),
    Button("Tidak", "s", "y", 1),
]


@pytest.mark.parametrize("button", UNFIT, ids=["long", "bar", "accent", "blank", "turn", "twice"])
def test_a_button_that_cannot_come_back_is_written_under_the_text(button: Button) -> None:
    (body,) = posted(Message((Span("Pilih:"),), (Button("Ya", "s", "y", 1), button)))
    assert words_of(body) == "Pilih:\n\n• Tidak"
    assert titles(body["interactive"]) == ["Ya"]


LETTERS = st.characters() | st.sampled_from("<>&*_~`|\x00\ud800\u202e\u2800😀\n .*_")
HOSTILE = st.text(LETTERS) | st.builds(
    lambda text, times: text * times, st.text(LETTERS, max_size=40), st.integers(0, 400)
)
LABELS = (
    st.text(LETTERS, max_size=200) | st.text("ab ", max_size=90) | st.sampled_from(["Ya", "Lainnya", "Kembali ke awal"])
)
CHOICES = st.one_of(
    st.lists(st.builds(Button, HOSTILE, HOSTILE, HOSTILE, st.integers(-1, 10**12)), max_size=6),
    st.lists(LABELS, max_size=40).map(lambda labels: list(buttons(*labels))),
)
MESSAGES = st.builds(
    Message,
    st.lists(st.builds(Span, HOSTILE, st.booleans()), max_size=6).map(tuple),
    CHOICES.map(tuple),
    page=st.sampled_from([0, 0, 0, 1, 2, 3, 4, 9]),
)


def seen(words: str) -> str:
    """What of it can be seen, without signs that mark emphasis."""
    kept = (char for char in clean(words) if category(char)[0] in "LNPS" and char not in BLANK)
    return "".join(char for char in kept if char not in "*_~`>∗ˍ∼ˋ›")


def pages(message: Message) -> Iterator[list[dict[str, Any]]]:
    """The bodies of every page, as the row that turns them leads from one to the next."""
    page, turned = 0, {0}
    while True:
        found = posted(replace(message, page=page))
        yield found
        keys = [row["id"] for row in rows(found[-1]["interactive"])] if "interactive" in found[-1] else []
        page = next((int(key.removeprefix("page:")) for key in keys if key.startswith("page:")), 0)
        if page in turned:
            return
        turned.add(page)


@given(message=MESSAGES, file=st.sampled_from([None, None, PDF, PNG]))
def test_every_message_is_accepted(message: Message, file: Media | None) -> None:
    assert posted(message, file)


@given(message=MESSAGES, file=st.sampled_from([None, PDF]))
def test_all_words_arrive_in_their_order(message: Message, file: Media | None) -> None:
    whole = "".join(map(words_of, posted(replace(message, page=0), file)))
    assert seen(message.plain) in seen(whole)


@given(message=MESSAGES)
def test_no_choice_is_lost(message: Message) -> None:
    found = [body for page in pages(message) for body in page]
    texts = seen("".join(map(words_of, found)))
    shown = {
        part for body in found if "interactive" in body for row in rows(body["interactive"]) for part in row.values()
    }
    labels = [one_line(button.label) for button in message.buttons]
    assert [label for label in labels if label not in shown and seen(label) not in texts] == []


@given(message=MESSAGES)
def test_nothing_is_bold_but_what_is_meant(message: Message) -> None:
    runs = groupby((span for span in message.body if seen(span.words)), key=lambda span: span.strong)
    meant = "\n".join(seen("".join(span.words for span in spans)) for is_strong, spans in runs if is_strong)
    for body in posted(replace(message, page=0, buttons=())):
        assert [run for run in visible(words_of(body))[1] if seen(run) not in meant] == []
        assert accidents(words_of(body)) == []
