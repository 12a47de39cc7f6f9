from datetime import date
from decimal import Decimal

import pytest

from bot.render import plain
from dialogue.text import Day, Number, Percent, Raw, Rupiah
from knowledge.book import Book
from knowledge.facts import Facts, UnknownFact

NOVEMBER = date(2026, 11, 22)


def test_a_fact_is_found_as_of_its_day(book: Book) -> None:
    assert book.on(date(2026, 2, 28)).amount("jp-batas-upah") == 10_547_400
    assert book.on(date(2026, 3, 1)).amount("jp-batas-upah") == 11_086_300


def test_the_first_and_the_last_day_of_a_row_belong_to_it(book: Book) -> None:
    assert book.on(date(2026, 3, 31)).amount("bpu-paket-umum") == 16_800
    assert book.on(date(2026, 4, 1)).amount("bpu-paket-umum") == 8_400
    assert book.on(date(2026, 12, 31)).amount("bpu-paket-umum") == 8_400
    assert book.on(date(2027, 1, 1)).amount("bpu-paket-umum") == 16_800


def test_drivers_keep_the_discount_until_the_end_of_march(book: Book) -> None:
    assert book.on(date(2027, 3, 31)).amount("bpu-paket-transportasi") == 8_400
    assert book.on(date(2027, 4, 1)).amount("bpu-paket-transportasi") == 16_800


def test_an_unknown_fact_is_a_key_error_that_names_fact_and_day(book: Book) -> None:
    with pytest.raises(UnknownFact, match="'tidak-ada' holds on 2026-11-22"):
        book.on(NOVEMBER)["tidak-ada"]
    with pytest.raises(KeyError):
        book.on(date(2027, 2, 1))["jp-manfaat-terendah"]


def test_what_nobody_knows_is_told_apart_from_what_is_not_there(book: Book) -> None:
    facts = book.on(date(2018, 5, 1))
    assert facts.is_unknown("jp-batas-upah")
    assert "jp-batas-upah" not in facts
    with pytest.raises(UnknownFact):
        facts.amount("jp-batas-upah")
    assert not facts.is_unknown("tidak-ada")
    assert not facts.is_unknown("iuran-jkm")


def test_a_rate_is_a_fraction_and_an_amount_is_whole(book: Book) -> None:
    facts = book.on(NOVEMBER)
    assert facts.rate("iuran-jkk-1") == Decimal("0.0024")
    assert facts.number("iuran-jkm") == Decimal("0.003")
    with pytest.raises(TypeError):
        facts.amount("iuran-jkm")
    with pytest.raises(TypeError):
        facts.rate("jkm-total")
    with pytest.raises(TypeError):
        facts.number("kontak-175")


def test_each_unit_is_spoken_in_its_own_way(book: Book) -> None:
    facts = book.on(NOVEMBER)
    assert facts["jkm-total"].spoken == Rupiah(42_000_000)
    assert facts["iuran-jkk-1"].spoken == Percent(Decimal("0.0024"))
    assert facts["jkp-bulan"].spoken == Number(6)
    assert facts["bpu-diskon-umum-sampai"].spoken == Day(date(2026, 12, 31))
    assert facts["lapor-kecelakaan"].spoken == Raw("2x24 jam")
    assert facts["kelas-gudang"].spoken == Raw("IV")


def test_a_rule_without_a_number_cannot_be_spoken(book: Book) -> None:
    with pytest.raises(ValueError, match="daftar-aktif"):
        _ = book.on(NOVEMBER)["daftar-aktif"].spoken


def test_reckoned_examples_follow_from_the_rates(book: Book) -> None:
    facts = book.on(NOVEMBER)
    wage = facts.amount("contoh-upah")
    small = wage * (facts.rate("iuran-jkk-1") + facts.rate("iuran-jkm"))
    with_jht = small + wage * facts.rate("iuran-jht-koperasi")
    assert facts.amount("contoh-mikro") == small
    assert facts.amount("contoh-kecil-koperasi") == with_jht
    assert facts.amount("contoh-kecil-pekerja") == wage * facts.rate("iuran-jht-pekerja")
    assert facts.amount("contoh-penuh-koperasi") == with_jht + wage * facts.rate("iuran-jp-koperasi")
    worker = facts.rate("iuran-jht-pekerja") + facts.rate("iuran-jp-pekerja")
    assert facts.amount("contoh-penuh-pekerja") == wage * worker


def test_reckoned_benefits_follow_from_their_parts(book: Book) -> None:
    facts = book.on(NOVEMBER)
    parts = ("jkm-santunan", "jkm-berkala", "jkm-pemakaman")
    assert facts.amount("jkm-total") == sum(facts.amount(part) for part in parts)
    assert facts.amount("jkk-contoh-meninggal") == _death_at_work(facts, facts.amount("jkk-contoh-upah"))
    assert facts.amount("bpu-meninggal-kerja") == _death_at_work(facts, facts.amount("bpu-dasar-terendah"))
    assert facts.amount("jkp-tertinggi") == facts.rate("jkp-tunai") * facts.amount("jkp-batas-upah")


def test_reckoned_packages_follow_from_their_parts(book: Book) -> None:
    facts = book.on(NOVEMBER)
    normal = facts.amount("bpu-jkk-terendah") + facts.amount("bpu-jkm")
    assert facts.amount("bpu-paket-normal") == normal
    assert facts.amount("bpu-paket-normal-jht") == normal + facts.amount("bpu-jht-terendah")
    assert facts.amount("bpu-paket-umum") == normal * (1 - facts.rate("bpu-diskon"))
    assert facts.amount("bpu-paket-umum-jht") == facts.amount("bpu-paket-umum") + facts.amount("bpu-jht-terendah")


def test_a_wage_ceiling_that_is_not_announced_yet_is_not_sure(book: Book) -> None:
    assert book.on(date(2027, 2, 28))["jp-batas-upah"].confidence == "high"
    assert book.on(date(2027, 3, 1))["jp-batas-upah"].confidence == "medium"


def test_the_rule_book_of_a_day_is_a_mapping(book: Book) -> None:
    facts = book.on(NOVEMBER)
    assert "jkm-total" in facts
    assert len(facts) == len(set(facts))
    assert "jp-manfaat-terendah" not in book.on(date(2027, 2, 1))


def _death_at_work(facts: Facts, wage: int) -> int:
    return facts.amount("jkk-meninggal-kali") * wage + facts.amount("jkk-berkala") + facts.amount("jkk-pemakaman")


def test_a_value_that_goes_on_holds_since_it_began(book: Book) -> None:
    assert book.on(date(2027, 3, 1))["jp-batas-upah"].since == date(2026, 3, 1)
    assert book.on(date(2027, 4, 1))["bpu-paket-transportasi"].since == date(2027, 4, 1)
    said = plain(book.entries["batas-upah-jp"].full(book.on(date(2027, 3, 1))))
    assert "sejak 1 Maret 2026" in said
