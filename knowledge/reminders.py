"""What the morning digest reminds of before a rule ends, and the days on which the branch decided for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dialogue.text import Day, Text
from dialogue.words import whole_number
from knowledge.endings import SOON
from knowledge.facts import Fact
from knowledge.reading.rows import Row


@dataclass(frozen=True)
class Reminder:
    """Said during the last `days` days of any of its facts' rows; the text may say the soonest last day, `{until}`."""

    facts: tuple[str, ...]
    days: int
    text: str


def due(reminders: Iterable[Reminder], facts: Iterable[Fact], day: date) -> tuple[Text, ...]:
    """What to remind of on a day: one line a reminder, the soonest end first."""
    ends = {fact.id: fact.effective_to for fact in facts if fact.holds_on(day) and fact.effective_to}
    near = [(min((ends[fact_id] for fact_id in one.facts if fact_id in ends), default=None), one) for one in reminders]
    soon = [(end, one) for end, one in near if end is not None and (end - day).days <= one.days]
    return tuple(Text(one.text, until=Day(end)) for end, one in sorted(soon, key=lambda pair: pair[0]))


def read_reminder(row: Row, known: frozenset[str]) -> Reminder:
    """One row of reminders.yaml; a fact that nobody knows goes on the list of problems."""
    row.only("facts", "days", "text")
    facts, days, text = row.words("facts"), row.needed("days"), row.needed("text")
    if not facts:
        row.complain("'facts' belum diisi; sebutkan fakta yang diingatkan, misalnya [jp-usia]", "facts")
    for fact_id in facts:
        if fact_id not in known:
            row.complain(f"tidak ada fakta '{fact_id}'", "facts")
    ahead = whole_number(days)
    if ahead is None or ahead < SOON.days:
        row.complain(f"'days' harus bilangan bulat, sedikitnya {SOON.days}", "days")
    if "{" in text.replace("{until}", "") or any(letter.isdigit() for letter in text):
        row.complain("kalimat ini tidak boleh memuat angka, dan kurung kurawal hanya untuk {until}", "text")
    return Reminder(facts, ahead or 0, text)


def check_covered(rows: Iterable[Row], facts: Iterable[Fact], reminders: Iterable[Reminder], checked: date) -> None:
    """Every row that ends on the day of the last check or later must be somebody's reminder."""
    covered = {fact_id for reminder in reminders for fact_id in reminder.facts}
    for row, fact in zip(rows, facts, strict=True):
        if fact.effective_to and fact.effective_to >= checked and fact.id not in covered:
            row.complain(
                f"fakta '{fact.id}' berakhir {fact.effective_to} tanpa pengingat; tambahkan ke reminders.yaml",
                "effective_to",
            )


def read_days_off(rows: Iterable[Row]) -> Mapping[date, bool | str]:
    """Days that the branch decided: True it works, else why it is closed."""
    decided: dict[date, bool | str] = {}
    for row in rows:
        row.only("day", "open", "reason")
        day = row.day("day")
        if day is None:
            row.complain("'day' belum diisi", "day")
            continue
        if day in decided:
            row.complain(f"tanggal {day} tertulis dua kali; hapus salah satu", "day")
        decided[day] = row.flag("open") or row.needed("reason")
    return decided
