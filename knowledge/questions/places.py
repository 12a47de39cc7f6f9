"""Places: villages and kecamatan out of a question, also those that the registry does not know."""

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.questions.marks import PLACE
from knowledge.questions.vocabulary import Vocabulary
from knowledge.villages import Villages

VERBS = frozenset("nanggung mampir petir".split())
"""Villages called by a word that is said for something else, also after "di": "iurannya di nanggung koperasi"."""
ADMINISTRATIVE = r"(?:desa|ds|kelurahan|kel|kecamatan|kec|kopdes|kopkel|kdmp|kkmp|kampung|kp|dusun|merah putih)"
AFTER = re.compile(rf"\b{ADMINISTRATIVE}\b\.?:? ?$", re.IGNORECASE)
AT = re.compile(rf"\b(?:{ADMINISTRATIVE}|di|dari|ke|daerah|wilayah)\b\.?:? ?$", re.IGNORECASE)
UNKNOWN = re.compile(
    rf"(\b{ADMINISTRATIVE}\b\.?:? ?)(?!merah|putih|<)([^\W\d_][\w'-]*)((?: [^\W\d_][\w'-]*)?)", re.IGNORECASE
)
ROMAN = r"(?: ?(?:i{1,3}|[12]|satu|dua)\b)?"


def without_places(said: str, villages: Villages, vocabulary: Vocabulary) -> str:
    """A name that is a word too counts only where a place is meant: after "desa", or written with a capital."""

    def known(found: re.Match[str]) -> str:
        return PLACE if _is_meant(found, vocabulary) else found[0]

    def unknown(found: re.Match[str]) -> str:
        first, second = found[2], found[3]
        if vocabulary.knows(first):
            return found[0]
        more = second.strip()
        return found[1] + PLACE + ("" if more[:1].isupper() and not vocabulary.knows(more) else second)

    return UNKNOWN.sub(unknown, _names(villages).sub(known, said))


def _is_meant(found: re.Match[str], vocabulary: Vocabulary) -> bool:
    words, before = found[1].lower().split(), found.string[: found.start()]
    if not all(vocabulary.knows(word) for word in words):
        return True
    capital = (
        found[0][0].isupper() and found[0][-1].islower() and bool(before.strip()) and before.rstrip()[-1] not in ".?!"
    )
    if capital or AFTER.search(before):
        return True
    everyday = all(vocabulary.knows_well(word) or word in VERBS for word in words)
    return not everyday and bool(AT.search(before))


@lru_cache(maxsize=4)
def _names(villages: Villages) -> re.Pattern[str]:
    """Any of the names; the longest first, blanks in it as people write them."""
    longest = sorted(set(_spelled(villages)), key=lambda name: (-len(name), name))
    names = "|".join(re.escape(name).replace(r"\ ", " ?") for name in longest)
    return re.compile(rf"(?<![\w<])({names}){ROMAN}(?![\w>])", re.IGNORECASE)


def _spelled(villages: Villages) -> Iterator[str]:
    for village in villages.all:
        yield re.sub(r" (?:I{1,3})$", "", village.name)
        yield village.kecamatan
