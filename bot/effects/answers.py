"""Answers recalled and proved: a person sees his own, an officer any, by its number."""

from bot.act import Act
from bot.answers import given, prove
from bot.effects.desk import officer
from db import answers as rows
from leads.answers import GivenAnswer, ProveAnswer, ProvedAnswer, PullAnswer, RecallAnswer
from leads.roles import Action


def recall(act: Act, effect: RecallAnswer) -> GivenAnswer | None:
    row = rows.newest(act.connection, act.person.id, effect.topic)
    return given(row) if row else None


def prove_own(act: Act, effect: ProveAnswer) -> ProvedAnswer | None:
    """Numbers run on, so anybody can guess one: somebody else's answer is as good as none."""
    if not effect.number:
        row = rows.newest(act.connection, act.person.id)
    else:
        row = rows.by_number(act.connection, effect.number)
    own = row is not None and row.person_id == act.person.id
    return prove(act.connection, act.house, row) if row is not None and own else None


def pull(act: Act, effect: PullAnswer) -> ProvedAnswer | None:
    who = officer(act, Action.see_contacts)
    row = rows.by_number(act.connection, effect.number) if who else None
    return prove(act.connection, act.house, row) if row else None
