"""Choose: sharpness and thresholds, by cross-validation on the training phrases and nothing else."""

import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from knowledge.book import Book
from tools.model.bank import Phrase
from tools.model.fit import Fitted, Learned, Scores, fit

PARTS = 4
"""Into so many the largest source is cut; every other source is a fold of its own."""
ACCEPTED = 0.95
"""Share of the questions that are ours which must not be declined."""
PRECISE = 0.955
"""Share of the answers said at once that must be of the right intent."""
PRECISE_ENTRY = 0.92
"""Share of the entries said at once that must be the very one that was meant; its neighbours help too."""
CUTS = [round(cut, 2) for cut in np.arange(0.05, 1.0, 0.05)]
LARGEST = "bank"


@dataclass(frozen=True)
class Point:
    """What a threshold does to phrases that the model has not seen. All are shares of 1.

    accepted: of ours, not declined; rejected: of others, declined, when `cut` is the limit of scope.
    answered: of ours, answered at once; precise: of these, of the right intent; mistaken: of others, answered at once,
    when `cut` is the limit of being sure.
    """

    cut: float
    accepted: float
    rejected: float
    answered: float
    precise: float
    mistaken: float


@dataclass(frozen=True)
class Chosen:
    """sharpness, sharpness_of_entries: see `Model`. ours, sure, entry: the thresholds. curve: what every cut does."""

    sharpness: float
    sharpness_of_entries: float
    ours: float
    sure: float
    entry: float
    curve: tuple[Point, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "sharpness": self.sharpness,
            "sharpness_of_entries": self.sharpness_of_entries,
            "thresholds": {"ours": self.ours, "sure": self.sure, "entry": self.entry},
            "targets": {"accepted": ACCEPTED, "precise": PRECISE, "precise_entry": PRECISE_ENTRY},
            "curve": [asdict(point) for point in self.curve],
        }


def choose(phrases: Sequence[Phrase], book: Book) -> Chosen:
    """Every phrase is scored by a model that has learned nothing of its source, or of its part of the largest."""
    names = tuple(sorted({phrase.intent for phrase in phrases}))
    unseen = Unseen(names, phrases, book)
    for number in sorted({fold_of(phrase) for phrase in phrases}):
        unseen.score(number)
    sharpness = sharpest(unseen.scores, unseen.right)
    ours = np.array([book.intents[name].in_scope for name in names])
    curve = tuple(point(cut, likely(unseen.scores, sharpness), unseen.right, ours) for cut in CUTS)
    sharpness_of_entries = unseen.sharpness_of_entries()
    return Chosen(
        sharpness=sharpness,
        sharpness_of_entries=sharpness_of_entries,
        ours=max(point.cut for point in curve if point.accepted >= ACCEPTED),
        sure=min(point.cut for point in curve if point.precise >= PRECISE),
        entry=min(cut for cut in CUTS if unseen.precise_entries(cut, sharpness_of_entries) >= PRECISE_ENTRY),
        curve=curve,
    )


def fold_of(phrase: Phrase) -> str:
    if phrase.source != LARGEST:
        return phrase.source
    return f"{LARGEST} {zlib.crc32(phrase.text.encode()) % PARTS}"


class Unseen:
    """Scores of phrases by models that have not seen them. right: the column of each phrase's own intent."""

    def __init__(self, names: tuple[str, ...], phrases: Sequence[Phrase], book: Book) -> None:
        self._phrases = phrases
        self._book = book
        self._said = [book.words.read(phrase.text) for phrase in phrases]
        self.right = np.array([names.index(phrase.intent) for phrase in phrases])
        self.scores: Scores = np.zeros((len(phrases), len(names)))
        self._of_entries: list[tuple[Scores, int]] = []

    def score(self, fold: str) -> None:
        """Score one fold by what is learned from all others."""
        held = [row for row, phrase in enumerate(self._phrases) if fold_of(phrase) == fold]
        fitted = fit([phrase for phrase in self._phrases if fold_of(phrase) != fold], self._book.words)
        shares = fitted.shares(self._said[row] for row in held)
        self.scores[held] = scored(fitted.intents, shares)
        self._score_entries(held, fitted, shares)

    def _score_entries(self, held: Sequence[int], fitted: Fitted, shares: object) -> None:
        for intent, learned in fitted.entries.items():
            rows = [place for place, row in enumerate(held) if self._phrases[row].intent == intent]
            known = [place for place in rows if self._phrases[held[place]].entry in learned.names]
            for place, scores in zip(known, scored(learned, shares[known]) if known else (), strict=True):  # type: ignore[index]
                self._of_entries.append((scores, learned.names.index(self._phrases[held[place]].entry)))

    def precise_entries(self, cut: float, sharpness: float) -> float:
        """Of the entries that are at least so likely, the share that is right."""
        shared = [(likely(scores[None], sharpness)[0], right) for scores, right in self._of_entries]
        return share(np.array([one.argmax() == right for one, right in shared if one.max() >= cut]))

    def sharpness_of_entries(self) -> float:
        """The one that makes the right entries likeliest, whatever their intent's number of entries."""

        def missed(sharpness: float) -> float:
            losses = [-np.log(likely(scores[None], sharpness)[0, right]) for scores, right in self._of_entries]
            return float(np.mean(losses))

        return round(float(minimize_scalar(missed, bounds=(1, 20), method="bounded").x), 3)


def scored(learned: Learned, shares: object) -> Scores:
    return np.asarray(shares[:, learned.terms] @ learned.weights + learned.offsets)  # type: ignore[index]


def likely(scores: Scores, sharpness: float) -> Scores:
    """The likelihoods of `knowledge.search.linear`, for many questions at once."""
    raised = np.exp(sharpness * (scores - scores.max(axis=1, keepdims=True)))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def sharpest(scores: Scores, right: NDArray[np.int64]) -> float:
    """The sharpness that makes the right intents likeliest."""
    rows = np.arange(len(right))

    def missed(sharpness: float) -> float:
        return float(-np.log(likely(scores, sharpness)[rows, right] + 1e-12).mean())

    return round(float(minimize_scalar(missed, bounds=(1, 20), method="bounded").x), 3)


def point(cut: float, likelihoods: Scores, right: NDArray[np.int64], ours: NDArray[np.bool_]) -> Point:
    in_scope = likelihoods[:, ours].sum(axis=1)
    best = np.where(ours, likelihoods, -1.0)
    mine, first, sure = ours[right], best.argmax(axis=1), best.max(axis=1) >= cut
    return Point(
        cut=float(cut),
        accepted=share(in_scope[mine] >= cut),
        rejected=share(in_scope[~mine] < cut),
        answered=share(sure[mine]),
        precise=share((first == right)[mine & sure]),
        mistaken=share(sure[~mine]),
    )


def share(those: NDArray[np.bool_]) -> float:
    return round(float(those.mean()), 4) if len(those) else 1.0
