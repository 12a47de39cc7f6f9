"""Facts that end soon, by day and regulation, each with what is known of the time after it."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from bot.doctor.finding import Finding, good, warning
from dialogue.text import Day, Number, Text, Value, joined
from knowledge.book import Book
from knowledge.endings import Ending
from knowledge.facts import Fact

NEXT_STEP = Text("Cari aturan barunya, lalu tambahkan ke data pengetahuan.")


def check_endings(book: Book, today: date) -> Iterator[Finding]:
    """One finding for each last day and regulation; good where every new value is there already."""
    for (day, regulation), group in groupby(book.ending(today), key=_when_and_where):
        found = list(group)
        listed = joined(*(_ending(one) for one in found), by="; ")
        settled = all(one.settled for one in found)
        text = Text(
            "Berakhir {day} ({regulation}): {listed}.",
            day=Day(day),
            regulation=regulation or Text("peraturannya tidak ditulis"),
            listed=listed,
        )
        yield good(text) if settled else warning(joined(text, NEXT_STEP, by=" "))


def _when_and_where(ending: Ending) -> tuple[date, str]:
    return ending.day, ending.fact.regulation or ""


def _ending(ending: Ending) -> Text:
    return Text("{fact} {outcome}", fact=ending.fact.id, outcome=_outcome(ending))


def _outcome(ending: Ending) -> Text:
    after = ending.following
    if after is None:
        return Text("berakhir")
    if after.unknown:
        return Text("belum diketahui gantinya")
    if after.value == ending.fact.value and not ending.settled:
        return Text("untuk sementara tetap {value}, belum diketahui gantinya", value=_spoken(after))
    return Text("berganti menjadi {value}", value=_spoken(after))


def _spoken(fact: Fact) -> Value:
    """The value with its unit; the rule itself where it has none that can be said."""
    if fact.value is None or fact.unit in (None, "lapis"):
        return Text("aturan dari {source}", source=fact.regulation or fact.source)
    if isinstance(fact.spoken, Number) and fact.unit != "tanggal":
        return Text("{count} {unit}", count=fact.spoken, unit=fact.unit)
    return fact.spoken
