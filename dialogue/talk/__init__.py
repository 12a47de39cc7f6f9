"""The talk in the middle of a turn: what waits, and the moves that a turn is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeAlias

from dialogue.form import SUMMARY, Form, Reply, Slot
from dialogue.state import Answers, Frame, Json, State
from dialogue.talk import answering, asking, sleeping
from dialogue.talk.bubble import followed, preceded
from dialogue.talk.topics import Topics
from dialogue.text import Text
from dialogue.topic import Opened
from dialogue.turn import Asked, Begin, DefectError, Effect, Link, Say, Turn
from dialogue.view import V

__all__ = ["STEPS", "Interrupt", "Talk", "Topics"]

STEPS = 12
"""Steps of topics in one turn: no content, however it calls itself, can hang the service."""


@dataclass(frozen=True)
class Talk(Generic[V]):
    """One person's talk. A move returns a `Turn`; what only prepares one returns the talk as it is then."""

    topics: Topics[V]
    state: State
    view: V
    effects: tuple[Asked, ...] = field(default=())
    steps: int = STEPS

    @property
    def form(self) -> Form[V] | None:
        """The form that waits; None when none does."""
        return self.topics.topics[self.state.top.topic].form if self.state.top else None

    @property
    def waits(self) -> bool:
        """Whether a form waits for words: one that sleeps does not."""
        return self.form is not None and not self.state.asleep

    @property
    def slot(self) -> Slot[V] | None:
        """The slot that waits; None when none does, or when the engine itself asks (consent, summary)."""
        return self.form.slot(self.state.top.step) if self.form and self.state.top else None

    def waiting(self) -> tuple[Form[V], Frame]:
        """The form that waits and how far it is. Only for whoever knows that one does."""
        assert self.form is not None and self.state.top is not None
        return self.form, self.state.top

    def on(self, state: State) -> "Talk[V]":
        return replace(self, state=state)

    def moved(self, **changes: Any) -> "Talk[V]":
        """With these parts of the state changed."""
        return self.on(replace(self.state, **changes))

    def doing(self, *effects: Effect, topic: str = "") -> "Talk[V]":
        """With effects of a topic (of the form that waits) to be performed."""
        owner = topic or (self.state.top.topic if self.state.top else "")
        return replace(self, effects=self.effects + tuple(Asked(owner, effect) for effect in effects))

    def open(self, topic: str, argument: str = "") -> Turn:
        """Go to a topic; an unknown one (a link of an older version) goes to the menu."""
        name = topic if topic in self.topics.topics else self.topics.menu
        return self.take(self.topics.topics[name].open(argument, self.view), name)

    def take(self, opened: Opened, topic: str) -> Turn:
        """Carry out what a step of `topic` answered."""
        if self.steps == 0:
            raise DefectError(f"{topic}: more than {STEPS} steps in one turn")
        talk = replace(self, steps=self.steps - 1)
        if isinstance(opened, Begin):
            return talk.begin(opened, opened.topic or topic)
        return talk.tell(opened, topic)

    def tell(self, say: Say, topic: str = "") -> Turn:
        """Say it; the question of a form that waits follows, unless it sleeps or the step speaks alone. One that may be
        left out follows once, and then rests."""
        talk = replace(self, effects=self.effects + tuple(Asked(topic, effect) for effect in say.effects))
        if say.forget:
            talk = talk.on(talk.state.forgotten())
        if (say.text is None and say.effects) or not talk.state.frames:
            return Turn(talk.state, say if say.text else None, talk.effects)
        _, frame = talk.waiting()
        if say.alone or say.grave or say.browse or talk.state.asleep or (frame.returned and asking.is_optional(talk)):
            return sleeping.beside(talk, say)
        return talk.on(talk.state.with_top(replace(frame, returned=True))).ask(say)

    def begin(self, begin: Begin, topic: str) -> Turn:
        """Start a form, or take it up again where it was left, with new answers on top."""
        form = self.topics.topics[topic].form if topic in self.topics.topics else None
        if form is None:
            raise DefectError(f"{topic} has no form")
        frame = next((frame for frame in self.state.frames if frame.topic == topic), Frame(topic))
        talk = self
        if speaks_of_another(frame, begin.answers, form):
            frame, talk = Frame(topic), self.on(self.state.without_unconsented_of(topic))
        others = tuple(other for other in self.state.frames if other.topic != topic)
        talk = talk.on(talk.state.without_held()).moved(frames=(*others, frame), unsure=0)
        return talk.doing(*begin.say.effects).put(begin.answers).advance(begin.say)

    def put(self, values: Answers, draft: bool = True) -> "Talk[V]":
        """With these answers in the form on top; personal ones wait until there is consent."""
        form, frame = self.waiting()
        after = frame.given(values)
        if form.needs_consent(after.answers, self.view):
            early = {name: value for name, value in values.items() if (slot := form.slot(name)) and slot.personal}
            after = frame.given({name: value for name, value in values.items() if name not in early})
            return self.on(self.state.with_top(after).with_unconsented(frame.topic, early, self.view.at))
        waited = self.state.unconsented.get(frame.topic, {})
        after = frame.given({**waited, **values})
        talk = self.on(self.state.with_top(after).without_unconsented_of(frame.topic))
        kept = form.draft(form.relevant(after.answers, self.view), self.view) if draft and (values or waited) else ()
        return talk.doing(*kept)

    def advance(self, before: Say | None = None) -> Turn:
        """Ask what comes next in the form on top, or finish it."""
        talk = self.put({})
        step = asking.next_step(talk)
        return talk.finish(before) if step is None else talk.step(step, before)

    def step(self, step: str, before: Say | None = None) -> Turn:
        """Ask this step of the form on top."""
        _, frame = self.waiting()
        if step != frame.step:
            frame = replace(frame, step=step, hold=None, tries=0, returned=False)
        talk = self.on(replace(self.state.with_top(frame), asleep=False, aside=False))
        return Turn(talk.state, followed(before, asking.question(talk)), talk.effects)

    def ask(self, before: Say | None = None) -> Turn:
        """Ask what the form on top waits for, or what comes next when that has no longer to be asked."""
        _, frame = self.waiting()
        return self.step(frame.step, before) if asking.still_stands(self) else self.advance(before)

    def ask_on(self, hold: Json) -> Turn:
        """The follow-up question of the slot that waits, or with None its first question again."""
        _, frame = self.waiting()
        return self.on(self.state.with_top(replace(frame, hold=hold, tries=0))).step(frame.step)

    def without(self, name: str) -> "Talk[V]":
        """With one slot of the form on top waiting again, as if it had not been answered."""
        _, frame = self.waiting()
        return self.on(self.state.with_top(replace(frame.without(name, SUMMARY), step=name, hold=None, tries=0)))

    def ask_again(self, name: str) -> Turn:
        """Ask one slot again."""
        return self.without(name).ask()

    def finish(self, before: Say | None = None) -> Turn:
        """The form on top is complete: its topic says what comes of it."""
        form, frame = self.waiting()
        opened = self.topics.topics[frame.topic].finish(form.relevant(frame.answers, self.view), self.view)
        return self.on(self.state.without_top()).take(preceded(before, opened), frame.topic)

    def reply(self, text: str, choice: str | None = None, phone: str = "") -> Turn | None:
        """Give the form on top an answer; None when it is not understood."""
        _, frame = self.waiting()
        return answering.answer(self, Reply(text, choice, phone, frame.hold, frame.answers))

    def dropped(self) -> "Talk[V]":
        """Without the form on top and all that it has kept, and nothing else."""
        form, frame = self.waiting()
        talk = self.doing(*form.wipe(frame.answers, self.view))
        return talk.on(self.state.without_unconsented_of(frame.topic).without_top())

    def cancel(self) -> Turn:
        """Drop the form on top and say so."""
        form, frame = self.waiting()
        return self.dropped().tell(Say(form.cancelled, (Link(self.topics.menu, Text("Menu")),)), frame.topic)


Interrupt: TypeAlias = Callable[[Talk[V], str], Turn | None]
"""What may happen at any point: the turn, or None when these words are no such thing."""


def speaks_of_another(frame: Frame, answers: Answers, form: Form[V]) -> bool:
    """Is the form begun for something else than the one in progress (another request)? Slots are no such thing."""
    return any(not form.slot(name) and frame.answers.get(name, value) != value for name, value in answers.items())
