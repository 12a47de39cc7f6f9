"""python -m tools.model: train the model and write its files.

`check`: only tell what is wrong with the phrases, or that the model is stale.
`measured FILE`: keep the fingerprints of the questions that we are measured on.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.book import Book
from knowledge.search.model import FOLDER
from knowledge.search.news import mark
from tools.model.bank import BankError, Phrase, read_bank
from tools.model.checks import problems
from tools.model.inputs import checksum, is_fresh
from tools.model.measured import keep


def main() -> int:
    if sys.argv[1:2] == ["measured"]:
        sys.stdout.write(f"{keep(Path(sys.argv[2]))} questions\n")
        return 0
    book = Book.load()
    try:
        phrases = read_bank(book)
    except BankError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if wrong := problems(phrases, book):
        sys.stderr.write("\n".join([*wrong, ""]))
        return 1
    seal = checksum(phrases, book)
    if sys.argv[1:] == ["check"]:
        return is_fresh(seal)
    train(phrases, book, seal)
    return 0


def train(phrases: Sequence[Phrase], book: Book, seal: str) -> None:
    from tools.model.choose import choose
    from tools.model.export import export
    from tools.model.fit import fit
    from tools.model.picture import draw

    learned = {entry.id: mark(entry) for entry in book.entries.values()}
    chosen = choose(phrases, book)
    about = {"inputs": seal, "phrases": len(phrases), **chosen.as_json(), "learned": learned}
    export(fit(phrases, book.words), about, FOLDER)
    draw(chosen)


if __name__ == "__main__":
    sys.exit(main())
