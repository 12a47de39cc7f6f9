"""Questions that ask the same come together, whatever the words; the same questions always in the same way."""

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.book import Book
from knowledge.questions.clusters import Cluster, clusters, terms_of

ASKED = (
    "gimana cara cetak kartu peserta",
    "pinjaman modal koperasi ke bank",
    "cara cetak kartu pesertanya gmn",
    "kantor buka hari sabtu ga",
    "cetak kartu peserta caranya bagaimana min",
    "pinjaman modal koperasi ke bank",
)


def grouped(book: Book, texts: Sequence[str]) -> tuple[Cluster, ...]:
    return clusters([terms_of(text, book.words) for text in texts])


def test_the_most_asked_comes_first_with_its_most_frequent_wording(book: Book) -> None:
    found = grouped(book, ASKED)
    assert [one.members for one in found] == [(0, 2, 4), (1, 5), (3,)]
    assert [ASKED[one.example] for one in found][:2] == [ASKED[0], ASKED[1]]


def test_marks_make_nothing_alike(book: Book) -> None:
    assert len(grouped(book, ["nama saya <nama> <nomor>", "kartu <nama> <nomor>"])) == 2


def test_common_words_alone_make_nothing_alike(book: Book) -> None:
    texts = [f"apakah koperasi bisa {what}" for what in ("pinjaman", "kredit", "sepeda", "pupuk", "beras", "gas")]
    assert len(grouped(book, texts)) == len(texts)


WORDS = ("iuran", "kartu", "klaim", "daftar", "jht", "kantor", "saldo", "upah")


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=30))
def test_every_question_is_in_one_cluster(texts: list[str]) -> None:
    said = [tuple(sorted(set(text.split()))) for text in texts]
    found = clusters(said)
    assert sorted(place for one in found for place in one.members) == list(range(len(texts)))
    assert all(one.example in one.members for one in found)
    assert [one.size for one in found] == sorted((one.size for one in found), reverse=True)
    assert clusters(said) == found


@pytest.mark.soak
def test_ten_thousand_questions_take_less_than_twenty_seconds(book: Book) -> None:
    dice = random.Random(5)
    words = sorted({word for entry in book.entries.values() for ask in entry.asks for word in ask.split()})
    asks = [ask for entry in book.entries.values() for ask in entry.asks]
    texts = [f"{dice.choice(asks)} {' '.join(dice.choices(words, k=dice.randint(1, 6)))}" for _ in range(10_000)]
    begun = time.perf_counter()
    assert sum(one.size for one in grouped(book, texts)) == 10_000
    assert time.perf_counter() - begun < 20


def test_a_rare_word_beside_them_does_not_part_questions_that_share_all_others() -> None:
    said = [("iuran", "petani"), ("banget", "iuran", "petani"), ("dong", "iuran", "petani"), ("a",), ("b",), ("c",)]
    assert clusters(said)[0].members == (0, 1, 2)


def test_of_two_clusters_that_are_equally_like_it_a_question_joins_the_older() -> None:
    assert clusters([("petani",), ("iuran",), ("iuran", "petani")])[0].members == (0, 2)
