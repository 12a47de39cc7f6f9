"""Tampilan: the views of one reckoning, each made from its inputs alone, so that it can be proved."""

from collections.abc import Callable, Mapping
from datetime import date

from dialogue.state import Json
from dialogue.turn import Say
from handlers.iuran import hasil, pilihan, rincian
from handlers.iuran.hitungan import Reckoned
from handlers.tanya import MENU
from knowledge.facts import UnknownFact
from knowledge.iuran import Plan, not_known
from leads.view import View

VIEWS: Mapping[str, Callable[[Reckoned, View], Say]] = {
    "hasil": hasil.result,
    "rincian": rincian.detailed,
    "skala": pilihan.scales,
    "usaha": pilihan.trades,
}


def inputs_of(plan: Plan, day: date, view: str = "hasil", before: int | None = None) -> Mapping[str, Json]:
    """What a view is made from. before: the total of the result that it is compared with."""
    return {"plan": plan.to_json(), "on": day.isoformat(), "view": view, "before": before}


def shown(inputs: Mapping[str, Json], view: View) -> Say:
    """One view. Raises KeyError, TypeError, ValueError for inputs that are none."""
    try:
        return VIEWS[inputs["view"]](Reckoned.of(inputs, view.book), view)
    except UnknownFact as unknown:
        return Say(not_known(unknown), (MENU,))
