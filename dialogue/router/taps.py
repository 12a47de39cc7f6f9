"""Taps: a choice of the last bubble, tapped or typed; one of an older bubble is answered kindly and never applied."""

from dataclasses import replace

from dialogue.event import Event
from dialogue.state import Offer, State
from dialogue.talk import Talk, sleeping
from dialogue.text import Text, joined
from dialogue.turn import Link, Say, Turn
from dialogue.view import V
from dialogue.words import NO, YES, bare, exact, is_plain_no, is_yes, number_of

STALE = Text("Tombol itu dari pesan sebelumnya, jadi tidak saya pakai.")


def labels(state: State) -> dict[str, str]:
    """The labels of the last bubble, by their place in it."""
    return {str(index): offer.label for index, offer in enumerate(state.offers)}


def typed_choice(talk: Talk[V], text: str) -> Offer | None:
    """A choice typed as its label, or as its number where the slot does not want one."""
    key = exact(text, labels(talk.state))
    if key is not None:
        return talk.state.offers[int(key)]
    number = None if wants_numbers(talk) else number_of(text)
    return talk.state.offers[number - 1] if number and number <= len(talk.state.offers) else None


def wants_numbers(talk: Talk[V]) -> bool:
    return talk.slot is not None and talk.slot.numeric and not talk.state.asleep


def assented(talk: Talk[V], text: str) -> Offer | None:
    """ "Ya" to a bubble whose one link begins with Ya ("Ya, teruskan"); a form's own choices are its slot's to read."""
    words = YES if is_yes(text) else NO if is_plain_no(text) else frozenset()
    links = [offer for offer in talk.state.offers if offer.step.startswith(">")]
    found = [offer for offer in links if words.intersection(bare(offer.label).split()[:1])]
    return found[0] if len(found) == 1 and len(links) == len(talk.state.offers) else None


def tapped(talk: Talk[V], event: Event) -> Turn:
    """A tap: applied only when it belongs to the last bubble, or stands outside any turn."""
    if event.turn == 0 and event.step.startswith(">"):
        return talk.open(event.step[1:], event.text)
    offer = next((o for o in talk.state.offers if (o.step, o.value) == (event.step, event.text)), None)
    if offer is None or event.turn != talk.state.turn:
        return stale(talk)
    return chosen(talk, offer)


def chosen(talk: Talk[V], offer: Offer) -> Turn:
    """Apply a choice of the last bubble."""
    talk = talk.moved(unsure=0)
    if offer.step == ">":
        return sleeping.taken_up(talk, offer.value) if talk.form else stale(talk)
    if offer.step.startswith(">"):
        return talk.open(offer.step[1:], offer.value)
    frame = talk.state.top
    if frame is None or f"{frame.topic}.{frame.step}" != offer.step:
        return stale(talk)
    return talk.reply(offer.label, choice=offer.value) or stale(talk)


def stale(talk: Talk[V]) -> Turn:
    """What waits is asked again; without a form the menu is shown."""
    if talk.form:
        return talk.tell(Say(STALE, (Link(talk.topics.menu, Text("Menu")),)))
    turn = talk.open(talk.topics.menu)
    if turn.say is None:
        return turn
    text = joined(STALE, Text("Silakan pilih dari sini:"), by=" ")
    return replace(turn, say=replace(turn.say, text=text, browse=False))
