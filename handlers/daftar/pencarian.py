"""Pencarian: which village of the registry a person's words mean. What it does not know is taken as said."""

from collections.abc import Sequence

from dialogue.form import Again, Filled, Read
from dialogue.state import Json
from dialogue.text import Text
from dialogue.words import bare
from knowledge.villages import Nothing, Some, Sure, Village
from leads.contact import read_contact
from leads.view import View

LONGEST = 60
"""Characters of a village's name that are kept."""
ECHOED = 40
"""Characters of it that are said back."""
HINT = "petunjuk"
"""The answer's name for a village that was named before the form began; it has the shape of a hold. None: the village
is known by now, so that whoever names another one means another request."""


def village_value(village: Village) -> dict[str, Json]:
    """What the form keeps of a village of the registry."""
    return {
        "code": village.code,
        "village": village.name,
        "kind": village.kind,
        "kecamatan": village.kecamatan,
        "kecamatan_code": village.kecamatan_code,
    }


def hint(text: str, view: View) -> dict[str, Json]:
    """The village that a sentence or a link names, to be made sure of as the form's first question; else nothing."""
    if text in view.book.villages:
        return {HINT: {"step": "sure", "codes": [text], "said": view.book.villages[text].name}}
    match view.book.villages.match(text):
        case Sure(village) if named(village, text):
            return {HINT: {"step": "sure", "codes": [village.code], "said": village.name}}
        case Some(villages) if named(villages[0], text):
            return {HINT: {"step": "pick", "codes": [one.code for one in villages], "said": villages[0].name}}
    return {}


def named(village: Village, text: str) -> bool:
    """Whether the village's name stands in the text: nobody was asked for it, so nothing is guessed."""
    return bare(village.name).replace(" ", "") in bare(text).replace(" ", "")


def look_up(said: str, view: View, refused: Sequence[str] = ()) -> Read:
    """What the registry knows of these words; refused: villages that the person has said it is not."""
    outside = view.book.villages.outside(said)
    if outside:
        return as_said(said, outside=outside)
    match view.book.villages.match(said):
        case Sure(village) if village.code not in refused:
            return Again({"step": "sure", "codes": [village.code], "said": said})
        case Some(villages) if {village.code for village in villages} - set(refused):
            return Again({"step": "pick", "codes": [village.code for village in villages], "said": said})
        case Nothing():
            return None if is_person(said) else Again({"step": "kecamatan", "said": said})
    found = view.book.villages.find_kecamatan(said)
    return as_said(said, **in_kecamatan(found)) if found else Again({"step": "kecamatan", "said": said})


def picked(codes: Sequence[str], before: str, said: str, view: View) -> Read:
    """The village of a list that is meant by its kecamatan; else the second half of a name, or another name."""
    found = view.book.villages.find_kecamatan(said)
    listed = [view.book.villages[code] for code in codes]
    fitting = [one for one in listed if found and one.kecamatan_code == found[0]]
    if len(fitting) == 1:
        return filled(fitting[0])
    whole = view.book.villages.match(f"{before}{said}")
    if isinstance(whole, Sure):
        return Again({"step": "sure", "codes": [whole.village.code], "said": whole.village.name})
    return with_kecamatan(before, said, view) if found else look_up(said, view)


def with_kecamatan(said: str, answer: str, view: View) -> Read:
    """The second look, with the kecamatan; after it the name is taken as said."""
    villages = view.book.villages
    outside = villages.outside(answer)
    if outside:
        return as_said(said, outside=outside)
    found = villages.find_kecamatan(answer)
    if found is None and is_person(answer):
        return None
    if found is None:
        whole = villages.match(f"{said} {answer}")
        if isinstance(whole, Sure):
            return Again({"step": "sure", "codes": [whole.village.code], "said": whole.village.name})
        return as_said(f"{said}, {answer}"[:LONGEST].strip(" ,;-"))
    match villages.match(said, kecamatan=found[0]):
        case Sure(village):
            return filled(village)
        case Some(several):
            return Again({"step": "pick", "codes": [village.code for village in several], "said": said})
    return as_said(said, **in_kecamatan(found))


def is_person(said: str) -> bool:
    """Whether it says who somebody is rather than where."""
    contact = read_contact(said)
    return contact.role is not None and contact.name is not None


def in_kecamatan(found: tuple[str, str]) -> dict[str, str]:
    return {"kecamatan_code": found[0], "kecamatan": found[1]}


def filled(village: Village) -> Filled:
    return Filled({"desa": village_value(village), HINT: None})


def as_said(said: str, *, outside: str | None = None, **more: str) -> Filled:
    """Taken as said and flagged; a place outside the regency is told so at once."""
    value = {"code": None, "village": said, "outside": outside, "unmatched": outside is None, **more}
    short = said if len(said) <= ECHOED else f"{said[: ECHOED - 1]}…"
    noted = Text("Saya catat “{said}”. Petugas yang akan mencocokkan.", said=short)
    handed = Text("{place} di luar wilayah kami; nanti diteruskan ke kantor yang tepat.", place=outside or "")
    return Filled({"desa": value, HINT: None}, handed if outside else noted)
