"""Pengandaian: what if: the same plan with one thing changed, compared with what it was."""

from collections.abc import Mapping
from dataclasses import replace

from dialogue.state import Json
from handlers.iuran.pilihan import TRADES
from handlers.iuran.tampilan import VIEWS, inputs_of
from knowledge.iuran import Plan, monthly_iuran
from knowledge.iuran.programs import MANDATORY, OPEN_TO
from leads.view import View


def changed(then: str, inputs: Mapping[str, Json], view: View) -> Mapping[str, Json]:
    """The inputs of what a button asks for, by the rules of today.

    then: a view ("rincian"), "jht", "jp", "skala:kecil", "usaha:kelas-gudang"; of anything else the result comes again.
    Raises KeyError, TypeError, ValueError for inputs that are none.
    """
    plan = Plan.from_json(inputs["plan"])
    if then in VIEWS:
        return inputs_of(plan, view.today, then)
    other = altered(then, plan, view)
    before = monthly_iuran(plan, view.facts).total if other != plan else None
    return inputs_of(other, view.today, before=before)


def altered(then: str, plan: Plan, view: View) -> Plan:
    """The plan as the button wants it; as it is where the button is none that we know."""
    what, _, which = then.partition(":")
    program = next((program for program in OPEN_TO["PU"] if program == then), None)
    if program is not None:
        return replace(plan, more=tuple(dict.fromkeys((*plan.more, program))))
    scale = next((scale for scale in MANDATORY if scale == which), None)
    if what == "skala" and scale is not None:
        return replace(plan, scale=scale)
    if what == "usaha" and which in TRADES:
        return replace(plan, risk=view.facts.amount(which))
    return plan
