from dataclasses import replace

import pytest

from bot.render import plain
from dialogue.text import Text
from handlers.staff.kartu import actions
from leads.requests import AddNote, Claim, ClaimLead, FindLead, LeadCard, MakeDigest, MyTasks
from leads.roles import Officer, Role
from tests.handlers.talker import Talker, of_type, stranger

RINA = Officer(1, "RINA", "Ibu Rina", Role.petugas)
DINAS = Officer(2, "HARUN", "Pak Harun", Role.dinas)
FOR_OFFICERS = ("tugas", "ambil K-7QM3", "buka K-7QM3", "catatan K-7QM3 halo", "ubah K-7QM3")


@pytest.mark.parametrize("command", [*FOR_OFFICERS, "laporan"])
def test_a_stranger_is_told_that_it_is_for_officers(command: str) -> None:
    talk = Talker().does("command", command)
    assert talk.last == "Perintah itu hanya untuk petugas. Ada yang bisa saya bantu?"
    assert talk.asked == []


@pytest.mark.parametrize("command", FOR_OFFICERS)
def test_dinas_sees_no_contact(command: str) -> None:
    talk = Talker({"officer": DINAS}).does("command", command)
    assert "bukan kontak" in talk.last
    assert talk.asked == []


def test_dinas_gets_the_numbers() -> None:
    assert of_type(Talker({"officer": DINAS}, {MakeDigest: None}).says("laporan").asked, MakeDigest)
    assert Talker({"officer": DINAS}).says("menu").labels[0] == "Laporan pagi"


def test_an_officer_types_what_he_wants() -> None:
    answers = {FindLead: None, ClaimLead: Claim("K-7QM3", None, "Pak Budi"), MyTasks: ()}
    talk = Talker({"officer": RINA}, answers).says("buka k-7qm3", "AMBIL K-7QM3", "tugas saya")
    assert talk.asked == [FindLead("K-7QM3"), ClaimLead("K-7QM3"), MyTasks()]


def test_the_second_officer_is_told_who_has_it() -> None:
    talk = Talker({"officer": RINA}, {ClaimLead: Claim("K-7QM3", None, "Pak Budi")}).says("ambil K-7QM3")
    assert talk.last == "K-7QM3 sudah diambil Pak Budi. Terima kasih sudah sigap."


@pytest.mark.parametrize("text", ["ambil uang jht gimana", "buka puasa jam berapa", "ubah nama", "catatan"])
def test_what_only_sounds_like_a_command_is_none(text: str) -> None:
    talk = Talker({"officer": RINA}).says(text)
    assert "tidak saya temukan" not in talk.last


def test_a_note_is_kept_as_it_was_written_whatever_it_asks() -> None:
    talk = Talker({"officer": RINA}, {AddNote: True}).opens("catatan", "K-7QM3").says("kapan iurannya dibayar? status?")
    assert of_type(talk.asked, AddNote) == [AddNote("K-7QM3", "kapan iurannya dibayar? status?")]


@pytest.mark.parametrize(
    "state, holder, offered",
    [
        ("baru", None, ["Ambil", "Catatan", "Tugas saya"]),
        ("dipegang", 1, ["Ubah status", "Lepas", "Catatan", "Tugas saya"]),
        ("dipegang", 9, ["Catatan", "Tugas saya"]),
        ("ditunda", 1, ["Ubah status", "Catatan", "Tugas saya"]),
        ("selesai", 1, ["Catatan", "Tugas saya"]),
    ],
)
def test_a_card_offers_what_can_be_done(state: str, holder: int | None, offered: list[str]) -> None:
    card = LeadCard(
        "K-7QM3", "Nambo", "Klapanunggal", "Bu Siti", None, state, "baru", Text("x"), Text("y"), None, holder
    )
    assert [plain(link.label) for link in actions(card, replace(stranger(), officer=RINA))] == offered
