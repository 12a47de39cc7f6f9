"""The morning digest: what an officer, and the head of the branch, should know today."""

from leads.digest.balance import Snapshot
from leads.digest.head import Coverage, head_digest
from leads.digest.officer import Territory, digest
from leads.digest.queue import DRAFT_IDLE, idle
from leads.digest.sheet import ROWS, Digest, Item, SectionKey
from leads.ledger import Change
from leads.roles import Officer
from leads.row import LeadRow, Wish

__all__ = [
    "DRAFT_IDLE",
    "ROWS",
    "Change",
    "Coverage",
    "Digest",
    "Item",
    "LeadRow",
    "Officer",
    "SectionKey",
    "Snapshot",
    "Territory",
    "Wish",
    "digest",
    "head_digest",
    "idle",
]
