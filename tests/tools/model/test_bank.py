from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.book import Book
from tools.model import checks
from tools.model.bank import ASKS, BankError, Phrase, read_bank
from tools.model.checks import copied, outside, problems, repeated, too_few
from tools.model.measured import alike, copies, fingerprint, kept


def bank(folder: Path, book: Book, **files: str) -> list[Phrase]:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [phrase for phrase in read_bank(book, folder) if phrase.source != ASKS]


def test_a_section_names_an_entry_or_an_intent(book: Book, tmp_path: Path) -> None:
    text = (
        "# remark\n[iuran-bpu]\nchat: brp iuran\n\n[iuran_pu]\nformal: Berapa iuran: pekerja?\n[beasiswa]\nchat: a b\n"
    )
    first, second, third = bank(tmp_path, book, some=text)
    assert (first.intent, first.entry, first.style, first.text) == (
        "iuran_bpu",
        "iuran-bpu",
        "chat",
        "brp iuran",
    )
    assert (second.intent, second.entry, second.text) == ("iuran_pu", "", "Berapa iuran: pekerja?")
    assert third.entry == "beasiswa"
    assert (second.place, second.source) == ("some.txt:6", "bank")


def test_an_intent_with_one_entry_means_that_entry(book: Book, tmp_path: Path) -> None:
    (phrase,) = bank(tmp_path, book, some="[jht_pajak]\nchat: pajak jht brp\n")
    assert phrase.entry == next(entry.id for entry in book.entries.values() if entry.intents[0] == "jht_pajak")


def test_a_folder_is_a_source_of_its_own(book: Book, tmp_path: Path) -> None:
    (phrase,) = bank(tmp_path, book, reviews__jmo="[jmo_login]\nchat: ga bisa masuk\n")
    assert phrase.source == "reviews"


def test_everything_wrong_is_told_with_file_and_line(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BankError) as caught:
        bank(tmp_path, book, some="[nothing]\nchat: a b\n[jkm-klaim]\nshout: c d\njust words\n")
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["some.txt:1", "some.txt:4", "some.txt:5"]


def phrase(
    text: str, intent: str = "iuran_bpu", entry: str = "", place: str = "a.txt:1", style: str = "chat"
) -> Phrase:
    return Phrase(text, intent, entry, "bank", style, place)


def test_the_same_words_may_not_stand_twice() -> None:
    twice = [phrase("Berapa  iurannya"), phrase("berapa iurannya", intent="iuran_pu", place="b.txt:2")]
    assert list(repeated(twice)) == ["b.txt:2: 'berapa iurannya' stands at a.txt:1 already"]


def test_two_writers_may_think_of_the_same_question_but_not_of_two_meanings() -> None:
    first, same, other = (
        phrase("berapa iurannya"),
        phrase("berapa iurannya", place="b.txt:2"),
        phrase("Berapa iurannya"),
    )
    second = replace(same, source="seed")
    assert not list(repeated([first, second]))
    assert list(repeated([first, replace(second, intent="iuran_pu")]))
    assert list(repeated([first, other]))


def test_an_entry_with_few_phrases_is_told_of(book: Book) -> None:
    many = [phrase(f"nomor {number}", entry="iuran-bpu") for number in range(24)]
    assert "[iuran-bpu] has 24 phrases; at least 25" in list(too_few(many, book))
    assert not any("[iuran-bpu]" in line for line in too_few([*many, phrase("lagi", entry="iuran-bpu")], book))


def test_an_intent_with_few_phrases_is_told_of(book: Book) -> None:
    many = [phrase(f"nomor {number}") for number in range(99)]
    assert "iuran_bpu has 99 phrases; at least 100" in list(too_few(many, book))
    assert not any(line.startswith("iuran_bpu has 1") for line in too_few([*many, phrase("lagi")], book))


def test_every_intent_wants_every_style(book: Book) -> None:
    said = list(too_few([phrase("satu")], book))
    assert "iuran_bpu has no phrase in the style 'regional'" in said
    assert "iuran_bpu has no phrase in the style 'chat'" not in said


def test_half_of_what_is_outside_lies_near_the_domain(book: Book) -> None:
    far = [phrase(f"cuaca {number}", intent="oos_lain") for number in range(400)]
    assert list(outside(far, book))
    near = [phrase(f"faskes {number}", intent="oos_bpjs_kesehatan") for number in range(150)]
    assert list(outside([*far, *near[:-1]], book))
    assert not list(outside([*far, *near], book))
    assert list(outside([*far[:149], *near], book))


def test_a_copy_of_a_question_that_we_are_measured_on_is_found() -> None:
    question = "saya sudah resign dari pabrik tiga bulan lalu tapi belum bisa klaim juga"
    prints = [fingerprint(question)]
    assert list(copies([phrase("Saya sudah resign dari pabrik 3 bulan lalu, tapi belum bisa klaim juga!")], prints))
    assert list(copies([phrase("min mau nanya, saya sudah resign dari pabrik tiga, trus gimana caranya ya")], prints))
    assert not list(copies([phrase("sudah berhenti dari pabrik tiga bulan, klaimnya belum bisa")], prints))
    assert not list(copies([phrase("belum bisa klaim")], [fingerprint("belum bisa klaim")]))


def test_a_copy_is_something_wrong_with_the_bank(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "saya sudah resign dari pabrik tiga bulan lalu"
    monkeypatch.setattr(checks, "kept", lambda: [fingerprint(text)])
    assert any("a.txt:1: resembles a question" in line for line in problems([phrase(text)], book))


def test_word_order_does_not_hide_a_copy() -> None:
    one, other = (
        fingerprint("kapan santunan kematian ibu saya cair"),
        fingerprint("santunan kematian ibu saya kapan cair"),
    )
    assert alike(one[0], other[0])


def test_what_is_kept_of_the_questions_are_fingerprints_only() -> None:
    prints = kept()
    assert len(prints) == 149
    assert all(len(mark) == 10 and int(mark, 16) >= 0 for words, runs in prints for mark in words | runs)


def test_nothing_is_wrong_with_the_bank(book: Book, phrases: list[Phrase]) -> None:
    assert not list(copied(phrases))
    assert problems(phrases, book) == []
