"""What a question tells, the calculators do not ask again; what was taken over is said."""

from typing import Any

import pytest

from handlers import TOPICS
from handlers.iuran.dari_tanya import people
from handlers.tanya.isian import CALCULATORS
from knowledge.search import Found, Scored
from tests.handlers.talker import Talker, stranger


class Sure:
    """A search that is sure of one entry whatever is asked."""

    def __init__(self, entry: str) -> None:
        self.entry = entry

    def find(self, text: str) -> Found:
        return Found("answer", 1.0, (Scored(self.entry, 0.9),))


def asked(entry: str, text: str) -> Talker:
    known: dict[str, Any] = {"search": Sure(entry)}
    return Talker(known).says(text)


BENDAHARA = "klo bendahara ga digaji bs ikut bpjs tk gk min, byr brp"


def test_the_price_of_whom_a_question_tells_of_is_one_tap_away() -> None:
    talk = asked("pengurus-tanpa-gaji", BENDAHARA)
    assert talk.labels == ("Selengkapnya", "Berapa iurannya?", "Siapa bisa ikut?", "Menu", "Bukan ini")
    talk.taps("Berapa iurannya?")
    assert talk.last.startswith("Saya ambil dari pertanyaan tadi: 1 bendahara tanpa upah.\n\nRp8.400 sebulan:")


def test_a_wage_that_was_not_told_is_asked() -> None:
    talk = asked("wajib-daftar", "kalau punya 3 karyawan wajib ikut ga?").taps("Berapa iurannya?")
    assert talk.last == "Saya ambil dari pertanyaan tadi: 3 karyawan.\n\nBerapa upah karyawan sebulan, per orang?"


def test_the_event_and_the_wage_of_a_question_are_taken_over() -> None:
    talk = asked("jkk-meninggal-cacat", "berapa santunan kalau karyawan gaji 3jt meninggal karena kerja?")
    talk.taps("Manfaatnya apa?")
    assert talk.last.startswith(
        "Saya ambil dari pertanyaan tadi: Meninggal karena kerja; Digaji; upah Rp3.000.000.\n\n"
    )
    assert talk.state.top is not None
    assert talk.state.top.step == "program"


def test_the_place_in_the_cooperative_is_taken_over() -> None:
    talk = asked("segmen-peserta", "ketua yang digaji masuk mana?").taps("Siapa bisa ikut?")
    assert talk.last.startswith("Saya ambil dari pertanyaan tadi: Pengurus, pengawas; Upah atau gaji.\n\n")
    assert "Selain di koperasi" in talk.last


def test_a_question_that_tells_nothing_leads_to_no_calculator() -> None:
    assert asked("iuran-bpu", "berapa iuran bpu sebulan?").labels == ("Selengkapnya", "Menu", "Bukan ini")


def test_an_answer_about_something_else_leads_to_no_calculator() -> None:
    assert "Berapa iurannya?" not in asked("jht-sebagian", "karyawan gaji 3jt ambil jht sebagian?").labels


@pytest.mark.parametrize("topic", ["iuran", "manfaat", "kelayakan"])
def test_a_question_that_is_kept_no_longer_opens_the_form_as_usual(topic: str) -> None:
    talk = Talker().opens(topic, "dari:7")
    assert talk.state.top is not None
    assert talk.state.top.topic == topic
    assert talk.state.top.answers == {}


def test_every_calculator_reads_questions() -> None:
    assert set(CALCULATORS) == {"iuran", "manfaat", "kelayakan"}
    known = set(stranger().book.intents)
    assert {name for name, one in CALCULATORS.items() if not one.intents <= known} == set()
    assert set(CALCULATORS) <= set(TOPICS.topics)


@pytest.mark.parametrize(
    "said, groups",
    [
        (BENDAHARA, [(1, "bendahara", None)]),
        ("manajer gaji 2,5 juta iurannya berapa persen ditanggung koperasi?", [(1, "manajer", 2_500_000)]),
        ("karyawan kami 2 orang gaji 2 juta, wajib didaftarkan gak? terus siapa", [(2, "karyawan", 2_000_000)]),
        ("karyawan gaji 2500000 iurannya brp", [(1, "karyawan", 2_500_000)]),
        ("petani umur 60 boleh ikut ga", [(1, "petani", None)]),
        ("40 petani dan 3 karyawan gaji 2jt total berapa", [(40, "petani", None), (3, "karyawan", 2_000_000)]),
        ("anggota <nama> umur 45 tahun, kelas 2", [(1, "anggota", None)]),
    ],
)
def test_people_are_found_among_the_words_of_a_question(said: str, groups: list[tuple[int, str, int | None]]) -> None:
    reading = people(said)
    assert reading is not None
    assert [(one.people, one.label, one.wage) for one in reading.groups] == groups


@pytest.mark.parametrize(
    "said",
    [
        *("berapa iuran untuk 3 bulan", "iuran 16.800 itu buat apa", "pengurus atau anggota yang bayar?"),
        *("karyawan umr kena berapa", "gaji 3 juta dipotong berapa persen", "pp 44 tahun 2015 pasal 3", "", "5"),
    ],
)
def test_nobody_is_made_up(said: str) -> None:
    assert people(said) is None
