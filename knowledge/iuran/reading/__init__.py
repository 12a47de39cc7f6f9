"""Reading: a line such as "5 pengurus 3jt, 2 karyawan 2,5jt, 40 anggota petani" becomes groups, or kind questions."""

import re
from dataclasses import dataclass

from dialogue.words import clean
from knowledge.iuran.plan import Group, Program
from knowledge.iuran.reading.groups import group_of
from knowledge.iuran.reading.marks import Mark, Meaning, marks_of
from knowledge.iuran.reading.people import role_of
from knowledge.iuran.reading.pieces import Piece, pieces_of
from knowledge.iuran.reading.together import shared, twice_counted
from knowledge.iuran.reading.trouble import EXAMPLE, LEAST_WAGE, MOST_PEOPLE, MOST_WAGE, Trouble, TroubleKind
from knowledge.rupiah import Word, read_rupiah, words_of

__all__ = ["EXAMPLE", "Reading", "Trouble", "read_groups", "read_people", "read_wage"]

MOST_GROUPS = 30
LONGEST_QUOTE = 60
_TWICE = re.compile(r"([0-9][0-9.,]*)\s*\(([a-z ]+)\)")
_SPELLED = re.compile(r"((?:[a-z]+ +){1,4})\(([0-9][0-9.,]*)\)")
_INSIDE = re.compile(r"\(([a-z ,&/]+)\)")
_NUMBERED = re.compile(r"(?:^|(?<=\s))([0-9]{1,2})(?:\)\s*|\.\s+)")
_LETTERED = re.compile(r"^[ \t]*[a-z][.)][ \t]+", re.MULTILINE)
_JOINING = frozenset(("dan", "serta"))
_BESIDE_A_WAGE: dict[Meaning, TroubleKind] = {"period": "masa", "extra": "tunjangan", "total": "semua"}
_DOUBLED = re.compile(r"\b(masing|rata|kira|cuma|sama)2")


@dataclass(frozen=True)
class Reading:
    """What a line tells. groups: those that were read; a PU group whose wage is None still has to be asked.

    troubles: what could not be read, in order; nothing of the line is left out silently. programs: that it names.
    guessed: it has words that we do not know (a job, a name of a shop). umk: labels of groups whose wage was told as
    the minimum wage, which we do not keep.
    """

    groups: tuple[Group, ...]
    troubles: tuple[Trouble, ...]
    programs: tuple[Program, ...] = ()
    guessed: bool = False
    umk: tuple[str, ...] = ()

    @property
    def wageless(self) -> tuple[Group, ...]:
        """Groups that are paid a wage that was not told."""
        return tuple(group for group in self.groups if group.segment == "PU" and group.wage is None)

    @property
    def trouble(self) -> Trouble | None:
        """The first thing that hinders a bill."""
        asked = tuple(
            Trouble("umk" if group.label in self.umk else "upah", label=group.label) for group in self.wageless
        )
        return next(iter(self.troubles + asked), None)


def read_groups(text: str) -> Reading:
    """The groups of a line, with what could not be read. Total: any text gives a reading."""
    line = _plain(clean(text).lower())
    words = words_of(line)
    marks = list(marks_of(words))
    told = _told(pieces_of(marks))
    if not told or len(told) > MOST_GROUPS:
        return Reading((), (Trouble("kosong"),))
    quotes = [_quote(line, piece, words) for piece in told]
    read = [group_of(piece, quote) for piece, quote in zip(told, quotes, strict=True)]
    groups = tuple(one for one in read if isinstance(one, Group))
    troubles = tuple(one for one in read if isinstance(one, Trouble))
    guessed = any(mark.meaning == "unknown" for mark in marks)
    umk = tuple(one.label for one, piece in zip(read, told, strict=True) if piece.has("umk") and isinstance(one, Group))
    if not troubles:
        groups = shared(told, groups)
        troubles = tuple(Trouble("sebagian", quotes[index]) for index in twice_counted(told, groups))
    return Reading(groups, troubles, _programs(marks), guessed, umk)


