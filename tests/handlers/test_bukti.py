from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from bot.render import plain
from dialogue.text import Text
from handlers.bukti import dasar
from leads.answers import (
    GivenAnswer,
    ProveAnswer,
    ProvedAnswer,
    PullAnswer,
    RecallAnswer,
    Verdict,
    number_text,
    read_number,
)
from leads.roles import Officer, Role
from tests.handlers.talker import Talker, stranger

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
RINA = Officer(1, "RINA", "Ibu Rina", Role.petugas)
ASKS = ("buktikan", "Buktikan!", "bukti", "buktinya apa?", "sumbernya apa", "dasarnya apa ya", "dari mana angkanya?")


def proved(*fact_ids: str, words: str = "kata", verdict: Verdict = Verdict.sama) -> ProvedAnswer:
    facts = stranger().facts
    given = GivenAnswer(1532, "tanya", {"entry": "iuran-bpu", "part": "full"}, fact_ids, "0123456789ab", AT)
    rows = tuple(facts[one] for one in fact_ids)
    return ProvedAnswer(given, Text("Iuran peserta mandiri"), rows, verdict, words, "telegram")


@pytest.mark.parametrize("said", ASKS)
def test_the_newest_answer_is_proved_when_it_is_asked_for(said: str) -> None:
    talker = Talker(answers={ProveAnswer: proved("bpu-paket-umum")}).says(said)
    assert ProveAnswer() in talker.asked
    assert talker.last.startswith("Jawaban J-1532 soal “Iuran peserta mandiri”, diberikan ")


def test_a_fact_is_told_with_its_value_its_time_its_rule_and_its_source() -> None:
    last = Talker(answers={ProveAnswer: proved("bpu-paket-umum")}).says("buktikan").last
    fact = stranger().facts["bpu-paket-umum"]
    assert "23 November 2026 pukul 09.00 WIB" in last
    assert "bpu-paket-umum: Rp8.400. Berlaku 1 April 2026 sampai 31 Desember 2026." in last
    assert f"Aturan: {fact.regulation}" in last
    assert f"Sumber: {fact.source}." in last
    assert "Isi bot versi 0123456789ab." in last


def test_a_fact_that_is_not_sure_says_so_and_gives_no_number() -> None:
    sure = stranger().facts["bpu-paket-umum"]
    low = replace(sure, confidence="low")
    assert dasar.spoken(sure) is not None
    assert dasar.spoken(low) is None
    assert "belum pasti" in plain(dasar.remark(low))
    assert "dipastikan ke kantor cabang" in plain(dasar.remark(replace(sure, confidence="medium")))


@pytest.mark.parametrize(
    "unit, value, said",
    [("hari kerja", 7, "7 hari kerja"), ("kelas", 2, "kelas II"), ("tanggal", 15, "tanggal 15"), ("rupiah", 5, "Rp5")],
)
def test_a_count_is_told_with_what_it_counts(unit: str, value: int, said: str) -> None:
    fact = replace(stranger().facts["bpu-paket-umum"], unit=unit, value=value)
    assert f": {said}." in plain(dasar.line(fact))


def test_who_looked_at_a_fact_last_is_told() -> None:
    fact = replace(stranger().facts["bpu-paket-umum"], reviewer="Bu Rina", reviewed=date(2026, 11, 1))
    assert plain(dasar.remark(fact)).endswith("Diperiksa Bu Rina, 1 November 2026.")


def test_every_answer_of_the_book_is_proved_on_pages_that_hold_every_fact_once() -> None:
    view = stranger()
    for entry in view.book.entries.values():
        facts = [view.facts[one] for one in entry.cited(view.facts)]
        parts = list(dasar.lines(facts))
        pages = [dasar.page(parts, number, "1532", view) for number in range(1, 9)]
        shown = []
        for text, onward in pages:
            assert len(plain(text)) <= dasar.LONGEST + 400, entry.id
            shown.append(plain(text))
            if not onward:
                break
            assert len(onward[0].argument) <= 28
        assert "\n".join(shown) == "\n".join(map(plain, parts)), entry.id


