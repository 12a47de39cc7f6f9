"""The content: the knowledge, the calendar, the branch's own details."""

from collections.abc import Iterator
from datetime import date

from bot.content import sealed
from bot.doctor.endings import check_endings
from bot.doctor.finding import Finding, broken, good, warning
from bot.settings import Settings
from dialogue.text import Day, Number, Text
from knowledge.book import Book, ContentError
from leads.calendar import WorkingDays

DECREE_MONTH = 10
"""The joint decree (SKB) on the cuti bersama of a year comes out in September or October of the year before."""


def load_book(settings: Settings) -> Book | Finding:
    """The book, or the finding that it cannot be read."""
    try:
        return Book.load(settings.knowledge_dir)
    except ContentError as error:
        first = str(error.problems[0]) if error.problems else "-"
        return broken(
            Text(
                "Isi pengetahuan salah di {count} tempat. Perbaiki dulu {first}",
                count=Number(len(error.problems)),
                first=first,
            )
        )
    except OSError as error:
        return broken(
            Text("Isi pengetahuan tidak bisa dibaca ({why}). Periksa SAPAKOP_KNOWLEDGE_DIR.", why=error.strerror or "-")
        )


def check_book(book: Book, today: date) -> Iterator[Finding]:
    yield good(
        Text(
            "Isi pengetahuan: {entries} jawaban, {facts} fakta, diperiksa {day}.",
            entries=Number(len(book.entries)),
            facts=Number(len(book.facts)),
            day=Day(book.checked),
        )
    )
    yield from check_endings(book, today)


def check_seal(settings: Settings, book: Book) -> Iterator[Finding]:
    """Of a folder of its own: is it what was checked last, and so what a running server answers from?"""
    folder = settings.knowledge_dir
    if folder is None:
        return
    good_one = sealed(folder)
    if good_one == book.version:
        yield good(Text("Isi pengetahuan versi {version} sudah diperiksa.", version=book.version))
    elif good_one:
        yield warning(
            Text(
                "Isi pengetahuan diubah sejak diperiksa (versi {old}); server yang berjalan belum memakainya. Jalankan:"
                " sapakop knowledge check",
                old=good_one,
            )
        )
    else:
        yield warning(Text("Isi pengetahuan belum pernah diperiksa. Jalankan: sapakop knowledge check"))


def check_calendar(calendar: WorkingDays, today: date) -> Iterator[Finding]:
    step = Text("Perbarui paket holidays, atau catat hari liburnya sendiri.")
    known = {year: calendar.known(year) for year in (today.year, today.year + 1)}
    for year, there in known.items():
        if not there and (year == today.year or today.month >= DECREE_MONTH):
            yield warning(Text("Cuti bersama {year} belum dikenal. {step}", year=str(year), step=step))
    if all(known.values()):
        years = " dan ".join(map(str, known))
        yield good(Text("Hari libur dan cuti bersama {years} dikenal.", years=years))


def check_branch(settings: Settings) -> Iterator[Finding]:
    if not settings.branch_phone:
        yield warning(
            Text("Telepon kantor cabang belum diisi; orang diarahkan ke layanan pusat. Isi SAPAKOP_BRANCH_PHONE.")
        )
    if not settings.branch_address:
        yield warning(Text("Alamat kantor cabang belum diisi. Isi SAPAKOP_BRANCH_ADDRESS."))
    if settings.branch_phone and settings.branch_address:
        yield good(Text("Telepon dan alamat kantor cabang sudah diisi."))
