"""Content: the book, what is built from it, and the files that it was read from; changed as a whole."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings, WrongSettingsError
from knowledge.book import PACKAGED, Book, files_of
from knowledge.search import Search
from leads.calendar import WorkingDays

MADE = (1980, 1, 1, 0, 0, 0)
"""The day that every packed file bears: the same files are the same archive."""


@dataclass(frozen=True)
class Content:
    """What is answered from. archive: the files of the book, packed, so that an old answer can be made again."""

    book: Book
    search: Search
    calendar: WorkingDays
    archive: bytes


def read_content(settings: Settings) -> Content:
    """The content of the settings' folder, or the packaged one.

    Raises `ContentError`, and `WrongSettingsError` for a regency without villages.
    """
    archive = pack(settings.knowledge_dir or PACKAGED)
    if settings.knowledge_dir:
        with folder_of(archive) as folder:  # whoever edits the files meanwhile changes nothing of it
            content = built(Book.load(folder), archive, settings)
    else:
        content = built(Book.load(), archive, settings)
    if not any(village.code.startswith(f"{settings.regency}.") for village in content.book.villages.all):
        raise WrongSettingsError(f"SAPAKOP_REGENCY: no village of {settings.regency} in the knowledge's villages.csv")
    return content


def reread(archive: bytes, settings: Settings) -> Content:
    """The content of an old archive, as it was answered from then. Raises `ContentError`."""
    with folder_of(archive) as folder:
        return built(Book.reread(folder), archive, settings)


def built(book: Book, archive: bytes, settings: Settings) -> Content:
    return Content(book, Search(book), WorkingDays(book.days_off, zone=settings.zone), archive)


def pack(folder: Path) -> bytes:
    """The files that the content is made of, byte for byte. Raises OSError."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files_of(folder):
            name = zipfile.ZipInfo(path.relative_to(folder).as_posix(), MADE)
            archive.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@contextmanager
def folder_of(archive: bytes) -> Iterator[Path]:
    """The files of an archive in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sapakop-") as folder:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(folder)
        yield Path(folder)


SEAL = ".checked"
"""The file in a folder of content that says which version `sapakop knowledge check` has found good."""


def seal(folder: Path, version: str) -> None:
    """Say that this version is good: a running service takes it up. Raises OSError."""
    half = folder / f"{SEAL}.part"
    half.write_text(f"{version}\n", encoding="ascii")
    half.replace(folder / SEAL)


def sealed(folder: Path) -> str:
    """The version that was found good; "" when none was."""
    try:
        return (folder / SEAL).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