def test_more_than_a_page_holds_goes_on_with_a_tap() -> None:
    facts = tuple(stranger().facts)[:60]
    talker = Talker(answers={ProveAnswer: proved(*facts)}).says("buktikan")
    assert len(talker.last) < 4096
    assert talker.labels == ("Selanjutnya", "Menu")
    talker.taps("Selanjutnya")
    assert ProveAnswer(1532, 2) in talker.asked


def test_the_pages_follow_each_other_without_a_gap() -> None:
    parts = list(dasar.lines([stranger().facts[one] for one in tuple(stranger().facts)[:60]]))
    pages = dasar.filled(parts, stranger())
    assert [part for page in pages for part in page] == parts
    assert all(first[-1] is not second[0] for first, second in pairwise(pages))


def test_nothing_to_prove_is_said_kindly() -> None:
    talker = Talker(answers={ProveAnswer: None}).says("buktikan")
    assert talker.last.startswith("Belum ada jawaban saya di sini")


def test_a_number_is_somebody_elses_or_nobodys_and_which_is_not_told() -> None:
    talker = Talker(answers={ProveAnswer: None}).says("bukti J-1532")
    assert talker.asked == [ProveAnswer(1532)]
    assert "bukan nomor jawaban saya untuk Bapak/Ibu" in talker.last


@pytest.mark.parametrize(
    "said", ["bukti J-1532", "BUKTI j1532", "bukti 1532", "/bukti J 1532", "buktikan jawaban J-1532"]
)
def test_an_officer_gets_any_answer_by_its_number(said: str) -> None:
    talker = Talker(known={"officer": RINA}, answers={PullAnswer: proved("bpu-paket-umum")}).says(said)
    assert talker.asked == [PullAnswer(1532)]
    assert "persis sama" in talker.last
    assert "penanyanya disamarkan" in talker.last
    assert "Bunyinya: kata" in talker.last
    assert "entry = iuran-bpu; part = full" in talker.last


def test_the_regencys_office_gets_no_more_than_anybody() -> None:
    harun = Officer(2, "HARUN", "Pak Harun", Role.dinas)
    talker = Talker(known={"officer": harun}, answers={ProveAnswer: None}).says("bukti J-1532")
    assert talker.asked == [ProveAnswer(1532)]


@pytest.mark.parametrize(
    "verdict, said", [("berubah", "tidak persis sama"), ("gagal", "Tidak bisa"), ("dihapus", "dihapus")]
)
def test_an_officer_is_told_when_it_is_not_the_same_any_more(verdict: str, said: str) -> None:
    value = proved("bpu-paket-umum", verdict=Verdict(verdict), words="")
    assert said in Talker(known={"officer": RINA}, answers={PullAnswer: value}).says("bukti 1532").last


def test_the_question_of_a_form_comes_back_after_the_proof() -> None:
    talker = Talker(answers={ProveAnswer: proved("bpu-paket-umum")}).does("command", "daftar").says("buktinya apa")
    assert "Koperasinya di desa atau kelurahan apa?" in talker.last


def test_words_for_an_officer_are_not_heard_as_a_wish_for_a_proof() -> None:
    talker = Talker(known={"leads": ()}).says("petugas", "bukti")
    assert not any(isinstance(one, ProveAnswer) for one in talker.asked)


@pytest.mark.parametrize(
    "text, number", [("J-1532", 1532), ("j 7", 7), ("12", 12), ("K-7QM3", None), ("", None), ("J-", None)]
)
def test_a_number_is_read_as_people_write_it(text: str, number: int | None) -> None:
    assert read_number(text) == number


def test_a_number_is_written_as_it_is_read() -> None:
    assert read_number(number_text(1532)) == 1532


def test_what_is_recalled_says_what_it_is_for() -> None:
    assert RecallAnswer("iuran", "jht") == RecallAnswer(topic="iuran", then="jht")
