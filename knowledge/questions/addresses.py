"""Addresses: e-mail, links, @names, streets and their numbers, out of a question."""

import re

from knowledge.questions.marks import ADDRESS, NAME

MAIL = re.compile(
    r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?: ?\. ?[\w-]+)+"
    r"|[\w.+-]+(?: at |@)(?:gmail|yahoo|ymail|hotmail|outlook|icloud)\b(?:[ .]?(?:com|co\.id)\b)?",
    re.IGNORECASE,
)
LINK = re.compile(
    r"\b(?:https?:/{1,2}|www\.)\S+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|net|org|id|me|ly|gg|io|app|xyz|info|site|link|online|my|co)\b(?:/\S*)?",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w>])@[\w.]+")
STREET = re.compile(
    r"\b(?:jl|jln|gg)\b\.? ?(?:(?!no\b)[^\W\d_][\w'-]*\.? ?){1,4}(?:no\.? ?\d+\w?\b)?"
    r"|\bjalan (?:[^\W\d_][\w'-]* ){1,4}no\.? ?\d+\w?\b",
    re.IGNORECASE,
)
HOUSE = re.compile(
    r"\br[tw]\b\.? ?:?\d{1,3}(?: ?/ ?(?:r[tw]\b\.? ?)?\d{1,3})?|\bblok \w{1,3}\b(?: ?no\.? ?\d+)?", re.IGNORECASE
)


def without_addresses(said: str) -> str:
    for pattern in (MAIL, LINK, HOUSE, STREET):
        said = pattern.sub(lambda found: ADDRESS + " " * found[0].endswith(" "), said)
    return re.sub(rf"{ADDRESS}(?: {ADDRESS})+", ADDRESS, HANDLE.sub(NAME, said))
