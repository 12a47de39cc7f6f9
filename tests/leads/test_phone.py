import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.phone import Phone, holds_nik, read_phones, without_numbers

SITI = "+6281234567890"
DEDI = "+6281398765432"

TABLE = [
    ("0812-3456-7890", [SITI]),
    ("+62 812 3456 7890", [SITI]),
    ("6281234567890", [SITI]),
    ("62812 3456 7890", [SITI]),
    ("62 0812 3456 7890", [SITI]),
    ("+62 0812 3456 7890", [SITI]),
    ("0062 812 3456 7890", [SITI]),
    ("81234567890", [SITI]),
    ("0871-0010-000", ["+628710010000"]),
    ("812-3456-7890", [SITI]),
    ("0812.3456.7890", [SITI]),
    ("0812 – 3456 – 7890", [SITI]),
    ("hub 0812 3456 7890 (WA)", [SITI]),
    ("wa.me/6281234567890", [SITI]),
    ("\u202a+62 812-3456-7890\u202c", [SITI]),
    ("O812-3456-7890", [SITI]),
    ("O8123456789O", [SITI]),
    ("o812 3456 789o ya", [SITI]),
    ("08l2-3456-7890", [SITI]),
    ("٠٨١٢٣٤٥٦٧٨٩٠", [SITI]),
    ("0812-3456-7890/0813 9876 5432", [SITI, DEDI]),
    ("0812-3456-7890 / 0813-9876-5432", [SITI, DEDI]),
    ("081234567890 atau 081398765432", [SITI, DEDI]),
    ("081234567890 081398765432", [SITI, DEDI]),
    ("0812 3456 7890 0813 9876 5432", [SITI, DEDI]),
    ("0812-3456-7890, sekali lagi 081234567890", [SITI]),
    ("0812-3456-7890/7891", [SITI]),
    ("(0251) 8321234", ["+622518321234"]),
    ("0251-8321234", ["+622518321234"]),
    ("(021) 87654321 ext 12", ["+622187654321"]),
    ("+60 12-345 6789", ["+60123456789"]),
    ("+65 9123 4567", ["+6591234567"]),
    ("NIK 3201012345678901, HP 0812-3456-7890", [SITI]),
    ("3201012345678901", []),
    ("3201 0145 0678 0001", []),
    ("3201 0812 1256 7890", []),
    ("32-01.081108761527", []),
    ("3201 622102750218", []),
    ("0812345", []),
    ("08123456789012345", []),
    ("175", []),
    ("tanggal 12-12-2026", []),
    ("Rp 81.234.567.890", []),
    ("upah 2.500.000", []),
    ("", []),
    ("😀", []),
    ("'; DROP TABLE lead;--", []),
]


@pytest.mark.parametrize("text,numbers", TABLE)
def test_phones_are_read_in_every_form(text: str, numbers: list[str]) -> None:
    assert [phone.e164 for phone in read_phones(text)] == numbers


def test_a_phone_is_shown_as_it_is_dialled_here() -> None:
    assert read_phones("+6281234567890") == (Phone(SITI, "0812-3456-7890", True, "0812-****-890"),)
    assert read_phones("02518321234") == (Phone("+622518321234", "(0251) 8321234", False, "(0251) ****234"),)
    assert read_phones("+65 9123 4567") == (Phone("+6591234567", "+65 9123 4567", True, "+65 ****567"),)


@given(st.integers(811_0000000, 819_9999999_9))
def test_what_is_stored_reads_back_to_itself_and_its_mask_hides_the_middle(number: int) -> None:
    for phone in read_phones(f"0{number}"):
        assert read_phones(phone.e164) == read_phones(phone.national) == (phone,)
        assert sum(sign.isdigit() for sign in phone.masked) <= 7


@pytest.mark.parametrize(
    "text",
    [
        "3201012345678901",
        "NIK saya 3201012345678901.",
        "32O1O12345678901",
        "3201 0145 0678 0001",
        "32.01.01.450678.0001",
    ],
)
def test_a_nik_is_seen(text: str) -> None:
    assert holds_nik(text)
    assert not read_phones(text)


@pytest.mark.parametrize(
    "text",
    [
        "0812-3456-7890", "6281234567890", "320101234567890", "32010123456789012", "0812 3456 7890 0813 9876 5432",
        "+62 812-3456-7890-1234", "6281234567890 175", "K-7QM3", "",
    ],
)  # fmt: skip
def test_other_numbers_are_no_nik(text: str) -> None:
    assert not holds_nik(text)


@given(st.text(alphabet="0123456789Oo +-./()l|\u202e", max_size=400))
def test_any_run_of_digits_is_read_without_harm(text: str) -> None:
    read_phones(text)
    holds_nik(text)


@pytest.mark.parametrize("text", ["1" * 10_000, "0812 " * 2_000, "3 2" * 4_000, "-(" * 5_000])
def test_a_very_long_text_is_read_only_as_far_as_anybody_types(text: str) -> None:
    assert len(read_phones(text)) <= 1
    assert read_phones("x" * 3_000 + "081234567890") == ()


def test_words_can_be_had_without_the_numbers() -> None:
    assert without_numbers("Ibu Siti 0812-3456-7890").split() == ["Ibu", "Siti"]
