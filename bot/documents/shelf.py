"""The shelf: the files that were made last, so that a second try or a second look costs nothing."""

import asyncio
import json
from collections import OrderedDict
from typing import TypeAlias

from bot.documents.making import Made, make
from bot.message import File
from knowledge.book import Book

KEPT = 24
"""Files in memory; of a few hundred kilobytes at most."""

Key: TypeAlias = tuple[str, str, str, str]


class Shelf:
    """Makes one file at a time, so that nobody's downloads take the machine from the talks."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self.files: OrderedDict[Key, Made] = OrderedDict()
        self.making = asyncio.Lock()

    async def take(self, file: File, book: Book) -> Made:
        """The file, from the shelf when it stands there. Raises UnmadeError."""
        known_as = key(file, book)
        async with self.making:
            made = self.files.pop(known_as, None) or await make(file, book)
            self.files[known_as] = made
            while len(self.files) > self.most:
                self.files.popitem(last=False)
        return made


def key(file: File, book: Book) -> Key:
    return book.version, file.document, file.format, json.dumps(file.inputs, sort_keys=True)
