"""Dari tanya: what a question tells of an event and of whom it befalls, as the calculator reads it."""

import re
from collections.abc import Mapping
from typing import Any

from dialogue.text import Number, Rupiah, Text
from dialogue.turn import Begin
from handlers import tanya
from handlers.manfaat.bacaan import fill
from handlers.manfaat.isian import EVENTS, SEGMENTS
from knowledge.manfaat.reading import read_event
from leads.view import View

A_TIME = re.compile(r"\d ?(?:tahun|thn|th|taun|bulan|bln)\b", re.IGNORECASE)
"""A time that is counted: "berapa sebulan" tells of no membership."""
A_MONTH = re.compile(r"\b(?:se|per ?)(?:bulan|bln)\b", re.IGNORECASE)


def read(said: str, view: View) -> Begin | None:
    """The form with what was told; None where it is nothing of the person, or but who pays him."""
    event = read_event(said)
    told = {**({"kejadian": event} if event else {}), **fill(A_MONTH.sub(" ", said), view)}
    if not A_TIME.search(said):
        told.pop("lama", None)
    if "segmen" not in told:
        told.pop("upah", None)  # "iuran 16.800 itu apa": an amount of whatever else
    telling = set(told) - {"segmen", "lama"}
    return Begin(told, tanya.taken(named(told))) if telling else None


def named(told: Mapping[str, Any]) -> list[Text]:
    labels = {choice.value: choice.label for choice in (*EVENTS, *SEGMENTS)}
    parts = [labels[told[name]] for name in ("kejadian", "segmen") if name in told]
    parts += [Text("upah {wage}", wage=Rupiah(told["upah"]))] if "upah" in told else []
    parts += [Text("penghasilan {income}", income=Rupiah(told["penghasilan"]))] if "penghasilan" in told else []
    parts += [Text("peserta {months} bulan", months=Number(told["lama"]))] if "lama" in told else []
    parts += [Text("{count} anak sekolah", count=Number(len(told["anak"])))] if "anak" in told else []
    return parts
