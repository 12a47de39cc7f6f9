"""Together: what groups of one line mean to each other: a wage that is meant for several, people counted twice."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.iuran.plan import Group
from knowledge.iuran.reading.people import OFFICERS, ON_THEIR_OWN
from knowledge.iuran.reading.pieces import Piece

BOARD, MEMBERS = "pengurus", "anggota"


def shared(pieces: list[Piece], groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """ "2 karyawan dan 1 kasir digaji 3jt", "… masing-masing 3jt": the wage is also that of those before.

    Without such a word it may be meant so ("5 pengurus dan 3 pengawas 3jt"), and a board works hardly for nothing
    beside colleagues who are paid: then theirs still has to be asked for.
    """
    all_of = list(groups)
    for index, piece in enumerate(pieces):
        if groups[index].segment != "PU" or groups[index].wage is None:
            continue
        for before in range(index - 1, -1, -1):
            chained = piece.has("each") or pieces[before + 1].chained
            colleagues = {groups[before].label, groups[index].label} <= OFFICERS
            if not (chained or colleagues) or not _is_open(pieces[before], all_of[before]):
                break
            wage = groups[index].wage if chained and piece.has("each", "paid") else None
            all_of[before] = replace(all_of[before], segment="PU", wage=wage, discount=groups[index].discount)
    return tuple(all_of)


def _is_open(piece: Piece, group: Group) -> bool:
    """Nothing is said yet of what they are paid."""
    may = group.segment == "PU" or group.label in OFFICERS
    return may and group.wage is None and not piece.has("unpaid", "state", "own")


def twice_counted(pieces: list[Piece], groups: tuple[Group, ...]) -> Iterator[int]:
    """Places of groups whose people seem to be counted in another one too.

    "5 pengurus, ketua 2jt": is he one of the five? "120 anggota: 80 petani, 40 pedagang" adds up.
    """
    has_board = any(group.label == BOARD for group in groups)
    own = [group.people for group in groups if group.label in ON_THEIR_OWN and group.label != MEMBERS]
    for index, group in enumerate(groups):
        among_board = has_board and group.label in OFFICERS and not pieces[index].has("count")
        if among_board or (group.label == MEMBERS and group.people == sum(own)):
            yield index
