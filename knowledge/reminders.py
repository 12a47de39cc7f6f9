"""What the morning digest reminds of before a rule ends, and the days on which the branch decided for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dialogue.text import Day, Text
from knowledge.facts import Fact
from knowledge.reading.rows import Row


@dataclass(frozen=True)
class Reminder:
    """Said during the last `days` days of the row of `fact_id` that is valid; the text may say its `{until}`."""

    fact_id: str
    days: int
    text: str


def due(reminders: Iterable[Reminder], facts: Iterable[Fact], day: date) -> tuple[Text, ...]:
    """What to remind of on a day, the soonest end first."""
    ends = {fact.id: fact.effective_to for fact in facts if fact.holds_on(day) and fact.effective_to}
    near = [(ends[one.fact_id], one) for one in reminders if one.fact_id in ends]
    soon = sorted(((end, one) for end, one in near if (end - day).days <= one.days), key=lambda pair: pair[0])
    return tuple(Text(one.text, until=Day(end)) for end, one in soon)


def read_reminder(row: Row, known: frozenset[str]) -> Reminder:
    """One row of reminders.yaml; a fact that nobody knows goes on the list of problems."""
    row.only("fact", "days", "text")
    fact_id, days, text = row.needed("fact"), row.needed("days"), row.needed("text")
    if fact_id not in known:
        row.complain(f"no fact '{fact_id}'", "fact")
    if not days.isdigit():
        row.complain("'days' must be a whole number", "days")
    if "{" in text.replace("{until}", "") or any(letter.isdigit() for letter in text):
        row.complain("the text may hold no number and no placeholder but {until}", "text")
    return Reminder(fact_id, int(days) if days.isdigit() else 0, text)


def read_days_off(rows: Iterable[Row]) -> Mapping[date, bool | str]:
    """Days that the branch decided: True it works, else why it is closed."""
    decided: dict[date, bool | str] = {}
    for row in rows:
        row.only("day", "open", "reason")
        day = row.day("day")
        if day is None:
            row.complain("'day' is missing", "day")
            continue
        if day in decided:
            row.complain(f"{day} stands here twice", "day")
        decided[day] = row.flag("open") or row.needed("reason")
    return decided
