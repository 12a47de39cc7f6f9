"""Rincian: every step of the arithmetic, as far as one bubble holds it."""

from dialogue.text import Text, joined
from dialogue.turn import Say
from handlers.iuran.hitungan import FILES, RESULT, Reckoned
from handlers.tanya import MENU, PROVE
from knowledge.iuran import coming
from knowledge.iuran.notes import notes
from knowledge.iuran.working import group_working, summed
from leads.view import View

LONGEST = 3800
"""Characters of a working that people still read in a chat; the rest of a long one is in the PDF."""
REST = Text("Rincian kelompok lainnya ada di PDF.")


def detailed(reckoned: Reckoned, view: View) -> Say:
    """The groups that find room, then the sums."""
    bill, facts = reckoned.bill, reckoned.facts
    end = joined(summed(bill, facts), *(coming(bill, later) for later in reckoned.ahead), by="\n")
    room = LONGEST - len(view.plain(end)) - len(REST.message)
    parts: list[Text] = []
    for one in bill.groups:
        part = group_working(one, facts)
        room -= len(view.plain(part)) + 2
        if room < 0:
            parts.append(REST)
            break
        parts.append(part)
    cite = (*bill.facts, *(fact_id for note in notes(bill, facts) for fact_id in note.facts))
    text = joined(*parts, end)
    return Say(text, (*FILES, RESULT, PROVE, MENU), cite=tuple(dict.fromkeys(cite)), proof=reckoned.proof)
