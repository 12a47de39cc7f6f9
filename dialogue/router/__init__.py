"""One event in, one turn out: total for any event and any state, and nothing but its arguments is looked at."""

from dataclasses import replace

from dialogue.event import Event
from dialogue.router.hearing import answer_text, commanded, lost, without_fragment
from dialogue.router.renewal import Renewed, renewed
from dialogue.router.taps import tapped
from dialogue.state import Frame, Offer, State
from dialogue.talk import Talk, Topics
from dialogue.talk.bubble import after
from dialogue.text import Text
from dialogue.turn import Choice, DefectError, Link, Outcome, Say, Turn
from dialogue.view import V
from dialogue.words import clean

__all__ = ["LONGEST", "take_turn"]

LONGEST = 4096
"""Characters of one text that are read; no matcher has to be quick on more."""
SORRY = Text("Maaf, ada kekeliruan di pihak kami, jadi yang tadi belum bisa diproses. Silakan pilih dari sini:")


def take_turn(topics: Topics[V], state: State, event: Event | Outcome, view: V) -> Turn:
    """The next state, what to say, and what to do. Pure; time is the event's (`view.at`).

    A defect of the content is answered with the menu, keeps the forms as they were, and is named in the turn.
    """
    if isinstance(event, Event) and event.kind == "silence" and not state.fragment:
        return Turn(state)
    known = renewed(topics, state, view)
    try:
        turn = answer_outcome(known.talk, event) if isinstance(event, Outcome) else answer_event(known, event)
        return numbered(turn, view)
    except DefectError as defect:
        return numbered(apology(known.talk, str(defect)), view)


def answer_event(known: Renewed[V], event: Event) -> Turn:
    """One event of a person, or of the clock: `silence`, which does not count as a sign of life."""
    event = replace(event, text=clean(event.text)[:LONGEST])
    turn = known.answered(event) or answer(known.talk, event)
    if known.lost and turn.say and turn.say.text:
        turn = replace(turn, say=after(Say(known.lost), turn.say))
    if event.kind == "silence":
        return turn
    return replace(turn, state=replace(turn.state, last_at=known.talk.view.at.isoformat()))


def answer(talk: Talk[V], event: Event) -> Turn:
    """One event, by its kind. Whatever is not words puts an end to a fragment that waits."""
    if event.kind == "text":
        return answer_text(talk, event.text)
    fragment, talk = talk.state.fragment, without_fragment(talk)
    if event.kind == "silence":
        return lost(talk, fragment)
    if event.kind == "choice":
        return tapped(talk, event)
    if event.kind == "command":
        return commanded(talk, event.text)
    shared = talk.reply("", phone=event.text) if event.kind == "contact" and talk.form else None
    return shared or talk.take(talk.topics.kinds[event.kind](event, talk.view), "")


def answer_outcome(talk: Talk[V], outcome: Outcome) -> Turn:
    """The topic that asked hears of the answer."""
    topic = talk.topics.topics.get(outcome.topic)
    step = topic.outcomes.get(type(outcome.effect)) if topic else None
    if step is None:
        raise DefectError(f"{outcome.topic} does not want the outcome of {type(outcome.effect).__name__}")
    return talk.take(step(outcome, talk.view), outcome.topic)


def apology(talk: Talk[V], defect: str) -> Turn:
    """The menu with a kind sentence. Nothing is half done: effects are dropped, forms sleep as they were."""
    menu = talk.topics.topics[talk.topics.menu].open("", talk.view)
    choices = tuple(choice for choice in menu.choices if isinstance(choice, Link)) if isinstance(menu, Say) else ()
    turn = without_fragment(talk).tell(Say(SORRY, choices, browse=True))
    return replace(turn, say=replace(turn.say, browse=False) if turn.say else None, defect=defect)


def numbered(turn: Turn, view: V) -> Turn:
    """Number the bubble and remember its choices; a turn without one leaves both as they are."""
    if turn.say is None or turn.say.text is None:
        return replace(turn, say=None)
    offers = tuple(offered(choice, turn.state.top, view) for choice in turn.say.choices)
    return replace(turn, state=replace(turn.state, turn=turn.state.turn + 1, offers=offers))


def offered(choice: Choice | Link, frame: Frame | None, view: V) -> Offer:
    """A choice as it travels: the step that it answers, or ">topic" for a link."""
    label = view.plain(choice.label)
    if isinstance(choice, Link):
        return Offer(f">{choice.topic}", choice.argument, label)
    if frame is None:
        raise DefectError(f"choice {choice.value!r} without a form cannot be answered: use a Link")
    return Offer(f"{frame.topic}.{frame.step}", choice.value, label)
