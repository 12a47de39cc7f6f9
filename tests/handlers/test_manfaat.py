import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render import plain
from dialogue.turn import Proof, Say
from handlers.manfaat import answer, rebuilt
from handlers.manfaat.isian import EVENTS, form
from handlers.manfaat.jawaban import answered
from handlers.manfaat.rincian import detailed
from knowledge.manfaat import Event, Person, School
from leads.answers import GivenAnswer, RecallAnswer
from leads.view import Branch
from tests.handlers.talker import MONDAY_MORNING, Talker, of_type, stranger

LONGEST_PHONE = Branch(phone="(021) 8249 5678")
DAYS = ("2026-11-23", "2027-01-05", "2027-02-05", "2028-01-05", "2031-01-05")
PERSONS = st.builds(
    Person,
    event=st.sampled_from(get_args(Event)),
    segment=st.sampled_from(("PU", "BPU")),
    wage=st.none() | st.integers(10_000, 100_000_000),
    months=st.none() | st.integers(0, 480),
    children=st.lists(st.sampled_from(get_args(School)), max_size=3).map(tuple),
    programs=st.none() | st.sampled_from((("jkk", "jkm"), ("jkk", "jkm", "jht"), ("jkk", "jkm", "jht", "jp"))),
)
SURE_OF_COVER = re.compile(r"bila ia sudah peserta dan iurannya dibayar")


def asked(*texts: str) -> Talker:
    return Talker().opens("manfaat", "hitung").says(*texts)


def kept(say: Say) -> Proof:
    assert say.proof is not None
    return say.proof


def test_the_calculator_stands_above_the_entries() -> None:
    labels = Talker().opens("manfaat").labels
    assert labels[0] == "Hitung manfaat"
    assert len(labels) <= 9


def test_death_by_work_is_reckoned_and_nothing_is_promised() -> None:
    talk = asked("meninggal karena kerja", "digaji", "lewati", "3 juta", "2 anak, SD dan SMA")
    assert talk.last.startswith("Ahli waris menerima Rp166.000.000 sekaligus: santunan 48 × Rp3.000.000")
    assert "Beasiswa 2 anak, bertahap sampai lulus kuliah, paling banyak Rp156.000.000." in talk.last
    assert SURE_OF_COVER.search(talk.last)


def test_a_new_member_on_his_own_leaves_ten_million() -> None:
    talk = asked("meninggal bukan karena kerja", "petani", "lewati", "2 bulan")
    assert talk.last.startswith("Ahli waris menerima Rp10.000.000, karena kepesertaannya belum 3 bulan.")


def test_for_a_new_member_who_is_paid_nothing_is_settled() -> None:
    talk = asked("meninggal bukan karena kerja", "digaji", "lewati", "2 bulan")
    assert talk.last.startswith("Belum pasti: Rp10.000.000 atau Rp42.000.000.")
    assert "Mohon dipastikan ke kantor cabang atau 175." in talk.last


def test_without_enough_years_nobody_is_asked_for_children() -> None:
    assert "Beasiswa" not in asked("meninggal bukan karena kerja", "petani", "lewati", "2 tahun").last
    assert "anak yang masih sekolah" in asked("meninggal bukan karena kerja", "petani", "lewati", "3 tahun").last


def test_an_old_age_account_is_an_example_with_its_assumption() -> None:
    talk = asked("jht", "digaji", "3jt", "2 tahun")
    assert talk.last.startswith("Contoh sesudah 2 tahun: Rp4.217.065")
    assert "bila upah tetap dan hasilnya 5,51% setahun seperti tahun 2025" in talk.last


def test_too_few_years_give_no_monthly_pension() -> None:
    talk = asked("pensiun", "digaji", "3jt", "5 tahun")
    assert talk.last.startswith("Belum bisa pensiun bulanan: masa iur 5 tahun, syaratnya 15 tahun.")


@pytest.mark.parametrize("event, what", [("pensiun", "JP"), ("phk", "JKP")])
def test_what_only_workers_have_is_not_reckoned_for_others(event: str, what: str) -> None:
    talk = asked(event, "pedagang")
    assert f"({what}) hanya untuk pekerja yang digaji" in talk.last
    assert "Rp" not in talk.last


def test_one_sentence_fills_what_it_tells() -> None:
    talk = Talker().says("hitung manfaat pensiun karyawan gaji 3jt sudah 5 tahun")
    assert talk.last.startswith("Belum bisa pensiun bulanan: masa iur 5 tahun")


def test_a_wage_of_a_month_is_no_month_of_membership() -> None:
    talk = asked("pensiun", "digaji", "3 juta sebulan")
    assert talk.last.startswith("Sudah berapa lama jadi peserta")
    assert Talker().says("hitung manfaat phk gaji 3 juta sebulan").last.startswith("Sudah berapa lama")


def test_who_is_no_member_yet_hears_of_both_sides_of_the_waiting_time() -> None:
    talk = asked("meninggal bukan karena kerja", "petani", "lewati", "belum jadi peserta", "tidak ada")
    assert "Rp42.000.000" in talk.last
    assert "Bila kepesertaannya belum 3 bulan: Rp10.000.000." in talk.last


@pytest.mark.parametrize("words", ["kecelakaan", "meninggal", "meninggal karena sakit", "Kecelakaan kerja", "wafat"])
def test_the_bare_words_of_an_event_answer_the_question_for_it(words: str) -> None:
    assert "Orangnya digaji" in asked(words).last


