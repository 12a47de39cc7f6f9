"""Learning: what the kept questions teach: labelled examples, and clusters of what was not answered well."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import Row

from knowledge.book import Book
from knowledge.questions.clusters import Cluster, Terms, clusters

Why: TypeAlias = Literal["declined", "refused", "wrong", "ignored"]
"""Not answered at all; none of the offered; the answer was not right; nothing of the offered was touched."""


@dataclass(frozen=True)
class Lessons:
    """labelled: questions whose entry was chosen. open: the others. clusters: of `open`, the largest first."""

    labelled: Sequence[Row[Any]]
    open: Sequence[Row[Any]]
    clusters: tuple[Cluster, ...]

    def whys(self, cluster: Cluster) -> Counter[Why]:
        return Counter(why(self.open[place]) for place in cluster.members)

    def nearest(self, cluster: Cluster) -> list[str]:
        """Ids of the entries that were shown or near most often."""
        return [
            one
            for one, _ in Counter(one for place in cluster.members for one in self.open[place].entries).most_common()
        ]


def is_labelled(row: Row[Any]) -> bool:
    return bool(row.verdict == "chosen")


def why(row: Row[Any]) -> Why:
    """What went wrong with a question that has no label."""
    if row.verdict == "wrong":
        return "wrong"
    if row.verdict == "refused":
        return "refused"
    return "ignored" if row.outcome == "suggest" and row.entries else "declined"


def lessons(rows: Sequence[Row[Any]], terms: Iterable[Terms]) -> Lessons:
    """terms: of each row without a label, in their order."""
    still_open = [row for row in rows if not is_labelled(row)]
    return Lessons([row for row in rows if is_labelled(row)], still_open, clusters(list(terms)))


def examples(learned: Lessons, book: Book) -> Iterator[dict[str, Any]]:
    """The rows for the next training: first the labelled ones, then the others by cluster, numbered from 1."""
    for row in learned.labelled:
        entry = book.entries.get(row.chosen)
        intent = entry.intents[0] if entry else None
        yield {"text": row.text, "entry": row.chosen, "intent": intent, "from": "menu"}
    for number, cluster in enumerate(learned.clusters, start=1):
        for place in cluster.members:
            row = learned.open[place]
            about = {"cluster": number, "cluster_size": cluster.size}
            yield {"text": row.text, "why": why(row), "shown": list(row.entries), **about}
