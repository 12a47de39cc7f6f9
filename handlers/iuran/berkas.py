"""Berkas: a reckoning as a file for the rapat anggota."""

from collections.abc import Mapping
from typing import Literal

from dialogue.state import Json
from dialogue.text import Text
from dialogue.turn import Attachment, Say
from handlers.iuran.hitungan import DETAILS, FILES, RESULT, TOPIC
from handlers.tanya import MENU
from knowledge.iuran import Plan
from leads.view import View

FORMATS: tuple[Literal["pdf", "png", "xlsx"], ...] = ("pdf", "png", "xlsx")
CAPTION = Text("Ini hitungannya, untuk rapat anggota. Angka resmi keluar di SIPP.")


def sent(then: str, inputs: Mapping[str, Json], view: View) -> Say | None:
    """The file that a button asks for, by the rules of today; None when it asks for something else.

    Raises KeyError, TypeError for inputs that are none.
    """
    kind = next((kind for kind in FORMATS if kind == then), None)
    if kind is None:
        return None
    plan = Plan.from_json(inputs["plan"])
    others = tuple(link for link in FILES if link.argument != kind)
    made_from = {"plan": plan.to_json(), "on": view.today.isoformat()}
    return Say(CAPTION, (*others, DETAILS, RESULT, MENU), attach=Attachment(TOPIC, kind, made_from))
