"""People: what somebody does in or beside a cooperative, in a fixed vocabulary of ours; never a person's own words."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapidfuzz import fuzz, process

Kind: TypeAlias = Literal["pengurus", "pekerja", "angkutan", "ojek", "sendiri", "anggota"]
"""pengurus: of the board. pekerja: works for a wage. angkutan: drives or carries, for a wage or not.
ojek, sendiri: works on his own account. anggota: a member of whom nothing else is known."""


@dataclass(frozen=True)
class Role:
    """label: how the group is called. one: the word alone means one person ("ketua 3jt")."""

    label: str
    kind: Kind
    one: bool = False


_SPELLINGS: dict[Role, str] = {
    Role("pengurus", "pengurus"): "pengurus pengurusnya pengrus pgurus pngurus",
    Role("pengawas", "pengurus"): "pengawas pengawasnya pngawas",
    Role("ketua", "pengurus", one=True): "ketua ketuanya",
    Role("wakil ketua", "pengurus", one=True): "wakil wakilnya",
    Role("sekretaris", "pengurus", one=True): "sekretaris sekertaris sekretarisnya sekre",
    Role("bendahara", "pengurus", one=True): "bendahara bendaharanya bndahara",
    Role("manajer", "pekerja", one=True): "manajer manajernya manager menejer meneger mgr",
    Role("karyawan", "pekerja"): "karyawan karyawannya karyawati kariawan kryawan krywn",
    Role("pegawai", "pekerja"): "pegawai pegawainya pgawai",
    Role("pekerja", "pekerja"): "pekerja pekerjanya tenaga petugas operator",
    Role("kasir", "pekerja"): "kasir kasirnya cashier",
    Role("pengelola", "pekerja"): "pengelola pengelolanya",
    Role("staf", "pekerja"): "staf staff stafnya admin administrasi teller marketing",
    Role("penjaga", "pekerja"): "penjaga satpam security pelayan pramuniaga",
    Role("buruh", "pekerja"): "buruh kuli",
    Role("sopir", "angkutan"): "sopir supir sopirnya driver pengemudi",
    Role("kurir", "angkutan"): "kurir kurirnya courier",
    Role("ojek", "ojek"): "ojek ojol opang gojek grab",
    Role("petani", "sendiri"): "petani tani petaninya pekebun penggarap",
    Role("peternak", "sendiri"): "peternak ternak",
    Role("pedagang", "sendiri"): "pedagang pedagangnya dagang penjual pejual warung",
    Role("nelayan", "sendiri"): "nelayan nelayannya pembudidaya",
    Role("perajin", "sendiri"): "perajin pengrajin penjahit tukang",
    Role("anggota", "anggota"): "anggota anggotanya angota anggta agt warga",
}
ROLES = {word: role for role, words in _SPELLINGS.items() for word in words.split()}
ON_THEIR_OWN = frozenset(role.label for role in _SPELLINGS if role.kind not in {"pengurus", "pekerja"})
OFFICERS = frozenset(role.label for role in _SPELLINGS if role.kind == "pengurus")
DEPUTY = ROLES["wakil"]
WORKER = Role("pekerja", "pekerja")
MEMBER = Role("anggota", "anggota")
_LONG = tuple(word for word in ROLES if len(word) >= 6)
_NEAR = 88


def role_of(word: str) -> Role | None:
    """The role that a word names, also where a letter is wrong."""
    role = ROLES.get(word)
    if role is not None or len(word) < 6 or len(word) > 20:
        return role
    near = process.extractOne(word, _LONG, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return ROLES[near[0]] if near else None
