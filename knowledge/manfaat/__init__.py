"""Manfaat: what would be paid to a participant or his family, with every step of the arithmetic and its article."""

from knowledge.manfaat.person import Event, Person, School
from knowledge.manfaat.reckoning import reckon
from knowledge.manfaat.step import Benefit, Pays, Step

__all__ = ["Benefit", "Event", "Pays", "Person", "School", "Step", "reckon"]
