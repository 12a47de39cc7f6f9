"""What the words alone settle, whatever the model thinks of them."""

import pytest

from knowledge.book import Book
from knowledge.search.rules import outside_scope


@pytest.mark.parametrize(
    "text, intent",
    [
        ("cara pindah faskes", "oos_bpjs_kesehatan"),
        ("KIS saya mati", "oos_bpjs_kesehatan"),
        ("rawat inap bayar berapa", "oos_bpjs_kesehatan"),
        ("kapan bsu cair", "oos_bansos_bsu"),
        ("PKH bulan ini", "oos_bansos_bsu"),
        ("slot gacor hari ini", "oos_kasar_spam"),
        ("Jasa joki, minat wa", "oos_kasar_spam"),
        ("dasar anjing", "oos_kasar_spam"),
        ("selamat pagi semua", "oos_smalltalk"),
        ("kamu robot apa orang", "oos_smalltalk"),
        ("siapa anda", "oos_smalltalk"),
        ("makasih", "oos_smalltalk"),
        ("", "oos_lain"),
        ("🙂", "oos_lain"),
    ],
)
def test_some_words_tell_that_a_question_is_not_ours(book: Book, text: str, intent: str) -> None:
    assert outside_scope(text, book.words.standard(text)) == intent


@pytest.mark.parametrize(
    "text",
    [
        "berapa iuran petani",
        "beda bpjs kesehatan dan ketenagakerjaan",
        "operasi karena kecelakaan kerja",
        "anjing, klaim jht saya belum cair",
        "selamat pagi, iuran petani berapa",
        "kembali bekerja",
        "semua sehat",
        "kapan jht cair",
    ],
)
def test_a_question_of_ours_is_settled_by_no_rule(book: Book, text: str) -> None:
    assert outside_scope(text, book.words.standard(text)) is None
