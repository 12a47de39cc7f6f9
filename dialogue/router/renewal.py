"""Renewal: a state that an older version stored goes on with the topics and slots of this one."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic

from dialogue.event import Event
from dialogue.state import State
from dialogue.talk import Talk, Topics, asking
from dialogue.text import Text
from dialogue.turn import Turn
from dialogue.view import V

CONSENT_WAIT = 24 * 3600.0
"""Seconds that personal answers wait for consent before they are purged (law 8)."""
GONE = Text("Ada pembaruan pada Sapakop, jadi isian tadi tidak bisa diteruskan. Mohon maaf, kita mulai lagi dari menu.")


@dataclass(frozen=True)
class Renewed(Generic[V]):
    """The talk on a state that this version understands. lost: what is said of a form or a step that is gone."""

    talk: Talk[V]
    lost: Text | None = None

    def answered(self, event: Event) -> Turn | None:
        """Words are no answer to a question that was never asked: only an interrupt hears them."""
        if self.lost is None or event.kind not in ("text", "contact", "silence"):
            return None
        heard = (interrupt(self.talk, event.text) for interrupt in self.talk.topics.interrupts if event.kind == "text")
        return next((turn for turn in heard if turn), None) or self.begin_again()

    def begin_again(self) -> Turn:
        return self.talk.ask() if self.talk.form else self.talk.open(self.talk.topics.menu)


def renewed(topics: Topics[V], state: State, view: V) -> Renewed[V]:
    """Purges what has waited too long for consent, and leaves out what this version does not know."""
    if state.unconsented_at and (view.at - datetime.fromisoformat(state.unconsented_at)).total_seconds() > CONSENT_WAIT:
        state = state.without_unconsented()
    frames = tuple(frame for frame in state.frames if frame.topic in topics.topics and topics.topics[frame.topic].form)
    if frames == state.frames:
        return with_known_step(Talk(topics, state, view))
    top_is_gone = frames[-1:] != state.frames[-1:]
    renewal = with_known_step(Talk(topics, replace(state, frames=frames), view))
    return Renewed(renewal.talk, renewal.lost or (begins_at(renewal.talk) if top_is_gone else None))


def with_known_step(talk: Talk[V]) -> Renewed[V]:
    """A step that the form no longer has becomes its next question; the answers stay."""
    if not talk.state.top or asking.is_known(talk):
        return Renewed(talk)
    step = asking.next_step(talk) or talk.waiting()[0].slots[-1].name
    frame = replace(talk.state.top, step=step, hold=None, tries=0)
    mended = talk.on(talk.state.with_top(frame))
    return Renewed(mended, begins_at(mended))


def begins_at(talk: Talk[V]) -> Text:
    """Where it goes on after an update."""
    if not talk.form:
        return GONE
    return Text(
        "Ada pembaruan pada Sapakop. Kita mulai lagi dari {step}; jawaban tadi tetap tersimpan.",
        step=asking.label(talk),
    )
