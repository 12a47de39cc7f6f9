import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render import plain
from dialogue.turn import Attachment, Proof, Say
from handlers.iuran import topic
from handlers.iuran.tampilan import VIEWS, inputs_of, shown
from knowledge.iuran import Discount, Group, Plan, Program, Scale
from leads.answers import GivenAnswer, RecallAnswer
from leads.calendar import ZONE
from tests.handlers.talker import Talker, stranger

LINE = "5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani"
PLAN = Plan((Group("pengurus", 5, "PU", 3_000_000), Group("petani", 40, "BPU", None)))
NOVEMBER = date(2026, 11, 23)


def given_answer(plan: Plan = PLAN, **more: Any) -> GivenAnswer:
    """What the log holds after a result of this plan, as it comes back from the database."""
    inputs = json.loads(json.dumps({**inputs_of(plan, NOVEMBER), **more}))
    return GivenAnswer(1, "iuran", inputs, (), "v", datetime(2026, 11, 23, 2, tzinfo=UTC))


def recalled(argument: str, plan: Plan = PLAN) -> Talker:
    return Talker(answers={RecallAnswer: given_answer(plan)}).opens("iuran", argument)


def said(inputs: Mapping[str, Any], day: date = NOVEMBER) -> Say:
    view = replace(stranger(), at=datetime.combine(day, time(12), ZONE))
    return shown(inputs, view)


def words_of(say: Say) -> str:
    assert say.text is not None
    return plain(say.text)


def test_the_menu_offers_the_reckoning_above_the_entries() -> None:
    talk = Talker().opens("iuran")
    assert talk.labels[0] == "Hitung untuk koperasi"
    assert 3 < len(talk.labels) <= 9
    assert talk.taps("Hitung untuk koperasi").last.startswith("Siapa saja, dan berapa upahnya sebulan?")


@pytest.mark.parametrize(
    "line", ["5 pengurus 3jt, 2 karyawan umk, 40 anggota petani", "hitung 2 karyawan UMR", "iuran 2 karyawan gaji umk"]
)
def test_of_the_minimum_wage_the_number_is_asked_for_and_taken(line: str) -> None:
    talk = Talker().says(line)
    assert (
        talk.last == "Besarnya UMK atau UMR tidak kami simpan. Mohon tulis angkanya, upah karyawan sebulan per orang."
    )
    assert "2 karyawan Rp2.500.000" in talk.says("2,5jt").last


@pytest.mark.parametrize("before", ["", "hitung ", "tolong hitungkan iuran ", "koperasi kami punya "])
def test_a_pasted_line_is_answered_at_once(before: str) -> None:
    talk = Talker().says(before + LINE)
    assert talk.last.startswith("Rp444.000 sebulan: koperasi Rp108.000, peserta Rp336.000.")
    assert "Untuk 5 pengurus Rp3.000.000, 2 karyawan Rp2.500.000, 40 petani." in talk.last
    assert "skala mikro, kelas risiko I, JKK, JKM" in talk.last
    assert "Mulai 1 Januari 2027: Rp780.000 sebulan." in talk.last
    assert "angka resmi keluar di SIPP" in talk.last


def test_a_pasted_line_is_answered_beside_another_form_which_goes_on() -> None:
    talk = Talker().says("daftar", LINE)
    assert talk.last.startswith("Rp444.000 sebulan")
    assert talk.last.endswith("Contoh: Cikahuripan")


@pytest.mark.parametrize(
    "text",
    [
        "apakah 5 pengurus bisa ikut semua?",
        "siapa yang bayar iurannya",
        "pengurus tidak digaji ikut apa",
        "anak 2 orang",
        "iuran bpu 1 bulan berapa",
    ],
)
def test_a_question_is_no_pasted_line(text: str) -> None:
    assert "sebulan: " not in Talker().says(text).last


@pytest.mark.parametrize(
    "text",
    [
        *("ketua meninggal, gaji 3jt, dapat berapa", "ketua kecelakaan gaji 2jt", "saya ketua koperasi"),
        *("santunan kematian 42 juta untuk 1 anggota betul?", "kami 40 petani mau daftar"),
        *("dana desa 50 juta untuk 40 petani cukup?", "upah minimal 2 juta 1 karyawan kena jht?"),
    ],
)
def test_words_of_another_matter_are_never_answered_with_a_price(text: str) -> None:
    assert "sebulan: " not in Talker().says(text).last


def test_one_wage_in_another_form_is_its_answer() -> None:
    assert "sebulan: " not in Talker().says("daftar", "ketua 3jt").last


def test_a_wage_that_may_be_meant_for_two_groups_is_asked_for_and_a_new_line_takes_the_place_of_the_old() -> None:
    talk = Talker().says("hitung iuran", "5 pengurus dan 3 pengawas 3jt")
    assert talk.last == "Berapa upah pengurus sebulan, per orang?"
    assert "5 pengurus tanpa upah" in talk.says("5 pengurus tidak digaji, 3 pengawas 3jt").last


