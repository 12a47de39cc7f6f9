"""Whatever a message holds, its Telegram form keeps within the limits."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.channels.telegram import Telegram
from bot.channels.telegram_markup import bubble, fits, html, key_label
from bot.channels.words import clean, shortened, units
from bot.message import Button, Message, Span
from tests.fakes.telegram import FakeTelegram, Inside
from tests.fakes.telegram_rules import visible


def buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label, "step", str(index), 7) for index, label in enumerate(labels))


def layout(*labels: str) -> list[list[str]]:
    keyboard = bubble(Message((Span("Pilih"),), buttons(*labels)))[1]
    assert isinstance(keyboard, InlineKeyboardMarkup)
    return [[key.text for key in row] for row in keyboard.inline_keyboard]


def words(message: Message) -> str:
    return visible(bubble(message)[0], "HTML")[0]


def test_length_is_counted_in_utf_16_units() -> None:
    assert (units("a😀é"), units("")) == (4, 0)


def test_words_of_a_person_are_never_markup() -> None:
    assert html([Span("<b>&amp;"), Span("</b>", strong=True)]) == "&lt;b&gt;&amp;amp;<b>&lt;/b&gt;</b>"


def test_what_telegram_drops_or_refuses_is_left_out() -> None:
    assert clean("a\x00b\ud800c\u202ed\te\nf") == "abcd e\nf"


def test_a_text_without_anything_to_see_still_arrives() -> None:
    assert [html([Span(text)]) for text in ("", " \n", "\u2800\u200b", "\x00")] == ["…"] * 4


def test_a_long_text_is_cut_between_two_words() -> None:
    body = "kata " * 2000
    shown = words(Message((Span(body),)))
    assert shown.endswith("kata…")
    assert 4090 <= units(shown) <= 4096


def test_a_long_text_without_spaces_is_cut_anywhere_but_inside_a_character() -> None:
    shown = words(Message((Span("a" + "😀" * 5000),)))
    assert shown == "a" + "😀" * 2047 + "…"


def test_a_text_of_exactly_the_limit_is_not_cut() -> None:
    assert words(Message((Span("x" * 4000), Span("y" * 96, strong=True)))).endswith("y" * 96)


def test_a_long_emphasis_is_closed_where_it_is_cut() -> None:
    text = html([Span("x" * 4000), Span("y" * 5000, strong=True), Span("z")])
    assert text.endswith("y…</b>")
    assert units(visible(text, "HTML")[0]) == 4096


def test_a_short_text_is_left_alone() -> None:
    assert shortened("Cikahuripan", 11) == "Cikahuripan"
    assert shortened("Desa Cikahuripan", 11) == "Desa…"


def test_short_answers_share_a_row() -> None:
    assert layout("Ya, kirim", "Ubah", "Batal") == [["Ya, kirim", "Ubah", "Batal"]]
    assert layout("Ya, benar", "Bukan") == [["Ya, benar", "Bukan"]]
    assert layout("Pagi", "Siang", "Sore", "Kapan saja") == [["Pagi", "Siang", "Sore"], ["Kapan saja"]]


def test_long_answers_stand_one_under_the_other() -> None:
    assert layout("Darurat: kecelakaan", "Menu") == [["Darurat: kecelakaan"], ["Menu"]]


def test_numbers_fill_rows_of_eight() -> None:
    assert [len(row) for row in layout(*"123456789")] == [8, 1]


def test_a_label_is_one_line_and_never_blank() -> None:
    assert [key_label(label) for label in ("Desa\n Bojong", "", "\u200b")] == ["Desa Bojong", "…", "…"]
    assert units(key_label("Koperasi Desa Merah Putih " * 9)) <= 64


@pytest.mark.parametrize(
    "button",
    [
        Button("Ya", "s" * 60, "v" * 5, 1),
        Button("Ya", "a|b", "v", 1),
        Button("Ya", "s", "é", 1),
        Button("Ya", "s", "v", -1),
    ],
    ids=["long", "bar", "accent", "turn"],
)
def test_a_button_that_cannot_come_back_is_an_error_in_the_program(button: Button) -> None:
    with pytest.raises(ValueError, match="button of"):
        fits(button)


def test_a_button_of_64_bytes_fits() -> None:
    fits(Button("Ya", "s" * 30, "v" * 31, 1))


def test_a_button_that_does_not_fit_is_written_under_the_text() -> None:
    message = Message((Span("Pilih:"),), (Button("Ya", "s", "y", 1), Button("Tidak", "s", "n" * 99, 1)))
    text, keyboard = bubble(message)
    assert text == "Pilih:\n\n• Tidak"
    assert isinstance(keyboard, InlineKeyboardMarkup)
    assert [key.text for row in keyboard.inline_keyboard for key in row] == ["Ya"]


def test_buttons_beyond_the_limit_are_written_under_the_text() -> None:
    text, keyboard = bubble(Message((Span("Pilih:"),), buttons(*(f"Desa nomor {index}" for index in range(120)))))
    assert isinstance(keyboard, InlineKeyboardMarkup)
    shown = sum(map(len, keyboard.inline_keyboard))
    assert shown == 100
    assert text == "\n• ".join(("Pilih:\n", *(f"Desa nomor {index}" for index in range(100, 120))))


def test_a_keyboard_stays_below_ten_kilobytes() -> None:
    text, keyboard = bubble(Message((Span("Pilih:"),), buttons(*("😀" * 32 for _ in range(60)))))
    assert isinstance(keyboard, InlineKeyboardMarkup)
    assert 5000 < len(json.dumps(keyboard.to_dict())) <= 10_000
    assert text.count("•") + sum(map(len, keyboard.inline_keyboard)) == 60


def test_answers_become_keys_when_a_phone_is_asked_for() -> None:
    text, keyboard = bubble(Message((Span("Nomor?"),), buttons(*("😀" * 32 for _ in range(60))), ask_contact=True))
    assert isinstance(keyboard, ReplyKeyboardMarkup)
    assert keyboard.keyboard[0][0].request_contact
    assert text.count("•") + sum(map(len, keyboard.keyboard)) == 61


hostile = st.text(st.characters() | st.sampled_from("<>&\"'{}*_`|\x00\ud800\u202e\u2800😀\n ")) | st.builds(
    lambda text, times: text * times, st.text(max_size=40), st.integers(0, 400)
)
messages = st.builds(
    Message,
    st.lists(st.builds(Span, hostile, st.booleans()), max_size=8).map(tuple),
    st.one_of(
        st.lists(st.builds(Button, hostile, hostile, hostile, st.integers(-1, 10**12)), max_size=6),
        st.lists(st.builds(Button, st.text(max_size=80), st.just("s"), st.just("v"), st.integers(0, 99)), max_size=130),
    ).map(tuple),
    st.booleans(),
    st.booleans(),
)


@given(message=messages)
async def test_every_message_is_accepted(message: Message) -> None:
    fake = FakeTelegram()
    fake.user_says(501, "/start")
    fake.group_says(-100, "/start")
    channel = Telegram(fake.token, Inside(fake))
    for chat in ("501", "-100"):
        number = await channel.send(chat, message)
        await channel.send(chat, message, replaces=number)
