"""The grammar of whole talks (tests/conversations/*.txt, `sapakop talk --file`).

# a comment
@rina: Ibu Rina, petugas, Klapanunggal      staff of this talk, bound before it begins (kecamatan: none means all)
@me: 0812-3456-7890                         somebody whose number the channel tells with whatever he sends
> words                                     the person writes; `@rina> …` another person does
> [tap LABEL]  [voice]  [photo]  [sticker]  [document NAME]  [location LAT,LON]  [contact PHONE]
> [wait 3 days]                             minutes, hours, days; time moves only so
< words                                     one bubble; further lines begin with "<   ", choices [A] [B] are its last
<   (berkas: NAME)                          a file that goes with the bubble: the line after its words
@rina< words                                a bubble to another person
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from leads.phone import read_phones

INPUT = re.compile(r"^(?:@(?P<who>\w+))?> ?(?P<what>.*)$")
OUTPUT = re.compile(r"^(?:@(?P<who>\w+))?<(?P<what>.*)$")
STAFF = re.compile(r"^@(?P<who>\w+): *(?P<name>[^,]+?) *(?:, *(?P<role>\w+) *(?:, *(?P<kecamatan>.+))?)?$")
NUMBER = re.compile(r"^@(?P<who>\w+): *(?P<phone>[+\d][\d -]{7,})$")
ACTION = re.compile(r"^\[(?P<verb>tap|voice|photo|document|sticker|location|contact|wait) ?(?P<rest>.*)\]$")
WAIT = re.compile(r"^(\d+) (minute|hour|day)s?$")
ME = "me"


class WrongScriptError(Exception):
    """A line that is not in the grammar; says which."""


@dataclass(frozen=True)
class Staff:
    """A member of staff of the talk. kecamatan: names, as the registry writes them."""

    who: str
    name: str
    role: str
    kecamatan: tuple[str, ...]


@dataclass(frozen=True)
class Input:
    """One thing that somebody does. verb: `text`, or one of ACTION's. at_once: the next line is by the same person.

    phone: his number, E.164, where the talk says that the channel knows it.
    """

    line: int
    who: str
    verb: str
    rest: str
    at_once: bool = False
    phone: str = ""

    @property
    def wait(self) -> timedelta:
        found = WAIT.match(self.rest)
        if not found:
            raise WrongScriptError(f"line {self.line}: [wait 3 days], [wait 2 hours] or [wait 10 minutes]")
        return timedelta(**{f"{found[2]}s": int(found[1])})


@dataclass(frozen=True)
class Script:
    """A talk: who is staff, what is done, and its lines."""

    staff: tuple[Staff, ...]
    inputs: tuple[Input, ...]
    lines: tuple[str, ...]

    @property
    def expects(self) -> bool:
        """Does it say what the bot answers?"""
        return any(OUTPUT.match(line) for line in self.lines)

    @property
    def tells_phones(self) -> bool:
        """Does the channel know somebody's number?"""
        return any(step.phone for step in self.inputs)


def parse(text: str) -> Script:
    """Read a script; raise `WrongScriptError` with the line."""
    lines = tuple(line.rstrip() for line in text.splitlines())
    staff: list[Staff] = []
    inputs: list[Input] = []
    phones: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#") or OUTPUT.match(line):
            continue
        bound = STAFF.match(line)
        found = INPUT.match(line)
        known = NUMBER.match(line)
        if known:
            phones[known["who"]] = read_number(number, known["phone"])
        elif bound:
            kecamatan = tuple(name.strip() for name in (bound["kecamatan"] or "").split(",") if name.strip())
            staff.append(Staff(bound["who"], bound["name"], bound["role"] or "petugas", kecamatan))
        elif found:
            following = INPUT.match(lines[number]) if number < len(lines) else None
            at_once = following is not None and following["who"] == found["who"]
            step = read_input(number, found, at_once=at_once)
            inputs.append(replace(step, phone=phones.get(step.who, "")))
        else:
            raise WrongScriptError(f"line {number}: {line[:60]!r} begins with none of: > < @name> @name< @name: #")
    return Script(tuple(staff), tuple(inputs), lines)


def read_input(number: int, found: re.Match[str], *, at_once: bool) -> Input:
    who, what = found["who"] or ME, found["what"]
    action = ACTION.match(what)
    if action:
        return Input(number, who, action["verb"], action["rest"].strip(), at_once)
    return Input(number, who, "text", what, at_once)


def read_number(line: int, phone: str) -> str:
    """A number as the channel tells it, E.164."""
    phones = read_phones(phone)
    if not phones:
        raise WrongScriptError(f"line {line}: {phone!r} is no phone number")
    return phones[0].e164


def with_file(words: str, name: str) -> str:
    """The words of a bubble, and the file that goes with them ("" is none)."""
    return f"{words}\n(berkas: {name})" if name else words


def block(who: str, text: str, labels: Sequence[str]) -> list[str]:
    """One bubble as the grammar writes it."""
    mark = "<" if who == ME else f"@{who}<"
    lines = text.split("\n") + ([" ".join(f"[{label}]" for label in labels)] if labels else [])
    first, *rest = lines
    return [f"{mark} {first}".rstrip(), *(f"{mark}   {line}".rstrip() for line in rest)]


def compare(expected: Sequence[str], actual: Sequence[str]) -> Sequence[str]:
    """The differences as a unified diff, none when they agree; `...` in an expected line matches any rest."""
    return list(difflib.unified_diff(list(expected), merged(expected, actual), "expected", "actual", lineterm="", n=2))


def merged(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """The actual lines, with the expected ones (and their `...`) kept where those match."""
    return list(accepted(list(blocks(expected)), list(blocks(actual))))


def blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines that belong together: one bubble, or one line of anything else."""
    current: list[str] = []
    for line in lines:
        if current and re.match(r"^(@\w+)?<(   |$)", line) and OUTPUT.match(current[0]):
            current.append(line)
            continue
        if current:
            yield current
        current = [line]
    if current:
        yield current


def accepted(expected: list[list[str]], actual: list[list[str]]) -> Iterator[str]:
    """The actual lines, with the expected ones where those match."""
    for index, got in enumerate(actual):
        wanted = expected[index] if index < len(expected) else got
        yield from wanted if matches(wanted, got) else got


def matches(wanted: Sequence[str], got: Sequence[str]) -> bool:
    pattern = re.escape("\n".join(line.rstrip() for line in wanted)).replace(r"\.\.\.", ".*")
    return re.fullmatch(pattern, "\n".join(got), re.DOTALL) is not None
