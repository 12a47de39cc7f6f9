"""Hearing: words become the first reading that fits, wait for their second half, or climb the ladder."""

from dataclasses import replace
from datetime import datetime

from dialogue.event import Event
from dialogue.router.taps import assented, chosen, labels, typed_choice
from dialogue.talk import Talk, asking, sleeping
from dialogue.text import Text
from dialogue.turn import Asked, Say, Turn, Wait
from dialogue.view import V
from dialogue.words import nearest, part

GAP = 12 * 3600.0
"""Seconds of silence after which a form asks whether to go on."""
FRAGMENT_WAIT = 2.0
FRAGMENTS_END = 10.0
"""Seconds after which words are answered, however many halves still come."""
FRAGMENT_KEPT = 60.0
"""Seconds after which words are no half of anything, should nobody have answered them."""
FRAGMENT_LONGEST = 400
"""Characters: what is longer is a whole."""
RESTING = Text(
    "Tidak apa-apa, isian ini saya simpan dulu. Kapan pun siap, ketik LANJUT. Petugas kami juga bisa membantu."
)


def answer_text(talk: Talk[V], said: str) -> Turn:
    """Words: read together with a fragment that waits; what is not understood waits for its second half."""
    age = fragment_age(talk)
    together = f"{talk.state.fragment if age < FRAGMENT_KEPT else ''} {said}".strip()
    fresh = without_fragment(talk)
    if not together:
        return talk.take(talk.topics.kinds["other"](Event("other", talk.view.at), talk.view), "")
    calm = fresh.moved(unsure=0)
    turn = understood(calm, together) or (understood(calm, said) if said and said != together else None)
    if turn is not None:
        return turn
    if len(together) > FRAGMENT_LONGEST or FRAGMENTS_END <= age < FRAGMENT_KEPT:
        return lost(fresh, together)
    since = talk.state.fragment_at if age < FRAGMENT_KEPT else None
    waiting = fresh.moved(fragment=together, fragment_at=since or talk.view.at.isoformat())
    return Turn(waiting.state, None, (Asked("", Wait(FRAGMENT_WAIT)),))


def fragment_age(talk: Talk[V]) -> float:
    """Seconds since the first words that wait came; 0 when none wait."""
    since = talk.state.fragment_at
    return (talk.view.at - datetime.fromisoformat(since)).total_seconds() if since else 0.0


def without_fragment(talk: Talk[V]) -> Talk[V]:
    return talk.moved(fragment="", fragment_at=None)


def understood(talk: Talk[V], text: str) -> Turn | None:
    """The first reading that fits: a choice as typed, an interrupt, a near-miss, a form asleep, the slot."""
    offer = typed_choice(talk, text)
    if offer:
        return chosen(talk, offer)
    for interrupt in talk.topics.interrupts:
        turn = interrupt(talk, text)
        if turn is not None:
            return turn
    seen = labels(talk.state)
    near = nearest(text, seen) or part(text, seen)
    offer = talk.state.offers[int(near)] if near is not None else assented(talk, text)
    if offer:
        return chosen(talk, offer)
    return to_form(talk, text) if talk.form else None


def to_form(talk: Talk[V], text: str) -> Turn | None:
    """Words for the form on top; one that sleeps beside a grave matter does not listen, nor does one that may be left
    out once it has been left."""
    if left_out(talk):
        return None
    if talk.state.quiet_since(talk.view.at) > GAP:
        return sleeping.wake(talk, text)
    if talk.state.aside:
        return None
    return sleeping.wake(talk, text) if talk.state.asleep else talk.reply(text)


def left_out(talk: Talk[V]) -> bool:
    """Has the person gone on to something else than a question that need not be answered?"""
    return asking.is_optional(talk) and (talk.state.asleep or talk.state.quiet_since(talk.view.at) > GAP)


def lost(talk: Talk[V], text: str) -> Turn:
    """Not understood: rephrase, then an example, then a human, then the form rests; never the same again."""
    frame = talk.state.top
    if frame is None or talk.state.asleep or left_out(talk):
        times = talk.state.unsure + 1
        talk = talk.moved(unsure=times)
        turn = talk.topics.puzzled(talk, text) if talk.topics.puzzled else None
        return turn or talk.tell(talk.topics.unsure(text, times, talk.view))
    tries = frame.tries + 1
    talk = talk.on(talk.state.with_top(replace(frame, tries=tries)))
    if tries < 3:
        return talk.tell(Say(asking.hint(talk, tries)))
    human = talk.topics.unsure(text, tries - 1, talk.view)
    if tries == 3:
        return Turn(talk.state, human, talk.effects)
    rested = talk.on(talk.state.with_top(replace(frame, tries=0)))
    return sleeping.rest(rested, replace(human, text=RESTING))


def commanded(talk: Talk[V], text: str) -> Turn:
    """A slash command: its topic, or the same word typed."""
    name, _, argument = text.partition(" ")
    topic = talk.topics.commands.get(name.lower())
    return talk.open(topic, argument.strip()) if topic else answer_text(talk, text.replace("_", " "))
