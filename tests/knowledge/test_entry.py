import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.render import plain
from dialogue.text import Raw, Text
from knowledge.book import Book
from knowledge.entry import Entry, Part
from knowledge.facts import Confidence, Fact, Facts
from knowledge.measuring import mentions

NOVEMBER = date(2026, 11, 22)
DAYS = (NOVEMBER, date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 1), date(2027, 4, 1), date(2028, 1, 1))
MUST_MENTION = Path(__file__).with_name("must_mention.yaml")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_entry_is_whole_and_short_enough_for_a_phone(book: Book, day: date) -> None:
    facts = book.on(day)
    for entry in book.entries.values():
        opening, full = plain(entry.opening(facts)), plain(entry.full(facts))
        assert 0 < len(opening) <= 400, entry.id
        assert len(opening.split(". ")[0]) <= 200, entry.id
        assert full.startswith(opening), entry.id
        assert "{" not in full, entry.id


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_answer_in_scope_tells_its_basis_and_since_when(book: Book, day: date) -> None:
    facts = book.on(day)
    ours = [entry for entry in book.entries.values() if any(book.intents[one].in_scope for one in entry.intents)]
    for entry in ours:
        assert re.search(r"Dasar: .+\. Berlaku per .*\d{4}\.$", plain(entry.full(facts))), entry.id


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_number_that_is_said_comes_from_a_fact(book: Book, day: date) -> None:
    facts = book.on(day)
    for entry in book.entries.values():
        for part in (*entry.answer, *entry.detail):
            if not part.holds(facts):
                continue
            text = part.spoken(facts)
            names = Text(text.message, **dict.fromkeys(text.values, Raw("")))
            assert not re.search(r"\d", re.sub(r"\bF1A?\b", "", plain(names))), entry.id


def test_what_is_cited_holds_on_the_day(book: Book) -> None:
    for day in DAYS:
        facts = book.on(day)
        for entry in book.entries.values():
            assert all(fact_id in facts for fact_id in entry.cited(facts)), entry.id


def test_a_farmer_pays_half_until_new_years_eve(book: Book) -> None:
    entry = book.entries["iuran-bpu"]
    before = plain(entry.opening(book.on(date(2026, 12, 31))))
    after = plain(entry.full(book.on(date(2027, 1, 1))))
    assert "Rp8.400" in before
    assert "31 Desember 2026" in before
    assert "Rp16.800" in after
    assert "31 Desember 2026" not in after


@pytest.mark.parametrize(
    "day, until, ids",
    [
        (
            NOVEMBER,
            "31 Desember 2026",
            "iuran-bpu iuran-diskon bpu-setelah-diskon belum-beroperasi bantuan-iuran relawan-koperasi anggota-petani"
            " kartu-pemda-berhenti pengurus-tanpa-gaji anggota-koperasi belum-ada-modal manfaat-diskon",
        ),
        (date(2027, 1, 1), "31 Maret 2027", "iuran-bpu iuran-diskon bpu-setelah-diskon bpu-ojek anggota-ojek"),
    ],
    ids=["farmers", "drivers"],
)
def test_a_price_about_to_change_opens_with_the_next_one_and_the_day(
    book: Book, day: date, until: str, ids: str
) -> None:
    for entry_id in ids.split():
        opening = plain(book.entries[entry_id].opening(book.on(day)))
        assert all(said in opening for said in ("Rp8.400", until, "Rp16.800")), entry_id


def test_a_capital_below_the_limit_is_no_excuse_for_high_sales(book: Book) -> None:
    opening = plain(book.entries["skala-mikro"].opening(book.on(NOVEMBER)))
    assert "Koperasi baru disebut mikro bila modalnya" in opening
    assert "yang sudah berjalan, bila penjualannya" in opening


def test_that_a_new_cooperative_is_mostly_mikro_is_our_guess_and_says_so(book: Book) -> None:
    assert "Mohon dipastikan" in plain(book.entries["skala-usaha"].opening(book.on(NOVEMBER)))


def test_a_discount_that_is_over_is_not_promised(book: Book) -> None:
    entry = book.entries["iuran-diskon"]
    assert "hanya untuk ojek, sopir, dan kurir" in plain(entry.opening(book.on(date(2027, 1, 1))))
    assert "tidak ada diskon" in plain(entry.opening(book.on(date(2027, 4, 1))))
    assert "50%" not in plain(entry.full(book.on(date(2027, 4, 1))))


def test_the_pension_age_rises_on_its_day(book: Book) -> None:
    entry = book.entries["jp-manfaat"]
    assert "usia 59 tahun" in plain(entry.opening(book.on(date(2027, 12, 31))))
    assert "usia 60 tahun" in plain(entry.opening(book.on(date(2028, 1, 1))))


def test_a_pension_amount_that_has_run_out_is_left_out(book: Book) -> None:
    entry = book.entries["jp-manfaat"]
    assert "Rp411.400" in plain(entry.full(book.on(date(2027, 1, 31))))
    assert "Rp411.400" not in plain(entry.full(book.on(date(2027, 2, 1))))


def test_a_pension_amount_says_until_when_it_holds(book: Book) -> None:
    for entry in (book.entries["jp-besar"], book.entries["jp-manfaat"]):
        before, after = plain(entry.full(book.on(date(2027, 1, 31)))), plain(entry.full(book.on(date(2027, 2, 1))))
        assert "Sampai 31 Januari 2027, paling sedikit Rp411.400" in before, entry.id
        assert "31 Januari 2027" not in after, entry.id


