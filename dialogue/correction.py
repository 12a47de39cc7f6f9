"""Correction in words: "eh salah, 7 orang", "nomornya salah, 0813…", "bukan Siti, Sari"."""

import re
from dataclasses import replace

from dialogue.form import SUMMARY, Reply
from dialogue.state import Json
from dialogue.talk import Talk, answering, asking
from dialogue.talk.answering import CHANGED
from dialogue.talk.bubble import followed
from dialogue.turn import Say, Turn
from dialogue.view import V

LONGEST = 200
"""Characters of a correction; what is longer is a story."""
FLAGS = re.IGNORECASE | re.DOTALL
SORRY = r"^\W*(?:(?:eh|oh|aduh|maaf|mohon maaf|ralat|koreksi)\b\W*)*"
SHOULD_BE = r"(?:(?:harusnya|seharusnya|yang (?:benar|betul)|jadi|menjadi|ke|dengan|adalah)\b\W*)*"
NEW = r"(?P<new>.*)$"
WRONG = re.compile(rf"{SORRY}(?:salah|keliru|ralat|koreksi|maksud saya|maksudnya)\b\W*{SHOULD_BE}{NEW}", FLAGS)
NAMED = re.compile(
    rf"{SORRY}(?P<what>[a-z][a-z ]{{1,40}}?)(?: (?:saya|tadi|itu|yang tadi))* (?:salah|keliru|diganti|ganti)\b\W*"
    rf"{SHOULD_BE}{NEW}",
    FLAGS,
)
WISH = r"(?:(?:saya|sy|mau|ingin|tolong|minta|bisa|boleh)\b\W*)*"
CHANGE = re.compile(
    rf"{SORRY}{WISH}(?:salah|ganti|ubah|ralat|koreksi) (?P<what>[a-z]+(?: (?:hp|wa|telepon))?)\b\W*"
    rf"(?:(?:saya|tadi|itu)\b\W*)*{SHOULD_BE}{NEW}",
    FLAGS,
)
NOT_BUT = re.compile(
    rf"{SORRY}bukan (?P<old>[^,;]+?)(?: *[,;]| (?=tapi|tetapi|melainkan))\W*(?:(?:tapi|tetapi|melainkan)\b)?\W*{NEW}",
    FLAGS,
)
ASKS = re.compile(
    r"\?\s*$|^\W*(?:kalau|kalo|klo|jika|bila|apa|apakah)\b|\b(?:apa|apanya|gimana|bagaimana|siapa|mana)\W*$", FLAGS
)
"""A question about a mistake is no correction."""


def correct(talk: Talk[V], text: str) -> Turn | None:
    """An interrupt: a correction changes the answer it names or fits, else the last one."""
    if not talk.form or talk.state.asleep or len(text) > LONGEST or ASKS.search(text):
        return None
    return named(talk, text) or instead(talk, text) or wrong(talk, text)


def named(talk: Talk[V], text: str) -> Turn | None:
    """ "Nomornya salah, 0813…", "ubah nama": the answer that is called so."""
    for found in (NAMED.match(text), CHANGE.match(text)):
        name = answering.mentioned(talk, found["what"]) if found else None
        if found and name:
            return renew(talk, name, found["new"])
    return None


def instead(talk: Talk[V], text: str) -> Turn | None:
    """ "Bukan Siti, Sari": the answer in which the first stands becomes the second."""
    found = NOT_BUT.match(text)
    if not found:
        return None
    _, frame = talk.waiting()
    old = found["old"].strip().lower()
    names = [slot.name for slot in asking.given_slots(talk) if stands_in(old, frame.answers[slot.name])]
    names += [frame.step] if frame.hold is not None and stands_in(old, frame.hold) else []
    return renew(talk, names[-1], found["new"]) if names else None


def stands_in(words: str, value: Json) -> bool:
    """Do these words stand in an answer, however it is kept?"""
    if isinstance(value, dict):
        return any(stands_in(words, part) for part in value.values())
    return re.search(rf"\b{re.escape(words)}\b", str(value).lower()) is not None


def wrong(talk: Talk[V], text: str) -> Turn | None:
    """ "Eh salah, …": what the words tell, else the answer that can read them, else the last one again."""
    found = WRONG.match(text)
    _, frame = talk.waiting()
    new = found["new"].strip() if found else ""
    if not found or (frame.step == SUMMARY and not new):
        return None
    if frame.hold is not None:
        return talk.without(frame.step).reply(new) if new else talk.ask_on(None)
    told = answering.told_in(talk, Reply(new)) if new else {}
    if told:
        return talk.put(told).advance(Say(CHANGED))
    return last_that_fits(talk, new)


def last_that_fits(talk: Talk[V], new: str) -> Turn | None:
    """The newest answer that reads the words; with digits in them first those that want digits."""
    given = asking.given_slots(talk)[::-1]
    if not given:
        return talk.reply(new) if new else None
    digits = any(letter.isdigit() for letter in new)
    ordered = sorted(given, key=lambda slot: slot.numeric is not digits)
    turns = (reread(talk, slot.name, new) for slot in ordered if new)
    return next((turn for turn in turns if turn), None) or talk.ask_again(given[0].name)


def renew(talk: Talk[V], name: str, new: str) -> Turn:
    """Ask one answer again, with the new words where there are some."""
    return (reread(talk, name, new.strip()) if new.strip() else None) or talk.ask_again(name)


def reread(talk: Talk[V], name: str, new: str) -> Turn | None:
    """The turn in which this slot is answered anew; it says that it was."""
    turn = talk.without(name).reply(new)
    done = turn is not None and turn.state.top is not None and name in turn.state.top.answers
    if turn is None or not done or turn.say is None:
        return turn
    return replace(turn, say=followed(Say(CHANGED), turn.say))
