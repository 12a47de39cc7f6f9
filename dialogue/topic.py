"""A topic: one thing that people talk about, and how it opens, ends and hears of outcomes."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias

from dialogue.form import Form
from dialogue.state import Answers, Json
from dialogue.text import Text
from dialogue.turn import Begin, Effect, Outcome, Say
from dialogue.view import V

Opened: TypeAlias = Say | Begin


class Topic(Generic[V]):
    """Named once; `opens`, `done` and `outcome` are set by decorators in the topic's file.

    name: short ASCII, also the target of links. title: what menus call it (at most 20 characters).
    """

    def __init__(self, name: str, title: Text, form: Form[V] | None = None) -> None:
        self.name = name
        self.title = title
        self.form = form
        self.open: Callable[[str, V], Opened] = lambda argument, view: Begin()
        self.finish: Callable[[Answers, V], Opened] = lambda answers, view: Say()
        self.outcomes: dict[type[Effect], Callable[[Outcome, V], Opened]] = {}
        self.rebuild: Callable[[Mapping[str, Json], V], Say] | None = None

    def opens(self, step: Callable[[str, V], Opened]) -> Callable[[str, V], Opened]:
        """The step taken when the topic is opened, with the link's argument ("" from a menu)."""
        self.open = step
        return step

    def done(self, step: Callable[[Answers, V], Opened]) -> Callable[[Answers, V], Opened]:
        """The step taken when the form is complete and, where it has a summary, confirmed."""
        self.finish = step
        return step

    def rebuilds(self, step: Callable[[Mapping[str, Json], V], Say]) -> Callable[[Mapping[str, Json], V], Say]:
        """The answer made again from the inputs of its `Proof`, with the day and the book of the view."""
        self.rebuild = step
        return step

    def outcome(
        self, effect: type[Effect]
    ) -> Callable[[Callable[[Outcome, V], Opened]], Callable[[Outcome, V], Opened]]:
        """The step taken when an effect of this type, asked for by this topic, has its answer."""

        def register(step: Callable[[Outcome, V], Opened]) -> Callable[[Outcome, V], Opened]:
            self.outcomes[effect] = step
            return step

        return register
