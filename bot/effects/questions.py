"""Questions kept, judged and recalled; nothing is written of who asked, or when beyond the day."""

from typing import Any

from sqlalchemy import Row

from bot.act import Act
from db import questions as rows
from dialogue.state import State
from leads.questions import Judgement, JudgeQuestion, KeepQuestion, KeptQuestion, RecallQuestion, number_in


def keep(act: Act, effect: KeepQuestion) -> int:
    return rows.keep(
        act.connection,
        text=effect.text,
        outcome=effect.outcome,
        entries=effect.entries,
        day=act.house.calendar.day(act.at),
        version=act.house.book.version,
    )


def judge(act: Act, effect: JudgeQuestion) -> KeptQuestion | None:
    row = own(act, effect.number)
    if row is None:
        return None
    rows.judge(act.connection, row.id, verdict(row, effect.verdict), effect.chosen or None)
    return known(row)


def verdict(row: Row[Any], said: Judgement) -> Judgement:
    """An answer that was wrong stays wrong when none of the others is right either."""
    return "wrong" if said == "refused" and row.outcome == "answer" else said


def recall(act: Act, effect: RecallQuestion) -> KeptQuestion | None:
    row = own(act, effect.number)
    return known(row) if row else None


def own(act: Act, number: int) -> Row[Any] | None:
    """Numbers run on, so anybody can guess one, and no row says whose it was: a question is his under whose last bubble
    its number stands."""
    offers = State.from_json(act.person.state).offers
    shown = any(number_in(offer.value) == number for offer in offers)
    return rows.fetch(act.connection, number) if shown else None


def known(row: Row[Any]) -> KeptQuestion:
    return KeptQuestion(row.text, row.outcome, tuple(row.entries))
