"""Answering: how words, a tap or a shared contact become answers of the form on top."""

from typing import TYPE_CHECKING

from dialogue.form import CHANGE, CONSENT, SKIP, SUMMARY, Again, Filled, Reply, Slot
from dialogue.state import Answers
from dialogue.talk import asking
from dialogue.talk.sleeping import CONFIRMED
from dialogue.text import Text
from dialogue.turn import Say, Turn
from dialogue.view import V
from dialogue.words import bare, is_no, is_skip, is_yes, nearest

if TYPE_CHECKING:
    from dialogue.talk import Talk

CHANGED = Text("Baik, sudah saya ganti.")
LEAVE_OUT = frozenset(("lewati", "lewat", "skip"))


def answer(talk: "Talk[V]", reply: Reply) -> Turn | None:
    """Give the form on top an answer; None when it is not understood."""
    form, frame = talk.waiting()
    own = {CONSENT: agree, SUMMARY: confirm, CHANGE: change}
    if frame.step in own:
        said = reply.text if reply.choice is None else reply.choice
        return own[frame.step](talk, said) or restate(talk, reply)
    slot = form.slot(frame.step)
    return fill_slot(talk, slot, reply) if slot else None


def fill_slot(talk: "Talk[V]", slot: Slot[V], reply: Reply) -> Turn | None:
    """One sentence may fill several slots; what it says of this one counts first.

    The same follow-up question once more is no progress: it counts as not understood, and the ladder goes on.
    """
    if reply.choice == SKIP.value or (reply.choice is None and is_skip(reply.text)):
        if slot.optional:
            return talk.put({slot.name: None}).advance()
        if reply.choice is None and bare(reply.text) in LEAVE_OUT:
            return talk.tell(Say(Text("Yang ini belum bisa dilewati, Bapak/Ibu.")))
    read = slot.read(reply, talk.view)
    told = told_in(talk, reply)
    others = {name: value for name, value in told.items() if name != slot.name and name not in reply.answers}
    if isinstance(read, Again) and (reply.choice is not None or read.hold != reply.hold):
        return talk.put(others).ask_on(read.hold)
    if isinstance(read, Filled):
        return talk.put({**others, **own_last(slot.name, read.values)}).advance(Say(read.say))
    return acknowledge(talk, told)


def own_last(name: str, values: Answers) -> Answers:
    """The answer to the question itself as the newest: it is the one that "kembali" and "eh salah" mean."""
    return {key: values[key] for key in sorted(values, key=lambda key: key == name)}


def told_in(talk: "Talk[V]", reply: Reply) -> Answers:
    """What the words tell of any slot of the form."""
    form, _ = talk.waiting()
    told = form.fill(reply.phone or reply.text, talk.view) if reply.choice is None else {}
    return {name: value for name, value in told.items() if form.slot(name)}


def restate(talk: "Talk[V]", reply: Reply) -> Turn | None:
    """Answers told at consent, summary or change: before consent only what is new, afterwards also what changes."""
    _, frame = talk.waiting()
    told = told_in(talk, reply)
    if frame.step == CONSENT:
        new = {name: value for name, value in told.items() if name not in frame.answers}
        return talk.put(new).advance(Say(Text("Terima kasih. Sebelum disimpan, mohon izinnya dulu."))) if new else None
    return talk.put(told).advance(Say(CHANGED)) if told else None


def acknowledge(talk: "Talk[V]", told: Answers) -> Turn | None:
    """Words that answer other slots than the one that was asked: it is said which, before it is asked again."""
    form, frame = talk.waiting()
    if not told:
        return None
    what = asking.listed([slot.label for slot in form.slots if slot.name in told])
    changed = any(frame.answers.get(name, value) != value for name, value in told.items())
    after = talk.put(told)
    waits = any(name in after.state.unconsented.get(frame.topic, {}) for name in told)
    if waits:
        text = Text("Terima kasih, {what} baru saya simpan setelah Bapak/Ibu mengizinkan.", what=what)
    elif changed:
        text = Text("Baik, {what} sudah saya ganti.", what=what)
    else:
        text = Text("Baik, {what} sudah saya catat.", what=what)
    return after.advance(Say(text))


def agree(talk: "Talk[V]", said: str) -> Turn | None:
    """Consent: what was told before is used after a yes, and dropped after a no."""
    form, frame = talk.waiting()
    assert form.consent is not None
    if is_yes(said):
        return talk.doing(*form.consent.given(talk.view)).put({CONSENT: "ya"}).advance()
    if is_no(said):
        state = talk.state.without_top().without_unconsented()
        say = Say(form.consent.refused(talk.view), effects=form.consent.withheld(talk.view))
        return talk.on(state).tell(say, frame.topic)
    return None


def confirm(talk: "Talk[V]", said: str) -> Turn | None:
    """The summary: send it, change a part of it, or drop it."""
    if is_yes(said) or bare(said) in CONFIRMED:
        return talk.put({SUMMARY: "ya"}, draft=False).advance()
    if is_no(said) or bare(said) == "ubah":
        return talk.step(CHANGE)
    return talk.cancel() if said == "batal" else None


def change(talk: "Talk[V]", said: str) -> Turn | None:
    """The part to be changed is asked again; the summary comes back after it."""
    if said == asking.KEEP.value or is_no(said):
        return talk.step(SUMMARY)
    labels = {choice.value: talk.view.plain(choice.label) for choice in asking.changeable(talk)}
    name = said if said in labels else nearest(said, labels) or mentioned(talk, said)
    return talk.ask_again(name) if name else None


def mentioned(talk: "Talk[V]", said: str) -> str | None:
    """The one slot with an answer whose label has a word of these: "nomornya", "namanya tadi"."""
    words = {short for word in bare(said).split() for short in (word, word.removesuffix("nya"))}
    found = [
        slot.name
        for slot in asking.given_slots(talk)
        if words.intersection(word for word in bare(talk.view.plain(slot.label)).split() if len(word) > 2)
    ]
    return found[0] if len(found) == 1 else None
