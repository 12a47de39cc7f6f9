"""Questions are kept before they are answered, and what their person makes of the answer is remembered with them."""

from typing import Any

import pytest

from bot.channels.telegram_markup import fits
from bot.message import Button
from dialogue.event import Event
from dialogue.state import State
from dialogue.turn import Effect
from knowledge.search import Found, Scored
from leads.questions import JudgeQuestion, KeptQuestion
from tests.handlers.talker import MONDAY_MORNING, Talker, of_type, stranger

NEAR = ("iuran-bpu", "bpu-lapis", "siapa-bayar", "daftar-bpu", "iuran-pekerja")
SURE, UNSURE, TWO, NOT_OURS = (
    "berapa iuran petani?",
    "iuran gimana ya ini",
    "iuran berapa, daftarnya gimana",
    "kapan bsu",
)
OUR_BEST = {SURE: "answer", UNSURE: "suggest", TWO: "answer"}


class Known:
    """A search that knows four questions by heart."""

    def find(self, text: str) -> Found:
        if text == NOT_OURS:
            return Found("decline", 0.0, (Scored("oos_bansos_bsu", 0.9),))
        outcome: Any = OUR_BEST.get(text.lower(), "decline")
        entries = tuple(Scored(one, 0.9 - place / 10) for place, one in enumerate(NEAR))
        return Found(outcome, 0.9, entries, "daftar-bpu" if text == TWO else "")


def talker(**known: Any) -> Talker:
    return Talker({"search": Known(), **known})


def kept(talk: Talker) -> list[KeptQuestion]:
    return list(talk.questions.kept.values())


def test_an_answer_has_a_way_out_and_its_question_is_kept_with_what_was_near() -> None:
    talk = talker().says(SURE)
    assert talk.labels == ("Selengkapnya", "Berapa iurannya?", "Menu", "Bukan ini")
    assert kept(talk) == [KeptQuestion(SURE, "answer", NEAR[:4])]


def test_the_other_question_of_a_message_is_one_tap_away() -> None:
    talk = talker().says(TWO)
    assert [offer.value for offer in talk.state.offers] == ["more:iuran-bpu", "daftar-bpu", "", "bukan:1"]
    assert len(kept(talk)) == 1


def test_an_answer_that_is_wrong_leads_to_the_next_nearest_and_then_to_a_human() -> None:
    talk = talker().says(SURE).taps("Bukan ini")
    assert talk.last == "Maaf, jawabannya kurang pas. Apakah salah satu dari ini?"
    assert [offer.value for offer in talk.state.offers][:3] == [f"pilih:1:{one}" for one in NEAR[1:4]]
    talk.taps("Bukan ini")
    assert "saya teruskan ke petugas" in talk.last
    assert talk.questions.judged == [(1, "wrong", ""), (1, "refused", "")]


def test_what_is_chosen_of_an_offer_is_answered_and_remembered() -> None:
    talk = talker().says(UNSURE)
    assert talk.last == "Maaf, saya belum yakin maksudnya. Apakah salah satu dari ini?"
    assert len(talk.labels) == 4
    talk.taps(talk.labels[1])
    assert talk.questions.judged == [(1, "chosen", "bpu-lapis")]
    assert talk.labels[0] == "Selengkapnya"
    assert "Bukan ini" not in talk.labels


def test_an_offer_that_is_refused_leads_to_a_human_and_the_second_time_nobody_guesses() -> None:
    talk = talker().says(UNSURE).taps("Bukan ini")
    assert "saya teruskan ke petugas" in talk.last
    assert talk.questions.judged == [(1, "refused", "")]
    again = talker().says(UNSURE, UNSURE)
    assert again.labels == ("Ya, teruskan", "Menu")
    assert [one.outcome for one in kept(again)] == ["suggest", "decline"]


def test_what_is_not_ours_is_kept_as_declined_without_a_way_out() -> None:
    talk = talker().says(NOT_OURS)
    assert "Bukan ini" not in talk.labels
    assert kept(talk) == [KeptQuestion(NOT_OURS, "decline", ("oos_bansos_bsu",))]


