"""Inputs: a checksum of all that the model is made from, so that nobody forgets to make it again."""

import hashlib
import json
import sys
from collections.abc import Sequence

from knowledge.book import Book
from knowledge.search.model import FOLDER, HEAD
from knowledge.search.news import mark
from tools.model.bank import ROOT, Phrase

CODE = ("knowledge/asking/words.py", "knowledge/search/features.py", "tools/model/fit.py", "tools/model/choose.py")


def checksum(phrases: Sequence[Phrase], book: Book) -> str:
    """Of the phrases with what they ask for, the lexicon, and the code that reads and learns them."""
    digest = hashlib.sha256()
    for phrase in sorted((phrase.intent, phrase.entry, phrase.source, phrase.text) for phrase in phrases):
        digest.update(json.dumps(phrase).encode())
    digest.update(json.dumps([(entry.id, mark(entry)) for entry in book.entries.values()]).encode())
    digest.update(json.dumps([(one.id, one.in_scope) for one in book.intents.values()]).encode())
    digest.update(json.dumps([dict(known) for known in book.words.standards], sort_keys=True).encode())
    for name in CODE:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def is_fresh(seal: str) -> int:
    """0 when the model was made from these inputs; else 1, and a sentence that says what to do."""
    made = json.loads((FOLDER / HEAD).read_text(encoding="utf-8"))["inputs"]
    if made == seal:
        return 0
    sys.stderr.write(f"The model was made from {made}, the phrases and the code are {seal} by now: run `make model`.\n")
    return 1