def test_what_the_state_pays_is_not_said_to_be_paid_by_the_members() -> None:
    plan = Plan((Group("anggota", 20, "BPU", None, "tidak"),))
    told = words_of(said(inputs_of(plan, NOVEMBER)))
    assert "Rp336.000 sebulan: ditanggung anggaran pemerintah." in told
    assert "dihitung tanpa diskon" in told


def test_members_may_add_jht_where_the_workers_have_it_already() -> None:
    plan = Plan((Group("karyawan", 2, "PU", 2_500_000), Group("petani", 40, "BPU", None)), "kecil")
    talk = recalled("hasil", plan)
    assert "Tambah JHT" in talk.labels
    assert "Tambah JHT" not in recalled("jht", plan).labels


def test_a_year_is_never_more_than_twelve_months_of_this_price() -> None:
    plan = Plan((Group("ojek", 10, "BPU", None, "transportasi"),))
    assert "Setahun dengan tarif ini Rp1.008.000." in words_of(said(inputs_of(plan, NOVEMBER)))


def test_words_for_an_officer_are_no_pasted_line() -> None:
    assert "sebulan: " not in Talker().says("bicara petugas", LINE).last


def test_a_number_of_people_in_another_form_is_its_answer() -> None:
    talk = Talker().says("daftar", "5 pengurus dan 2 petani")
    assert "sebulan: " not in talk.last


def test_hitung_iuran_opens_the_form() -> None:
    assert Talker().says("tolong hitung iuran koperasi").last.startswith("Siapa saja")


def test_a_line_in_the_form_is_read_and_a_missing_wage_is_asked_for() -> None:
    talk = Talker().says("hitung iuran", "2 karyawan, 1 kasir, 10 ojek")
    assert talk.last == "Berapa upah karyawan sebulan, per orang?"
    assert talk.says("2,2 juta").last == "Berapa upah kasir sebulan, per orang?"
    assert "Untuk 2 karyawan Rp2.200.000, 1 kasir tanpa upah, 10 ojek." in talk.taps("Tidak digaji").last


def test_umk_is_no_number_that_we_keep() -> None:
    talk = Talker().says("hitung iuran", "2 karyawan", "UMK")
    assert talk.last.startswith("Besarnya UMK atau UMR tidak kami simpan.")
    assert "2 karyawan Rp5.000.000" in talk.says("5 juta").last


def test_the_form_says_which_part_it_could_not_read_and_then_helps_otherwise() -> None:
    talk = Talker().says("hitung iuran", "5 pengurus 3jt dan Siti")
    assert "“siti” belum bisa saya baca" in talk.last
    assert talk.says("5 pengurus 3jt dan Siti").last.startswith("Maaf, saya belum menangkapnya.")


def test_step_by_step_asks_only_what_counts() -> None:
    talk = Talker().says("hitung iuran").taps("Satu per satu")
    assert talk.last == "Berapa orang pengurus dan pengawasnya?"
    assert talk.says("5").last.startswith("Apakah pengurus digaji?")
    assert talk.taps("Tidak digaji").last.startswith("Berapa orang karyawannya")
    assert talk.taps("Tidak ada").last.startswith("Berapa anggota")
    assert talk.says("dua puluh orang").last == "Kebanyakan pekerjaannya apa?"
    assert "Untuk 5 pengurus tanpa upah, 20 ojek." in talk.taps("Ojek").last


def test_step_by_step_with_nobody_begins_again() -> None:
    talk = Talker().says("hitung iuran").taps("Satu per satu", "Tidak ada", "Tidak ada", "Tidak ada")
    assert talk.last.startswith("Baik, belum ada orang yang dihitung.")


def test_why_it_is_asked_is_told() -> None:
    assert Talker().says("hitung iuran", "kenapa ditanya?").last.startswith("Iuran dihitung dari jumlah orang")


def test_what_if_tells_the_difference_and_keeps_what_was_chosen() -> None:
    talk = recalled("jht")
    assert "Lebih Rp1.655.000 dari hitungan tadi." in talk.last
    assert "Tambah JHT" not in talk.labels
    assert "Buktikan" in talk.labels
    more = recalled("skala:menengah", replace(PLAN, more=("jht",)))
    assert "skala menengah, kelas risiko I, JKK, JKM, JHT, JP, JKP" in more.last
    less = recalled("skala:mikro", replace(PLAN, scale="besar"))
    assert "Kurang Rp1.305.000 dari hitungan tadi." in less.last


def test_jp_is_added_for_those_who_are_paid_and_adds_nothing_for_members() -> None:
    assert "peserta Rp486.000" in recalled("jp").last


def test_scales_are_told_with_their_limits_and_trades_with_their_classes() -> None:
    scales = recalled("skala")
    assert "Mikro: Rp1.000.000.000 / Rp2.000.000.000; JKK dan JKM." in scales.last
    assert scales.labels == ("Mikro", "Kecil", "Menengah", "Besar", "Kembali ke hasil")
    trades = recalled("usaha")
    assert "Pergudangan: kelas IV" in trades.last
    assert len(trades.labels) <= 9
    assert "kelas risiko IV (petugas yang menetapkan)" in recalled("usaha:kelas-gudang").last


