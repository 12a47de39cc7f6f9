"""Every number in every rendered answer is found in a rule that is valid on the day and that the answer rests on."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.render import plain, words
from dialogue.text import Day
from knowledge.book import Book
from knowledge.entry import HELPLINE, Entry, Part
from knowledge.facts import Fact, Facts

DAYS = (date(2026, 11, 22), date(2027, 1, 1), date(2027, 3, 1), date(2028, 1, 1))
DIGIT_NAMES = ("F1", "F1A", "F2")
NUMBER = re.compile(
    r"\S*\d\S*"
    r"|\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|seratus|ribu|seribu|juta|miliar"
    r"|persen|setengah|separuh)\b",
    re.IGNORECASE,
)
PACKAGE = Entry(
    id="paket",
    intents=("iuran_bpu",),
    title="Paket",
    answer=(Part("Paling ringan {bpu-paket-umum} sebulan."),),
    detail=(Part("JKM {bpu-jkm} untuk semua."),),
    cites=("daftar-aktif",),
    next=(),
    asks=(),
)


def strange(entry: Entry, facts: Facts) -> set[str]:
    """Numbers in the answer, short or full, that no rule it rests on accounts for."""
    known = sorted(set(phrases(entry, facts)), key=len, reverse=True)
    said = re.compile(rf"(?<![\w/])(?<!\d[.,])(?:{'|'.join(map(re.escape, known))})(?![\w%/]|[.,]\d)")
    texts = (plain(entry.opening(facts)), plain(entry.full(facts)))
    return {number for text in texts for number in NUMBER.findall(said.sub("_", text))}


def phrases(entry: Entry, facts: Facts) -> Iterator[str]:
    """What may be said with a number in it."""
    yield from (*DIGIT_NAMES, spoken(facts[HELPLINE]))
    yield from (words(Day(day), "id") for day in (facts.day, facts.checked))
    for fact_id in entry.cited(facts):
        yield from filter(None, names(facts[fact_id]))


def names(fact: Fact) -> Iterator[str | None]:
    yield from (fact.regulation, fact.article, fact.source, spoken(fact))
    yield from (words(Day(day), "id") for day in (fact.since, fact.effective_to) if day)


def spoken(fact: Fact) -> str:
    return words(fact.spoken, "id") if fact.value is not None and fact.unit != "lapis" else ""


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_number_of_every_answer_stands_in_a_rule_of_the_day(book: Book, day: date) -> None:
    facts = book.on(day)
    found = {entry.id: numbers for entry in book.entries.values() if (numbers := strange(entry, facts))}
    assert not found


def test_there_are_numbers_to_be_found(book: Book) -> None:
    facts = book.on(DAYS[0])
    bare = [replace(entry, cites=()) for entry in book.entries.values()]
    with_numbers = [entry for entry in bare if NUMBER.search(plain(entry.opening(facts)))]
    assert len(with_numbers) > 20


@pytest.mark.parametrize(
    "typed",
    [
        "Rp9.999",
        "Rp8.400",
        "Rp42.000.000",
        "17%",
        "0,5 persen",
        "99 hari",
        "1.680",
        "16.800,5",
        "31 Desember 2029",
        "F3",
        "PP 99/2099",
        "tiga bulan",
        "dua belas",
        "seratus ribu",
    ],
)
@pytest.mark.parametrize("where", ["answer", "detail"])
def test_a_number_that_is_smuggled_in_is_found(book: Book, typed: str, where: str) -> None:
    facts = book.on(date(2027, 1, 1))
    assert strange(PACKAGE, facts) == set()
    parts = smuggled(PACKAGE.answer if where == "answer" else PACKAGE.detail, typed)
    changed = replace(PACKAGE, answer=parts) if where == "answer" else replace(PACKAGE, detail=parts)
    assert strange(changed, facts)


def test_a_number_smuggled_into_a_real_answer_is_found(book: Book) -> None:
    facts = book.on(DAYS[0])
    for entry in book.entries.values():
        assert "Rp9.999" in strange(replace(entry, answer=smuggled(entry.answer, "Rp9.999")), facts), entry.id


def test_the_value_of_another_day_is_found(book: Book) -> None:
    dear = replace(PACKAGE, answer=smuggled(PACKAGE.answer, "Rp16.800"))
    assert strange(dear, book.on(date(2027, 1, 1))) == set()
    assert strange(dear, book.on(date(2026, 12, 31))) == {"Rp16.800"}


def smuggled(parts: tuple[Part, ...], typed: str) -> tuple[Part, ...]:
    return tuple(replace(part, text=f"{part.text} Ingat: {typed} saja.") for part in parts)
