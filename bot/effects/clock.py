"""Waiting: for the second half of a fragment, and for a form that was put off."""

from datetime import datetime, time, timedelta

from bot.act import Act
from db import jobs
from dialogue.turn import Remind, Wait


def wait(act: Act, effect: Wait) -> None:
    """One silence a person; writing on moves it."""
    due = act.at + timedelta(seconds=effect.seconds)
    jobs.replan(act.connection, "silence", f"silence:{act.person.id}", due)


REMIND_AT = time(9)


def remind(act: Act, effect: Remind) -> None:
    """One reminder a person, in the morning of the next working day; putting it off again moves it."""
    calendar = act.house.calendar
    day = calendar.next_working_day(calendar.day(act.at))
    due = datetime.combine(day, REMIND_AT, calendar.zone)
    jobs.replan(act.connection, "reminder", f"reminder:{act.person.id}:{effect.topic}", due)
