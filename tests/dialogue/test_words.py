import pytest

from dialogue.words import clean, exact, is_no, is_plain_no, is_skip, is_yes, nearest, number_of, part, whole_number


@pytest.mark.parametrize("text", ["ya", "Iya, betul pak", "boleh banget", "ok", "ya kirim", "muhun", "Ya, nomor ini"])
def test_a_plain_yes_is_a_yes(text: str) -> None:
    assert is_yes(text)


@pytest.mark.parametrize(
    "text", ["boleh saya tanya dulu", "ya tidak", "boleh tapi jangan ditelepon", "ya Cikahuripan", ""]
)
def test_a_yes_with_anything_else_in_it_is_none(text: str) -> None:
    assert not is_yes(text)


@pytest.mark.parametrize("text", ["tidak", "gak boleh", "Jangan, pak", "belum", "bukan yang itu"])
def test_a_no_is_a_no(text: str) -> None:
    assert is_no(text)


@pytest.mark.parametrize("text", ["tidak apa-apa", "tidak tahu", "gak papa", "ya", "tidak masalah kok", ""])
def test_it_does_not_matter_and_i_do_not_know_refuse_nothing(text: str) -> None:
    assert not is_no(text)


def test_lewati_and_a_dash_leave_out() -> None:
    assert is_skip("Lewati.")
    assert is_skip(" - ")
    assert all(map(is_skip, ("nggak tau", "kurang tahu", "belum tahu", "lupa")))
    assert not is_skip("lewat jalan desa")


@pytest.mark.parametrize(
    "text, number",
    [
        ("2", 2),
        ("2.", 2),
        ("(2)", 2),
        ("nomor 2", 2),
        ("pilih no 2", 2),
        ("yang kedua", 2),
        ("Kedua", 2),
        ("yang dua", 2),
        ("saya pilih nomor 12", 12),
        ("dua", None),
        ("2 orang", None),
        ("ambil 2", None),
        ("123", None),
        ("²", None),
        ("٣", None),
        ("", None),
    ],
)
def test_a_choice_is_named_by_its_number_in_many_ways(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_a_label_is_found_as_it_stands_whatever_the_case_and_the_signs() -> None:
    assert exact("ya benar", {"a": "Ya, benar", "b": "Bukan"}) == "a"


def test_two_labels_that_read_the_same_are_not_chosen_by_label() -> None:
    assert exact("bojong", {"a": "Bojong", "b": "Bojong."}) is None
    assert nearest("bojon", {"a": "Bojong", "b": "Bojong."}) is None


@pytest.mark.parametrize(
    "text, label",
    [
        ("bicra petugas", "Bicara petugas"),
        ("daftarkan koprasi", "Daftarkan koperasi"),
        ("syarat dan langkah", "Syarat & langkah"),
    ],
)
def test_a_label_with_a_slip_of_the_finger_is_found(text: str, label: str) -> None:
    assert nearest(text, {"a": label, "b": "Manfaatnya apa?"}) == "a"


@pytest.mark.parametrize("text", ["ga boleh", "gak boleh", "tdk boleh", "jangan boleh", "ya jangan"])
def test_a_refusal_is_never_a_slip_of_a_yes(text: str) -> None:
    assert nearest(text, {"ya": "Ya, boleh", "tidak": "Tidak"}) is None


@pytest.mark.parametrize(
    "text, number",
    [("7", 7), ("0", 0), ("007", 7), ("123456789", 123456789), ("1234567890", None), ("9" * 5000, None)]
    + [(text, None) for text in ("", " 7", "-7", "7a", "²", "٣")],
)
def test_a_whole_number_is_up_to_nine_plain_digits(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_another_number_is_another_label() -> None:
    assert nearest("ambil 7", {"a": "Ambil 5"}) is None
    assert nearest("ambl 5", {"a": "Ambil 5", "b": "Ambil 6"}) == "a"


def test_what_is_near_to_two_labels_is_neither() -> None:
    assert nearest("ya nomor lain", {"ini": "Ya, nomor ini", "lain": "Nomor lain"}) is None


def test_a_word_of_one_label_is_enough() -> None:
    labels = {"a": "Sudah lengkap", "b": "Baru sebagian", "c": "Cipayung, Megamendung"}
    assert part("lengkap", labels) == "a"
    assert part("cipayung", labels) == "c"


def test_a_word_of_two_labels_or_half_a_word_or_a_yes_is_not_enough() -> None:
    assert part("nomor", {"a": "Nomor ini", "b": "Nomor lain"}) is None
    assert part("leng", {"a": "Sudah lengkap"}) is None
    assert part("hapus semua", {"a": "Ya, hapus semua"}) is None
    assert part("modal", {"a": "Belum ada modal"}) is None


def test_what_cannot_be_stored_or_seen_is_left_out() -> None:
    assert clean("\u202ebatal\u202c \x00\ud800\ufeff") == "batal"
    assert clean(" dua\r\nbaris 👨\u200d👩\u200d👧 ") == "dua\nbaris 👨\u200d👩\u200d👧"


def test_a_label_is_known_in_the_spelling_of_a_short_message() -> None:
    labels = {"a": "Sudah", "b": "Sedang diurus", "c": "Belum ada"}
    assert [exact(text, labels) for text in ("udh", "Sdh.", "blm ada", "udah belum")] == ["a", "a", "c", None]


@pytest.mark.parametrize("text", ["tidak", "Bukan yang itu, pak", "ga usah", "tidak mau", "belum", "salah"])
def test_a_plain_no_refuses_and_tells_nothing(text: str) -> None:
    assert is_plain_no(text)


@pytest.mark.parametrize("text", ["ga punya KTP", "belum digaji", "tidak tahu", "bukan karyawan", "ya", ""])
def test_a_no_that_tells_something_is_no_plain_one(text: str) -> None:
    assert not is_plain_no(text)
