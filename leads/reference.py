"""Reference numbers that people read out and type: K-7QM3, with a check character."""

import re
from collections.abc import Iterator

ALPHABET = "23456789CDFHJMNPQRTVWXY"
"""No vowels (no words by accident), of look-alikes only one (no 0/O, 1/I/L, B, S, Z, G), no K. 23 is prime."""
READ_AS = str.maketrans("0O1ILBSZG", "QQ7778526")
SIZE = len(ALPHABET)
SHORTEST = 3
SCATTER = 7919
"""Neighbours look unlike each other; any number that 23 does not divide keeps it one to one."""
CHECK_START = 3
"""So chosen that K-7QM3, the example in our texts, is a right one."""
START = re.compile(r"(?<![^\W_])K(?P<hyphen>[\s.:_]*[‐-―-])?", re.IGNORECASE)
ALONE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[^\W_]{4,7}")
WORD = re.compile(r"[^\W_]+")
LONGEST = 7
REACH = 32


def reference(number: int) -> str:
    """The reference of the lead with this number (0, 1, 2 …). One to one; 12,167 of the shortest form.

    The last character is a check: one wrong character and two neighbours changed over are always found.
    """
    if number < 0:
        raise ValueError("a reference stands for 0 or more")
    length, first = SHORTEST, 0
    while number - first >= SIZE**length:
        first, length = first + SIZE**length, length + 1
    body = _digits((number - first) * SCATTER % SIZE**length, length)
    return f"K-{body}{_check(body)}"


def parse_reference(text: str) -> str | None:
    """The first reference in a sentence, as `reference` writes it; None when there is none that is typed rightly.

    Lower case, missing or other hyphens, spaces and look-alikes (O or 0 for Q, 1 or I for 7, S for 5 …) are taken;
    without its K only where nothing else was typed.
    """
    return next((f"K-{code}" for code in map(_read, _candidates(text)) if _right(code)), None)


def read_code(text: str) -> str:
    """A code of this alphabet as it was meant: look-alikes put right, everything else left out."""
    return "".join(letter for letter in _read(text) if letter in ALPHABET)


def _candidates(text: str) -> Iterator[str]:
    for start in START.finditer(text):
        for code in _grown(text[start.end() : start.end() + REACH]):
            # A word is no reference: letters alone count only as they stand in the alphabet, or after a hyphen.
            if start["hyphen"] or re.search(r"\d", code) or set(code.upper()) <= set(ALPHABET):
                yield code
    if ALONE.fullmatch(text.strip()):
        yield text


def _grown(text: str) -> Iterator[str]:
    """The first word, the first two as one, and so on, as long as it may be a code."""
    code = ""
    for word in WORD.findall(text):
        code += word
        if len(code) > LONGEST:
            return
        yield code


def _read(text: str) -> str:
    return re.sub(r"[\W_]", "", text).upper().translate(READ_AS)


def _right(code: str) -> bool:
    known = len(code) > SHORTEST and set(code) <= set(ALPHABET)
    return known and _check(code[:-1]) == code[-1]


def _digits(number: int, length: int) -> str:
    return "".join(ALPHABET[number // SIZE**place % SIZE] for place in reversed(range(length)))


def _check(body: str) -> str:
    """Weights 2, 3, 4 … from the right: different and not 0 for 23, so that the errors above change the sum."""
    places = enumerate(reversed(body), start=2)
    return ALPHABET[(CHECK_START - sum(weight * ALPHABET.index(letter) for weight, letter in places)) % SIZE]
