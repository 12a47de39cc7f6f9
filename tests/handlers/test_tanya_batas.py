"""Where answering stops: what is not sure enough, not asked, or nobody's to keep."""

from typing import Any

from dialogue.turn import Effect
from knowledge.search import Found, Scored
from leads.questions import JudgeQuestion
from tests.handlers.talker import Talker, of_type, stranger


class Finds:
    """A search that finds the same whatever is asked."""

    def __init__(self, outcome: Any, entry: str, score: float = 0.9) -> None:
        self.found = Found(outcome, 0.9, (Scored(entry, score),))

    def find(self, text: str) -> Found:
        return self.found


def talker(outcome: str, entry: str, score: float = 0.9) -> Talker:
    return Talker({"search": Finds(outcome, entry, score)})


def test_what_is_perhaps_somebody_elses_is_not_sent_there() -> None:
    surely, perhaps = (talker("decline", "oos_bansos_bsu", score).says("kapan bsu") for score in (0.7, 0.69))
    assert "Saya teruskan ke petugas?" not in surely.last
    assert "Saya teruskan ke petugas?" in perhaps.last


def test_a_death_that_is_told_is_answered_and_not_kept() -> None:
    talk = talker("answer", "jkm-klaim").says("anggota kami meninggal tadi pagi, klaimnya gimana")
    assert talk.labels != ()
    assert talk.questions.kept == {}


def test_a_word_or_two_in_a_form_are_its_answer_and_no_question() -> None:
    talk = talker("suggest", "iuran-bpu").says("daftar", "iuran gimana?")
    assert talk.questions.kept == {}


def test_under_an_answer_in_a_form_a_thumb_down_is_the_forms_to_read() -> None:
    talk = talker("answer", "iuran-bpu").says("daftar", "berapa iuran petani?", "ga nyambung")
    assert talk.questions.judged == []


def test_letters_that_mean_nothing_are_offered_the_nearest_once_and_then_a_human() -> None:
    talk = talker("suggest", "iuran-bpu").says("xqzw")
    assert talk.labels[-1] == "Bukan ini"
    assert talk.says("xqzw").labels == ("Ya, teruskan", "Menu")


def test_small_talk_is_no_answer_to_choose() -> None:
    small = next(one.id for one in stranger().book.entries.values() if one.intents[0] == "oos_smalltalk")
    assert talker("suggest", small).says("kartu saya kok belum jadi").labels == ("Ya, teruskan", "Menu")


def test_a_number_behind_another_word_judges_nothing() -> None:
    effects: list[Effect] = talker("answer", "iuran-bpu").says("berapa iuran petani?").opens("tanya", "more:1").asked
    assert of_type(effects, JudgeQuestion) == []
