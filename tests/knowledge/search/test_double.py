import pytest

from knowledge.book import Book
from knowledge.search import Search
from knowledge.search.double import questions_in


@pytest.fixture(scope="module")
def search(book: Book) -> Search:
    return Search(book)


@pytest.mark.parametrize(
    "text, questions",
    [
        ("berapa iuran petani? cara daftarnya gimana?", ["berapa iuran petani", "cara daftarnya gimana"]),
        ("santunan kematian berapa dan siapa ahli warisnya", ["santunan kematian berapa", "siapa ahli warisnya"]),
        ("klo bendahara ga digaji bs ikut gk min, byr brp", ["klo bendahara ga digaji bs ikut gk min", "byr brp"]),
        ("berapa iuran petani", []),
        ("saya tinggal di desa, punya sawah dan kebun. berapa iurannya?", []),
        ("", []),
        ("? ? ?", []),
        ("apa itu a? apa itu b? apa itu c? apa itu d? apa itu e?", []),
    ],
)
def test_questions_are_told_apart_where_each_asks_something(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text, intents",
    [
        ("berapa santunan kematian dan kapan jatuh tempo iuran", {"jkm_manfaat", "jatuh_tempo_denda"}),
        ("cara cek saldo jht gimana? terus kantor cabangnya dimana?", {"jht_saldo", "kontak_kantor"}),
        ("sipp itu apa? trus iuran petani brp sebulan?", {"sipp", "iuran_bpu"}),
    ],
)
def test_of_two_questions_one_is_answered_and_the_other_offered(
    book: Book, search: Search, text: str, intents: set[str]
) -> None:
    found = search.find(text)
    assert found.outcome == "answer"
    assert found.also
    assert {book.entries[one].intents[0] for one in (found.entries[0].entry_id, found.also)} == intents


@pytest.mark.parametrize("text", ["berapa iuran petani sebulan", "siapa yang bayar iuran dan berapa iurannya siapa"])
def test_one_question_offers_no_other(book: Book, search: Search, text: str) -> None:
    found = search.find(text)
    assert not found.also or book.entries[found.also].intents != book.entries[found.entries[0].entry_id].intents


def test_a_second_question_that_is_not_ours_is_not_offered(search: Search) -> None:
    assert search.find("berapa santunan kematian? cuaca besok bagaimana?").also == ""
