"""The way of a cooperative from its deed to the first contribution: items on two roads, deadlines, the next step."""

from leads.checklist.deadlines import Deadline, deadlines
from leads.checklist.items import ITEMS, Item, Mark, Road, item_called, items_of
from leads.checklist.progress import CONFIRMED, Progress, Standing
from leads.checklist.requests import ChooseRoad, FindChecklist, MarkItem, NoteDay

__all__ = [
    "CONFIRMED",
    "ITEMS",
    "ChooseRoad",
    "Deadline",
    "FindChecklist",
    "Item",
    "Mark",
    "MarkItem",
    "NoteDay",
    "Progress",
    "Road",
    "Standing",
    "deadlines",
    "item_called",
    "items_of",
]
