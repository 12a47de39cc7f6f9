"""Whatever is sent, in whatever order: the engine answers, and keeps what every turn promises (`tests.fakes.turns`)."""

import json
import re
from datetime import timedelta
from typing import Any, TypeVar, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.event import Event, Kind
from dialogue.view import View
from handlers import TOPICS
from tests.fakes.shop import Shop
from tests.fakes.talk import Talk
from tests.fakes.turns import TalkOf

Action = tuple[str, Any]
V = TypeVar("V", bound=View)
PHONE = re.compile(r"3456.?7890|2222.?3333|8321234")
FREE = ("alamat", "keperluan")
"""Slots where people write what they like."""
ODD = (
    *("", "   ", "?", "-", "😀😀", "\x00", "a\x00b", "\ud800", "x\udfff", "\u202ebatal\u202c", "\u200fya\u200f"),
    *("<b>tebal</b>", "{nama}", "'; DROP TABLE person;--", "*" * 50, "a" * 10_000, "saya mau tanya " * 700),
    *("1", "2.", "nomor 2", "yang kedua", "0", "99", "²", "٣", "10000000000", "ya", "tidak", "iya boleh", "ga boleh"),
    *("batal", "menu", "nanti", "nanti saja", "lanjut", "kembali", "kenapa ditanya?", "eh salah", "eh salah, 7 orang"),
    *("nomornya salah 0813-2222-3333", "bukan Siti, Sari", "lewati", "tidak jadi", "ubah", "ubah nama", "kirim"),
    *("maksudnya Sari", "lihat nanti ya pak"),
)
SHOP_TALK = (
    *("beras", "bera", "ber", "bibit", "7 karung", "antar", "ambil", "nama Siti", "Sari", "0812-3456-7890", "puas"),
    *("kampung rawa", "pupuk, nama Dedi, 0812-3456-7890", "jam buka?", "ada kecelakaan", "bukan beras, pupuk"),
)
REAL_TALK = (
    *("Cikahuripan", "Bojong", "desa Bojong kecamatan Kemang", "Sukamaju", "Bandung", "Desa Cikahuripan", "Siti"),
    *("Ibu Siti Aminah, bendahara", "bendahara", "0812-3456-7890", "(0251) 8321234 / 0813 2222 3333"),
    *("3201234509870001", "berapa iurannya?", "daftar", "saya Siti, bendahara koperasi Cikahuripan, 0812-3456-7890"),
    *("suami saya kecelakaan tadi di sawah", "bapak meninggal", "darurat", "sudah sampai mana?", "halo", "makasih"),
    *("mau bicara dengan petugas", "kartu kami belum datang", "hapus data", "data saya", "bukan saya", "salah nomor"),
    *("stop", "mulai", "privasi", "cek rina", "8 orang", "sore", "ambil K-7QM3", "tugas", "laporan", "24-11-2026"),
    *("catatan K-NY97 NPWP selesai minggu depan", "ubah K-NY97", "8 orang, bukti 123", "mau daftar koperasi"),
)


def actions(
    phrases: tuple[str, ...], topics: tuple[str, ...], *straight: tuple[str, ...]
) -> st.SearchStrategy[list[Action]]:
    """What one person does: some way straight on through a form, then whatever it is."""
    words = st.sampled_from(phrases) | st.sampled_from(ODD) | st.text(max_size=40)
    one = st.one_of(
        st.tuples(st.just("says"), words),
        st.tuples(st.just("writes"), words),
        st.tuples(st.just("picks"), st.integers(0, 11)),
        st.tuples(st.just("picks"), st.integers(0, 11)),
        st.tuples(st.just("picks again"), st.integers(0, 60)),
        st.tuples(st.just("junk tap"), st.tuples(words, words, st.integers(-1, 3))),
        st.tuples(st.just("opens"), st.tuples(st.sampled_from(topics), words)),
        st.tuples(st.just("command"), st.tuples(st.sampled_from((*topics, "start", "x", "")), words)),
        st.tuples(st.sampled_from(("voice", "photo", "document", "sticker", "location", "contact", "other")), words),
        st.tuples(st.just("contact"), st.sampled_from(("+6281234567890", "0251-8321234", "", "abc"))),
        st.tuples(st.just("silence"), st.just("")),
        st.tuples(st.just("waits"), st.sampled_from((1, 30, 3600, 13 * 3600, 25 * 3600, 40 * 86400))),
    )
    ways = [[("says", said) for said in way[:end]] for way in straight for end in range(len(way) + 1)]
    return st.builds(list.__add__, st.sampled_from(ways), st.lists(one, max_size=14))