def read_wage(text: str) -> int | Trouble | None:
    """A wage a month alone; 0: there is none ("tidak digaji"). None for what is no wage at all."""
    marks = list(marks_of(words_of(clean(text).lower())))
    meanings = {mark.meaning for mark in marks}
    amount = read_rupiah(text)
    if meanings & {"unpaid", "none"} or amount == 0:
        return 0
    if "umk" in meanings:
        return Trouble("umk")
    if amount is None:
        return next((Trouble(kind) for mark, kind in _BESIDE_A_WAGE.items() if {mark, "money"} <= meanings), None)
    if LEAST_WAGE <= amount <= MOST_WAGE:
        return amount
    return Trouble("kecil" if amount < LEAST_WAGE else "besar")


def read_people(text: str) -> int | None:
    """A number of people alone: "5", "lima orang"; None for anything else, and for more than anybody has."""
    words = words_of(clean(text).lower())
    counts = [mark for mark in marks_of(words) if mark.meaning not in {"filler", "orang", "role"}]
    if len(counts) != 1 or counts[0].meaning != "count" or counts[0].value > MOST_PEOPLE:
        return None
    return counts[0].value


def _plain(line: str) -> str:
    """The line without what only decorates it: "1." before a line, "5 (lima)", "5 pengurus (ketua, sekretaris)"."""
    numbers = [int(found[1]) for found in _NUMBERED.finditer(line)]
    if numbers and numbers == [*range(1, len(numbers) + 1)] and _NUMBERED.match(line):
        line = _NUMBERED.sub("\n", line)
    line = _LETTERED.sub("", _DOUBLED.sub(r"\1 \1", line))
    return _INSIDE.sub(_offices, _TWICE.sub(_once, _SPELLED.sub(_once_spelled, line)))


def _offices(found: re.Match[str]) -> str:
    """Who is among the pengurus that were just counted; of anything else it stays."""
    named = [role_of(word) for word in re.findall(r"[a-z]+", found[1]) if word not in _JOINING]
    offices = len(named) > 1 and all(role and (role.one or role.label == "anggota") for role in named)
    return " " if offices else found[0]


def _once(found: re.Match[str]) -> str:
    """ "5 (lima) orang": the number that is written out beside its digits."""
    same = read_rupiah(found[1]) is not None and read_rupiah(found[1]) == read_rupiah(found[2])
    return found[1] if same else found[0]


def _once_spelled(found: re.Match[str]) -> str:
    """ "lima (5) orang"."""
    words = found[1].split()
    told = {read_rupiah(" ".join(words[start:])) for start in range(len(words))}
    return found[1] if read_rupiah(found[2]) in told - {None} else found[0]


def _told(pieces: list[Piece]) -> list[Piece]:
    """Those that tell of people; "karyawan belum ada" tells of nobody, unless it is all that is told."""
    told = [piece for index, piece in enumerate(pieces) if not _may_be_left_out(piece, first=index == 0)]
    people = [piece for piece in told if not _is_nobody(piece)]
    return people or told


def _is_nobody(piece: Piece) -> bool:
    if not piece.has("role") or piece.has("money", "part"):
        return False
    counts = [mark.value for mark in piece.all("count")]
    return counts == [0] or (piece.has("none") and not counts)


def _may_be_left_out(piece: Piece, first: bool) -> bool:
    """A greeting, a question, a programme: it tells of nobody. Words that we do not know are that only at the start."""
    return piece.is_idle and (first or not piece.has("unknown"))


def _quote(line: str, piece: Piece, words: tuple[Word, ...]) -> str:
    """The words of a piece as they stand in the line."""
    begin, end = words[piece.marks[0].at].at, words[piece.marks[-1].end - 1].end
    return line[begin:end][:LONGEST_QUOTE].rstrip(" (:,-=")


def _programs(marks: list[Mark]) -> tuple[Program, ...]:
    return tuple(dict.fromkeys(mark.program for mark in marks if mark.program))
