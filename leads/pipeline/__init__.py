"""The two machines: a lead's and a cooperative's states, their moves, and the words for them."""

from leads.pipeline.cooperative import COOP_MOVES, CoopMove, Registration, move_coop
from leads.pipeline.lead import FOR_GOOD, LEAD_MOVES, Move, NotAllowed, move
from leads.pipeline.states import OPEN, PAID, REGISTERED, CoopState, LeadState, Reason, label
from leads.pipeline.told import Case, told

__all__ = [
    "COOP_MOVES",
    "FOR_GOOD",
    "LEAD_MOVES",
    "OPEN",
    "PAID",
    "REGISTERED",
    "Case",
    "CoopMove",
    "CoopState",
    "LeadState",
    "Move",
    "NotAllowed",
    "Reason",
    "Registration",
    "label",
    "move",
    "move_coop",
    "told",
]