def test_a_pension_age_says_when_it_rises_again(book: Book) -> None:
    for entry in (book.entries[one] for one in ("jp-manfaat", "jp-usia-naik", "jht-usia-penuh")):
        assert "naik lagi mulai 1 Januari 2028" in plain(entry.full(book.on(NOVEMBER))), entry.id
        assert "naik lagi mulai 1 Januari 2031" in plain(entry.full(book.on(date(2028, 1, 1)))), entry.id


def test_the_full_death_benefit_is_never_said_without_its_waiting_time(book: Book) -> None:
    facts = book.on(NOVEMBER)
    assert "sudah 3 bulan" in plain(book.entries["jkm-manfaat"].opening(facts))
    assert "Mohon dipastikan" in plain(book.entries["jkm-manfaat"].full(facts))


def test_what_rests_on_one_list_of_questions_alone_is_never_sure(book: Book) -> None:
    confirmed = {"daftar-formulir", "daftar-formulir-iuran"}
    alone = {fact.id for fact in book.facts if fact.source.startswith("FAQ resmi") and fact.confidence == "high"}
    assert alone <= confirmed


def test_an_old_wage_ceiling_says_that_it_is_old(book: Book) -> None:
    said = plain(book.entries["iuran-pekerja"].full(book.on(date(2027, 3, 1))))
    assert "yang baru belum kami terima" in said
    assert "Mohon dipastikan lagi ke kantor cabang atau telepon 175." in said
    assert "sejak 1 Maret 2027" not in said


def test_a_fact_of_medium_confidence_asks_to_be_confirmed() -> None:
    sure, unsure = _entry("Batasnya {batas} tahun.", "high"), _entry("Batasnya {batas} tahun.", "medium")
    assert plain(sure[0].opening(sure[1])) == "Batasnya 65 tahun."
    assert plain(unsure[0].opening(unsure[1])) == (
        "Batasnya 65 tahun. Mohon dipastikan lagi ke kantor cabang atau telepon 175."
    )


def test_doubt_in_the_detail_stands_once_and_at_its_end() -> None:
    entry, facts = _entry("Boleh.", "medium", detail="Batasnya {batas} tahun.")
    assert plain(entry.opening(facts)) == "Boleh."
    assert plain(entry.full(facts)).count("Mohon dipastikan") == 1


def test_the_basis_names_a_regulation_once_with_all_its_articles(book: Book) -> None:
    basis = book.entries["iuran-contoh"].basis(book.on(NOVEMBER))
    assert basis is not None
    assert "PP 44/2015 Pasal 16 ayat (1), Pasal 18 ayat (1); PP 46/2015 Pasal 16 ayat (1)" in plain(basis)


def test_the_basis_tells_from_when_to_when_the_answer_holds(book: Book) -> None:
    basis = book.entries["iuran-bpu"].basis(book.on(NOVEMBER))
    assert basis is not None
    assert plain(basis).endswith("Berlaku per 22 November 2026, sejak 1 April 2026 sampai 31 Desember 2026.")


def test_a_rule_without_a_known_day_tells_when_it_was_checked(book: Book) -> None:
    basis = book.entries["sanksi"].basis(book.on(date(2026, 11, 23)))
    assert basis is not None
    assert plain(basis).endswith("Berlaku per 23 November 2026 menurut pemeriksaan kami 22 November 2026.")


def test_a_greeting_rests_on_nothing(book: Book) -> None:
    assert book.entries["oos_smalltalk"].basis(book.on(NOVEMBER)) is None


def test_every_entry_says_what_its_intents_must_say(book: Book) -> None:
    must = yaml.safe_load(MUST_MENTION.read_text(encoding="utf-8"))
    for day in DAYS:
        facts = book.on(day)
        for entry in book.entries.values():
            said = plain(entry.full(facts))
            missing = [some for one in entry.intents for some in must[one] if not mentions(said, [some])]
            assert not missing, (entry.id, day, missing)


def test_every_intent_has_an_entry(book: Book) -> None:
    served = {intent for entry in book.entries.values() for intent in entry.intents}
    assert served == set(book.intents)
    assert len(book.entries) >= 45


def test_nobody_is_told_too_early_that_he_is_registered_or_protected(book: Book) -> None:
    promise = re.compile(r"(bapak/ibu|anda|koperasi(nya)?|kalian) (sudah|telah) (resmi )?(terdaftar|terlindungi|aktif)")
    for entry in book.entries.values():
        said = plain(entry.full(book.on(NOVEMBER))).lower()
        assert not promise.search(said), entry.id
        for sentence in re.split(r"[.;]\s", said):
            if re.search(r"perlindungan mulai|terlindungi setelah|mulai terlindungi", sentence):
                assert re.search(r"iuran pertama(nya)? dibayar", sentence), (entry.id, sentence)


def test_no_entry_shouts_or_uses_pictures(book: Book) -> None:
    for entry in book.entries.values():
        said = plain(entry.full(book.on(NOVEMBER)))
        assert "!" not in said, entry.id
        assert said.isprintable() or set(said) - {"\n"} <= {c for c in said if c.isprintable()}, entry.id
        assert all(ord(letter) < 0x2100 for letter in said), entry.id


def _entry(answer: str, confidence: Confidence, detail: str = "") -> tuple[Entry, Facts]:
    entry = Entry("a", ("iuran_bpu",), "A", (Part(answer),), (Part(detail),) if detail else (), (), (), ())
    rows = [
        Fact("batas", 65, "tahun", None, None, "PP 1/2020", None, "buku", confidence),
        Fact("kontak-175", "175", "teks", None, None, None, None, "situs", "high"),
    ]
    return entry, Facts(rows, NOVEMBER, NOVEMBER)
