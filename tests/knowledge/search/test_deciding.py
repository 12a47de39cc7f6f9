"""What is made of likelihoods, with a model whose likelihoods are known."""

import pytest

from knowledge.book import Book
from knowledge.search import Found, Search
from knowledge.search.double import questions_in
from tests.knowledge.search.made import model

IURAN, JHT, JKK = "iuran_bpu", "jht_syarat", "jkk_lapor"


def intents(book: Book, found: Found) -> tuple[str, str]:
    """Of the first entry, and of the one that is offered beside it."""
    first = book.entries[found.entries[0].entry_id].intents[0]
    return first, book.entries[found.also].intents[0] if found.also else ""


@pytest.mark.parametrize("likely, outcome", [(0.86, "answer"), (0.84, "suggest")])
def test_an_intent_is_answered_from_the_threshold_on(book: Book, likely: float, outcome: str) -> None:
    found = Search(book, model(book, {"alfa": (IURAN, likely)}, sure=0.85)).find("berapa alfa")
    assert (found.outcome, intents(book, found)) == (outcome, (IURAN, ""))


@pytest.mark.parametrize("likely, outcome", [(0.09, "suggest"), (0.11, "decline")])
def test_a_question_is_declined_below_the_threshold(book: Book, likely: float, outcome: str) -> None:
    found = Search(book, model(book, {"alfa": ("oos_lain", likely)}, ours=1 - 0.1 - others(book))).find("berapa alfa")
    assert found.outcome == outcome


def others(book: Book) -> float:
    """What the other intents out of scope get of the nine tenths that `oos_lain` leaves."""
    theirs = sum(not intent.in_scope for intent in book.intents.values()) - 1
    return 0.9 * theirs / (len(book.intents) - 1)


def test_of_an_unsure_message_the_surer_question_is_answered_and_the_other_offered(book: Book) -> None:
    search = Search(book, model(book, {"alfa": (IURAN, 0.95), "beta": (JHT, 0.8)}))
    for text in ("berapa alfa? kapan beta?", "kapan beta? berapa alfa?"):
        found = search.find(text)
        assert (found.outcome, intents(book, found)) == ("answer", (IURAN, JHT))


def test_what_the_whole_message_surely_asks_is_not_given_up_for_a_part_of_it(book: Book) -> None:
    says = {**dict.fromkeys(("alfa", "beta", "gama"), (IURAN, 0.75)), "delta": (JHT, 0.997)}
    found = Search(book, model(book, says)).find("berapa alfa beta gama? kapan delta?")
    assert (found.outcome, intents(book, found)) == ("answer", (IURAN, JHT))


def test_beside_an_offer_no_other_question_is_offered(book: Book) -> None:
    search = Search(book, model(book, {"alfa": (IURAN, 0.8), "beta": (JHT, 0.7)}))
    found = search.find("berapa alfa? kapan beta?")
    assert (found.outcome, found.also) == ("suggest", "")


def test_of_three_questions_the_likeliest_other_is_offered(book: Book) -> None:
    says = {"alfa": (IURAN, 0.99), "beta": (JHT, 0.6), "gama": (JKK, 0.8)}
    found = Search(book, model(book, says)).find("berapa alfa? kapan beta? siapa gama?")
    assert (found.outcome, intents(book, found)) == ("answer", (IURAN, JKK))


@pytest.mark.parametrize("likely, also", [(0.55, JHT), (0.45, "")])
def test_a_second_question_is_offered_only_when_it_is_likelier_than_not(book: Book, likely: float, also: str) -> None:
    found = Search(book, model(book, {"alfa": (IURAN, 0.99), "beta": (JHT, likely)})).find("berapa alfa? kapan beta?")
    assert (found.outcome, intents(book, found)) == ("answer", (IURAN, also))


def test_two_questions_of_one_intent_are_one(book: Book) -> None:
    found = Search(book, model(book, {"alfa": (IURAN, 0.99), "beta": (IURAN, 0.9)})).find("berapa alfa? kapan beta?")
    assert (found.outcome, intents(book, found)) == ("answer", (IURAN, ""))


def test_a_rule_outweighs_the_likelihoods_but_for_a_question_that_is_clearly_ours(book: Book) -> None:
    search = Search(book, model(book, {"bpjs": (IURAN, 0.6), "jatuh": (IURAN, 0.99), "jht": (JHT, 0.99)}))
    assert search.find("jht buat lahiran bisa?").outcome == "answer"
    health = search.find("bpjs buat lahiran bisa?")
    assert (health.outcome, intents(book, health)) == ("decline", ("oos_bpjs_kesehatan", ""))
    assert (health.in_scope < 0.1, health.entries[0].score) == (True, 1.0)
    accident = search.find("karyawan kami barusan jatuh dari tangga")
    assert (accident.outcome, accident.in_scope, intents(book, accident)[0]) == ("answer", 1.0, JKK)


@pytest.mark.parametrize("text", ["suami saya meninggal tadi pagi", "Innalillahi, Pak Ujang wafat"])
def test_whoever_tells_of_a_death_is_told_what_the_family_can_do(book: Book, text: str) -> None:
    found = Search(book).find(text)
    assert (found.outcome, intents(book, found)) == ("answer", ("jkm_klaim", ""))
    assert found.in_scope == 1.0


def test_words_that_nobody_knows_belong_to_everything_else(book: Book) -> None:
    found = Search(book, model(book, {"alfa": (IURAN, 0.9)})).find("delta gama")
    assert (found.outcome, intents(book, found)) == ("decline", ("oos_lain", ""))


def test_a_long_message_and_a_lone_word_are_no_further_questions() -> None:
    two = "berapa iuran petani? cara daftarnya gimana?"
    assert len(questions_in(two)) == 2
    assert questions_in(two + " x" * 200) == []
    assert questions_in("berapa? iuran petani berapa?") == []
