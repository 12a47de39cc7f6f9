"""The effects: what a conversation may ask to be done. `bot.effects` performs each in the turn's transaction."""

from dataclasses import dataclass
from datetime import date

from dialogue.state import Json
from dialogue.text import Text
from dialogue.turn import Effect


@dataclass(frozen=True)
class RecordConsent(Effect):
    """The person allowed or refused that we keep what he gives us. No answer."""

    given: bool


@dataclass(frozen=True)
class SaveDraft(Effect):
    """Keep the answers of an unfinished lead form (slot name → value). No answer."""

    answers: dict[str, Json]


@dataclass(frozen=True)
class WipeDraft(Effect):
    """Delete the draft: the person cancelled. No answer."""


@dataclass(frozen=True)
class SendLead(Effect):
    """Send the form. Answer: `Sent`."""

    answers: dict[str, Json]


@dataclass(frozen=True)
class Sent:
    """ref: the reference number. joined: another contact of the cooperative was there first."""

    ref: str
    village: str
    contact_by: date
    outside: str | None
    joined: bool


@dataclass(frozen=True)
class TellMore(Effect):
    """Keep one later answer with a lead. No answer."""

    ref: str
    name: str
    value: Json


@dataclass(frozen=True)
class AskOfficer(Effect):
    """Bring words to the officers, on the person's lead; one is made for whoever has none. Answer: `Queued`.

    answers: `keperluan`, and `orang`, `jabatan`, `telepon` of a person without a lead.
    """

    answers: dict[str, Json]


@dataclass(frozen=True)
class Queued:
    """ref: the lead it was noted on. office_open: is anybody there now; opens: since when they will be, in words."""

    ref: str
    office_open: bool
    opens: Text


@dataclass(frozen=True)
class CheckOfficer(Effect):
    """CEK RINA. Answer: the names of the officers that fit (tuple of str), empty when there is none."""

    name: str


@dataclass(frozen=True)
class Stop(Effect):
    """Send nothing more unasked; may an officer still phone. No answer."""

    may_phone: bool


@dataclass(frozen=True)
class Restart(Effect):
    """Messages are welcome again. No answer."""


@dataclass(frozen=True)
class Forget(Effect):
    """Delete everything personal. Answer: the receipt number (str)."""


@dataclass(frozen=True)
class OwnData(Effect):
    """Everything personal that is kept of this person. Answer: tuple of (what, value), `what` a name of DATA SAYA."""


@dataclass(frozen=True)
class WrongNumber(Effect):
    """BUKAN SAYA: this person has nothing to do with his leads; name and phone go. Answer: leads touched (int)."""


@dataclass(frozen=True)
class Redeem(Effect):
    """Bind this person as staff by an invitation code. Answer: the officer's name, None when the code is not good."""

    code: str


@dataclass(frozen=True)
class FindLead(Effect):
    """Look a lead up for staff. Answer: `LeadCard` or None."""

    ref: str


@dataclass(frozen=True)
class LeadCard:
    """What staff see of a lead, masked by role."""

    ref: str
    village: str
    kecamatan: str
    contact: str
    phone: str | None
    state: str
    coop_state: str
    state_label: Text
    coop_label: Text
    holder: str | None
    holder_id: int | None
    joined: bool = False
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    flags: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ClaimLead(Effect):
    """Take a lead. Answer: `Claim`."""

    ref: str


@dataclass(frozen=True)
class Claim:
    """taken_by: who holds it now when it was not to be had. card: the lead, when it was."""

    ref: str
    card: LeadCard | None
    taken_by: str | None = None


@dataclass(frozen=True)
class ReleaseLead(Effect):
    """Give a lead back to the queue. Answer: bool, False when it was not held by this officer."""

    ref: str


@dataclass(frozen=True)
class AddNote(Effect):
    """Write a note on a lead. Answer: bool, False when the lead is not there or not to be written on."""

    ref: str
    words: str


@dataclass(frozen=True)
class MoveLead(Effect):
    """Change a lead's state or its cooperative's. Answer: `Moved`.

    to: "lead:STATE" or "coop:STATE". until: of a postponement. on: when it was registered or paid. proof: the NPP, or
    the proof of `people` registered on the BPU road.
    """

    ref: str
    to: str
    reason: str | None = None
    until: date | None = None
    on: date | None = None
    proof: str = ""
    people: int = 0


@dataclass(frozen=True)
class Moved:
    """refused: why it may not be done, in words of `leads.pipeline`; None when it was done."""

    card: LeadCard | None
    refused: Text | None = None


@dataclass(frozen=True)
class SplitLead(Effect):
    """Take a joined lead out of the one it was joined to. Answer: `LeadCard` or None."""

    ref: str


@dataclass(frozen=True)
class MakeDigest(Effect):
    """The officer's digest as of now. Answer: a `Digest`, or None. first: the row that the page begins with."""

    first: int = 1


@dataclass(frozen=True)
class MyTasks(Effect):
    """The officer's open leads and those that wait in his territory. Answer: tuple of `LeadCard`."""
