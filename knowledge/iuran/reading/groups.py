"""Groups: what is said of people decides their segment, their wage or income, and their discount."""

from dataclasses import dataclass

from knowledge.iuran.plan import Discount, Group
from knowledge.iuran.reading.marks import Mark
from knowledge.iuran.reading.people import MEMBER, WORKER, Kind, Role
from knowledge.iuran.reading.pieces import Piece
from knowledge.iuran.reading.trouble import LEAST_WAGE, MOST_PEOPLE, MOST_WAGE, Trouble, TroubleKind

MOST_DESCRIBING = 3
"""Words of a description beside a role that we do not know: "karyawan bengkel las"."""
_FOR_A_WAGE: frozenset[Kind] = frozenset(("pengurus", "pekerja", "angkutan"))
_ON_THE_ROAD: frozenset[Kind] = frozenset(("angkutan", "ojek"))


@dataclass(frozen=True)
class Said:
    """One piece, and the line it stands in (for quoting)."""

    piece: Piece
    quote: str

    @property
    def roles(self) -> list[Role]:
        roles = [mark.role for mark in self.piece.all("role") if mark.role]
        if roles or not self.piece.has("orang"):
            return roles
        if self.piece.has("own", "state"):
            return [MEMBER]
        return [WORKER] if self.piece.has("money") else []

    @property
    def label(self) -> str:
        """Of several roles the one that says most: "anggota petani" are petani."""
        telling = [role.label for role in self.roles if role.kind != "anggota"]
        return (telling or [MEMBER.label])[0]

    @property
    def wage(self) -> int | None:
        """Of one person; "5 orang @ 3jt = 15jt" tells it twice."""
        money, counts = self.piece.all("money"), self.piece.all("count")
        return money[0].value if money and (len(money) == 1 or _multiplied(money, counts)) else None

    def is_any(self, *kinds: Kind) -> bool:
        return any(role.kind in kinds for role in self.roles)


def group_of(piece: Piece, quote: str) -> Group | Trouble:
    """The group that a piece tells of, or what is unclear. In a PU group a wage of None is still to be asked for."""
    said = Said(_with_unknown_job(piece), quote)
    people = _people(said)
    trouble = _unclear(said, people)
    if trouble is not None:
        return trouble
    wage = said.wage
    if _is_paid(said):
        return Group(said.label, people, "PU", wage)
    return Group(said.label, people, "BPU", wage, _discount(said))


def _with_unknown_job(piece: Piece) -> Piece:
    """ "3 barista 2jt": a job that we have no word for is a worker's, where a wage goes with it."""
    counts, unknown = piece.all("count"), piece.all("unknown")
    if piece.has("role", "orang") or not piece.has("money", "paid") or not counts or not unknown:
        return piece
    if unknown[0].at != counts[0].end:
        return piece
    job = Mark("role", unknown[0].at, unknown[0].end, role=WORKER)
    return Piece([job if mark is unknown[0] else mark for mark in piece.marks])


def _multiplied(money: list[Mark], counts: list[Mark]) -> bool:
    """Whether the second amount is the first, times the people."""
    return len(money) == 2 and len(counts) == 1 and money[0].value * counts[0].value == money[1].value


def _people(said: Said) -> int:
    """How many they are; 0 where that is not said."""
    counts = said.piece.all("count")
    if counts:
        return counts[0].value
    return 1 if any(role.one for role in said.roles) else 0


def _unclear(said: Said, people: int) -> Trouble | None:
    """What hinders reading this piece for sure, the gravest first."""
    piece, money, wage = said.piece, said.piece.all("money"), said.wage
    hindrances: tuple[tuple[bool, TroubleKind], ...] = (
        (piece.has("official"), "pegawai"),
        (piece.has("extra") and bool(money), "tunjangan"),
        (piece.has("range") or (wage is None and bool(money)), "rentang"),
        (piece.has("part"), "sebagian"),
        (piece.has("not", "none"), "asing"),
        (not said.roles and piece.has("count"), "peran"),
        (bool(said.roles) and bool(money) and piece.has("period"), "masa"),
        (_stray(piece), "asing"),
        (not said.roles, "peran"),
        (not people and not piece.has("count"), "orang"),
        (not 1 <= people <= MOST_PEOPLE, "banyak"),
        (piece.has("umk") and not money and not _is_paid(said), "umk"),
        (len(money) == 1 and piece.has("total"), "semua"),
        (bool(money) and piece.has("unpaid") and not piece.has("own"), "upah"),
        (bool(money) and _may_be_a_budget(said), "asing"),
        (wage is not None and wage < LEAST_WAGE, "kecil"),
        (wage is not None and wage > MOST_WAGE, "besar"),
    )
    kind = next((kind for holds, kind in hindrances if holds), None)
    return Trouble(kind, said.quote, said.label) if kind else None


def _may_be_a_budget(said: Said) -> bool:
    """ "dana desa 50 juta untuk 40 petani": money of the state need not be what they earn."""
    return said.piece.has("state") and not said.piece.has("own", "wage") and not said.is_any(*_FOR_A_WAGE)


def _stray(piece: Piece) -> bool:
    """Words that we do not know, and that do not describe a role beside them or stand before all that counts."""
    told = [mark.at for mark in piece.marks if mark.meaning in {"count", "role", "orang", "money"}]
    first = min(told, default=0)
    ends = {end for mark in (*piece.all("role"), *piece.all("umk")) for end in (mark.at, mark.end)}
    stray = 0
    for mark in piece.all("unknown"):
        beside = mark.at in ends or mark.end in ends
        ends |= {mark.at, mark.end} if beside else set()
        stray += mark.at >= first and not beside
    return stray > 0 or len([mark for mark in piece.all("unknown") if mark.at >= first]) > MOST_DESCRIBING


def _is_paid(said: Said) -> bool:
    """A wage is paid to them: PU."""
    piece = said.piece
    if piece.has("unpaid") or said.is_any("ojek"):
        return False
    if piece.has("pu"):
        return True
    if piece.has("own") or (said.is_any("anggota") and not said.is_any("pekerja", "pengurus")):
        return False
    if piece.has("money") and said.is_any("sendiri") and not said.is_any(*_FOR_A_WAGE):
        return piece.has("paid")
    if piece.has("money") or (piece.has("paid", "umk") and not piece.has("state")):
        return True
    return said.is_any("pekerja") and not said.is_any("sendiri", "anggota")


def _discount(said: Said) -> Discount:
    if said.piece.has("state"):
        return "tidak"
    return "transportasi" if said.is_any(*_ON_THE_ROAD) else "umum"
