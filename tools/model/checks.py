"""Checks: what a bank must have, so that the model learns what people mean and not how we write."""

from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.book import Book
from tools.model.bank import STYLES, Phrase, by_intent
from tools.model.measured import copies, kept

LEAST_OF_ENTRY = 25
LEAST_OF_INTENT = 100
LEAST_OUTSIDE = 300
NEAR_THE_DOMAIN = ("oos_bpjs_kesehatan", "oos_bansos_bsu", "oos_koperasi_umum")
"""Where BPJS Ketenagakerjaan is easily taken for somebody else; half of what is outside is of these."""


def problems(phrases: Sequence[Phrase], book: Book) -> list[str]:
    """One sentence for each thing that is wrong with a bank."""
    return [*repeated(phrases), *too_few(phrases, book), *outside(phrases, book), *copied(phrases)]


def repeated(phrases: Sequence[Phrase]) -> Iterator[str]:
    """The same words twice teach nothing, and under two intents something wrong. Two writers may think of the same."""
    places: dict[str, Phrase] = {}
    for phrase in phrases:
        text = " ".join(phrase.text.lower().split())
        first = places.setdefault(text, phrase)
        elsewhere = first.source != phrase.source and first.intent == phrase.intent
        if first is not phrase and phrase.place and not elsewhere:
            yield f"{phrase.place}: '{text}' stands at {first.place or first.entry} already"


def too_few(phrases: Sequence[Phrase], book: Book) -> Iterator[str]:
    of_entry = Counter(phrase.entry for phrase in phrases)
    for entry in book.entries:
        if of_entry[entry] < LEAST_OF_ENTRY:
            yield f"[{entry}] has {of_entry[entry]} phrases; at least {LEAST_OF_ENTRY}"
    groups = by_intent(phrases)
    for intent in book.intents:
        if len(of := groups.get(intent, ())) < LEAST_OF_INTENT:
            yield f"{intent} has {len(of)} phrases; at least {LEAST_OF_INTENT}"
        for style in STYLES:
            if not any(phrase.style == style for phrase in of):
                yield f"{intent} has no phrase in the style '{style}'"


def outside(phrases: Sequence[Phrase], book: Book) -> Iterator[str]:
    theirs = [phrase for phrase in phrases if not book.intents[phrase.intent].in_scope]
    near = sum(phrase.intent in NEAR_THE_DOMAIN for phrase in theirs)
    if len(theirs) < LEAST_OUTSIDE or near * 2 < LEAST_OUTSIDE:
        yield f"{len(theirs)} phrases are outside our scope, {near} of them near it; wanted: {LEAST_OUTSIDE}, half near"


def copied(phrases: Sequence[Phrase]) -> Iterator[str]:
    for phrase in copies(phrases, kept()):
        yield f"{phrase.place or phrase.entry}: resembles a question that we are measured on, which is not for training"
