"""The weights that plain Python reads are those that scikit-learn learned."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.book import Book
from knowledge.search.linear import Linear
from knowledge.search.model import Model, load, packaged
from tools.model.bank import Phrase
from tools.model.choose import scored
from tools.model.export import export
from tools.model.fit import Fitted, Learned, fit

NEXT_TO_NOTHING = 0.001
ABOUT = {
    "sharpness": 1.0,
    "sharpness_of_entries": 1.0,
    "thresholds": {"ours": 0.5, "sure": 0.5, "entry": 0.5},
    "learned": {},
}


@pytest.fixture(scope="module")
def fitted(phrases: Sequence[Phrase], book: Book) -> Fitted:
    return fit(phrases, book.words)


@pytest.fixture(scope="module")
def exported(fitted: Fitted, tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder: Path = tmp_path_factory.mktemp("model")
    export(fitted, ABOUT, folder)
    return load(folder)


def test_exported_scores_are_those_of_scikit_learn(
    fitted: Fitted, exported: Model, phrases: Sequence[Phrase], book: Book
) -> None:
    texts = [phrase.text for phrase in phrases[::37]] + ["", "xyzzy", "berapa berapa berapa iuran iuran"]
    said = [book.words.read(text) for text in texts]
    shares = fitted.shares(said)
    theirs = scored(fitted.intents, shares)
    for place, one in enumerate(said):
        ours = exported.intents.scores(exported.vocabulary.shares(one))
        assert ours == pytest.approx(theirs[place], abs=NEXT_TO_NOTHING), texts[place]


def test_so_are_those_of_the_entries_of_every_intent(
    fitted: Fitted, exported: Model, phrases: Sequence[Phrase], book: Book
) -> None:
    assert fitted.entries.keys() == exported.entries.keys()
    for intent, learned in fitted.entries.items():
        of = [phrase.text for phrase in phrases if phrase.intent == intent][::15]
        said = [book.words.read(text) for text in of]
        theirs = scored(learned, fitted.shares(said))
        for place, one in enumerate(said):
            ours = exported.entries[intent].scores(exported.vocabulary.shares(one))
            assert ours == pytest.approx(theirs[place], abs=NEXT_TO_NOTHING), of[place]


def test_the_committed_model_is_the_one_that_these_phrases_make(exported: Model, phrases: Sequence[Phrase]) -> None:
    committed = packaged()
    assert committed.vocabulary.places == exported.vocabulary.places
    assert names(committed.intents) == names(exported.intents)
    assert {intent: names(one) for intent, one in committed.entries.items()} == {
        intent: names(one) for intent, one in exported.entries.items()
    }
    assert committed.intents.offsets == pytest.approx(exported.intents.offsets, abs=NEXT_TO_NOTHING)
    step = max(committed.intents.step, exported.intents.step)
    far = max(abs(one - other) for one, other in zip(committed.intents.weights, exported.intents.weights, strict=True))
    assert far * step < NEXT_TO_NOTHING


def names(linear: Linear) -> tuple[str, ...]:
    return linear.names


def test_a_border_between_two_entries_is_seen_from_both_sides(fitted: Fitted) -> None:
    pairs: list[Learned] = [one for one in fitted.entries.values() if len(one.names) == 2]
    assert pairs
    assert all((one.weights[:, 0] == -one.weights[:, 1]).all() for one in pairs)
