from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import get_args

import pytest

from bot.channels.telegram_markup import fits
from bot.message import Button
from bot.render import plain
from dialogue.form import Filled, Reply
from dialogue.text import Text
from dialogue.turn import Link
from handlers.kelayakan import rebuilt
from handlers.kelayakan.bacaan import OLD, YOUNG, read_age, read_other, read_pay, read_role
from handlers.kelayakan.isian import PAYS, ROLES, form
from handlers.kelayakan.jawaban import QUESTIONS, answered
from knowledge.kelayakan import Case, Doubt, Other, Pay, Role
from leads.joining import Part
from leads.pipeline import LeadState
from leads.requests import AskOfficer, Queued
from leads.view import Branch
from tests.handlers.talker import Talker, of_type, stranger

PART = Part("K-7QM3", "Nambo", LeadState.baru, None, None, "", datetime.fromisoformat("2026-11-20T09:00+07:00"), None)
OPEN = Queued("K-7QM3", True, Text("sekarang"))
CASES = [Case(*told) for told in product(get_args(Role), get_args(Pay), get_args(Other), (None, True, False))]


def asked(*texts: str) -> Talker:
    return Talker().opens("kelayakan", "cek").says(*texts)


def keperluan(talk: Talker) -> str:
    (effect,) = of_type(talk.asked, AskOfficer)
    assert isinstance(effect, AskOfficer)
    return str(effect.answers["keperluan"])


@pytest.mark.parametrize("said, side", [("64", YOUNG), ("64 tahun", YOUNG), ("65", OLD), ("70 thn", OLD)])
def test_of_an_age_only_the_side_of_the_limit_is_kept(said: str, side: str) -> None:
    read = read_age(Reply(said), stranger())
    assert isinstance(read, Filled)
    assert read.values == {"usia": side}


def test_the_check_stands_above_the_entries() -> None:
    labels = Talker().opens("kelayakan").labels
    assert labels[0] == "Cek satu per satu"
    assert len(labels) <= 9


def test_an_unpaid_pengurus_is_told_so_with_the_rule_and_where_to_go_on() -> None:
    talk = asked("bendahara", "tidak dibayar", "tidak", "45")
    assert talk.last.startswith("Dapat ikut sebagai peserta mandiri (BPU)")
    assert "Dasar: Permenaker 5/2021 Pasal 31-32." in talk.last
    assert "setelah terdaftar dan iuran pertama dibayar" in talk.last
    assert {"Hitung iuran", "Daftarkan koperasi"} <= set(talk.labels)


def test_one_sentence_tells_more_than_was_asked() -> None:
    talk = asked("anggota, petani, tidak digaji koperasi", "70")
    assert talk.last.startswith("Tidak bisa mendaftar baru sebagai peserta mandiri (BPU)")


def test_the_age_itself_is_not_kept() -> None:
    talk = asked("bendahara", "tidak dibayar", "tidak")
    assert talk.last == "Usianya di bawah 65 tahun?"
    assert "45" not in talk.says("45").state.to_json()


@pytest.mark.parametrize("words", ["cek kelayakan", "Tolong cek kelayakan dong", "mau cek siapa yang bisa ikut"])
def test_the_check_is_opened_in_words(words: str) -> None:
    assert Talker().says(words).last == "Apa kedudukan orangnya di koperasi?"


@pytest.mark.parametrize(
    "words, role",
    [
        *(("istri ketua", "keluarga"), ("kasir paruh waktu", "pekerja"), ("p3k paruh waktu", "pppk_paruh")),
        *(("tukang ojek", "anggota"), ("tukang", "bangunan"), ("sopir", "pekerja"), ("pekerja", "pekerja")),
        *(("guru pns", None), ("tukang sapu", None), ("pak lurah", "kades"), ("bendahara", "pengurus")),
    ],
)
def test_the_place_of_a_person_is_read(words: str, role: str | None) -> None:
    read = read_role(Reply(words), stranger())
    assert (read.values["siapa"] if isinstance(read, Filled) else None) == role


