"""Reckoning: a person and the facts of a day become a benefit."""

from collections.abc import Callable, Mapping

from dialogue.text import Text
from knowledge.facts import Facts
from knowledge.manfaat.hari_tua import grown
from knowledge.manfaat.kecelakaan import died_by_work, hurt
from knowledge.manfaat.kehilangan_kerja import dismissed
from knowledge.manfaat.kematian import died
from knowledge.manfaat.pensiun import retired
from knowledge.manfaat.person import Event, Person
from knowledge.manfaat.step import Benefit, Step, worked

PAID_FOR: Mapping[Event, Callable[[Person, Facts], tuple[Step, ...]]] = {
    "kecelakaan": hurt,
    "meninggal_kerja": died_by_work,
    "meninggal": died,
    "hari_tua": grown,
    "pensiun": retired,
    "phk": dismissed,
}
DEATHS: frozenset[Event] = frozenset(("meninggal_kerja", "meninggal"))


def reckon(person: Person, facts: Facts) -> Benefit:
    """What is paid by the rules of the day of `facts`, if the person is a participant whose contributions are paid.

    A number that nobody knows on that day is left out, and its step says so.
    """
    steps = PAID_FOR[person.event](person, facts)
    return Benefit(person, facts.day, (*steps, *_left_behind(person, facts)))


def _left_behind(person: Person, facts: Facts) -> tuple[Step, ...]:
    """What else a family gets: the old age account, and a pension that only the branch can reckon."""
    if person.event not in DEATHS:
        return ()
    account = grown(person, facts) if person.has("jht") else ()
    pension = Text("Jaminan Pensiun untuk janda, duda, atau anak: petugas yang menghitung")
    return (*account, *((worked(facts, "pensiun-waris", pension, "rule", ("jp-jenis",)),) if person.has("jp") else ()))
