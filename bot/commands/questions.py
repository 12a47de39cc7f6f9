"""sapakop questions: what people asked that was not answered well, and what the next training can learn of it."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from bot import learning
from bot.commands.opening import finish, opened
from bot.commands.saving import hand_over
from bot.learning import Lessons, Why
from bot.render import plain
from db import questions as rows
from dialogue.text import Number, Text, joined
from knowledge.book import Book
from knowledge.questions.clusters import Cluster, terms_of

MOST = 20
NEAREST = 3
KINDS: Mapping[Why, Text] = {
    "declined": Text("belum bisa dijawab"),
    "refused": Text("tawarannya ditolak"),
    "wrong": Text("jawabannya salah"),
    "ignored": Text("tawarannya dibiarkan"),
}


@click.group("questions")
def command() -> None:
    """Questions that were not answered well, in clusters; and all that the next training can learn from.

    Names, numbers, addresses and villages are masked when a question is kept; who asked is never kept.
    """


@command.command("list")
@click.option("--most", type=click.IntRange(1), default=MOST, show_default=True, help="How many clusters.")
def show(most: int) -> None:
    """The largest clusters of questions without a good answer."""
    learned, book = finish(read())
    click.echo("\n".join(lines(learned, book, most)))


@command.command("export")
@click.option("--file", "out", type=click.Path(dir_okay=False, path_type=Path), help="A file; without it: stdout.")
def export(out: Path | None) -> None:
    """Write JSON lines: questions with the entry that was chosen for them, and the others with their cluster."""
    learned, book = finish(read())
    written = [json.dumps(one, ensure_ascii=False) for one in learning.examples(learned, book)]
    content = "".join(f"{line}\n" for line in written).encode()
    if hand_over(content, out, "--file"):
        click.echo(plain(Text("{count} pertanyaan ditulis ke {file}.", count=Number(len(written)), file=str(out))))


async def read() -> tuple[Lessons, Book]:
    async with opened() as house:
        found = await house.database.read(rows.all_for_training)
        texts = [row.text for row in found if not learning.is_labelled(row)]
        hidden = not sys.stderr.isatty()
        with click.progressbar(texts, label="Questions", file=sys.stderr, hidden=hidden) as shown:
            terms = [terms_of(text, house.book.words) for text in shown]
        return learning.lessons(found, terms), house.book


def lines(learned: Lessons, book: Book, most: int) -> Iterator[str]:
    if not learned.open:
        yield plain(Text("Belum ada pertanyaan yang tidak terjawab baik."))
    else:
        yield plain(
            Text(
                "{count} pertanyaan belum terjawab baik, dalam {clusters} kelompok.",
                count=Number(len(learned.open)),
                clusters=Number(len(learned.clusters)),
            )
        )
    if learned.labelled:
        yield plain(Text("{count} contoh dari pilihan orang.", count=Number(len(learned.labelled))))
    for cluster in learned.clusters[:most]:
        yield ""
        yield from told(learned, cluster, book)


def told(learned: Lessons, cluster: Cluster, book: Book) -> Iterator[str]:
    """One cluster: its size, how it is mostly asked, what went wrong, which entries were near."""
    example = learned.open[cluster.example].text
    yield plain(Text("{count} pertanyaan: “{example}”", count=Number(cluster.size), example=example))
    counted = learned.whys(cluster).most_common()
    kinds = (Text("{count} {kind}", count=Number(count), kind=KINDS[kind]) for kind, count in counted)
    yield "  " + plain(Text("Sebab: {kinds}.", kinds=joined(*kinds, by=", ")))
    near = [book.entries[one].title for one in learned.nearest(cluster) if one in book.entries][:NEAREST]
    if near:
        yield "  " + plain(Text("Terdekat: {entries}.", entries="; ".join(near)))
