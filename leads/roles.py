"""Who may do what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogue.text import Text


class Role(StrEnum):
    """petugas: an officer. kepala: head of the branch. dinas: the regency's cooperative office. admin: runs the bot."""

    petugas = "petugas"
    kepala = "kepala"
    dinas = "dinas"
    admin = "admin"


class Action(StrEnum):
    """What the bot asks before it does something for staff."""

    see_coverage = "see_coverage"
    """Numbers by state and kecamatan: nothing personal in them."""
    see_contacts = "see_contacts"
    claim = "claim"
    note = "note"
    change_state = "change_state"
    split_joined = "split"
    digest = "digest"
    head_digest = "head_digest"
    export = "export"
    """With masked phones."""
    export_full = "export_full"
    invite = "invite"


A = Action
OFFICER = frozenset(
    {A.see_coverage, A.see_contacts, A.claim, A.note, A.change_state, A.split_joined, A.digest, A.export}
)
MAY: Mapping[Role, frozenset[Action]] = {
    Role.petugas: OFFICER,
    Role.kepala: OFFICER | {A.head_digest, A.export_full, A.invite},
    Role.dinas: frozenset({A.see_coverage}),  # the consent says "hanya dibaca petugas {cabang}"
    Role.admin: frozenset(Action),
}
ROLE_LABELS: Mapping[Role, Text] = {
    Role.petugas: Text("petugas"),
    Role.kepala: Text("kepala cabang"),
    Role.dinas: Text("dinas koperasi"),
    Role.admin: Text("pengelola Sapakop"),
}


def may(role: Role, action: Action) -> bool:
    """Is this allowed to that role?"""
    return action in MAY[role]


@dataclass(frozen=True)
class Officer:
    """One member of staff.

    code: short and typed by people ("RINA"). name: with its salutation ("Ibu Rina").
    kecamatan: codes of the territory; empty: the whole regency.
    """

    staff_id: int
    code: str
    name: str
    role: Role
    kecamatan: tuple[str, ...] = ()
