import time

import pytest

from knowledge.book import Book
from knowledge.search import Search


@pytest.fixture(scope="module")
def search(book: Book) -> Search:
    return Search(book)


@pytest.mark.parametrize(
    "text, entry_id",
    [
        ("brp iuran utk petani sebulan", "iuran-bpu"),
        ("koperasi merah putih wajib ikut bpjs ketenagakerjaan tidak", "koperasi-wajib"),
        ("santunan kematian berapa pak", "jkm-manfaat"),
        ("siapa yg bayar iurannya", "siapa-bayar"),
        ("beda bpjs kesehatan sama ketenagakerjaan", "beda-bpjs-kesehatan"),
        ("berapa paket termurah untuk petani", "iuran-bpu"),
        ("apakah pengurus yang dapat honor wajib didaftarkan", "honorarium-pengurus"),
        ("pengurus bergaji wajib didaftarkan", "pengurus-bergaji"),
        ("jatuh tempo iuran tgl brp", "jatuh-tempo"),
        ("apa sanksinya kalau koperasi tidak daftar", "sanksi"),
    ],
)
def test_a_plain_question_is_answered(search: Search, text: str, entry_id: str) -> None:
    found = search.find(text)
    assert (found.outcome, found.entries[0].entry_id) == ("answer", entry_id)
    assert found.in_scope > 0.5


def test_every_way_to_ask_finds_its_own_entry(book: Book, search: Search) -> None:
    asks = [(entry, ask) for entry in book.entries.values() for ask in entry.asks]
    wrong = [ask for entry, ask in asks if set(_first(book, search, ask)) != set(entry.intents)]
    assert len(wrong) <= len(asks) * 0.03, wrong


@pytest.mark.parametrize(
    "text", ["karyawan kami barusan jatuh dari tangga", "ada yang ketabrak motor, tolong", "DARURAT"]
)
def test_an_accident_is_answered_with_what_to_do_first(book: Book, search: Search, text: str) -> None:
    found = search.find(text)
    assert found.outcome == "answer"
    assert book.entries[found.entries[0].entry_id].emergency
    assert found.in_scope == 1.0


@pytest.mark.parametrize(
    "text, entry_id",
    [
        ("cara pindah faskes", "oos_bpjs_kesehatan"),
        ("kartu KIS saya mati", "oos_bpjs_kesehatan"),
        ("rujukan ke rumah sakit", "oos_bpjs_kesehatan"),
        ("bsu kapan cair", "oos_bansos_bsu"),
        ("gaji ketua koperasi desa berapa", "oos_koperasi_umum"),
        ("halo", "oos_smalltalk"),
        ("Selamat pagi Pak", "oos_smalltalk"),
        ("makasih banyak ya min", "oos_smalltalk"),
        ("kamu robot apa orang", "oos_smalltalk"),
        ("dasar bot bodoh", "oos_kasar_spam"),
        ("slot gacor hari ini", "oos_kasar_spam"),
        ("resep rendang padang", "oos_lain"),
        ("", "oos_lain"),
        ("🙂🙂", "oos_lain"),
    ],
)
def test_what_is_not_ours_is_declined_with_the_entry_that_routes(search: Search, text: str, entry_id: str) -> None:
    found = search.find(text)
    assert (found.outcome, found.entries[0].entry_id) == ("decline", entry_id)
    assert found.in_scope <= 0.4


def test_a_rude_word_does_not_hide_a_question(search: Search) -> None:
    assert search.find("anjing, kenapa klaim jht saya belum cair").outcome != "decline"


def test_a_vague_question_offers_the_nearest(search: Search) -> None:
    found = search.find("mau klaim")
    assert found.outcome == "suggest"
    assert len({one.entry_id for one in found.entries[:3]}) == 3


@pytest.mark.parametrize(
    "text", ["iuran", "halo", "pindah faskes", "xyzzy", "karyawan jatuh dari motor", "x" * 10_000, "\u202e<b>%s{0}"]
)
def test_at_least_five_entries_come_best_first_whatever_the_outcome(search: Search, text: str) -> None:
    found = search.find(text)
    scores = [one.score for one in found.entries]
    assert len(found.entries) >= 5
    assert len({one.entry_id for one in found.entries}) == len(found.entries)
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert 0 <= found.in_scope <= 1


def test_the_same_question_is_always_answered_the_same(book: Book, search: Search) -> None:
    asks = [entry.asks[0] for entry in book.entries.values()]
    again = Search(book)
    assert [search.find(ask) for ask in asks] == [again.find(ask) for ask in asks]


def test_a_misspelled_word_still_counts(book: Book, search: Search) -> None:
    assert _first(book, search, "beasiwsa anak pesrta berapa") == ("beasiswa",)


def test_a_greeting_before_a_question_does_not_hide_it(book: Book, search: Search) -> None:
    assert _first(book, search, "halo min mau tanya iuran petani") == ("iuran_bpu",)


@pytest.mark.parametrize("text", ["F1A itu apa", "formulir f1 diisi apa saja", "f1"])
def test_the_name_of_a_form_is_ours_whatever_stands_beside_it(search: Search, text: str) -> None:
    found = search.find(text)
    assert found.outcome != "decline"
    assert "formulir-f1" in [one.entry_id for one in found.entries[:3]]


@pytest.mark.parametrize("text", ["slot antrian lapak asik penuh terus", "subsidi iuran dari pemda utk petani gmn"])
def test_a_word_of_others_does_not_take_away_a_question_that_is_clearly_ours(search: Search, text: str) -> None:
    assert search.find(text).outcome != "decline"


@pytest.mark.parametrize("text", ["jht", "kartu", "laporan", "koperasi", "iuran iuran iuran"])
def test_one_word_alone_is_never_answered_at_once(search: Search, text: str) -> None:
    assert search.find(text).outcome == "suggest"


def test_ninety_nine_of_a_hundred_questions_take_less_than_three_milliseconds(book: Book, search: Search) -> None:
    asks = [ask for entry in book.entries.values() for ask in entry.asks][::5]
    asks += [f"{one}, terus {other}?" for one, other in zip(asks[::20], asks[1::20], strict=False)]
    took = sorted(min(_seconds(search, ask) for _ in range(3)) for ask in asks)
    assert took[len(took) * 99 // 100] < 0.003


def _seconds(search: Search, ask: str) -> float:
    start = time.process_time()
    search.find(ask)
    return time.process_time() - start


def _first(book: Book, search: Search, text: str) -> tuple[str, ...]:
    return book.entries[search.find(text).entries[0].entry_id].intents
