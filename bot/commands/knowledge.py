"""sapakop knowledge: the files that the bot answers from."""

from pathlib import Path

import click

from bot.commands.opening import RefusalError, told
from bot.content import Content, read_content, seal
from bot.render import plain
from bot.settings import Settings, load_settings
from dialogue.text import Number, Text
from knowledge.book import PACKAGED, ContentError


@click.group("knowledge")
def command() -> None:
    """Check the files that the bot answers from."""


@command.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Check FOLDER (by default SAPAKOP_KNOWLEDGE_DIR, else the packaged content), and say every mistake with its line.

    Good content is marked so in the folder; a running server answers from it some seconds later. Else exit code 1.
    """
    settings = load_settings()
    where = folder or settings.knowledge_dir
    own = where if where and where.resolve() != PACKAGED.resolve() else None
    with told():
        content = read(settings.model_copy(update={"knowledge_dir": own}))
        click.echo(plain(verdict(content)))
        if own:
            mark(own, content)


def read(settings: Settings) -> Content:
    """The content; exit code 1 with all its problems when it is not good."""
    try:
        return read_content(settings)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem))
        click.echo(plain(Text("{count} kesalahan. Belum ada yang berubah di bot.", count=Number(len(error.problems)))))
        raise SystemExit(1) from None


def verdict(content: Content) -> Text:
    book = content.book
    entries, facts = Number(len(book.entries)), Number(len(book.facts))
    return Text(
        "Baik: {entries} jawaban, {facts} fakta, versi {version}.", entries=entries, facts=facts, version=book.version
    )


def mark(folder: Path, content: Content) -> None:
    try:
        seal(folder, content.book.version)
    except OSError as error:
        raise RefusalError(
            f"{folder} cannot be marked as checked ({error.strerror}): a running server keeps its content"
        ) from None
    click.echo(plain(Text("Server yang sedang berjalan memakainya beberapa detik lagi.")))
