"""Making: which function makes which document in which format."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import structlog

from bot.documents import iuran
from bot.documents.name import file_name
from bot.message import File
from knowledge.book import Book

log = structlog.get_logger()

Maker: TypeAlias = Callable[[Mapping[str, Any], Book], bytes]

MAKERS: Mapping[tuple[str, str], Maker] = {
    ("iuran", "pdf"): iuran.pdf,
    ("iuran", "png"): iuran.png,
    ("iuran", "xlsx"): iuran.xlsx,
}
"""Who makes what, by document and format."""
MIME: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Made:
    """A file as it travels. name: ASCII, safe in a header and on a disk."""

    name: str
    mime: str
    content: bytes


class UnmadeError(Exception):
    """The file cannot be made, now or ever: its inputs are of another version, or a rule of its day is not known.

    reason: a fixed short word for logs; never anything of the inputs.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_known(file: File) -> bool:
    """Whether anybody here makes such a file; not so of a document that an upgrade took away."""
    return (file.document, file.format) in MAKERS


async def make(file: File, book: Book) -> Made:
    """The file, byte for byte the same from the same inputs and book. Raises UnmadeError."""
    maker = MAKERS.get((file.document, file.format))
    if maker is None:
        raise UnmadeError("unknown_document")
    try:
        content = await asyncio.to_thread(maker, file.inputs, book)
    except Exception as error:
        log.warning("document_not_made", document=file.document, format=file.format, error=type(error).__name__)
        raise UnmadeError(type(error).__name__) from None
    return Made(file_name(file), MIME[file.format], content)
