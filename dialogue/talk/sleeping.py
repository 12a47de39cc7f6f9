"""Sleeping: a form that has been left, what is said beside it, and how it is taken up again."""

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue.form import CHANGE, CONSENT, SUMMARY
from dialogue.talk import asking
from dialogue.text import Text
from dialogue.turn import Begin, Choice, Link, Say, Turn
from dialogue.view import V
from dialogue.words import bare, is_no, is_yes

if TYPE_CHECKING:
    from dialogue.talk import Talk

CONFIRMED = frozenset(("kirim", "sudah betul", "sudah benar"))
"""A yes to the summary in other words."""
RESUME, RESTART = "lanjut", "baru"
WAY_BACK = Link("", Text("Lanjutkan isian"), RESUME)


def beside(talk: "Talk[V]", say: Say) -> Turn:
    """Say it beside a form that sleeps from now on. Nothing but a grave matter leaves out the way back, and a question
    that need not be answered: that one rests."""
    quiet = say.grave or (not say.browse and asking.is_optional(talk))
    choices: tuple[Choice | Link, ...] = say.choices if quiet else (*say.choices, WAY_BACK)
    state = replace(talk.state, asleep=True, aside=quiet or (talk.state.aside and not say.browse))
    return Turn(state, replace(say, choices=choices) if say.text else None, talk.effects)


def rest(talk: "Talk[V]", say: Say) -> Turn:
    """Put the form on top to rest: the words that come next may well be its answer, and are held for it."""
    return replace(beside(talk, say), state=replace(talk.state, asleep=True, aside=False))


def is_asked_to_wake(talk: "Talk[V]") -> bool:
    """Is "lanjutkan / mulai baru" what the last bubble asked?"""
    return any((offer.step, offer.value) == (">", RESTART) for offer in talk.state.offers)


def wake(talk: "Talk[V]", text: str) -> Turn | None:
    """A form that has slept asks whether to go on; what was written is held for it. Asked once, it reads the answer."""
    if is_asked_to_wake(talk):
        return answer_to_wake(talk, text)
    say = Say(
        Text("Tadi kita sampai di: {step}. Mau dilanjutkan?", step=asking.label(talk)),
        (Link("", Text("Lanjutkan"), RESUME), Link("", Text("Mulai baru"), RESTART)),
    )
    state = replace(talk.state, asleep=True, aside=False).with_held(text, talk.view.consented, talk.view.at)
    return Turn(state, say, talk.effects)


def answer_to_wake(talk: "Talk[V]", text: str) -> Turn | None:
    """Yes, not now, or already the answer to what the form had asked; None when it is none of these."""
    if is_yes(text):
        return taken_up(talk, RESUME)
    if is_no(text):
        return rest(talk, Say(Text("Baik, isiannya tetap saya simpan. Kapan pun siap, ketik LANJUT.")))
    awake = talk.on(talk.state.without_held())
    return awake.ask() if decides(talk, text) else awake.reply(text)


def taken_up(talk: "Talk[V]", value: str) -> Turn:
    """ "Lanjutkan" gives the form what was held; "Mulai baru" wipes it and begins it again."""
    held = talk.state.held
    _, frame = talk.waiting()
    fresh = talk.state.without_held().with_top(replace(frame, returned=False))
    awake = talk.on(fresh).moved(asleep=False, aside=False)
    if value == RESTART:
        return begun_anew(awake)
    return (awake.reply(held) if held and not decides(awake, held) else None) or awake.ask()


def decides(talk: "Talk[V]", said: str) -> bool:
    """Consent and sending are not taken from words that were said before the question was seen again."""
    _, frame = talk.waiting()
    own = frame.step in (CONSENT, SUMMARY, CHANGE)
    return own and (is_yes(said) or is_no(said) or bare(said) in CONFIRMED)


def begun_anew(talk: "Talk[V]") -> Turn:
    """The same form for the same thing, without its answers."""
    form, frame = talk.waiting()
    own = (CONSENT, SUMMARY)
    about = {name: value for name, value in frame.answers.items() if not form.slot(name) and name not in own}
    fresh = talk.dropped()
    return fresh.take(Begin(about), frame.topic) if about else fresh.open(frame.topic)
