from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import plain
from dialogue.turn import Link, Say
from handlers.pendaftaran import langkah, layar
from handlers.pendaftaran.jalan import HONOR, UNSURE, road_of
from leads.checklist import ITEMS, ChooseRoad, FindChecklist, Mark, MarkItem, Progress, Road, item_called
from leads.pipeline import CoopState
from tests.handlers.talker import Talker, stranger

TAP_BYTES = 64
PROGRESS = st.builds(
    Progress,
    ref=st.sampled_from(["", "K-7QM3"]),
    village_code=st.sampled_from([None, "32.01.32.2005"]),
    road=st.sampled_from(list(Road)),
    marks=st.dictionaries(st.sampled_from([item.name for item in ITEMS]), st.sampled_from(list(Mark))),
    days=st.dictionaries(st.sampled_from(["mulai", "berubah"]), st.dates(date(2026, 1, 1), date(2026, 12, 31))),
    coop_state=st.none() | st.sampled_from(list(CoopState)),
    registered_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 11, 23)),
    paid_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 11, 23)),
)


def said(say: Say) -> str:
    assert say.text is not None
    return plain(say.text)


def links(say: Say) -> list[Link]:
    return [choice for choice in say.choices if isinstance(choice, Link)]


@given(PROGRESS)
def test_a_screen_fits_a_phone_and_its_buttons_fit_a_tap(progress: Progress) -> None:
    for say, longest in ((layar.overview(progress, stranger()), 400), (layar.every_item(progress, stranger()), 640)):
        assert len(said(say)) <= longest
        assert all(len(f"99999|>{link.topic}|{link.argument}") <= TAP_BYTES for link in links(say))


@given(PROGRESS)
def test_a_screen_is_made_again_exactly_from_its_proof(progress: Progress) -> None:
    say = layar.overview(progress, stranger(), "nib:ada")
    assert say.proof is not None
    again = langkah.rebuilt(say.proof.inputs, stranger())
    assert said(again) == said(say)
    assert again.cite == say.cite


@given(PROGRESS)
def test_nobody_is_told_that_he_is_protected_before_the_first_contribution_is_paid(progress: Progress) -> None:
    words = said(layar.overview(progress, stranger()))
    if progress.coop_state not in (CoopState.terdaftar, CoopState.iuran_pertama, CoopState.aktif, CoopState.menunggak):
        assert "belum pendaftaran resmi" in words
    if progress.coop_state is CoopState.terdaftar:
        assert "mulai setelah iuran pertama dibayar" in words


def test_the_next_step_is_one_tap_away() -> None:
    progress = Progress(road=Road.pu, marks={"akta": Mark.ada})
    talker = Talker(
        answers={FindChecklist: progress, MarkItem: replace(progress, marks={"akta": Mark.ada, "nib": Mark.ada})}
    )
    talker.says("langkah kami")
    assert "Berikutnya: NIB." in talker.last
    talker.taps("Sudah")
    assert talker.asked[-1] == MarkItem("", "nib", Mark.ada)
    assert "Berikutnya: NPWP koperasi." in talker.last


def test_from_how_a_step_is_done_it_is_one_tap_back_to_the_list() -> None:
    talker = Talker(answers={FindChecklist: Progress(road=Road.pu, marks={"akta": Mark.ada})})
    talker.says("langkah kami")
    talker.taps("Caranya")
    assert talker.labels[0] == "Kembali"
    assert "Berikutnya: NIB." in talker.taps("Kembali").last


def test_what_only_staff_can_confirm_is_not_called_done() -> None:
    marks = {item.name: Mark.ada for item in ITEMS}
    words = said(layar.overview(Progress(road=Road.bpu, marks=marks), stranger()))
    assert "Menunggu petugas: Orangnya didaftarkan, Bukti pendaftaran, dan 2 lagi." in words


def test_an_argument_that_nobody_offered_shows_the_overview() -> None:
    talker = Talker(answers={FindChecklist: Progress(road=Road.pu)})
    for argument in ("ada:tidak-ada:K-7QM3", "::::", "x", "lihat:tidak-ada:"):
        talker.opens("langkah", argument)
        assert "langkah selesai" in talker.last


def test_what_staff_are_told_of_is_not_noted_as_done_by_the_word_of_an_officer() -> None:
    progress = Progress(road=Road.bpu, marks={"mandiri": Mark.ada})
    words = said(layar.overview(progress, stranger(), "mandiri:ada"))
    assert words.startswith("Dicatat: Orangnya didaftarkan. Petugas yang memastikannya.")
    assert "0 dari 8 langkah selesai" in words
    item = item_called("mandiri")
    assert item
    assert progress.standing(item) == "waiting"


def test_a_card_that_does_not_come_in_time_is_asked_for_not_gone_on_with() -> None:
    late = Progress(road=Road.pu, coop_state=CoopState.iuran_pertama, paid_on=date(2026, 11, 1))
    assert "Batas kartu peserta terbit lewat Minggu, 8 November 2026. Tanyakan ke petugas." in said(
        layar.overview(late, stranger())
    )


@pytest.mark.parametrize(
    "words, road",
    [
        ("belum", Road.bpu),
        ("belum ada yang digaji", Road.bpu),
        ("kami belum menggaji siapa pun", Road.bpu),
        ("blm ada yg digaji min", Road.bpu),
        ("blum ada yg di gaji", Road.bpu),
        ("sukarela semua", Road.bpu),
        ("sudah", Road.pu),
        ("ada 2 kasir", Road.pu),
        ("karyawan 3 orang", Road.pu),
        ("kasir digaji, pengurus belum", Road.both),
        ("tidak semua digaji", Road.both),
        ("manajer saja yang digaji", Road.both),
        ("belum ada yang digaji, cuma honor", HONOR),
        ("insentif pengurus", HONOR),
        ("ga tau", UNSURE),
        ("apa ya", None),
    ],
)
def test_the_road_is_found_in_peoples_words(words: str, road: str | None) -> None:
    assert road_of(words) == road


@pytest.mark.parametrize("words, link", [("cuma honor", "Tanyakan ke petugas"), ("belum tahu", "Cek satu per satu")])
def test_who_pays_only_honoraria_or_does_not_know_is_helped_to_his_road(words: str, link: str) -> None:
    talker = Talker(answers={FindChecklist: Progress(), ChooseRoad: Progress(road=Road.bpu)})
    talker.says("langkah koperasi kami", words)
    assert talker.labels == ("Pemberi kerja (PU)", "Peserta mandiri (BPU)", "Keduanya", link)
    talker.taps("Peserta mandiri (BPU)")
    assert talker.asked[-1] == ChooseRoad("", Road.bpu)
    assert "Berikutnya: Siapa saja yang ikut." in talker.last
