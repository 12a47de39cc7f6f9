import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rupiah import read_rupiah

TWO_AND_A_HALF = [
    *("2,5 juta", "2.5jt", "2,5jt", "Rp 2.500.000", "Rp2.500.000,-", "rp. 2.500.000,00", "2500000", "2,500,000"),
    *("2500rb", "2500 ribu", "2.500 ribu", "2500k", "2 500 000", "2 juta 500", "2jt500", "2 jt 500 rb", "IDR 2500000"),
    *(
        "dua juta setengah",
        "dua setengah juta",
        "dua juta lima ratus",
        "dua juta lima ratus ribu",
        "2 setengah juta",
        "2,5 juta rupiah",
    ),
    *("dua koma lima juta", "2,500 juta", "2,5 jt/bln", "gaji 2,5 juta sebulan", "kira-kira 2,5 juta per bulan, pak"),
]


@pytest.mark.parametrize("text", TWO_AND_A_HALF)
def test_two_and_a_half_million_is_read_however_it_is_written(text: str) -> None:
    assert read_rupiah(text) == 2_500_000


@pytest.mark.parametrize(
    "text, amount",
    [
        ("2jt", 2_000_000),
        ("sejuta", 1_000_000),
        ("sejuta setengah", 1_500_000),
        ("setengah juta", 500_000),
        ("750rb", 750_000),
        ("seratus ribu", 100_000),
        ("dua ratus lima puluh ribu", 250_000),
        ("satu juta dua ratus lima puluh ribu", 1_250_000),
        ("1,25 juta", 1_250_000),
        ("2,125 juta", 2_125_000),
        ("1 miliar", 1_000_000_000),
        ("tiga belas juta", 13_000_000),
        ("Rp 0", 0),
        ("3", 3),
    ],
)
def test_other_amounts_are_read(text: str, amount: int) -> None:
    assert read_rupiah(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UMK",
        "umr bogor",
        "banyak",
        "2-3 juta",
        "2 juta atau 3 juta",
        "100rb/hari",
        "2 juta seminggu",
        "2 juta 50",
        "?",
    ],
)
def test_what_is_not_one_amount_a_month_is_not_read(text: str) -> None:
    assert read_rupiah(text) is None


@given(st.integers(0, 10**12))
def test_an_amount_comes_back_from_every_way_to_write_it(amount: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")
    for text in (str(amount), f"Rp{dotted}", f"Rp {dotted},00", f"Rp{dotted},-", f"{amount:,}", f"{dotted} sebulan"):
        assert read_rupiah(text) == amount


@given(st.integers(1, 999), st.integers(0, 999))
def test_millions_and_thousands_come_back(millions: int, thousands: int) -> None:
    amount = millions * 10**6 + thousands * 1000
    decimals = f"{millions},{thousands:03}"
    texts = (
        f"{decimals} juta",
        f"{millions} juta {thousands} ribu",
        f"{amount // 1000}rb",
        f"{decimals.rstrip('0')}0jt",
    )
    assert {read_rupiah(text) for text in texts if thousands or "juta" not in text} <= {amount}


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    amount = read_rupiah(text)
    assert amount is None or amount >= 0


def test_a_number_without_end_is_read_quickly_and_as_more_than_anybody_has() -> None:
    assert read_rupiah("9" * 4_000 + " juta") == 10**15
