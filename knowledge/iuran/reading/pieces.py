"""Pieces: the marks of a line gathered into what is said of one group of people each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge.iuran.reading.marks import Mark, Meaning
from knowledge.iuran.reading.people import DEPUTY

_PAID: tuple[Meaning, ...] = ("money", "unpaid", "umk")


@dataclass
class Piece:
    """What is said of one group. chained: it stands after the last one without a comma or a line in between ("dan")."""

    marks: list[Mark] = field(default_factory=list)
    chained: bool = False

    def all(self, meaning: Meaning) -> list[Mark]:
        return [mark for mark in self.marks if mark.meaning == meaning]

    def has(self, *meanings: Meaning) -> bool:
        return any(mark.meaning in meanings for mark in self.marks)

    @property
    def last(self) -> Meaning:
        """The last mark that says something of the group."""
        told = [mark.meaning for mark in self.marks if mark.meaning not in {"filler", "unknown"}]
        return told[-1] if told else "filler"

    @property
    def is_whole(self) -> bool:
        return self.is_one or (self.has("count") and self.has("role", "orang"))

    @property
    def is_one(self) -> bool:
        """Somebody of whom there is but one, so that he needs no count: "ketua 3jt"."""
        return any(mark.role and mark.role.one for mark in self.all("role"))

    @property
    def is_idle(self) -> bool:
        """Nothing but words that belong to no group: a greeting, "berapa iurannya", a programme."""
        return all(mark.meaning in {"filler", "unknown", "program", "each", "total"} for mark in self.marks)


def pieces_of(marks: Iterable[Mark]) -> list[Piece]:
    """The groups of a line; what only adds to the group before it stands with that one."""
    pieces: list[Piece] = []
    for piece in _split(marks):
        whose = _told_before(pieces, piece)
        if pieces and _is_bare_wage(pieces[-1], piece):
            pieces[-1].marks += [replace(mark, meaning="money") for mark in piece.marks if mark.meaning == "count"]
        elif whose:
            whose.marks += piece.marks
        elif pieces and _belongs(pieces[-1], piece):
            pieces[-1].marks += piece.marks
        else:
            pieces.append(piece)
    return pieces


def _split(marks: Iterable[Mark]) -> Iterator[Piece]:
    piece = Piece()
    for mark in marks:
        if mark.meaning in {"end", "and"} or _begins_another(piece, mark):
            if piece.marks:
                yield piece
                piece = Piece(chained=True)
            piece.chained = piece.chained and mark.meaning != "end"
        if mark.meaning not in {"end", "and"}:
            piece.marks.append(mark)
    if piece.marks:
        yield piece


def _begins_another(piece: Piece, mark: Mark) -> bool:
    """Groups that follow each other without a comma: "5 pengurus 3jt 2 karyawan 2jt", "ketua 3jt sekretaris 2jt"."""
    if mark.meaning == "count":
        return piece.has("count") or (piece.is_one and piece.has("money", "unpaid"))
    if mark.meaning == "none":
        return piece.is_whole and piece.has("money", "unpaid")
    if mark.meaning != "role" or not piece.is_whole:
        return False
    return piece.last not in {"role", "orang", "own"} or _is_another_office(piece, mark)


def _is_another_office(piece: Piece, mark: Mark) -> bool:
    """ "ketua sekretaris bendahara" are three; "wakil ketua" is one."""
    last = piece.all("role")[-1:]
    both = piece.last == "role" and all(one.role and one.role.one for one in (*last, mark))
    return both and all(one.role not in {mark.role, DEPUTY} for one in last)


def _is_bare_wage(before: Piece, piece: Piece) -> bool:
    """ "2 karyawan 2500": a second number that counts nobody can only be their wage, and is too small for one."""
    told = {mark.meaning for mark in piece.marks} - {"filler"}
    return told == {"count"} and piece.chained and before.is_whole and not before.has("money", "unpaid", "orang")


def _told_before(pieces: list[Piece], piece: Piece) -> Piece | None:
    """ "pengurus 5, karyawan 2, gaji pengurus 3jt": what those are paid who were counted before."""
    labels = _labels(piece)
    if not labels or piece.has("count", "none") or not piece.has(*_PAID) or piece.is_one:
        return None
    counted = (one for one in reversed(pieces) if _labels(one) == labels and one.is_whole)
    return next((one for one in counted if not one.has(*_PAID)), None)


def _labels(piece: Piece) -> set[str]:
    return {mark.role.label for mark in piece.all("role") if mark.role}


def _belongs(before: Piece, piece: Piece) -> bool:
    """Does it only complete the piece before: a wage, "tidak digaji", the role of a count, the count of a role?"""
    if piece.is_idle or (before.is_idle and not before.has("unknown")):
        return False
    if piece.has("count") and piece.has("role"):
        return False
    if piece.has("count"):
        return before.has("role") and not before.has("count")
    if piece.has("role"):
        return (before.has("count") and not before.has("role")) or _is_job_of_members(before, piece)
    return not (piece.has("money") and before.has("money"))


def _is_job_of_members(before: Piece, piece: Piece) -> bool:
    """ "40 anggota, petani": the job of those who were just called members; a wage is of others."""
    kinds = [{mark.role.kind for mark in one.all("role") if mark.role} for one in (before, piece)]
    return kinds[0] == {"anggota"} and not kinds[1] & {"pengurus", "pekerja"} and not piece.has("none")
