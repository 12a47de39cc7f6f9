"""What the rules look at: one lead as it is now, one line of its history."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from leads.pipeline import CoopState, LeadState, Reason


class Wish(StrEnum):
    """When somebody would like to be called."""

    pagi = "pagi"
    siang = "siang"
    sore = "sore"
    kapan_saja = "kapan_saja"


@dataclass(frozen=True)
class LeadRow:
    """One lead. Moments are aware; "" and None say that nothing is known.

    village_code: of the registry; None when the village was taken as said. contact: as he is called ("Bu Siti").
    claim_until, postponed_until: from this moment on the claim has lapsed, the lead comes back.
    last_news_at: when staff (of a draft: the person) last did anything with it. reminded_at: when officers were last
    told that it waits. mismatch: the registry has no such
    village. joined_to: the lead that this one was joined to. contacts: how many people speak for this cooperative.
    """

    lead_id: int
    ref: str
    village: str
    state: LeadState
    kecamatan: str = ""
    kecamatan_code: str = ""
    village_code: str | None = None
    coop_state: CoopState | None = None
    reason: Reason | None = None
    person_id: int | None = None
    contact: str = ""
    jabatan: str = ""
    wish: Wish | None = None
    sent_at: datetime | None = None
    claimed_by: int | None = None
    claimed_by_name: str = ""
    claim_until: datetime | None = None
    postponed_until: datetime | None = None
    appointment_at: datetime | None = None
    last_news_at: datetime | None = None
    reminded_at: datetime | None = None
    registered_on: date | None = None
    note: str = ""
    question: str = ""
    outside: bool = False
    mismatch: bool = False
    joined_to: int | None = None
    contacts: int = 1


@dataclass(frozen=True)
class Change:
    """One line of the history of a lead's state. change_id: its place in the history, growing."""

    change_id: int
    lead_id: int
    at: datetime
    from_state: LeadState | None
    to_state: LeadState
    reason: Reason | None = None