@pytest.mark.parametrize(
    "words, pay",
    [
        *(("tidak pernah dapat gaji", "tidak"), ("dibayar per rapat", "honor"), ("uang bensin", "honor")),
        *(("tidak tahu", None), ("tidak tetap", None), ("tidak ada gaji, hanya honor", "honor"), ("gaji", "upah")),
    ],
)
def test_what_is_paid_is_read(words: str, pay: str | None) -> None:
    read = read_pay(Reply(words), stranger())
    assert (read.values["bayaran"] if isinstance(read, Filled) else None) == pay


@pytest.mark.parametrize(
    "words, other",
    [
        *(("tidak ada, cuma petani", "sendiri"), ("tidak kerja di tempat lain", "tidak"), ("karyawan toko", "digaji")),
        *(("buka warung", "sendiri"), ("PNS", "digaji"), ("belum tahu", None)),
    ],
)
def test_other_work_is_read(words: str, other: str | None) -> None:
    read = read_other(Reply(words), stranger())
    assert (read.values["lain"] if isinstance(read, Filled) else None) == other


def test_an_open_question_becomes_a_request_after_consent() -> None:
    talk = Talker({}, {AskOfficer: OPEN}).opens("kelayakan", "cek").says("ketua", "honor", "lewati")
    assert talk.last.startswith("Kantor cabang yang memutuskan.")
    talk.taps("Tanyakan ke petugas")
    assert talk.last.startswith("Saya teruskan ke petugas: “Pertanyaan kelayakan: honorarium pengurus”.")
    assert of_type(talk.asked, AskOfficer) == []
    talk.taps("Ya, boleh").says("Dedi dari koperasi Nambo", "0812 3456 7890")
    assert keperluan(talk) == "Pertanyaan kelayakan: honorarium pengurus"


def test_whoever_has_a_lead_sends_it_with_one_tap() -> None:
    talk = Talker({"leads": (PART,)}, {AskOfficer: OPEN}).opens("kelayakan", "cek").says("pppk paruh waktu")
    talk.taps("Tanyakan ke petugas")
    assert keperluan(talk) == "Pertanyaan kelayakan: PPPK paruh waktu"
    assert "Nomor antrean K-7QM3" in talk.last


def test_it_is_no_emergency_even_after_one_was_being_written() -> None:
    talk = Talker({"leads": (PART,)}, {AskOfficer: OPEN}).opens("petugas", "darurat")
    talk.opens("kelayakan", "tanya:honor:pengurus")
    (effect,) = of_type(talk.asked, AskOfficer)
    assert isinstance(effect, AskOfficer)
    assert not effect.answers["darurat"]


def test_every_answer_is_short_names_its_basis_and_is_made_again_word_for_word() -> None:
    view = replace(stranger(), branch=Branch(phone="(021) 8249 5678"))
    for say in (answered(case, view) for case in CASES):
        assert say.text
        assert say.proof
        assert len(plain(say.text)) <= 400
        assert "Dasar: " in plain(say.text)
        assert rebuilt(say.proof.inputs, view) == say


def test_only_what_the_branch_decides_is_offered_to_be_asked() -> None:
    for say in (answered(case, stranger()) for case in CASES):
        labels = [plain(choice.label) for choice in say.choices]
        assert say.text
        assert ("Tanyakan ke petugas" in labels) is plain(say.text).startswith("Kantor cabang yang memutuskan.")
        for link in say.choices:
            assert isinstance(link, Link)
            fits(Button(plain(link.label), f">{link.topic}", link.argument, 99_999))


def test_every_doubt_has_words_for_the_officers() -> None:
    assert set(get_args(Doubt)) <= set(QUESTIONS)
    assert all(plain(question).startswith("Pertanyaan kelayakan: ") for question in QUESTIONS.values())


def test_every_role_and_pay_has_a_button_and_every_question_a_reason() -> None:
    assert {choice.value for choice in ROLES} == set(get_args(Role))
    assert {choice.value for choice in PAYS} == set(get_args(Pay))
    assert all(plain(slot.why) for slot in form.slots)