@pytest.mark.parametrize(
    "said",
    [
        *(
            "👎",
            "👎🏽",
            "bukan itu",
            "Bukan itu maksud saya.",
            "salah",
            "ga nyambung",
            "gak nyambung min",
            "tidak sesuai",
        ),
        *("jawabannya salah", "bukan itu yang saya tanya", "kurang pas", "maksud saya bukan itu", "bukan ini"),
    ],
)
def test_a_thumb_down_in_words_is_the_same_as_its_button(said: str) -> None:
    talk = talker().says(SURE, said)
    assert talk.questions.judged == [(1, "wrong", "")]
    assert talk.last.startswith("Maaf, jawabannya kurang pas.")


@pytest.mark.parametrize("said", ["tidak sesuai ktp gimana", "ga punya KTP", "belum digaji", "kartu salah nama"])
def test_a_question_about_a_mistake_is_no_thumb_down(said: str) -> None:
    assert talker().says(SURE, said).questions.judged == []


def test_a_thumb_down_without_an_answer_above_it_judges_nothing() -> None:
    assert talker().says("menu", "ga nyambung", "👎").questions.judged == []
    assert talker().says(SURE, "menu", "ga nyambung").questions.judged == []


def test_a_form_that_waits_hears_no_thumb_down() -> None:
    talk = talker().says(SURE, "daftar", "ga nyambung")
    assert talk.questions.judged == []


def test_a_question_in_a_form_is_kept_and_an_answer_to_the_form_never() -> None:
    talk = talker().says("daftar", SURE)
    assert talk.last.endswith("Contoh: Cikahuripan")
    assert [one.outcome for one in kept(talk)] == ["answer"]
    talk.says("Cikahuripan", "ya", "ya", "Ibu Siti Aminah, bendahara", "0812-3456-7890")
    assert len(kept(talk)) == 1


def test_a_question_that_is_put_off_is_kept_as_not_answered() -> None:
    talk = talker().says("daftar", UNSURE)
    assert talk.last.startswith("Maaf, yang itu belum yakin saya jawab.")
    assert kept(talk) == [KeptQuestion(UNSURE, "suggest", ())]


@pytest.mark.parametrize(
    "said", ["halo", "terima kasih", "bot bodoh", "anak buah saya jatuh dari motor, berdarah", "👍"]
)
def test_greetings_rude_words_and_accidents_are_not_kept(said: str) -> None:
    assert kept(Talker().says(said)) == []


@pytest.mark.parametrize("said", ["Zubaedah", "081234567890", "xqzw"])
def test_what_teaches_nothing_is_answered_and_not_kept(said: str) -> None:
    talk = talker().says(said)
    assert talk.last != ""
    assert kept(talk) == []


def test_nobody_stands_in_what_is_kept() -> None:
    talk = talker().says("nama saya Wawan, wa 081234567890, kartu saya kok belum jadi")
    assert [one.text for one in kept(talk)] == ["nama saya <nama>, wa <nomor>, kartu saya kok belum jadi"]


def test_an_old_choice_is_answered_though_its_question_is_kept_no_longer() -> None:
    talk = talker().says(UNSURE)
    talk.questions.kept.clear()
    assert talk.taps(talk.labels[0]).labels[0] == "Selengkapnya"


def test_an_old_way_out_leads_to_a_human_when_the_question_is_kept_no_longer() -> None:
    talk = talker().says(SURE)
    talk.questions.kept.clear()
    assert "saya teruskan ke petugas" in talk.taps("Bukan ini").last


@pytest.mark.parametrize("argument", ["pilih:1:gone", "pilih:x:iuran-bpu", "bukan:", "pilih:1", "bukan:99999999999"])
def test_a_choice_that_makes_no_sense_is_answered_kindly(argument: str) -> None:
    assert talker().opens("tanya", argument).last != ""


def test_every_choice_fits_into_a_button_of_telegram() -> None:
    longest = max(stranger().book.entries, key=len)
    fits(Button("", ">tanya", f"pilih:{2**31 - 1}:{longest}", 999_999))


def test_a_state_of_before_still_refuses_an_offer() -> None:
    offers = '[{"step": ">petugas", "value": "bukan", "label": "Bukan ini"}]'
    state = State.from_json('{"version": 1, "turn": 4, "frames": [], "offers": ' + offers + "}")
    talk = Talker(state=state).happens(Event("choice", MONDAY_MORNING, "bukan", ">petugas", 4))
    assert "saya teruskan ke petugas" in talk.last


def test_judgements_are_effects_of_the_turn_in_which_they_are_made() -> None:
    effects: list[Effect] = talker().says(SURE).taps("Bukan ini").asked
    assert of_type(effects, JudgeQuestion) == [JudgeQuestion(1, "wrong")]