@pytest.mark.parametrize("kind", ["pdf", "png", "xlsx"])
def test_a_file_is_made_from_the_plan_and_the_day_alone(kind: str) -> None:
    view = stranger()
    say = topic.outcomes[RecallAnswer](outcome(kind), view)
    assert isinstance(say, Say)
    assert say.attach == Attachment("iuran", kind, {"plan": PLAN.to_json(), "on": "2026-11-23"})  # type: ignore[arg-type]


def outcome(then: str) -> Any:
    from dialogue.turn import Outcome

    return Outcome("iuran", RecallAnswer("iuran", then), given_answer())


@pytest.mark.parametrize("argument", ["jht", "rincian", "pdf", "skala:besar", "usaha:kelas-gudang", "apa saja"])
def test_without_a_result_to_go_on_from_the_form_begins_kindly(argument: str) -> None:
    talk = Talker(answers={RecallAnswer: None}).opens("iuran", argument)
    assert talk.last.startswith("Hitungan yang tadi sudah tidak ada di sini.")
    assert talk.labels == ("Satu per satu",)


@pytest.mark.parametrize("inputs", [{}, {"plan": {"groups": []}}, {"plan": None}, {"plan": {"groups": [{"x": 1}]}}])
def test_inputs_of_an_older_program_begin_the_form_kindly(inputs: Mapping[str, Any]) -> None:
    old = replace(given_answer(), inputs=inputs)
    talk = Talker(answers={RecallAnswer: old}).opens("iuran", "jht")
    assert talk.last.startswith("Isinya sudah diperbarui")


def test_the_working_has_every_step_and_its_article() -> None:
    talk = recalled("rincian")
    assert "0,24% × Rp3.000.000 = Rp7.200; Rp7.200 × 5 orang = Rp36.000. PP 44/2015 Pasal 16 ayat (1)." in talk.last
    assert "apakah honorarium termasuk upah, kantor cabang yang memutuskan" in talk.last
    assert "belum pendaftaran resmi" in talk.last


def test_a_rule_that_is_not_known_is_told_kindly() -> None:
    plan = replace(PLAN, scale="menengah")
    assert "belum kami ketahui" in words_of(said(inputs_of(plan, date(2017, 6, 1))))


def test_a_cap_that_is_not_announced_is_told_with_the_result() -> None:
    plan = Plan((Group("manajer", 1, "PU", 15_000_000),), "menengah")
    told = "Batas upah JP (PP 45/2015 Pasal 29) mohon dipastikan lagi ke kantor cabang."
    assert told in words_of(said(inputs_of(plan, date(2027, 3, 2))))


SCALES: tuple[Scale, ...] = ("mikro", "kecil", "menengah", "besar")
MORE: tuple[tuple[Program, ...], ...] = ((), ("jht",), ("jht", "jp"))
DISCOUNTS: tuple[Discount, ...] = ("umum", "transportasi", "tidak")
LABELS, PEOPLE = st.sampled_from(["pengurus", "sekretaris", "karyawan", "petani"]), st.integers(1, 100_000)
PAID = st.builds(Group, LABELS, PEOPLE, st.just("PU"), st.integers(10_000, 10**9))
OWN = st.builds(
    Group, LABELS, PEOPLE, st.just("BPU"), st.none() | st.integers(10_000, 10**9), st.sampled_from(DISCOUNTS)
)
PLANS = st.builds(
    Plan,
    st.lists(PAID | OWN, min_size=1, max_size=30).map(tuple),
    st.sampled_from(SCALES),
    st.integers(1, 5),
    st.none(),
    st.sampled_from(MORE),
)


@settings(max_examples=40)
@given(
    PLANS, st.sampled_from(sorted(VIEWS)), st.none() | st.integers(0, 10**15), st.dates(NOVEMBER, date(2027, 12, 31))
)
def test_every_view_fits_and_is_made_again_from_its_proof_word_for_word(
    plan: Plan, name: str, before: int | None, day: date
) -> None:
    say = said(inputs_of(plan, day, name, before), day)
    assert isinstance(say.proof, Proof)
    assert topic.rebuild is not None
    again = replace(stranger(), name="Siti Aminah", salutation="Ibu", consented=True, at=at_noon(day))
    assert topic.rebuild(json.loads(json.dumps(say.proof.inputs)), again) == say
    assert len(words_of(say)) <= (4096 if name == "rincian" else 400)
    assert len(say.choices) <= 9
    assert say.cite


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2027, 2, 15), date(2027, 3, 5)])
def test_the_largest_result_that_can_be_asked_for_still_fits(day: date) -> None:
    paid = [Group("sekretaris", 100_000, "PU", 10**9)] * 15
    own = [Group("sekretaris", 100_000, "BPU", 10**9, kind) for kind in DISCOUNTS] * 5
    say = said(inputs_of(Plan((*paid, *own), "menengah", 5, more=("jht",)), day, before=1), day)
    assert len(words_of(say)) <= 400


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZONE)
