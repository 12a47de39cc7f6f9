from knowledge.book import Book


def test_chat_spelling_becomes_standard(book: Book) -> None:
    assert book.words.standard("brp iurannyaaa utk petani??") == ("berapa", "iuran", "petani")


def test_a_phrase_is_read_before_its_words(book: Book) -> None:
    assert book.words.standard("jaminan hari tua") == ("jht",)
    assert book.words.standard("BPJS Ketenagakerjaan") == ("bpjs", "tk")


def test_sundanese_and_javanese_are_understood(book: Book) -> None:
    assert book.words.standard("sabaraha mayarna") == book.words.standard("berapa bayarna")
    assert book.words.standard("piro mbayar") == ("berapa", "bayar")


def test_affixes_do_not_matter(book: Book) -> None:
    assert book.words.stems("perlindungannya") == book.words.stems("perlindungan")
    assert book.words.stems("dinonaktifkan") == book.words.stems("nonaktif")


def test_words_that_mean_nothing_are_dropped(book: Book) -> None:
    assert book.words.standard("pak mau tanya dong x") == ()
