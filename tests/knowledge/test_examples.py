"""The worked examples that answers name (facts/contoh.yaml): each equals the arithmetic on the rates of its day."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.book import Book
from knowledge.facts import Facts

DAYS = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 11, 22), date(2027, 1, 1), date(2027, 3, 1), date(2028, 1, 1))
EMPLOYER = ("iuran-jkk-1", "iuran-jkm", "iuran-jht-koperasi")


@pytest.fixture(params=DAYS, ids=str)
def facts(book: Book, request: pytest.FixtureRequest) -> Facts:
    day: date = request.param
    return book.on(day)


def of_wage(facts: Facts, wage: str, *rates: str) -> Decimal:
    return sum((facts.rate(rate) * facts.amount(wage) for rate in rates), Decimal(0))


def test_an_employer_with_the_two_first_programmes_pays_the_example(facts: Facts) -> None:
    assert facts.amount("contoh-pokok-koperasi") == of_wage(facts, "contoh-pokok-upah", "iuran-jkk-1", "iuran-jkm")


def test_the_example_of_four_programmes_adds_up(facts: Facts) -> None:
    employer = of_wage(facts, "contoh-lengkap-upah", *EMPLOYER, "iuran-jp-koperasi")
    worker = of_wage(facts, "contoh-lengkap-upah", "iuran-jht-pekerja", "iuran-jp-pekerja")
    assert facts.amount("contoh-lengkap-koperasi") == employer
    assert facts.amount("contoh-lengkap-pekerja") == worker
    assert facts.amount("contoh-lengkap-total") == employer + worker


def test_the_example_of_a_high_wage_keeps_the_pension_under_its_limit(facts: Facts) -> None:
    employer, worker = (of_wage(facts, "jp-batas-upah", f"iuran-jp-{who}") for who in ("koperasi", "pekerja"))
    assert facts.amount("contoh-jp-koperasi-tertinggi") == employer
    assert facts.amount("contoh-jp-pekerja-tertinggi") == worker
    assert facts.amount("contoh-besar-upah") > facts.amount("jp-batas-upah")
    assert facts.amount("contoh-besar-koperasi") == of_wage(facts, "contoh-besar-upah", *EMPLOYER) + employer
    assert facts.amount("contoh-besar-pekerja") == of_wage(facts, "contoh-besar-upah", "iuran-jht-pekerja") + worker


def test_a_year_is_twelve_months_and_a_fine_is_its_share(facts: Facts) -> None:
    assert facts.amount("contoh-mikro-setahun") == 12 * facts.amount("contoh-mikro")
    assert facts.amount("contoh-kecil-setahun") == 12 * facts.amount("contoh-kecil-koperasi")
    assert facts.amount("contoh-bpu-setahun") == 12 * facts.amount("bpu-paket-normal")
    assert facts.amount("contoh-bpu-setahun-jht") == 12 * facts.amount("bpu-paket-normal-jht")
    assert facts.amount("contoh-denda-telat") == of_wage(facts, "contoh-mikro", "iuran-denda-telat")


def test_a_middling_income_pays_by_its_layer(facts: Facts) -> None:
    layers = [
        gives for begins, gives in facts.layers("bpu-tabel-dasar") if begins <= facts.amount("contoh-bpu-penghasilan")
    ]
    assert facts.amount("contoh-bpu-dasar") == layers[-1]
    normal = of_wage(facts, "contoh-bpu-dasar", "bpu-jkk-tarif") + facts.amount("bpu-jkm")
    assert facts.amount("contoh-bpu-normal") == normal
    assert facts.amount("contoh-bpu-jht") == of_wage(facts, "contoh-bpu-dasar", "bpu-jht-tarif")
    if "contoh-bpu-diskon" in facts:
        assert facts.amount("contoh-bpu-diskon") == normal * (1 - facts.rate("bpu-diskon"))


def test_all_officers_without_pay_pay_the_cheapest_together(facts: Facts) -> None:
    officers = facts.amount("pengurus-jumlah")
    assert facts.amount("contoh-pengurus-normal") == officers * facts.amount("bpu-paket-normal")
    if "contoh-pengurus-diskon" in facts:
        assert facts.amount("contoh-pengurus-diskon") == officers * facts.amount("bpu-paket-umum")


def test_the_highest_layer_gives_the_highest_contribution(facts: Facts) -> None:
    assert facts.amount("bpu-jkk-tertinggi") == of_wage(facts, "bpu-dasar-tertinggi", "bpu-jkk-tarif")
    assert facts.amount("bpu-jht-tertinggi") == of_wage(facts, "bpu-dasar-tertinggi", "bpu-jht-tarif")
    assert facts["bpu-lapis-banyak"].value == str(len(facts.layers("bpu-tabel-dasar")))


def test_a_discount_ends_the_day_before_the_normal_price_begins(book: Book) -> None:
    facts = book.on(date(2026, 11, 22))
    for group in ("umum", "transportasi"):
        ends, begins = (
            date.fromisoformat(str(facts[f"bpu-{name}"].value))
            for name in (f"diskon-{group}-sampai", f"{group}-normal-mulai")
        )
        assert (begins - ends).days == 1