@pytest.mark.parametrize(
    "words",
    [
        *("kecelakaan tadi pagi di gudang", "ada kecelakaan", "bapak meninggal", "kecelakaan barusan"),
        *(
            "kasir kami kecelakaan",
            "kecelakaan kerja di pasar tadi",
            "tolong kecelakaan",
            "suami saya meninggal karena kerja",
        ),
    ],
)
def test_an_accident_that_is_told_of_opens_the_emergency_even_where_events_are_asked_for(words: str) -> None:
    assert re.match(r"Tolong korban dulu|Kami turut berdukacita", asked(words).last)


def test_the_bare_word_opens_the_emergency_at_any_other_question_and_after_a_while() -> None:
    assert asked("kecelakaan", "kecelakaan").last.startswith("Tolong korban dulu")
    talk = asked()
    talk.known = {"at": MONDAY_MORNING + timedelta(hours=1)}
    assert talk.says("kecelakaan").last.startswith("Tolong korban dulu")


def test_who_writes_of_an_accident_is_shown_the_way_to_help() -> None:
    assert asked("kecelakaan").last.startswith("Bila kecelakaannya baru saja terjadi, ketik DARURAT.")
    assert "DARURAT" not in asked().taps("Kecelakaan saat kerja").last


@pytest.mark.parametrize("reply", ["3", "0", "UMK", "seratus miliar", "sekian"])
def test_what_is_no_wage_is_asked_for_again(reply: str) -> None:
    assert "Berapa upahnya sebulan?" in asked("pensiun", "digaji", reply).last


def test_the_working_names_every_article() -> None:
    person = Person("meninggal_kerja", "PU", 3_000_000, None, ("sd",))
    given = GivenAnswer(1, "manfaat", {"person": person.to_json(), "part": "jawaban"}, (), "v", MONDAY_MORNING)
    talk = Talker(answers={RecallAnswer: given}).opens("manfaat", "rincian")
    assert "• Santunan kematian: 48 × Rp3.000.000 = Rp144.000.000 (PP 82/2019)" in talk.last
    assert "Angka dibulatkan ke rupiah terdekat, setengah ke atas." in talk.last


def test_the_working_is_asked_of_the_log_and_begun_anew_where_there_is_none() -> None:
    talk = Talker(answers={RecallAnswer: None}).opens("manfaat", "rincian")
    assert of_type(talk.asked, RecallAnswer) == [RecallAnswer("manfaat", "rincian")]
    assert talk.last.endswith("Kita hitung lagi, ya.\n\nKejadian mana yang ingin dihitung?")


def test_the_answers_of_the_form_never_hold_what_was_written() -> None:
    answers = {"kejadian": "pensiun", "segmen": "PU", "upah": 3_000_000, "lama": 60}
    say = answer(answers, stranger())
    assert isinstance(say, Say)
    values = kept(say).inputs["person"]
    words = {value for value in values.values() if isinstance(value, str)}
    assert words == {"pensiun", "PU"}
    assert all(value is None or isinstance(value, int | str) or value == [] for value in values.values())


@given(PERSONS, st.sampled_from(DAYS))
def test_an_answer_is_made_again_word_for_word(person: Person, day: str) -> None:
    view = replace(stranger(), at=datetime.fromisoformat(f"{day}T09:00+07:00"))
    for say in (answered(person, view), detailed(person, view)):
        assert rebuilt(kept(say).inputs, view) == say


@given(PERSONS, st.sampled_from(DAYS))
@example(Person("hari_tua", "BPU", 100_000_000, 479), DAYS[0])
@example(Person("hari_tua", "PU", 100_000_000, 479), DAYS[0])
@example(Person("pensiun", "PU", 100_000_000, 479), DAYS[2])
@example(Person("meninggal", "BPU", 100_000_000, 479, ("sd", "sd"), ("jkk", "jkm", "jht")), DAYS[0])
@example(Person("meninggal", "PU", 100_000_000, None, ("sd", "sd"), ("jkk", "jkm", "jht", "jp")), DAYS[0])
@example(Person("meninggal_kerja", "PU", 100_000_000, 479, ("sd", "sd"), ("jkk", "jkm", "jht", "jp")), DAYS[0])
@example(Person("meninggal_kerja", "BPU", 100_000_000, 479, ("sd", "sd"), ("jkk", "jkm", "jht")), DAYS[0])
def test_an_answer_is_short_on_every_day_and_promises_nothing(person: Person, day: str) -> None:
    view = replace(stranger(), at=datetime.fromisoformat(f"{day}T09:00+07:00"), branch=LONGEST_PHONE)
    say = answered(person, view)
    assert say.text is not None
    said = plain(say.text)
    assert len(said) <= 400, said
    assert "Rp" not in said or SURE_OF_COVER.search(said) or "Belum bisa" in said, said
    assert set(say.cite) <= set(view.facts)


def test_every_event_has_a_button_and_every_question_a_reason() -> None:
    assert {choice.value for choice in EVENTS} == set(get_args(Event))
    assert all(plain(slot.why) for slot in form.slots)


def test_after_a_death_the_words_are_calm() -> None:
    deaths: tuple[Event, ...] = ("meninggal_kerja", "meninggal")
    for event in deaths:
        say = answered(Person(event, "BPU", None, 48), stranger())
        assert say.text is not None
        assert not re.search(r"!|[Ss]elamat|[Kk]abar baik|daftar", plain(say.text))
        assert "Siapa ahli warisnya" in [plain(choice.label) for choice in say.choices]
