"""Dari tanya: whom a question is about, as "Cek satu per satu" reads it."""

from collections.abc import Iterable

from dialogue.text import Text
from dialogue.turn import Begin, Choice
from handlers import tanya
from handlers.kelayakan.bacaan import fill
from handlers.kelayakan.isian import OTHERS, PAYS, ROLES
from leads.view import View


def read(said: str, view: View) -> Begin | None:
    """The form with the place in the cooperative, and what it pays, where they were told; None without a place."""
    told = fill(said, view)
    if "siapa" not in told:
        return None
    fields = (("siapa", ROLES), ("bayaran", PAYS), ("lain", OTHERS))
    return Begin(told, tanya.taken([label(told[name], choices) for name, choices in fields if name in told]))


def label(value: str, choices: Iterable[Choice]) -> Text:
    return next(choice.label for choice in choices if choice.value == value)