def act(talk: TalkOf[V], action: Action) -> None:
    """Do one thing."""
    what, how = action
    seen = [button for message in talk.messages for button in message.buttons]
    match what:
        case "says":
            talk.says(how)
        case "writes":
            talk.writes(how)
        case "picks" if talk.state.offers:
            pick(talk, how)
        case "picks again" if seen:
            talk.tap_button(seen[how % len(seen)])
        case "junk tap":
            talk.tap(*how)
        case "opens":
            talk.tap(f">{how[0]}", how[1], 0)
        case "command":
            talk.commands(f"{how[0]} {how[1]}")
        case "waits":
            talk.now += timedelta(seconds=how)
        case "picks" | "picks again":
            pass
        case _:
            kind = next(kind for kind in get_args(Kind) if kind == what)
            talk.take(Event(kind, talk.now, how))


def pick(talk: TalkOf[V], index: int) -> None:
    """Every choice of the last bubble can be taken."""
    button = talk.messages[-1].buttons[index % len(talk.messages[-1].buttons)]
    talk.tap_button(button)
    assert "dari pesan sebelumnya" not in talk.last, f"{button.label!r} was offered and not taken"


def play(talk: TalkOf[V], doings: list[Action]) -> None:
    """Do it all; without consent no phone number stands in a form that asks for it."""
    for action in doings:
        act(talk, action)
        view = talk.person.view(talk.now)
        for frame in talk.state.frames:
            if talk.form(frame).needs_consent(frame.answers, view):
                known = [value for name, value in frame.answers.items() if name not in FREE]
                assert not PHONE.search(json.dumps([known, frame.hold]))


SHOP_FORM = ("menu", "1", "beras", "7", "antar", "Kampung Rawa", "ya", "Siti", "0812-3456-7890", "ubah", "jumlah", "8")
SHOP = actions(SHOP_TALK, ("menu", "pesan", "kesan", "hapus", "tolong", "tanya", "gone"), (*SHOP_FORM, "ya", "puas"))
REAL = actions(
    REAL_TALK,
    (*TOPICS.topics, "gone"),
    ("menu", "2", "Cikahuripan", "ya", "ya", "Ibu Siti Aminah, bendahara", "0812-3456-7890", "ya", "sore", "8"),
    ("mau bicara dengan petugas", "kartu kami belum datang", "ya", "Siti", "0812-3456-7890"),
    ("ubah K-NY97", "terdaftar", "NPP 12345678", "24-11-2026"),
    ("hapus data", "ya"),
    ("stop", "jangan"),
)


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(SHOP)
def test_any_sequence_of_events_is_answered(doings: list[Action]) -> None:
    play(Shop(), doings)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(REAL, st.booleans())
def test_any_sequence_of_events_is_answered_by_the_real_topics(doings: list[Action], officer: bool) -> None:
    play(Talk(is_officer=officer), doings)


@pytest.mark.soak
@settings(max_examples=20_000, suppress_health_check=[HealthCheck.too_slow])
@given(SHOP)
def test_many_sequences_of_events_are_answered(doings: list[Action]) -> None:
    play(Shop(), doings)


@pytest.mark.soak
@settings(max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(REAL, st.booleans())
def test_many_sequences_of_events_are_answered_by_the_real_topics(doings: list[Action], officer: bool) -> None:
    play(Talk(is_officer=officer), doings)
