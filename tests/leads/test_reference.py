import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leads.reference import ALPHABET, parse_reference, read_code, reference

NUMBERS = st.integers(0, 2_000_000)
REFERENCES = NUMBERS.map(reference)


def test_no_two_leads_share_a_reference() -> None:
    first = [reference(number) for number in range(30_000)]
    assert len(set(first)) == 30_000
    assert {len(ref) for ref in first[:12_167]} == {6}


@given(REFERENCES)
def test_a_reference_is_read_as_it_was_written(ref: str) -> None:
    assert parse_reference(ref) == ref


@given(REFERENCES, st.data())
def test_a_wrong_character_is_noticed(ref: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(ref) - 1))
    other = data.draw(st.sampled_from(ALPHABET.replace(ref[place], "")))
    assert parse_reference(ref[:place] + other + ref[place + 1 :]) is None


@given(REFERENCES, st.data())
def test_two_characters_changed_over_are_noticed(ref: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(ref) - 2))
    assume(ref[place] != ref[place + 1])
    assert parse_reference(ref[:place] + ref[place + 1] + ref[place] + ref[place + 2 :]) is None


@given(REFERENCES, st.sampled_from(["{}", "nomor {} sudah sampai mana?", "({})", "{}, terima kasih", "cek {} ya bu"]))
def test_a_reference_is_found_in_a_sentence(ref: str, sentence: str) -> None:
    assert parse_reference(sentence.format(ref)) == ref
    assert parse_reference(sentence.format(ref.lower())) == ref


@pytest.mark.parametrize(
    "typed",
    [
        "K-7QM3", "k-7qm3", "K7QM3", "k 7qm3", "K 7 Q M 3", "K - 7QM3", "K–7QM3", "k.7qm3", "7QM3", " 7qm3 ",
        "K-70M3", "K-7OM3", "k-io m3", "K-1QM3", "K-lqm3", "mau tanya K-7QM3?", "K 7QM 3 ya pak", "no.k-7qm3.",
    ],
)  # fmt: skip
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_reference(typed) == "K-7QM3"


@pytest.mark.parametrize(
    "words",
    """KDMP kdmp KKMP KDKMP kopdes kopi kodir kemis kirin kios kirim kotor kosong kontrol kantor kelurahan foto blog
    sblm nlpon kntor split KTP KK kk.2345 kpk-2345 08123456789 K 2023 16912 10598""".split(),
)
def test_a_word_is_no_reference(words: str) -> None:
    assert parse_reference(words) is None
    assert parse_reference(f"{words} cikahuripan") is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_harm(text: str) -> None:
    found = parse_reference(text)
    assert found is None or parse_reference(found) == found


def test_only_what_can_be_told_apart_is_used() -> None:
    assert not set("0O1ILBSZGAEUK") & set(ALPHABET)
    assert len(set(ALPHABET)) == 23


def test_a_code_of_the_same_alphabet_is_put_right() -> None:
    assert read_code(" 7qm3-vxo8 ") == "7QM3VXQ8"


def test_a_reference_below_nothing_is_a_fault() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        reference(-1)
